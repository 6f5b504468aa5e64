"""Counts for summaries: how many flags are open, and how many duties nobody can check."""

import json
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.context import Context
from casework.models import CaseCheck, Flag, FlagState, NightFailure, Person


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


def count_failures(session: Session, night_id: int) -> int:
    """Return how many cases a night could not judge."""
    failed = select(func.count()).where(NightFailure.night_id == night_id)
    return session.scalar(failed) or 0


def count_people(session: Session) -> int:
    """Return how many people have a record."""
    return session.scalar(select(func.count()).select_from(Person)) or 0
