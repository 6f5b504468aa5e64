"""Reads of who may be in which prison, narrowed to those the officer may see.

SQL only narrows, and never too far: whether somebody is held, and where, is decided by the
rules on the facts of those who may be.
"""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, Text, and_, exists, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from casework.context import Context
from casework.models import (
    Establishment,
    Movement,
    Person,
    PrisonRecord,
)
from casework.queries.among import Rows, paged
from casework.queries.known import known_at
from rules.custody import EXITS
from rules.vocabulary import MovementKind

_ACTIVE = "ACTIVE%"
"""How the status of a prison record begins while the person is held."""


class Ahead(NamedTuple):
    """A movement to a prison that is recorded for a day still to come."""

    person: int
    kind: MovementKind
    happens_on: date


def establishments(session: Session) -> dict[str, str]:
    """Return the names of the prisons of the register by their codes."""
    rows = session.execute(select(Establishment.code, Establishment.name))
    return {row.code: row.name for row in rows}


def may_be_held(context: Context, on: date, code: str) -> set[int]:
    """Return the records of those who may be held in a prison on a day.

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
    rows = paged(context.session, statement, Person.id, people)
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
    return paged(session, statement, Movement.person_id, people)


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
    return paged(session, statement, PrisonRecord.person_id, people)


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
