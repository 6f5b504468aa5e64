"""Reads of the judgements that two records are of one person, or are not."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, aliased

from casework.context import Context
from casework.models import (
    Event,
    IdentityJudgement,
    Officer,
    Person,
    Provision,
    Sameness,
    Source,
)
from casework.queries.known import known_at
from casework.sameness import standing_for
from rules.vocabulary import DutyKind, Feed

_FEW = 100
"""As many numbers as are looked for in the clauses at once."""


class Told(NamedTuple):
    """A judgement, the name of the officer who recorded it, and of the source it came from."""

    judgement: IdentityJudgement
    officer: str
    source: str

    @property
    def pair(self) -> tuple[int, int]:
        """The two records judged, the lower first."""
        return self.judgement.first_id, self.judgement.second_id


def take_turn(session: Session) -> None:
    """Wait until nobody else is judging identity, and keep others waiting until the end.

    Which records stand together is one question about all of them. Whoever also takes
    cases asks for the turn first.
    """
    session.execute(
        select(Source.id)
        .where(Source.feed == Feed.OFFICERS)
        .order_by(Source.id)
        .with_for_update(key_share=True)
    )


def judgements(session: Session, known: datetime | None = None) -> Sequence[IdentityJudgement]:
    """Return the judgements that stand, oldest first; *known* None means now."""
    return session.scalars(
        select(IdentityJudgement)
        .where(known_at(IdentityJudgement, known))
        .order_by(IdentityJudgement.id)
    ).all()


def same_as(session: Session, known: datetime | None = None) -> dict[int, int]:
    """Return for each record judged the same as another the one that stands for all of them.

    That is the one with the lowest number, which is in the answer too, standing for
    itself. A record nobody has judged the same as another is left out.
    """
    pairs = session.execute(
        select(IdentityJudgement.first_id, IdentityJudgement.second_id).where(
            known_at(IdentityJudgement, known), IdentityJudgement.sameness == Sameness.SAME
        )
    )
    return standing_for([(row.first_id, row.second_id) for row in pairs])


def joined(session: Session, people: Collection[int]) -> set[int]:
    """Return *people* and every record that is the same as one of them now.

    Only their own judgements are read, and those of each they lead to in turn.
    """
    found: set[int] = set()
    reached = set(people)
    while reached:
        found |= reached
        listed = sorted(reached)
        pairs = session.execute(
            select(IdentityJudgement.first_id, IdentityJudgement.second_id).where(
                known_at(IdentityJudgement, None),
                IdentityJudgement.sameness == Sameness.SAME,
                _of_one_of(listed),
            )
        )
        reached = {record for row in pairs for record in (row.first_id, row.second_id)} - found
    return found


def told(context: Context, *, people: Collection[int] | None = None) -> Sequence[Told]:
    """Return the judgements that stand and the officer may see, oldest first.

    *people* narrows them to those about one of these.
    """
    statement = _told(context).where(known_at(IdentityJudgement, None))
    if people is not None:
        statement = statement.where(_of_one_of(sorted(people)))
    rows = context.session.execute(statement.order_by(IdentityJudgement.id))
    return [Told(judgement, officer, source) for judgement, officer, source in rows]


def _of_one_of(listed: Sequence[int]) -> ColumnElement[bool]:
    return or_(IdentityJudgement.first_id.in_(listed), IdentityJudgement.second_id.in_(listed))


def find(context: Context, judgement_id: int) -> Told | None:
    """Return a judgement the officer may see, standing or withdrawn, or None."""
    statement = _told(context).where(IdentityJudgement.id == judgement_id)
    found = context.session.execute(statement).one_or_none()
    return None if found is None else Told(found[0], found[1], found[2])


def _told(context: Context) -> Select[IdentityJudgement, str, str]:
    second = aliased(Person)
    statement = (
        select(IdentityJudgement, Officer.name, Source.name)
        .join(Officer, Officer.id == IdentityJudgement.recorded_by)
        .join(Source, Source.id == IdentityJudgement.source_id)
        .join(Person, Person.id == IdentityJudgement.first_id)
        .join(second, second.id == IdentityJudgement.second_id)
    )
    agency = context.officer.sees_agency
    if agency is None:
        return statement
    return statement.where(Person.agency_id == agency, second.agency_id == agency)


def withdrawn(session: Session, first: int, second: int, source_id: int) -> bool:
    """Whether a source's judgement that two records are the same was withdrawn."""
    pair = sorted((first, second))
    found = session.scalars(
        select(IdentityJudgement.id)
        .where(
            IdentityJudgement.first_id == pair[0],
            IdentityJudgement.second_id == pair[1],
            IdentityJudgement.sameness == Sameness.SAME,
            IdentityJudgement.source_id == source_id,
            IdentityJudgement.known_to.is_not(None),
        )
        .limit(1)
    ).one_or_none()
    return found is not None


def agencies(session: Session, people: Collection[int]) -> dict[int, int]:
    """Return which agency keeps the record of each of *people*."""
    rows = session.execute(select(Person.id, Person.agency_id).where(Person.id.in_(sorted(people))))
    return {row.id: row.agency_id for row in rows}


def naming(session: Session, records: Collection[int]) -> set[int]:
    """Return whose events or clauses name one of *records*: who they are with, or may not be."""
    listed = sorted(records)
    with_them = session.scalars(
        select(Event.person_id).where(Event.other_person_id.in_(listed), known_at(Event, None))
    )
    found = set(with_them)
    wanted = set(records)
    for start in range(0, len(listed), _FEW):
        numbers = [Provision.duty.contains(str(n)) for n in listed[start : start + _FEW]]
        clauses = session.execute(
            select(Provision.person_id, Provision.duty).where(
                Provision.duty_kind == DutyKind.PROHIBITED_ASSOCIATION,
                Provision.duty.contains('"records"'),
                or_(*numbers),
                known_at(Provision, None),
            )
        )
        found |= {
            row.person_id
            for row in clauses
            if not wanted.isdisjoint(json.loads(row.duty).get("records") or ())
        }
    return found
