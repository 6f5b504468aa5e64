"""Reads of whose day it is: everybody's who may be seen, or of those an officer leads or covers."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, CompoundSelect, Select, or_, select, union

from casework.context import Context
from casework.models import Allocation, Person
from casework.permissions import PERMITTED, Action
from casework.queries import identity, officers
from casework.queries.known import known_at
from casework.sameness import everybody as every_record

Ids = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
"""The ids of people, to be asked within another statement."""


class Whose(NamedTuple):
    """Whose day it is: `ids` None for everybody who may be seen, else so many `people`."""

    ids: Ids | None
    people: int


def may_be_second(context: Context) -> bool:
    """Whether the officer may settle a colleague's decision: then everybody's day is theirs."""
    roles = officers.roles_on(context.session, context.officer.id, context.today)
    return any(Action.APPROVE_DECISION in PERMITTED[role] for role in roles)


def whose_day(context: Context, *, everybody: bool) -> Whose:
    """Return whose day it is; a person on several records is asked of by all of them."""
    if everybody:
        return Whose(None, 0)
    led = _records_led(context)
    same_as = identity.same_as(context.session)
    also = every_record(same_as, led) - led if same_as else set()
    stands = {same_as.get(record, record) for record in led}
    return Whose(_whose(context, also), len(stands))


def _records_led(context: Context) -> set[int]:
    """Return whom the officer leads or covers today and may see."""
    return set(context.session.scalars(_led(context)))


def _whose(context: Context, also: Collection[int]) -> Ids:
    """Return the ids of those the officer leads or covers today, and of *also*."""
    if not also:
        return _led(context)
    records = select(Person.id).where(Person.id.in_(sorted(also)), *seen(context))
    return union(_led(context), records)


def _led(context: Context) -> Select[*tuple[Any, ...]]:
    return (
        select(Allocation.person_id)
        .join(Person, Person.id == Allocation.person_id)
        .where(
            Allocation.officer_id == context.officer.id,
            Allocation.since <= context.today,
            or_(Allocation.until.is_(None), Allocation.until >= context.today),
            known_at(Allocation, None),
            *seen(context),
        )
    )


def seen(context: Context) -> Iterable[ColumnElement[bool]]:
    """Give what narrows a read of people to those the officer may see; nothing for all."""
    agency = context.officer.sees_agency
    return () if agency is None else (Person.agency_id == agency,)
