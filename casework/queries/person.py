"""Reads for one person's record: whoever asks has resolved the records as the officer may see.

What is of other people is narrowed here to those the officer may see.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVarTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from casework.context import Context
from casework.models import (
    CaseCheck,
    Decision,
    Establishment,
    Event,
    Flag,
    Movement,
    Night,
    NightFailure,
    OfficerContact,
    Payment,
    Person,
    PersonFact,
    Provision,
    Source,
)
from casework.queries import identity, people
from casework.queries.known import known_at
from rules.vocabulary import CustodyBasis, MovementKind

Ts = TypeVarTuple("Ts")


class Moved(NamedTuple):
    """A movement, with the prison where one is recorded."""

    person: int
    id: int
    kind: MovementKind
    on: date
    at: datetime | None
    basis: CustodyBasis | None
    prison: str | None
    prison_code: str | None


class Looked(NamedTuple):
    """When a record was last looked at by the night, and what it could not check, as JSON."""

    judged_on: date
    unchecked_by: str | None


class Whose(NamedTuple):
    """A person, and all records judged to be of them, in order."""

    person: Person
    records: tuple[int, ...]


def require(context: Context, typed: str) -> Whose:
    """Return the person known by *typed*, with every record judged to be of them.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by it.
        PersonAmbiguousError: more than one person is.
    """
    person = people.require(context, typed)
    return Whose(person, tuple(sorted(identity.joined(context.session, [person.id]))))


def narrowed(context: Context, statement: Select[*Ts], person: Any) -> Select[*Ts]:
    """Narrow a read by a column of people to those the officer may see."""
    statement = statement.join(Person, Person.id == person)
    agency = context.officer.sees_agency
    return statement if agency is None else statement.where(Person.agency_id == agency)


def moved(session: Session, whose: Collection[int]) -> list[Moved]:
    """Return the movements of some people, oldest first; times decide within a day."""
    rows = session.execute(
        select(
            Movement.person_id,
            Movement.fact_id,
            Movement.kind,
            Movement.happened_on,
            Movement.happened_at,
            Movement.basis,
            Establishment.name,
            Establishment.code,
        )
        .outerjoin(Establishment, Establishment.id == Movement.establishment_id)
        .where(Movement.person_id.in_(sorted(whose)), known_at(Movement, None))
    )
    found = [Moved(*row) for row in rows]
    return sorted(found, key=lambda m: (m.on, m.at.isoformat() if m.at else "", m.id))


def prison_named(session: Session, code: str) -> str | None:
    """Return the name of the prison with a code, None where the register has none."""
    return session.scalars(
        select(Establishment.name).where(Establishment.code == code)
    ).one_or_none()


def last_contact(session: Session, records: Collection[int]) -> OfficerContact | None:
    """Return the last contact of an officer with a person, or None."""
    return session.scalars(
        select(OfficerContact)
        .where(OfficerContact.person_id.in_(sorted(records)), known_at(OfficerContact, None))
        .order_by(OfficerContact.contacted_on.desc(), OfficerContact.fact_id.desc())
        .limit(1)
    ).one_or_none()


def looked_at(session: Session, records: Collection[int]) -> list[Looked]:
    """Return how the night last looked at each of a person's records, of those it has."""
    rows = session.execute(
        select(CaseCheck.judged_on, CaseCheck.unchecked_by).where(
            CaseCheck.person_id.in_(sorted(records))
        )
    )
    return [Looked(*row) for row in rows]


def failed_on(session: Session, records: Collection[int]) -> date | None:
    """Return the day judged by the last night that ended, if it could not judge these records."""
    last = select(func.max(Night.id)).where(Night.finished_at.is_not(None)).scalar_subquery()
    return session.scalars(
        select(Night.judged_on)
        .join(NightFailure, NightFailure.night_id == Night.id)
        .where(Night.id == last, NightFailure.person_id.in_(sorted(records)))
        .limit(1)
    ).one_or_none()


def count(session: Session, table: type[PersonFact], records: Collection[int]) -> int:
    """Return how many facts of a kind a person has, as known now."""
    statement = select(func.count()).where(
        table.person_id.in_(sorted(records)), known_at(table, None)
    )
    return session.scalar(statement) or 0


def happenings(session: Session, records: Collection[int], limit: int) -> Sequence[Event]:
    """Return a person's events, the newest first, at most *limit* of them."""
    return session.scalars(
        select(Event)
        .where(Event.person_id.in_(sorted(records)), known_at(Event, None))
        .order_by(Event.happened_on.desc(), Event.fact_id.desc())
        .limit(limit)
    ).all()


def payments(session: Session, records: Collection[int]) -> Sequence[Payment]:
    """Return what a person paid towards orders, the newest first."""
    return session.scalars(
        select(Payment)
        .where(Payment.person_id.in_(sorted(records)), known_at(Payment, None))
        .order_by(Payment.paid_on.desc(), Payment.fact_id.desc())
    ).all()


def clause_numbers(session: Session, records: Collection[int]) -> dict[int, str]:
    """Return the numbers of a person's clauses by the fact ids of the clauses."""
    rows = session.execute(
        select(Provision.fact_id, Provision.number).where(
            Provision.person_id.in_(sorted(records)), known_at(Provision, None)
        )
    )
    return {row.fact_id: row.number for row in rows}


def every_flag(session: Session, records: Collection[int]) -> Sequence[Flag]:
    """Return a person's flags in whatever state, the newest first.

    Asked for those of one state, SQLite would walk through all there are of everybody.
    """
    return session.scalars(
        select(Flag)
        .where(Flag.person_id.in_(sorted(records)))
        .order_by(Flag.open_since.desc(), Flag.id.desc())
    ).all()


def decisions(session: Session, flags: Iterable[int]) -> dict[int, list[Decision]]:
    """Return by flag all that was decided or proposed, oldest first."""
    found: dict[int, list[Decision]] = {}
    rows = session.scalars(
        select(Decision).where(Decision.flag_id.in_(sorted(flags))).order_by(Decision.id)
    )
    for decision in rows:
        found.setdefault(decision.flag_id, []).append(decision)
    return found


def source_names(session: Session, wanted: Collection[int]) -> dict[int, str]:
    """Return the names of sources by their ids."""
    rows = session.execute(select(Source.id, Source.name).where(Source.id.in_(sorted(wanted))))
    return {row.id: row.name for row in rows}
