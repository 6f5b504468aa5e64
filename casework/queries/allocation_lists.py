"""Reads of who leads and covers whom, narrowed to the people the officer may see."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from casework.context import Context
from casework.models import (
    Agency,
    Allocation,
    Flag,
    FlagState,
    Inclusion,
    Officer,
    OfficerRole,
    Person,
    Role,
)
from casework.queries.known import known_at
from rules.vocabulary import AllocationKind, FlagKind, Severity

Rows = Iterator[Row[*tuple[Any, ...]]]

_PAGE = 5_000
"""Ids asked for at once: a database takes only so many values in one statement."""


class OfficerLoad(NamedTuple):
    """How many an officer leads or covers on a day."""

    officer: int
    kind: AllocationKind
    people: int


class OfficerFlags(NamedTuple):
    """How many flags of a kind and severity are open on those an officer leads or covers."""

    officer: int
    kind: FlagKind
    severity: Severity
    flags: int


def _seen(context: Context) -> Sequence[ColumnElement[bool]]:
    agency = context.officer.sees_agency
    return () if agency is None else (Person.agency_id == agency,)


def _runs(on: date) -> ColumnElement[bool]:
    """Narrow allocations to those of a day, both days inclusive, as known now."""
    return and_(
        known_at(Allocation, None),
        Allocation.since <= on,
        or_(Allocation.until.is_(None), Allocation.until >= on),
    )


def leads(session: Session, people: Collection[int], on: date) -> dict[int, str]:
    """Return the name of the officer who leads each of *people* on a day, account open or not."""
    statement = (
        select(Allocation.person_id, Officer.name)
        .join(Officer, Officer.id == Allocation.officer_id)
        .where(_runs(on), Allocation.kind == AllocationKind.LEAD)
    )
    rows = _paged(session, statement, Allocation.person_id, people)
    return {row.person_id: row.name for row in rows}


def loads(context: Context, on: date) -> list[OfficerLoad]:
    """Return how many the officer may see each officer leads and covers on a day."""
    rows = context.session.execute(
        select(Allocation.officer_id, Allocation.kind, func.count(Allocation.person_id.distinct()))
        .join(Person, Person.id == Allocation.person_id)
        .where(_runs(on), *_seen(context))
        .group_by(Allocation.officer_id, Allocation.kind)
    )
    return [OfficerLoad(*row) for row in rows]


def flags_by_officer(context: Context, on: date) -> list[OfficerFlags]:
    """Return the open flags of those each officer leads or covers on a day, each flag once."""
    rows = context.session.execute(
        select(Allocation.officer_id, Flag.kind, Flag.severity, func.count(Flag.id.distinct()))
        .join(Person, Person.id == Allocation.person_id)
        .join(Flag, Flag.person_id == Person.id)
        .where(_runs(on), Flag.state == FlagState.OPEN, *_seen(context))
        .group_by(Allocation.officer_id, Flag.kind, Flag.severity)
    )
    return [OfficerFlags(*row) for row in rows]


def of_officer(context: Context, officer_id: int, on: date) -> Sequence[Allocation]:
    """Return an officer's allocations that run on a day, of people the officer may see."""
    return context.session.scalars(
        select(Allocation)
        .join(Person, Person.id == Allocation.person_id)
        .where(_runs(on), Allocation.officer_id == officer_id, *_seen(context))
        .order_by(Allocation.person_id, Allocation.fact_id)
    ).all()


def of_people(session: Session, people: Collection[int]) -> list[Allocation]:
    """Return every allocation of *people*, past and to come, as known now."""
    statement = select(Allocation).where(known_at(Allocation, None))
    found = [row[0] for row in _paged(session, statement, Allocation.person_id, people)]
    return sorted(found, key=lambda one: (one.person_id, one.since, one.fact_id))


def known_last(
    session: Session, people: Collection[int], facts: Collection[int]
) -> list[Allocation]:
    """Return allocations of *people* as they were known last, withdrawn or not."""
    rows = session.scalars(
        select(Allocation)
        .where(Allocation.person_id.in_(sorted(people)), Allocation.fact_id.in_(sorted(facts)))
        .order_by(Allocation.fact_id, Allocation.version)
    )
    return list({one.fact_id: one for one in rows}.values())


def covers_ending(context: Context, first: date, last: date) -> Sequence[Allocation]:
    """Return the covers whose last day is one of these days, the soonest first."""
    return context.session.scalars(
        select(Allocation)
        .join(Person, Person.id == Allocation.person_id)
        .where(
            known_at(Allocation, None),
            Allocation.kind == AllocationKind.COVER,
            Allocation.until >= first,
            Allocation.until <= last,
            *_seen(context),
        )
        .order_by(Allocation.until, Allocation.person_id)
    ).all()


def without_lead(context: Context, on: date, officers: Collection[int]) -> Sequence[int]:
    """Return the records with an open case that none of *officers* leads on a day."""
    led = select(Allocation.person_id).where(
        _runs(on),
        Allocation.kind == AllocationKind.LEAD,
        Allocation.officer_id.in_(sorted(officers)),
    )
    return context.session.scalars(
        select(Person.id)
        .where(
            Person.id.in_(
                select(Inclusion.person_id).where(
                    known_at(Inclusion, None), Inclusion.opened_on <= on
                )
            ),
            Person.id.not_in(led),
            *_seen(context),
        )
        .order_by(Person.id)
    ).all()


def led_by(session: Session, people: Collection[int], on: date) -> dict[int, set[int]]:
    """Return which officers lead each of *people* on a day."""
    statement = select(Allocation.person_id, Allocation.officer_id).where(
        _runs(on), Allocation.kind == AllocationKind.LEAD
    )
    found: dict[int, set[int]] = {}
    for row in _paged(session, statement, Allocation.person_id, people):
        found.setdefault(row.person_id, set()).add(row.officer_id)
    return found


def open_flags(session: Session, people: Collection[int]) -> Rows:
    """Yield (person, flag, rule, kind, severity) of the open flags of *people*."""
    statement = select(Flag.person_id, Flag.id, Flag.rule, Flag.kind, Flag.severity).where(
        Flag.state == FlagState.OPEN
    )
    return _paged(session, statement, Flag.person_id, people)


def officers(context: Context, also: Collection[int]) -> Sequence[Officer]:
    """Return the officers of the agency the officer sees, and those of *also*, by name."""
    agency = context.officer.sees_agency
    own = Officer.id.is_not(None) if agency is None else Officer.agency_id == agency
    return context.session.scalars(
        select(Officer)
        .where(or_(own, Officer.id.in_(sorted(also))))
        .order_by(Officer.name, Officer.login)
    ).all()


def roles(session: Session, on: date) -> dict[int, set[Role]]:
    """Return the roles every officer holds on a day."""
    rows = session.execute(
        select(OfficerRole.officer_id, OfficerRole.role).where(
            OfficerRole.since <= on, or_(OfficerRole.until.is_(None), OfficerRole.until >= on)
        )
    )
    found: dict[int, set[Role]] = {}
    for row in rows:
        found.setdefault(row.officer_id, set()).add(row.role)
    return found


def agency_names(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the names of agencies."""
    rows = session.execute(select(Agency.id, Agency.name).where(Agency.id.in_(sorted(ids))))
    return {row.id: row.name for row in rows}


def _paged(
    session: Session, statement: Select[*tuple[Any, ...]], column: Any, wanted: Collection[int]
) -> Rows:
    listed = sorted(wanted)
    for start in range(0, len(listed), _PAGE):
        yield from session.execute(statement.where(column.in_(listed[start : start + _PAGE])))
