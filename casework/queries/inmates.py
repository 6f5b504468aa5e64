"""Reads of what a prison intelligence officer needs of those who are in a prison."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from casework.models import (
    Association,
    AssociationKind,
    CrimeGroup,
    Flag,
    FlagState,
    GroupBand,
    GroupMembership,
    Inclusion,
    PersonName,
    PrisonAlert,
    ReleaseDate,
)
from casework.queries.among import Rows, paged
from casework.queries.known import known_at
from rules.vocabulary import FlagKind, Severity


class OpenFlags(NamedTuple):
    """How many flags of a kind and severity are open on a person."""

    person: int
    kind: FlagKind
    severity: Severity


class Place(NamedTuple):
    """A place that somebody has in a crime group; `role` None is not recorded."""

    person: int
    group: int
    role: str | None
    reference: str


class Link(NamedTuple):
    """A connection on record between two people; `since` None is not known."""

    person: int
    other: int
    kind: AssociationKind
    since: date | None


def names(session: Session, people: Collection[int]) -> Rows:
    """Yield (person, surname, forenames) of every name *people* have, had or use."""
    statement = select(PersonName.person_id, PersonName.surname, PersonName.forenames).where(
        known_at(PersonName, None)
    )
    return paged(session, statement, PersonName.person_id, people)


def release_dates(session: Session, people: Collection[int], since: date) -> Rows:
    """Yield (person, fact, version, kind, day) of release dates, *since* a day or later."""
    statement = select(
        ReleaseDate.person_id,
        ReleaseDate.fact_id,
        ReleaseDate.version,
        ReleaseDate.kind,
        ReleaseDate.falls_on,
    ).where(known_at(ReleaseDate, None), ReleaseDate.falls_on >= since)
    return paged(session, statement, ReleaseDate.person_id, people)


def managed(session: Session, people: Collection[int], on: date) -> set[int]:
    """Return those of *people* whose case is opened by a day."""
    statement = select(Inclusion.person_id).where(
        known_at(Inclusion, None), Inclusion.opened_on <= on
    )
    return {row.person_id for row in paged(session, statement, Inclusion.person_id, people)}


def alerts(session: Session, people: Collection[int]) -> Rows:
    """Yield (person, seen on, fact, code) of the alerts that are active on people's records."""
    statement = select(
        PrisonAlert.person_id,
        PrisonAlert.observed_on,
        PrisonAlert.fact_id,
        PrisonAlert.alert_code,
    ).where(known_at(PrisonAlert, None), PrisonAlert.active)
    return paged(session, statement, PrisonAlert.person_id, people)


def open_flags(session: Session, people: Collection[int]) -> list[OpenFlags]:
    """Return the open flags of *people*, put aside or not."""
    statement = select(Flag.person_id, Flag.kind, Flag.severity).where(Flag.state == FlagState.OPEN)
    return [OpenFlags(*row) for row in paged(session, statement, Flag.person_id, people)]


def links(session: Session, people: Collection[int], on: date) -> list[Link]:
    """Return the connections among *people* that stand on a day."""
    wanted = set(people)
    statement = select(
        Association.person_id, Association.other_person_id, Association.kind, Association.since
    ).where(
        known_at(Association, None),
        Association.other_person_id.is_not(None),
        or_(Association.since.is_(None), Association.since <= on),
        or_(Association.until.is_(None), Association.until >= on),
    )
    rows = paged(session, statement, Association.person_id, people)
    return [Link(*row) for row in rows if row.other_person_id in wanted]


def memberships(session: Session, people: Collection[int], on: date) -> list[Place]:
    """Return the places in groups that *people* have on a day."""
    statement = (
        select(
            GroupMembership.person_id,
            GroupMembership.group_id,
            GroupMembership.role,
            CrimeGroup.reference,
        )
        .join(CrimeGroup, CrimeGroup.id == GroupMembership.group_id)
        .where(known_at(GroupMembership, None), _on(GroupMembership, on))
    )
    return [Place(*row) for row in paged(session, statement, GroupMembership.person_id, people)]


def bands(session: Session, groups: Collection[int], on: date) -> dict[int, str]:
    """Return the band of each of *groups* on a day, the most serious where there are several."""
    statement = select(GroupBand.group_id, GroupBand.band).where(
        known_at(GroupBand, None), _on(GroupBand, on)
    )
    found: dict[int, str] = {}
    for row in paged(session, statement, GroupBand.group_id, groups):
        found[row.group_id] = min(row.band, found.get(row.group_id, row.band))
    return found


def _on(table: type[GroupMembership | GroupBand], on: date) -> Any:
    return and_(table.since <= on, or_(table.until.is_(None), table.until >= on))
