"""Reads for an officer's day, narrowed to whom they may see, and to whom they lead or cover."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    func,
    or_,
    select,
)

from casework.context import Context
from casework.models import (
    CaseCheck,
    Flag,
    FlagChange,
    FlagProgress,
    FlagState,
    FlagVersion,
    Person,
    ReleaseDate,
)
from casework.queries.known import known_at
from casework.queries.whose_day import Ids, seen
from rules.urgency import ASKED_FIRST, SEVEREST_FIRST
from rules.vocabulary import FlagKind, ReleaseDateKind, Severity

_TOLD_AS_NEW = (FlagChange.RAISED, FlagChange.REOPENED, FlagChange.REWORDED)


_FELL_DUE_LAST_FIRST = (
    case((Flag.fell_due.is_(None), 1), else_=0),
    Flag.fell_due.desc(),
    Flag.id,
)
"""The order in which the list of flags has those that are equally urgent."""


class Grade(NamedTuple):
    """What flags are put in order by first."""

    kind: FlagKind
    severity: Severity
    waits: bool


class FlagCount(NamedTuple):
    """How many open flags of a grade there are, put aside or not."""

    grade: Grade
    aside: bool
    flags: int


class NewFlag(NamedTuple):
    """A flag, and what happened to it last that is told as new."""

    flag: Flag
    change: FlagChange
    at: datetime


def _open_of(context: Context, people: Ids | None) -> Iterable[ColumnElement[bool]]:
    """Narrow flags to the open ones of *people*, None for everybody who may be seen."""
    among = seen(context) if people is None else (Flag.person_id.in_(people),)
    return (Flag.state == FlagState.OPEN, *among)


def _flags(
    context: Context, statement: Select[*tuple[Any, ...]], people: Ids | None
) -> Select[*tuple[Any, ...]]:
    if people is None and context.officer.sees_agency is not None:
        statement = statement.join(Person, Person.id == Flag.person_id)
    return statement.where(*_open_of(context, people))


def _aside(context: Context) -> ColumnElement[bool]:
    return and_(Flag.snoozed_until.is_not(None), Flag.snoozed_until >= context.today)


def flag_counts(context: Context, people: Ids | None) -> Sequence[FlagCount]:
    """Count the open flags of *people*, None for everybody the officer may see."""
    grade = (Flag.kind, Flag.severity, case((_waits(), 1), else_=0))
    aside = case((_aside(context), 1), else_=0)
    statement = _flags(context, select(*grade, aside, func.count(Flag.id)), people)
    rows = context.session.execute(statement.group_by(*grade, aside))
    return [
        FlagCount(Grade(kind, severity, bool(waits)), bool(aside), flags)
        for kind, severity, waits, aside, flags in rows
    ]


def of_grades(
    context: Context, people: Ids | None, grades: Sequence[Grade], *, most: int
) -> Sequence[Flag]:
    """Return the first open flags of *grades*, not put aside, in the order of these.

    Of one grade the one that fell due last stands first. The others are not looked at: where
    everybody is asked of there may be a hundred thousand.
    """
    if not grades:
        return ()
    among = [
        and_(
            Flag.kind == grade.kind,
            Flag.severity == grade.severity,
            _waits() if grade.waits else ~_waits(),
        )
        for grade in grades
    ]
    place = case(*((one, at) for at, one in enumerate(among)))
    order = (place, *_FELL_DUE_LAST_FIRST)
    wanted = _flags(context, select(Flag.id), people).where(or_(*among), ~_aside(context))
    ids = context.session.scalars(wanted.order_by(*order).limit(most)).all()
    # Found in the index of open flags; what they say is read of these few alone.
    return context.session.scalars(select(Flag).where(Flag.id.in_(ids)).order_by(*order)).all()


def new(
    context: Context, people: Ids | None, since: datetime, *, most: int
) -> tuple[int, Sequence[NewFlag]]:
    """Return how many open flags were raised, re-opened or worded anew after a moment.

    And the first of them, the most urgent first, each with what happened to it last.
    """
    statement = (
        select(Flag.id, func.max(FlagVersion.id), func.count().over())
        .select_from(Flag)
        .join(FlagVersion, FlagVersion.flag_id == Flag.id)
    )
    order = (
        case({one: place for place, one in enumerate(SEVEREST_FIRST)}, value=Flag.severity),
        case({one: place for place, one in enumerate(ASKED_FIRST)}, value=Flag.kind),
        *_FELL_DUE_LAST_FIRST,
    )
    first = context.session.execute(
        _flags(context, statement, people)
        .where(
            Flag.revised_at > since,
            FlagVersion.changed_at > since,
            FlagVersion.change.in_(_TOLD_AS_NEW),
        )
        .group_by(Flag.id)
        .order_by(*order)
        .limit(most)
    ).all()
    rows = context.session.execute(
        select(Flag, FlagVersion.change, FlagVersion.changed_at)
        .join(FlagVersion, FlagVersion.flag_id == Flag.id)
        .where(FlagVersion.id.in_([version for _, version, _ in first]))
        .order_by(*order)
    )
    return first[0][2] if first else 0, [NewFlag(flag, change, at) for flag, change, at in rows]


def _waits() -> ColumnElement[bool]:
    return Flag.progress == FlagProgress.DECISION_PROPOSED


def unchecked(context: Context, people: Ids | None) -> Sequence[tuple[str, int]]:
    """Return what could not be checked of cases when last looked at, JSON, and of how many."""
    statement = (
        select(CaseCheck.unchecked_by, func.count().label("cases"))
        .where(CaseCheck.unchecked_by.is_not(None), *_checked(context, people))
        .group_by(CaseCheck.unchecked_by)
    )
    return [(row.unchecked_by, row.cases) for row in context.session.execute(statement)]


def _checked(context: Context, people: Ids | None) -> Iterable[ColumnElement[bool]]:
    if people is not None:
        return (CaseCheck.person_id.in_(people),)
    agency = tuple(seen(context))
    return (CaseCheck.person_id.in_(select(Person.id).where(*agency)),) if agency else ()


def waking(
    context: Context, people: Ids | None, last: date, *, most: int
) -> tuple[int, Sequence[int]]:
    """Return how many cases can change by a day, inclusive, and those that do so first."""
    narrowed = (CaseCheck.wake_on <= last, *_checked(context, people))
    count = context.session.scalar(select(func.count(CaseCheck.person_id)).where(*narrowed)) or 0
    first = context.session.scalars(
        select(CaseCheck.person_id)
        .where(*narrowed)
        .order_by(CaseCheck.wake_on, CaseCheck.person_id)
        .limit(most)
    )
    return count, first.all()


def dated(
    context: Context,
    people: Ids | None,
    kinds: Collection[ReleaseDateKind],
    *,
    first: date,
    last: date,
    most: int,
) -> tuple[int, Sequence[int]]:
    """Return how many people have a date of *kinds* in some days, and the first of them."""
    narrowed = [
        known_at(ReleaseDate, None),
        ReleaseDate.kind.in_(sorted(kinds)),
        ReleaseDate.falls_on.between(first, last),
    ]
    if people is not None:
        narrowed.append(ReleaseDate.person_id.in_(people))
    elif agency := tuple(seen(context)):
        narrowed.append(ReleaseDate.person_id.in_(select(Person.id).where(*agency)))
    counted = select(func.count(ReleaseDate.person_id.distinct())).where(*narrowed)
    day = func.min(ReleaseDate.falls_on)
    found = (
        select(ReleaseDate.person_id)
        .where(*narrowed)
        .group_by(ReleaseDate.person_id)
        .order_by(day, ReleaseDate.person_id)
        .limit(most)
    )
    return context.session.scalar(counted) or 0, context.session.scalars(found).all()
