"""Reads of the last that is known of each person's custody, and no more, for a look at all.

A third of a region's people have been in prison, and each has a dozen movements: the last of
them settle where most are. Whom they do not settle is for queries/prisons.py, one by one.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, Text, and_, case, func, or_, select, type_coerce

from casework.context import Context
from casework.models import (
    Establishment,
    Flag,
    FlagState,
    Inclusion,
    Movement,
    Person,
    PrisonRecord,
    ReleaseDate,
)
from casework.queries.known import known_at
from rules.custody import EXITS
from rules.vocabulary import MovementKind, Severity


class LastMove(NamedTuple):
    """What the last movements of somebody say who may be held; see `rules.held_where.LastMoves`.

    There is one for each movement of `named_on` that names a prison. Days are the driver's.
    """

    person: int
    day: Any
    named_on: Any
    prison: str | None
    exit_on: Any


class LastSeen(NamedTuple):
    """What the last prison record of somebody says; the day is the driver's."""

    person: int
    day: Any
    status: str | None
    prison: str | None


def moves(context: Context, on: date) -> Iterator[LastMove]:
    """Yield the last movements of those who have not left custody by them, up to a day.

    The dead are left out, whatever was recorded of them since.
    """
    exits = Movement.kind.in_(sorted(EXITS))
    names = and_(~exits, Movement.establishment_id.is_not(None))
    entered = func.max(case((~exits, Movement.happened_on)))
    left = func.max(case((exits, Movement.happened_on)))
    dead = func.max(case((Movement.kind == MovementKind.DEATH, 1), else_=0))
    known = and_(known_at(Movement, None), Movement.happened_on <= on)
    last = (
        select(
            Movement.person_id.label("person"),
            func.max(Movement.happened_on).label("day"),
            func.max(case((names, Movement.happened_on))).label("named_on"),
            left.label("exit_on"),
        )
        .where(known, *_seen(context, Movement.person_id))
        .group_by(Movement.person_id)
        .having(or_(left.is_(None), and_(left <= entered, dead == 0)))
        .subquery()
    )
    named = and_(
        Movement.person_id == last.c.person, Movement.happened_on == last.c.named_on, names, known
    )
    rows = _rows(
        context,
        select(
            last.c.person,
            type_coerce(last.c.day, Text),
            type_coerce(last.c.named_on, Text),
            Establishment.code,
            type_coerce(last.c.exit_on, Text),
        )
        .outerjoin(Movement, named)
        .outerjoin(Establishment, Establishment.id == Movement.establishment_id),
    )
    return (LastMove(*row) for row in rows)


def records(context: Context, on: date) -> Iterator[LastSeen]:
    """Yield the prison records of the last day of each person up to a day, the last one last."""
    known = and_(known_at(PrisonRecord, None), PrisonRecord.observed_on <= on)
    last = (
        select(
            PrisonRecord.person_id.label("person"), func.max(PrisonRecord.observed_on).label("day")
        )
        .where(known, *_seen(context, PrisonRecord.person_id))
        .group_by(PrisonRecord.person_id)
        .subquery()
    )
    rows = _rows(
        context,
        select(
            last.c.person,
            type_coerce(last.c.day, Text),
            PrisonRecord.status,
            PrisonRecord.prison_code,
        )
        .join(
            PrisonRecord,
            and_(
                PrisonRecord.person_id == last.c.person,
                PrisonRecord.observed_on == last.c.day,
                known,
            ),
        )
        .order_by(PrisonRecord.person_id, PrisonRecord.fact_id),
    )
    return (LastSeen(*row) for row in rows)


def managed(context: Context, on: date) -> set[int]:
    """Return everybody whose case is opened by a day, seen or not: to narrow others by."""
    statement = select(Inclusion.person_id).where(
        known_at(Inclusion, None), Inclusion.opened_on <= on
    )
    return {row[0] for row in _rows(context, statement)}


def open_flags(context: Context) -> Iterator[tuple[int, Severity, int]]:
    """Yield how many flags of a severity are open on anybody, seen or not: to narrow by others."""
    statement = (
        select(Flag.person_id, type_coerce(Flag.severity, Text), func.count(Flag.id))
        .where(Flag.state == FlagState.OPEN)
        .group_by(Flag.person_id, Flag.severity)
    )
    of = {severity.value: severity for severity in Severity}
    return ((person, of[severity], flags) for person, severity, flags in _rows(context, statement))


def dated(context: Context, first: date, last: date) -> set[int]:
    """Return everybody with a date of release in some days, both inclusive, seen or not."""
    statement = select(ReleaseDate.person_id).where(
        known_at(ReleaseDate, None), ReleaseDate.falls_on.between(first, last)
    )
    return {row[0] for row in _rows(context, statement)}


def _rows(context: Context, statement: Select[*tuple[Any, ...]]) -> Iterator[Row[*tuple[Any, ...]]]:
    """Return rows as the driver gives them: the mapper would take longer than all the rest."""
    return iter(context.session.connection().execute(statement).all())


def _seen(context: Context, person: Any) -> tuple[ColumnElement[bool], ...]:
    agency = context.officer.sees_agency
    return (
        () if agency is None else (person.in_(select(Person.id).where(Person.agency_id == agency)),)
    )
