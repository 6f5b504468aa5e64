"""Reads of what a caseload is put in order and narrowed by, of those the officer may see."""

from collections.abc import Collection, Container
from collections.abc import Set as AbstractSet
from datetime import date

from sqlalchemy import case, func, select

from casework.context import Context
from casework.models import (
    CaseCheck,
    Flag,
    FlagState,
    FlagVersion,
    Inclusion,
    Officer,
    ReleaseDate,
)
from casework.queries.known import known_at
from rules.urgency import SEVEREST_FIRST
from rules.vocabulary import FlagKind, Severity

_FEW = 1_000
"""As many people as are asked for by their numbers."""

_RANKS = {severity: rank for rank, severity in enumerate(SEVEREST_FIRST)}
_GRAVEST = func.min(case(_RANKS, value=Flag.severity))


def gravest_first(context: Context, within: Collection[int]) -> list[int]:
    """Return who of *within* has an open flag: by the gravest, then by the one open longest.

    *within* are people the officer may see, here and below: asked for in the statement, SQLite
    would look through all of them for a few.
    """
    if len(within) <= _FEW:
        return _gravest_of_few(context, within)
    statement = (
        select(Flag.person_id)
        .where(Flag.state == FlagState.OPEN)
        .group_by(Flag.person_id)
        .order_by(_GRAVEST, func.min(Flag.open_since), Flag.person_id)
    )
    return [person for person in context.session.scalars(statement) if person in within]


def changes_of_flags(context: Context) -> int:
    """Return how often a flag has changed. Every change is kept: the same count, the same flags."""
    return context.session.scalar(select(func.count()).select_from(FlagVersion)) or 0


def _gravest_of_few(context: Context, people: Collection[int]) -> list[int]:
    statement = select(Flag.person_id, Flag.severity, Flag.open_since).where(
        Flag.state == FlagState.OPEN, Flag.person_id.in_(sorted(people))
    )
    worst: dict[int, tuple[int, date]] = {}
    for person, severity, since in context.session.execute(statement):
        rank, oldest = worst.get(person, (len(_RANKS), since))
        worst[person] = (min(rank, _RANKS[severity]), min(oldest, since))
    return sorted(worst, key=lambda person: (*worst[person], person))


def next_first(context: Context, within: Container[int]) -> list[int]:
    """Return whose findings can change on a day to come, by that day."""
    statement = (
        select(CaseCheck.person_id)
        .where(CaseCheck.wake_on.is_not(None))
        .order_by(CaseCheck.wake_on, CaseCheck.person_id)
    )
    return [person for person in context.session.scalars(statement) if person in within]


def unchecked(context: Context, within: AbstractSet[int]) -> set[int]:
    """Return whoever has a duty that could not be checked when last looked at."""
    statement = select(CaseCheck.person_id).where(CaseCheck.unchecked > 0)
    return set(context.session.scalars(statement)) & within


def managed(context: Context, within: AbstractSet[int]) -> set[int]:
    """Return whoever is under management: a case was opened."""
    statement = select(Inclusion.person_id).where(
        known_at(Inclusion, None), Inclusion.opened_on <= context.today
    )
    return set(context.session.scalars(statement)) & within


def released_between(
    context: Context, within: AbstractSet[int], first: date, last: date
) -> set[int]:
    """Return whoever has a date of a sentence between two days, both inclusive."""
    statement = select(ReleaseDate.person_id).where(
        known_at(ReleaseDate, None), ReleaseDate.falls_on.between(first, last)
    )
    return set(context.session.scalars(statement)) & within


def flags_of(
    context: Context, people: Collection[int]
) -> list[tuple[int, FlagKind, Severity, int]]:
    """Return (person, kind, severity, how many) of the open flags of *people*."""
    statement = (
        select(Flag.person_id, Flag.kind, Flag.severity, func.count().label("flags"))
        .where(Flag.state == FlagState.OPEN, Flag.person_id.in_(sorted(people)))
        .group_by(Flag.person_id, Flag.kind, Flag.severity)
    )
    return [(row[0], row[1], row[2], row[3]) for row in context.session.execute(statement)]


def wakes_of(context: Context, people: Collection[int]) -> dict[int, date]:
    """Return the next day on which findings of *people* can change; who never does is left out."""
    statement = select(CaseCheck.person_id, CaseCheck.wake_on).where(
        CaseCheck.person_id.in_(sorted(people)), CaseCheck.wake_on.is_not(None)
    )
    return {
        person: wake_on
        for person, wake_on in context.session.execute(statement)
        if wake_on is not None
    }


def open_accounts(context: Context) -> dict[int, str]:
    """Return the names of the officers whose account is open, by id."""
    rows = context.session.execute(
        select(Officer.id, Officer.name).where(Officer.closed_at.is_(None))
    )
    return {row[0]: row[1] for row in rows}
