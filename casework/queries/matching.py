"""Reads that find people by the numbers of registers, exactly and never by name."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from casework.context import Context
from casework.models import Identifier, IdentifierScheme, Person
from casework.queries.known import known_at

Number = tuple[IdentifierScheme, str]
"""A register's number in its canonical form."""


def holders(context: Context, numbers: Collection[Number]) -> dict[Number, set[int]]:
    """Return who is known by each of *numbers*, among those the officer may see."""
    found: dict[Number, set[int]] = defaultdict(set)
    if not numbers:
        return found
    statement = (
        select(Identifier.scheme, Identifier.canonical, Identifier.person_id)
        .join(Person, Person.id == Identifier.person_id)
        .where(
            known_at(Identifier, None),
            tuple_(Identifier.scheme, Identifier.canonical).in_(sorted(numbers)),
        )
    )
    agency = context.officer.sees_agency
    if agency is not None:
        statement = statement.where(Person.agency_id == agency)
    for scheme, canonical, person in context.session.execute(statement):
        found[(scheme, canonical or "")].add(person)
    return found


def existing(session: Session, people: Collection[int]) -> set[int]:
    """Return those of *people* who are on record; only ids are read."""
    return set(session.scalars(select(Person.id).where(Person.id.in_(sorted(people)))))


def take(session: Session, people: Collection[int]) -> None:
    """Take the cases of *people*, so that what is compared now is what is corrected."""
    session.execute(
        select(Person.id).where(Person.id.in_(sorted(people))).order_by(Person.id).with_for_update()
    )
