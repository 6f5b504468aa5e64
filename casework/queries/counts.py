"""Counts for summaries: how many flags are open, and how many duties nobody can check."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from casework.context import Context
from casework.models import (
    CaseCheck,
    Flag,
    FlagChange,
    FlagState,
    FlagVersion,
    Night,
    NightFailure,
    Person,
)


def count_open_flags(session: Session) -> int:
    """Return how many flags are open, reminders and defects counted too."""
    return session.scalar(select(func.count()).where(Flag.state == FlagState.OPEN)) or 0


def count_unchecked(session: Session) -> int:
    """Return how many duties could not be checked when their cases were last looked at."""
    return int(session.scalar(select(func.coalesce(func.sum(CaseCheck.unchecked), 0))) or 0)


def count_unchecked_by(session: Session) -> dict[str, int]:
    """Return by reason how many duties could not be checked when last looked at.

    Cases with the same counts are written alike, and are counted by the database.
    """
    rows = session.execute(
        select(CaseCheck.unchecked_by, func.count().label("cases"))
        .where(CaseCheck.unchecked_by.is_not(None))
        .group_by(CaseCheck.unchecked_by)
    )
    found: Counter[str] = Counter()
    for row in rows:
        for reason, duties in json.loads(row.unchecked_by).items():
            found[reason] += duties * row.cases
    return dict(sorted(found.items()))


def unchecked_people(context: Context) -> Sequence[tuple[int, dict[str, int]]]:
    """Return the people the officer may see some of whose duties could not be checked.

    Each with how many duties for each reason, as when the case was last looked at.
    """
    statement = (
        select(CaseCheck.person_id, CaseCheck.unchecked_by)
        .join(Person, Person.id == CaseCheck.person_id)
        .where(CaseCheck.unchecked_by.is_not(None))
        .order_by(CaseCheck.person_id)
    )
    agency = context.officer.sees_agency
    if agency is not None:
        statement = statement.where(Person.agency_id == agency)
    return [
        (row.person_id, json.loads(row.unchecked_by)) for row in context.session.execute(statement)
    ]


def count_failures(context: Context, night_id: int) -> int:
    """Return how many cases, of those the officer may see, a night could not judge."""
    failed = select(func.count()).where(NightFailure.night_id == night_id)
    return context.session.scalar(failed.where(*_seen(context, NightFailure.person_id))) or 0


class NotJudged(NamedTuple):
    """A case a night could not judge, its error, and the day it was judged for last, if ever."""

    person_id: int
    error: str
    last_judged: date | None


def failures(context: Context, night_id: int, *, most: int | None) -> Sequence[NotJudged]:
    """Return the cases, of those the officer may see, a night could not judge, by number.

    At most *most* of them; None for all.
    """
    statement = (
        select(NightFailure.person_id, NightFailure.error, CaseCheck.judged_on)
        .outerjoin(CaseCheck, CaseCheck.person_id == NightFailure.person_id)
        .where(NightFailure.night_id == night_id, *_seen(context, NightFailure.person_id))
        .order_by(NightFailure.person_id)
        .limit(most)
    )
    return [NotJudged(*row) for row in context.session.execute(statement)]


def count_people(context: Context) -> int:
    """Return how many people whom the officer may see have a record."""
    people = select(func.count()).select_from(Person)
    return context.session.scalar(people.where(*_seen(context, Person.id))) or 0


def sees_everybody(context: Context) -> bool:
    """Whether there is nobody on record whom the officer may not see."""
    agency = context.officer.sees_agency
    if agency is None:
        return True
    others = or_(Person.agency_id < agency, Person.agency_id > agency)  # each by the index
    return context.session.scalar(select(Person.id).where(others).limit(1)) is None


class CasesCounted(NamedTuple):
    """How many cases a night checked, and how many duties of any case cannot be, by reason."""

    checked: int
    unchecked_by: dict[str, int]


def count_cases(context: Context, night: Night) -> CasesCounted:
    """Count of those the officer may see what the books of the cases say after a night.

    A case that was looked at again since is not counted as checked.
    """
    in_night = case((CaseCheck.checked_at >= night.started_at, 1), else_=0)
    statement = select(CaseCheck.unchecked_by, func.count(), func.sum(in_night)).group_by(
        CaseCheck.unchecked_by
    )
    checked, found = 0, Counter[str]()
    rows = context.session.execute(statement.where(*_seen(context, CaseCheck.person_id)))
    for written, cases, in_that_night in rows:
        checked += int(in_that_night)
        for reason, duties in json.loads(written or "{}").items():
            found[reason] += duties * cases
    return CasesCounted(checked, dict(sorted(found.items())))


def count_changes(context: Context, night: Night) -> dict[FlagChange, int]:
    """Count what a night did to flags of those the officer may see."""
    during = FlagVersion.changed_at.between(night.started_at, night.finished_at)
    statement = (
        select(FlagVersion.change, func.count())
        .join(Flag, Flag.id == FlagVersion.flag_id)
        .where(Flag.revised_at >= night.started_at, during, *_seen(context, Flag.person_id))
        .group_by(FlagVersion.change)
    )
    return {row[0]: row[1] for row in context.session.execute(statement)}


def count_standing(context: Context) -> int:
    """Return how many flags of those the officer may see are open."""
    standing = select(func.count()).where(Flag.state == FlagState.OPEN)
    return context.session.scalar(standing.where(*_seen(context, Flag.person_id))) or 0


def _seen(context: Context, person: InstrumentedAttribute[int]) -> Iterable[ColumnElement[bool]]:
    agency = context.officer.sees_agency
    return (
        () if agency is None else (person.in_(select(Person.id).where(Person.agency_id == agency)),)
    )
