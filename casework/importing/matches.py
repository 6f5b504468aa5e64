"""Who a record is about: by the numbers of registers, exactly.

Two records judged to be of one person are one: the record that holds the prison number is
meant, else the lowest.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Self

from casework.context import Context
from casework.errors import (
    CaseworkError,
    PersonAmbiguousError,
    PersonNotFoundError,
    RowRefusedError,
)
from casework.forms.prisoner_record import PrisonerRecord
from casework.identifiers import check_crn, check_cro, check_pnc, check_prison_number
from casework.importing.prisoner_claims import numbers_of
from casework.models import Identifier, IdentifierScheme
from casework.queries import fact_versions, identity, matching
from casework.queries.matching import Number
from casework.queries.people import reference, require
from casework.sameness import members

_OURS = re.compile(r"[Pp][0-9]{1,15}")
_CHECKS = {
    IdentifierScheme.PRISON_NUMBER: check_prison_number,
    IdentifierScheme.PNC: check_pnc,
    IdentifierScheme.CRO: check_cro,
    IdentifierScheme.CRN: check_crn,
}
_TELLING = (IdentifierScheme.PRISON_NUMBER, IdentifierScheme.PNC, IdentifierScheme.CRO)
_IN_WORDS = {
    IdentifierScheme.PRISON_NUMBER: "prison number",
    IdentifierScheme.PNC: "PNC",
    IdentifierScheme.CRO: "CRO",
    IdentifierScheme.BOOKING_ID: "booking",
}


class Match(NamedTuple):
    """Who a record is about, None for somebody new; or why that cannot be told."""

    person_id: int | None
    why_not: str | None = None
    notes: tuple[str, ...] = ()

    def told_apart(self) -> Self:
        """Return itself.

        Raises:
            RowRefusedError: the numbers do not tell who it is about.
        """
        if self.why_not is not None:
            raise RowRefusedError(self.why_not)
        return self


def telling_numbers(record: PrisonerRecord) -> list[Number]:
    """Return the valid numbers by which a record says who it is about."""
    return [number for number in _numbers(record) if number[0] in _TELLING]


def match(context: Context, records: Sequence[PrisonerRecord]) -> dict[str, Match]:
    """Say whom each record is about, by its prison number."""
    numbers = {record.prisoner_number: _numbers(record) for record in records}
    held = matching.holders(context, {each for found in numbers.values() for each in found})
    same_as = identity.same_as(context.session)
    return {
        record.prisoner_number: _match(context, numbers[record.prisoner_number], held, same_as)
        for record in records
    }


def find_people(context: Context, typed: Collection[str]) -> dict[str, int | CaseworkError]:
    """Find whom each of *typed* means: our number, prison number, PNC, CRO or CRN."""
    numbers = {each: _read_as(each) for each in typed}
    held = matching.holders(context, {each for found in numbers.values() for each in found})
    same_as = identity.same_as(context.session)
    return {each: _found(context, each, numbers[each], held, same_as) for each in typed}


def one_of(
    people: Collection[int], same_as: Mapping[int, int], first: Collection[int] = ()
) -> int | None:
    """Return which record is meant where all *people* are one person, None where they are not.

    Of several the lowest is; *first* are those to be preferred. There is at least one.
    """
    if len({same_as.get(person, person) for person in people}) > 1:
        return None
    return min(set(people) & set(first) or people)


def _read_as(typed: str) -> list[Number]:
    """Return what a number can be read as; a form tells most of them apart."""
    read = {scheme: check(typed).canonical for scheme, check in _CHECKS.items()}
    return [(scheme, canonical) for scheme, canonical in read.items() if canonical]


def _found(
    context: Context,
    typed: str,
    numbers: Sequence[Number],
    held: Mapping[Number, set[int]],
    same_as: Mapping[int, int],
) -> int | CaseworkError:
    people = set().union(*(held[number] for number in numbers))
    if people:
        found = one_of(people, same_as, _prison_number_holders(numbers, held))
        if found is not None:
            return found
        return PersonAmbiguousError(typed, [reference(person) for person in sorted(people)])
    if not _OURS.fullmatch(typed):
        return PersonNotFoundError(typed)
    try:
        return require(context, typed).id
    except PersonNotFoundError as missing:
        return missing


def _prison_number_holders(numbers: Sequence[Number], held: Mapping[Number, set[int]]) -> set[int]:
    return set().union(
        *(held[number] for number in numbers if number[0] is IdentifierScheme.PRISON_NUMBER)
    )


def _numbers(record: PrisonerRecord) -> list[Number]:
    return [
        (scheme, number.canonical)
        for scheme, number in numbers_of(record).items()
        if number.canonical and scheme in _IN_WORDS
    ]


def _match(
    context: Context,
    numbers: list[Number],
    held: dict[Number, set[int]],
    same_as: Mapping[int, int],
) -> Match:
    telling = {number: held[number] for number in numbers if number[0] in _TELLING}
    people = set().union(*telling.values())
    if not people:
        return Match(None, None, tuple(_also_held(numbers, held, set())))
    person = one_of(people, same_as, _prison_number_holders(numbers, held))
    if person is None:
        return Match(None, _disagreement(telling))
    if person not in held[numbers[0]]:
        other = _prison_numbers(context, person)
        if other:
            return Match(None, _other_number(telling, numbers[0], person, other))
    [records] = members(same_as, [person]).values()
    return Match(person, None, tuple(_also_held(numbers, held, set(records))))


def _disagreement(telling: dict[Number, set[int]]) -> str:
    said = [
        f"{_IN_WORDS[scheme]} {number} belongs to "
        f"{' and '.join(reference(person) for person in sorted(people))}"
        for (scheme, number), people in telling.items()
        if people
    ]
    return (
        f"Its numbers point at different people: {', '.join(said)}. Nothing of it was kept. Find "
        "out which number is wrong, put that record right, and import this one again."
    )


def _other_number(
    telling: dict[Number, set[int]], prison_number: Number, person: int, other: list[str]
) -> str:
    by = " and ".join(
        f"{_IN_WORDS[scheme]} {number}" for (scheme, number), people in telling.items() if people
    )
    return (
        f"Its {by} belongs to {reference(person)}, who is known by prison number "
        f"{', '.join(other)} and not {prison_number[1]}. Nothing of it was kept. If they are one "
        f"person, record {prison_number[1]} on {reference(person)} and import again; if not, have "
        "the wrong number put right."
    )


def _prison_numbers(context: Context, person: int) -> list[str]:
    rows = fact_versions.current(context.session, Identifier, [person])[person]
    return [row["raw"] for row in rows if row["scheme"] is IdentifierScheme.PRISON_NUMBER]


def _also_held(numbers: list[Number], held: dict[Number, set[int]], own: set[int]) -> list[str]:
    """Note that a booking is on somebody else's record too: bookings move between people."""
    return [
        f"booking {number} is also on the record of {reference(other)}"
        for scheme, number in numbers
        if scheme is IdentifierScheme.BOOKING_ID
        for other in sorted(held[(scheme, number)] - own)
        if own.isdisjoint(held[(scheme, number)])
    ]
