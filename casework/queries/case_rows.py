"""The rows a case file is made of, streamed by the driver in order of person.

The night reads every row of everybody: here a row is the driver's own tuple, never an
object of the mapper's (measured: the mapper costs twenty times the driver). Statements
are built once and compiled for the database at hand. A batch of
people without a gap between their numbers, as most of a full night are, is asked for by
its first and last: one walk along the table in place of a search for each person.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    bindparam,
    case,
    func,
    inspect,
    literal_column,
    or_,
    select,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session, aliased

from casework.models import (
    Allocation,
    Attachment,
    CourtOrder,
    Event,
    GroupMembership,
    Holding,
    Inclusion,
    Movement,
    Officer,
    OrderEnding,
    OrderService,
    OrderSuspension,
    OrderVariation,
    PersonFact,
    PrisonAlert,
    PrisonRecord,
    ProbationRegistration,
    Provision,
    ReleaseDate,
    Review,
    Sentence,
    Thing,
)
from casework.models.types import Moment

Row = tuple[Any, ...]

_FIRST: ColumnElement[int] = literal_column("1")


def _entered_at() -> ColumnElement[Any]:
    """When an order was first put on record: of its first version, whatever came after."""
    first = aliased(CourtOrder)
    found = (
        select(first.known_from)
        .where(
            first.person_id == CourtOrder.person_id,
            first.fact_id == CourtOrder.fact_id,
            first.version == _FIRST,
        )
        .scalar_subquery()
    )
    return case((CourtOrder.version == _FIRST, CourtOrder.known_from), else_=found)


_COLUMNS: dict[type[PersonFact], tuple[Any, ...]] = {
    CourtOrder: (
        CourtOrder.kind,
        CourtOrder.nation,
        CourtOrder.court,
        CourtOrder.made_on,
        CourtOrder.represented,
        CourtOrder.ends_on,
        CourtOrder.term_count,
        CourtOrder.term_unit,
        CourtOrder.term_counting,
        _entered_at(),
    ),
    Provision: (
        Provision.order_id,
        Provision.number,
        Provision.wording,
        Provision.duty,
        Provision.starts_on,
        Provision.start_condition,
        Provision.ends_on,
        Provision.introduced_by,
        Provision.ended_by,
    ),
    OrderService: (
        OrderService.order_id,
        OrderService.variation_id,
        OrderService.served_on,
        OrderService.method,
    ),
    OrderVariation: (
        OrderVariation.order_id,
        OrderVariation.made_on,
        OrderVariation.represented,
        OrderVariation.ends_on,
        OrderVariation.pending_charge,
    ),
    OrderSuspension: (OrderSuspension.order_id, OrderSuspension.since, OrderSuspension.until),
    OrderEnding: (OrderEnding.order_id, OrderEnding.kind, OrderEnding.ended_on),
    Movement: (
        Movement.kind,
        Movement.happened_on,
        Movement.happened_at,
        Movement.basis,
        Movement.reason_code,
    ),
    PrisonRecord: (
        PrisonRecord.observed_on,
        PrisonRecord.status,
        PrisonRecord.last_movement_type,
        PrisonRecord.legal_status,
    ),
    ReleaseDate: (ReleaseDate.kind, ReleaseDate.falls_on),
    Holding: (
        Holding.kind,
        Thing.raw,
        Holding.since,
        Holding.until,
        Holding.thing_id,
        Holding.role,
        Holding.held_by_person_id,
        Holding.held_by_name,
        Holding.trade,
        Holding.grade,
    ),
    Attachment: (Attachment.about_id, Attachment.known_from),
    Sentence: (Sentence.sentenced_on, Sentence.length_count, Sentence.indeterminate),
    Inclusion: (Inclusion.opened_on,),
    Allocation: (Allocation.kind, Allocation.since, Allocation.until, Officer.closed_at),
    Review: (Review.reviewed_on, Review.next_due_on),
    PrisonAlert: (PrisonAlert.alert_code, PrisonAlert.active, PrisonAlert.observed_on),
    ProbationRegistration: (
        ProbationRegistration.code,
        ProbationRegistration.ended_on,
        ProbationRegistration.observed_on,
    ),
    GroupMembership: (GroupMembership.group_id, GroupMembership.since, GroupMembership.until),
    Event: (
        Event.kind,
        Event.happened_on,
        Event.happened_at,
        Event.provision_id,
        Event.about_id,
        Event.period_from,
        Event.expected_on,
        Event.expected_at,
        Event.other_person_id,
        Event.other_name,
        Event.place,
        Event.item_kind,
        Event.item,
        Event.held_by_person_id,
        Event.held_by_name,
        Event.amount,
        Event.currency,
        Event.contents,
        Event.grade,
    ),
}


_BY_NAME = {inspect(table).local_table.description: table for table in _COLUMNS}


def stream(
    session: Session,
    table: type[PersonFact],
    people: Sequence[int],
    *,
    known: datetime | None = None,
    kinds: Sequence[str] = (),
) -> Sequence[Row]:
    """Return (person, fact id, version, columns...) of *people*, in order of person.

    *people* ascend, and there is at least one. Days come as the driver gives them: ISO
    text on SQLite, dates on PostgreSQL. *known* None means as known now. *kinds* narrows
    a table that has a kind, if given.
    """
    connection = session.connection()
    dialect = connection.dialect
    name = inspect(table).local_table.description
    without_gap = people[-1] - people[0] + 1 == len(people)
    statement, names = _compiled(name, without_gap, known is not None, len(kinds), dialect)
    values: dict[str, Any] = {f"k{place}": kind for place, kind in enumerate(kinds)}
    values |= {"first": people[0], "last": people[-1], "listed": _as_one(people, dialect)}
    if known is not None:
        values["known"] = Moment().process_bind_param(known, dialect)
    cursor = connection.connection.cursor()
    cursor.execute(statement, [values[name] for name in names])
    rows: Sequence[Row] = cursor.fetchall()
    return rows


@lru_cache(maxsize=512)
def _compiled(
    name: str, without_gap: bool, replay: bool, kinds: int, dialect: Dialect
) -> tuple[str, tuple[str, ...]]:
    """Return the statement for the driver, and the names of its values in their order."""
    table = _BY_NAME[name]
    statement = select(table.person_id, table.fact_id, table.version, *_COLUMNS[table]).where(
        _in_span(table) if without_gap else _listed(table, dialect), _known(table, replay)
    )
    if table is Holding:
        statement = statement.join(Thing, Thing.id == Holding.thing_id)
    if table is Allocation:
        statement = statement.join(Officer, Officer.id == Allocation.officer_id)
    if table is Attachment:
        statement = statement.where(Attachment.certified_copy, Attachment.about_id.is_not(None))
    if table is Event and kinds:
        statement = statement.where(Event.kind.in_([bindparam(f"k{n}") for n in range(kinds)]))
    compiled = statement.order_by(table.person_id, table.fact_id).compile(
        dialect=_positional(dialect)
    )
    return str(compiled), tuple(compiled.positiontup or ())


def _in_span(table: type[PersonFact]) -> ColumnElement[bool]:
    return table.person_id.between(bindparam("first"), bindparam("last"))


def _as_one(people: Sequence[int], dialect: Dialect) -> Any:
    """Return a list of people as one value: an array, or JSON where there are none."""
    return list(people) if dialect.name == "postgresql" else json.dumps(people)


def _listed(table: type[PersonFact], dialect: Dialect) -> ColumnElement[bool]:
    """Narrow to the people of a list given as one value, so that its length does not matter."""
    people: BindParameter[Any] = bindparam("listed")
    if dialect.name == "postgresql":
        return table.person_id == func.any(people)
    return table.person_id.in_(select(func.json_each(people).table_valued("value").c.value))


def _known(table: type[PersonFact], replay: bool) -> ColumnElement[bool]:
    """Narrow as `known_at` does, with the moment left to be filled in."""
    if not replay:
        return table.known_to.is_(None)
    moment: BindParameter[datetime] = bindparam("known")
    return (table.known_from <= moment) & or_(table.known_to.is_(None), table.known_to > moment)


def _positional(dialect: Dialect) -> Dialect:
    """Return the dialect with values by position, which every driver here takes."""
    style = "qmark" if dialect.name == "sqlite" else "format"
    make: Callable[..., Dialect] = type(dialect)
    return make(paramstyle=style)
