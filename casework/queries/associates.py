"""Reads of whom and what a person is connected with, narrowed to what the officer may see."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from casework.context import Context
from casework.models import (
    Association,
    CrimeGroup,
    Event,
    GroupBand,
    GroupMembership,
    Holding,
    Person,
    Thing,
)
from casework.queries.known import known_at
from casework.queries.person import narrowed
from rules.vocabulary import EventKind, HoldingKind, HoldingRole

MEETINGS = (EventKind.VISIT, EventKind.CONTACT, EventKind.SIGHTING, EventKind.CALL)


class Met(NamedTuple):
    """Somebody met in one way: how often, last when, and the newest such event.

    `theirs` is true where it stands on the other's record.
    """

    other: int | None
    name: str | None
    kind: EventKind
    times: int
    last_on: date
    event: int
    theirs: bool


class Held(NamedTuple):
    """A thing of a person."""

    id: int
    thing: int
    kind: HoldingKind
    role: HoldingRole
    name: str
    since: date
    until: date | None
    on_behalf: int | None
    on_behalf_name: str | None


class Member(NamedTuple):
    """A person's place in a group."""

    id: int
    group: int
    reference: str
    name: str | None
    role: str | None
    since: date
    until: date | None


def associations(context: Context, records: Collection[int]) -> Sequence[Association]:
    """Return the connections on a person's own record, and those on others' that name them."""
    session, mine = context.session, sorted(records)
    known = select(Association).where(known_at(Association, None))
    own = session.scalars(known.where(Association.person_id.in_(mine))).all()
    theirs = session.scalars(
        narrowed(
            context,
            known.where(Association.other_person_id.in_(mine), Association.person_id.not_in(mine)),
            Association.person_id,
        )
    ).all()
    return sorted([*own, *theirs], key=lambda row: row.fact_id)


def visible(context: Context, people: Collection[int]) -> set[int]:
    """Return those of *people* whose records the officer may see."""
    if not people:
        return set()
    statement = select(Person.id).where(Person.id.in_(sorted(people)))
    agency = context.officer.sees_agency
    if agency is not None:
        statement = statement.where(Person.agency_id == agency)
    return set(context.session.scalars(statement))


def met(context: Context, records: Collection[int]) -> list[Met]:
    """Return whom a person met, on their own record and on others' that name them."""
    session, mine = context.session, sorted(records)
    counted = (func.count(), func.max(Event.happened_on), func.max(Event.fact_id))
    known = (known_at(Event, None), Event.kind.in_(MEETINGS))
    own = session.execute(
        select(Event.other_person_id, Event.other_name, Event.kind, *counted)
        .where(*known, Event.person_id.in_(mine))
        .group_by(Event.other_person_id, Event.other_name, Event.kind)
    )
    theirs = session.execute(
        narrowed(
            context,
            select(Event.person_id, Event.kind, *counted)
            .where(*known, Event.other_person_id.in_(mine), Event.person_id.not_in(mine))
            .group_by(Event.person_id, Event.kind),
            Event.person_id,
        )
    )
    found = [
        Met(other, name, kind, times, last_on, newest, theirs=False)
        for other, name, kind, times, last_on, newest in own
        if other is not None or name
    ]
    return found + [
        Met(other, None, kind, times, last_on, newest, theirs=True)
        for other, kind, times, last_on, newest in theirs
    ]


def held(context: Context, records: Collection[int]) -> list[Held]:
    """Return what a person holds, held or uses, the newest first."""
    rows = context.session.execute(
        select(
            Holding.fact_id,
            Holding.thing_id,
            Holding.kind,
            Holding.role,
            Thing.raw,
            Holding.since,
            Holding.until,
            Holding.held_by_person_id,
            Holding.held_by_name,
        )
        .join(Thing, Thing.id == Holding.thing_id)
        .where(Holding.person_id.in_(sorted(records)), known_at(Holding, None))
        .order_by(Holding.since.desc(), Holding.fact_id.desc())
    )
    return [Held(*row) for row in rows]


def holders(
    context: Context, things: Collection[int], but: Collection[int]
) -> list[tuple[int, int]]:
    """Return each thing with whom else it is linked to, by ids, of those the officer may see."""
    if not things:
        return []
    rows = context.session.execute(
        narrowed(
            context,
            select(Holding.thing_id, Holding.person_id)
            .where(
                Holding.thing_id.in_(sorted(things)),
                Holding.person_id.not_in(sorted(but)),
                known_at(Holding, None),
            )
            .distinct(),
            Holding.person_id,
        ).order_by(Holding.thing_id, Holding.person_id)
    )
    return [(row[0], row[1]) for row in rows]


def memberships(context: Context, records: Collection[int]) -> list[Member]:
    """Return the groups a person belongs or belonged to, the newest first."""
    rows = context.session.execute(
        select(
            GroupMembership.fact_id,
            GroupMembership.group_id,
            CrimeGroup.reference,
            CrimeGroup.name,
            GroupMembership.role,
            GroupMembership.since,
            GroupMembership.until,
        )
        .join(CrimeGroup, CrimeGroup.id == GroupMembership.group_id)
        .where(GroupMembership.person_id.in_(sorted(records)), known_at(GroupMembership, None))
        .order_by(GroupMembership.since.desc(), GroupMembership.fact_id.desc())
    )
    return [Member(*row) for row in rows]


def members(
    context: Context, groups: Collection[int], but: Collection[int], on: date
) -> list[tuple[int, int]]:
    """Return each group with who else is in it on a day, of those the officer may see."""
    if not groups:
        return []
    rows = context.session.execute(
        narrowed(
            context,
            select(GroupMembership.group_id, GroupMembership.person_id)
            .where(
                GroupMembership.group_id.in_(sorted(groups)),
                GroupMembership.person_id.not_in(sorted(but)),
                known_at(GroupMembership, None),
                GroupMembership.since <= on,
                (GroupMembership.until.is_(None)) | (GroupMembership.until >= on),
            )
            .distinct(),
            GroupMembership.person_id,
        ).order_by(GroupMembership.group_id, GroupMembership.person_id)
    )
    return [(row[0], row[1]) for row in rows]


def bands(context: Context, wanted: Collection[int], on: date) -> dict[int, str]:
    """Return by group its most serious band on a day; a group the map gives none is left out."""
    if not wanted:
        return {}
    rows = context.session.execute(
        select(GroupBand.group_id, func.min(GroupBand.band))
        .where(
            GroupBand.group_id.in_(sorted(wanted)),
            known_at(GroupBand, None),
            GroupBand.since <= on,
            (GroupBand.until.is_(None)) | (GroupBand.until >= on),
        )
        .group_by(GroupBand.group_id)
    )
    return {row[0]: row[1] for row in rows}
