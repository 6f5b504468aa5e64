"""Reads of who may be in which prison, narrowed to those the officer may see.

SQL only narrows, and never too far: whether somebody is held, and where, is decided by the
rules on the facts of those who may be.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, Text, and_, exists, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from casework.context import Context
from casework.models import (
    Association,
    AssociationKind,
    CrimeGroup,
    Establishment,
    Flag,
    FlagState,
    GroupBand,
    GroupMembership,
    Inclusion,
    Movement,
    Person,
    PersonName,
    PrisonAlert,
    PrisonRecord,
    ReleaseDate,
)
from casework.queries.among import among
from casework.queries.known import known_at
from rules.custody import EXITS
from rules.vocabulary import FlagKind, MovementKind, Severity

Rows = Iterator[Row[*tuple[Any, ...]]]

_PAGE = 5_000
"""Ids asked for at once: a database takes only so many values in one statement."""

_ACTIVE = "ACTIVE%"
"""How the status of a prison record begins while the person is held."""


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


class Ahead(NamedTuple):
    """A movement to a prison that is recorded for a day still to come."""

    person: int
    kind: MovementKind
    happens_on: date


class OpenFlags(NamedTuple):
    """How many flags of a kind and severity are open on a person."""

    person: int
    kind: FlagKind
    severity: Severity


def names(session: Session, people: Collection[int]) -> Rows:
    """Yield (person, surname, forenames) of every name *people* have, had or use."""
    statement = select(PersonName.person_id, PersonName.surname, PersonName.forenames).where(
        known_at(PersonName, None)
    )
    return _paged(session, statement, PersonName.person_id, people)


def establishments(session: Session) -> dict[str, str]:
    """Return the names of the prisons of the register by their codes."""
    rows = session.execute(select(Establishment.code, Establishment.name))
    return {row.code: row.name for row in rows}


def may_be_held(context: Context, on: date, code: str | None = None) -> set[int]:
    """Return the records of those who may be held on a day, in one prison where *code* is given.

    They have a movement into or within custody with no exit on a later day, or a prison
    record that has them in, and none later of which the same is true elsewhere.
    """
    moved = _narrowed(context, _moved_in(on, code))
    recorded = _narrowed(context, _recorded_in(on, code))
    return set(context.session.scalars(moved)) | set(context.session.scalars(recorded))


def _narrowed(context: Context, statement: Select[int]) -> Select[int]:
    agency = context.officer.sees_agency
    if agency is None:
        return statement
    return statement.where(Person.agency_id == agency)


def _moved_in(on: date, code: str | None) -> Select[int]:
    later = aliased(Movement)
    left: ColumnElement[bool] = later.kind.in_(sorted(EXITS))
    statement = select(Movement.person_id).join(Person, Person.id == Movement.person_id).distinct()
    if code is not None:
        prison = select(Establishment.id).where(Establishment.code == code).scalar_subquery()
        statement = statement.where(Movement.establishment_id == prison)
        left = or_(
            left, and_(later.establishment_id.is_not(None), later.establishment_id != prison)
        )
    return statement.where(
        known_at(Movement, None),
        Movement.happened_on <= on,
        Movement.kind.not_in(sorted(EXITS)),
        ~exists().where(
            later.person_id == Movement.person_id,
            known_at(later, None),
            later.happened_on > Movement.happened_on,
            later.happened_on <= on,
            left,
        ),
    )


def _recorded_in(on: date, code: str | None) -> Select[int]:
    later = aliased(PrisonRecord)
    statement = (
        select(PrisonRecord.person_id)
        .join(Person, Person.id == PrisonRecord.person_id)
        .distinct()
        .where(
            known_at(PrisonRecord, None),
            PrisonRecord.observed_on <= on,
            PrisonRecord.status.like(_ACTIVE),
            ~exists().where(
                later.person_id == PrisonRecord.person_id,
                known_at(later, None),
                later.observed_on > PrisonRecord.observed_on,
                later.observed_on <= on,
            ),
        )
    )
    return statement if code is None else statement.where(PrisonRecord.prison_code == code)


def visible(context: Context, people: Collection[int]) -> dict[int, int]:
    """Return the revisions of those of *people* whose record the officer may see."""
    statement = select(Person.id, Person.revision)
    agency = context.officer.sees_agency
    if agency is not None:
        statement = statement.where(Person.agency_id == agency)
    rows = _paged(context.session, statement, Person.id, people)
    return {row.id: row.revision for row in rows}


def movements(session: Session, people: Collection[int]) -> Rows:
    """Yield (person, fact, version, kind, on, at, basis, reason, prison's code) of movements.

    Kinds and days are as the driver gives them, as `row_facts` reads them.
    """
    statement = (
        select(
            Movement.person_id,
            Movement.fact_id,
            Movement.version,
            type_coerce(Movement.kind, Text),
            type_coerce(Movement.happened_on, Text),
            Movement.happened_at,
            type_coerce(Movement.basis, Text),
            Movement.reason_code,
            Establishment.code,
        )
        .outerjoin(Establishment, Establishment.id == Movement.establishment_id)
        .where(known_at(Movement, None))
    )
    return _paged(session, statement, Movement.person_id, people)


def records(session: Session, people: Collection[int]) -> Rows:
    """Yield what prison records say of people.

    Each is (person, fact, version, observed on, status, last movement, legal status, prison's
    code, cell, category).
    """
    statement = select(
        PrisonRecord.person_id,
        PrisonRecord.fact_id,
        PrisonRecord.version,
        type_coerce(PrisonRecord.observed_on, Text),
        PrisonRecord.status,
        PrisonRecord.last_movement_type,
        PrisonRecord.legal_status,
        PrisonRecord.prison_code,
        PrisonRecord.cell_location,
        PrisonRecord.category,
    ).where(known_at(PrisonRecord, None))
    return _paged(session, statement, PrisonRecord.person_id, people)


def release_dates(session: Session, people: Collection[int], since: date) -> Rows:
    """Yield (person, fact, version, kind, day) of release dates, *since* a day or later."""
    statement = select(
        ReleaseDate.person_id,
        ReleaseDate.fact_id,
        ReleaseDate.version,
        ReleaseDate.kind,
        ReleaseDate.falls_on,
    ).where(known_at(ReleaseDate, None), ReleaseDate.falls_on >= since)
    return _paged(session, statement, ReleaseDate.person_id, people)


def ahead(context: Context, code: str, after: date) -> list[Ahead]:
    """Return the movements to a prison recorded for days after *after*."""
    statement = (
        select(Movement.person_id, Movement.kind, Movement.happened_on)
        .join(Person, Person.id == Movement.person_id)
        .join(Establishment, Establishment.id == Movement.establishment_id)
        .where(
            known_at(Movement, None),
            Establishment.code == code,
            Movement.happened_on > after,
            Movement.kind.not_in(sorted(EXITS)),
        )
        .order_by(Movement.happened_on, Movement.person_id)
    )
    agency = context.officer.sees_agency
    if agency is not None:
        statement = statement.where(Person.agency_id == agency)
    rows = context.session.execute(statement)
    return [Ahead(row.person_id, row.kind, row.happened_on) for row in rows]


def managed(session: Session, people: Collection[int], on: date) -> set[int]:
    """Return those of *people* whose case is opened by a day."""
    statement = select(Inclusion.person_id).where(
        known_at(Inclusion, None), Inclusion.opened_on <= on
    )
    return {row.person_id for row in _paged(session, statement, Inclusion.person_id, people)}


def alerts(session: Session, people: Collection[int]) -> Rows:
    """Yield (person, seen on, fact, code) of the alerts that are active on people's records."""
    statement = select(
        PrisonAlert.person_id,
        PrisonAlert.observed_on,
        PrisonAlert.fact_id,
        PrisonAlert.alert_code,
    ).where(known_at(PrisonAlert, None), PrisonAlert.active)
    return _paged(session, statement, PrisonAlert.person_id, people)


def open_flags(session: Session, people: Collection[int]) -> list[OpenFlags]:
    """Return the open flags of *people*, put aside or not."""
    statement = select(Flag.person_id, Flag.kind, Flag.severity).where(Flag.state == FlagState.OPEN)
    return [OpenFlags(*row) for row in _paged(session, statement, Flag.person_id, people)]


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
    rows = _paged(session, statement, Association.person_id, people)
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
    return [Place(*row) for row in _paged(session, statement, GroupMembership.person_id, people)]


def bands(session: Session, groups: Collection[int], on: date) -> dict[int, str]:
    """Return the band of each of *groups* on a day, the most serious where there are several."""
    statement = select(GroupBand.group_id, GroupBand.band).where(
        known_at(GroupBand, None), _on(GroupBand, on)
    )
    found: dict[int, str] = {}
    for row in _paged(session, statement, GroupBand.group_id, groups):
        found[row.group_id] = min(row.band, found.get(row.group_id, row.band))
    return found


def _on(table: type[GroupMembership | GroupBand], on: date) -> Any:
    return and_(table.since <= on, or_(table.until.is_(None), table.until >= on))


def _paged(
    session: Session, statement: Select[*tuple[Any, ...]], column: Any, wanted: Collection[int]
) -> Rows:
    """Yield rows of those wanted as the driver gives them, asked for as one value by the page."""
    connection = session.connection()
    listed = sorted(wanted)
    for start in range(0, len(listed), _PAGE):
        page = among(connection.dialect, column, listed[start : start + _PAGE])
        yield from connection.execute(statement.where(page)).all()
