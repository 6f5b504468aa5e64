"""Reads of people, narrowed to those the officer may see."""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Select, select

from casework.context import Context
from casework.errors import PersonAmbiguousError, PersonNotFoundError
from casework.identifiers import check_crn, check_cro, check_pnc, check_prison_number
from casework.models import Identifier, NameKind, Person, PersonName
from casework.queries import identity
from casework.queries.known import known_at

_CHECKS = (check_prison_number, check_pnc, check_cro, check_crn)
_PAGE = 5_000
"""Ids asked for at once: a database takes only so many values in one statement."""

_OUR_NUMBER = re.compile(r"[Pp](\d{1,15})")


def visible(context: Context) -> Select[Person]:
    """Return the base of every read of people: those of the agencies the officer sees."""
    statement = select(Person)
    agency = context.officer.sees_agency
    return statement if agency is None else statement.where(Person.agency_id == agency)


def reference(person_id: int) -> str:
    """Return our own number for a person, as officers write it."""
    return f"P{person_id}"


def require(context: Context, typed: str) -> Person:
    """Return the person known by *typed*: our number, or any register's number.

    A register's number held by records judged to be of one person means the record that
    stands for all of them; our own number means the very record.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by it.
        PersonAmbiguousError: more than one person is.
    """
    ours = _OUR_NUMBER.fullmatch(typed.strip())
    if ours:
        found = context.session.scalars(
            visible(context).where(Person.id == int(ours.group(1)))
        ).all()
    else:
        found = by_identifier(context, _written_ways(typed.strip()))
    if not found:
        raise PersonNotFoundError(typed)
    if len(found) > 1:
        stands = _standing_for(context, [person.id for person in found])
        if stands is None:
            raise PersonAmbiguousError(typed, [reference(person.id) for person in found])
        return stands
    return found[0]


def _standing_for(context: Context, records: Sequence[int]) -> Person | None:
    """Return the one record that stands for all of *records*, None where they are several."""
    same_as = identity.same_as(context.session)
    stands = {same_as.get(record, record) for record in records}
    if len(stands) > 1:
        return None
    return context.session.scalars(visible(context).where(Person.id.in_(stands))).one_or_none()


def _written_ways(typed: str) -> set[str]:
    """Return a number as typed, in upper case, and in the canonical form of each register."""
    canonical = (check(typed).canonical for check in _CHECKS)
    return {typed, typed.upper(), *(number for number in canonical if number is not None)}


def by_identifier(context: Context, numbers: Iterable[str]) -> Sequence[Person]:
    """Return the people with any of *numbers*, raw or canonical, as known now."""
    numbers = list(numbers)
    holders = select(Identifier.person_id).where(
        known_at(Identifier, None),
        Identifier.canonical.in_(numbers) | Identifier.raw.in_(numbers),
    )
    return context.session.scalars(
        visible(context).where(Person.id.in_(holders)).order_by(Person.id)
    ).all()


def names(context: Context, people: Iterable[int]) -> dict[int, str]:
    """Return each person's name as officers write it, SURNAME Forenames; legal names first."""
    statement = (
        select(PersonName.person_id, PersonName.surname, PersonName.forenames, PersonName.kind)
        .join(Person, Person.id == PersonName.person_id)
        .where(known_at(PersonName, None))
    )
    agency = context.officer.sees_agency
    if agency is not None:
        statement = statement.where(Person.agency_id == agency)
    wanted = list(people)
    pages = [wanted[start : start + _PAGE] for start in range(0, len(wanted), _PAGE)]
    rows = sorted(
        (
            row
            for page in pages
            for row in context.session.execute(statement.where(PersonName.person_id.in_(page)))
        ),
        key=lambda row: row.kind is not NameKind.LEGAL,
    )
    found: dict[int, str] = {}
    for row in rows:
        found.setdefault(row.person_id, f"{row.surname.upper()} {row.forenames}".strip())
    return found
