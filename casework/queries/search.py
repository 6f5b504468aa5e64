"""Reads for the search: by register numbers, birth, references, things and groups.

Every one is narrowed to the people the officer may see before anything is put in order,
counted or left out.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true

from casework.context import Context
from casework.models import (
    Birth,
    CourtOrder,
    CrimeGroup,
    Flag,
    FlagState,
    GroupMembership,
    Holding,
    Identifier,
    IdentifierScheme,
    Person,
    Thing,
)
from casework.queries.known import known_at
from casework.things import canonical_thing
from rules.vocabulary import HoldingKind, OrderKind, Severity

_LAST = "\U0010ffff"
_SCHEMES = tuple(IdentifierScheme)
_NUMBERED = tuple(kind for kind in HoldingKind if canonical_thing(kind, "0"))
_WORDED = tuple(kind for kind in HoldingKind if kind not in _NUMBERED)


class Numbered(NamedTuple):
    """A number somebody is known by, and the register that gave it."""

    person_id: int
    scheme: IdentifierScheme
    number: str


class OrderFound(NamedTuple):
    """An order and the reference it is known by."""

    person_id: int
    fact_id: int
    kind: OrderKind
    made_on: date
    reference: str


class ThingFound(NamedTuple):
    """A thing somebody holds or held; `until` None still."""

    person_id: int
    kind: HoldingKind
    raw: str
    since: date
    until: date | None


class FlagFound(NamedTuple):
    """A flag by its number."""

    id: int
    person_id: int
    severity: Severity
    state: FlagState


class MemberFound(NamedTuple):
    """Somebody who is or was in a group."""

    person_id: int
    reference: str
    name: str | None
    role: str | None
    since: date
    until: date | None


def _seen(context: Context, person: Any) -> ColumnElement[bool]:
    """Narrow a statement to the people the officer may see."""
    agency = context.officer.sees_agency
    if agency is None:
        return true()
    return exists().where(Person.id == person, Person.agency_id == agency)


def by_number(
    context: Context, exact: Collection[str], begun: Collection[str] = ()
) -> Sequence[Numbered]:
    """Return who is known by one of the numbers *exact*, or by one that begins as *begun*.

    Numbers are compared in their canonical form; one that is not valid, as it was written.
    """
    raw_binary, binary = (_binary(context, c) for c in (Identifier.raw, Identifier.canonical))
    listed = sorted(exact)
    asked = [
        Identifier.canonical.in_(listed),
        and_(Identifier.canonical.is_(None), Identifier.raw.in_(listed)),
        *(and_(binary >= start, binary < start + _LAST) for start in begun),
        *(
            and_(Identifier.canonical.is_(None), raw_binary >= start, raw_binary < start + _LAST)
            for start in begun
        ),
    ]
    statement = select(
        Identifier.person_id,
        Identifier.scheme,
        func.coalesce(Identifier.canonical, Identifier.raw).label("number"),
    ).where(known_at(Identifier, None), Identifier.scheme.in_(_SCHEMES))
    found = {
        Numbered(*row)
        for one in asked
        for row in context.session.execute(
            statement.where(one).where(_seen(context, Identifier.person_id))
        )
    }
    return sorted(found)


def _binary(context: Context, column: Any) -> Any:
    """Compare by code points on every database, whatever the language of the server."""
    dialect = context.session.get_bind().dialect.name
    return column.collate("C") if dialect == "postgresql" else column


def births_in(context: Context, year: int) -> Sequence[tuple[int, int, int | None, int | None]]:
    """Return (person, year, month, day) of the births of a year; stand-ins are left out."""
    statement = select(Birth.person_id, Birth.year, Birth.month, Birth.day).where(
        known_at(Birth, None), Birth.year == year, ~Birth.placeholder
    )
    rows = context.session.execute(statement.where(_seen(context, Birth.person_id)))
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def orders_like(context: Context, reference: str) -> Sequence[OrderFound]:
    """Return the orders whose reference begins so, in any case, oldest first."""
    statement = select(
        CourtOrder.person_id,
        CourtOrder.fact_id,
        CourtOrder.kind,
        CourtOrder.made_on,
        CourtOrder.reference,
    ).where(
        known_at(CourtOrder, None),
        func.upper(CourtOrder.reference).startswith(reference.upper(), autoescape=True),
    )
    rows = context.session.execute(statement.where(_seen(context, CourtOrder.person_id)))
    found = (OrderFound(*row[:4], row[4] or "") for row in rows)
    return sorted(found, key=lambda order: (order.made_on, order.fact_id))


def flag(context: Context, flag_id: int) -> FlagFound | None:
    """Return a flag in whatever state, None where there is none the officer may see."""
    statement = select(Flag.id, Flag.person_id, Flag.severity, Flag.state).where(Flag.id == flag_id)
    row = context.session.execute(statement.where(_seen(context, Flag.person_id))).one_or_none()
    return None if row is None else FlagFound(*row)


def holders(context: Context, typed: str) -> Sequence[ThingFound]:
    """Return who holds or held a thing of that number, or with those words where it has none."""
    numbers = [
        and_(Thing.kind == kind, Thing.canonical == canonical_thing(kind, typed))
        for kind in _NUMBERED
    ]
    return _holders(context, or_(*numbers))


def holders_of_words(context: Context, typed: str) -> Sequence[ThingFound]:
    """Return who holds or held a thing without a number that is described with those words."""
    embedded = context.session.get_bind().dialect.name == "sqlite"  # its LIKE minds no case
    said = (Thing.raw.contains if embedded else Thing.raw.icontains)(typed, autoescape=True)
    return _holders(context, and_(Thing.kind.in_(_WORDED), said))


def _holders(context: Context, which: ColumnElement[bool]) -> Sequence[ThingFound]:
    things = select(Thing.id).where(which)
    statement = (
        select(Holding.person_id, Thing.kind, Thing.raw, Holding.since, Holding.until)
        .join(Thing, Thing.id == Holding.thing_id)
        .where(known_at(Holding, None), Holding.thing_id.in_(things))
    )
    rows = context.session.execute(statement.where(_seen(context, Holding.person_id)))
    return sorted({ThingFound(*row) for row in rows}, key=lambda found: (found.raw, found[0]))


def members_of(context: Context, typed: str) -> Sequence[MemberFound]:
    """Return who is or was in a group of that reference, or with those words in its name."""
    wanted = typed.lower()
    groups = select(CrimeGroup.id).where(
        or_(
            func.lower(CrimeGroup.reference) == wanted,
            func.lower(CrimeGroup.name).contains(wanted, autoescape=True),
        )
    )
    statement = (
        select(
            GroupMembership.person_id,
            CrimeGroup.reference,
            CrimeGroup.name,
            GroupMembership.role,
            GroupMembership.since,
            GroupMembership.until,
        )
        .join(CrimeGroup, CrimeGroup.id == GroupMembership.group_id)
        .where(known_at(GroupMembership, None), GroupMembership.group_id.in_(groups))
    )
    rows = context.session.execute(statement.where(_seen(context, GroupMembership.person_id)))
    return sorted({MemberFound(*row) for row in rows}, key=lambda found: (found[1], found[0]))
