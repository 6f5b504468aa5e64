"""Reads of people in files who may be ours, and of whom they may be, by name and birth."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.context import Context
from casework.models import Birth, Candidate, CandidateState, Person, PersonName, Source
from casework.names import search_key
from casework.queries.known import known_at
from rules.vocabulary import Feed


class CandidateTold(NamedTuple):
    """A candidate, the name of the source of the file, and its feed."""

    candidate: Candidate
    source: str
    feed: Feed


class NameOnRecord(NamedTuple):
    """A name of one of ours."""

    person_id: int
    surname: str
    forenames: str


class BirthOnRecord(NamedTuple):
    """A date of birth of one of ours, as far as it is known."""

    year: int
    month: int | None
    day: int | None


def told(context: Context, *, decided: bool) -> Sequence[CandidateTold]:
    """Return the candidates the officer may see, oldest first; with *decided* those too."""
    statement = _told(context)
    if not decided:
        statement = statement.where(Candidate.state == CandidateState.OPEN)
    rows = context.session.execute(statement.order_by(Candidate.id))
    return [CandidateTold(candidate, source, feed) for candidate, source, feed in rows]


def find(context: Context, candidate_id: int) -> CandidateTold | None:
    """Return a candidate the officer may see, or None."""
    statement = _told(context).where(Candidate.id == candidate_id)
    found = context.session.execute(statement).one_or_none()
    return None if found is None else CandidateTold(found[0], found[1], found[2])


def _told(context: Context) -> Select[Candidate, str, Feed]:
    statement = (
        select(Candidate, Source.name, Source.feed)
        .join(Source, Source.id == Candidate.source_id)
        .join(Person, Person.id == Candidate.person_id)
    )
    agency = context.officer.sees_agency
    return statement if agency is None else statement.where(Person.agency_id == agency)


def of_key(session: Session, source_id: int, file_key: str) -> Sequence[Candidate]:
    """Return every candidate there was for one entry of a source, whatever became of it."""
    return session.scalars(
        select(Candidate)
        .where(Candidate.source_id == source_id, Candidate.file_key == file_key)
        .order_by(Candidate.id)
    ).all()


def named_like(context: Context, surname: str, forename: str) -> Sequence[NameOnRecord]:
    """Return the names that begin with a surname and a forename, of people the officer may see.

    Compared in upper case and without marks.
    """
    key = search_key(surname, forename)
    statement = (
        select(PersonName.person_id, PersonName.surname, PersonName.forenames)
        .join(Person, Person.id == PersonName.person_id)
        .where(known_at(PersonName, None), PersonName.search_key.startswith(key, autoescape=True))
        .order_by(PersonName.person_id, PersonName.fact_id)
    )
    agency = context.officer.sees_agency
    if agency is not None:
        statement = statement.where(Person.agency_id == agency)
    return [NameOnRecord(*row) for row in context.session.execute(statement)]


def births(session: Session, people: Collection[int]) -> dict[int, list[BirthOnRecord]]:
    """Return the dates of birth of *people* as known now; a source's stand-ins are left out."""
    rows = session.execute(
        select(Birth.person_id, Birth.year, Birth.month, Birth.day)
        .where(Birth.person_id.in_(sorted(people)), known_at(Birth, None), ~Birth.placeholder)
        .order_by(Birth.person_id, Birth.fact_id)
    )
    found: dict[int, list[BirthOnRecord]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(BirthOnRecord(row.year, row.month, row.day))
    return found
