"""Who a row says it is about: the numbers it gives, and the name and birth beside them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casework.forms.column_reader import ColumnReader
from casework.identifiers import (
    CheckedNumber,
    check_crn,
    check_cro,
    check_pnc,
    check_prison_number,
)
from casework.models import IdentifierScheme

Number = tuple[IdentifierScheme, str]
"""A register's number in its canonical form."""

_OURS = re.compile(r"[Pp]([0-9]{1,15})")
_PASSPORT = re.compile(r"[A-Z0-9]{5,20}")


class Named(NamedTuple):
    """A name, and a birth as far as the file tells it."""

    surname: str
    forenames: str
    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Who a row is about. `ours` is our own number; `notes` say which numbers are not used."""

    numbers: tuple[Number, ...] = ()
    ours: int | None = None
    named: Named | None = None
    notes: tuple[str, ...] = ()


def check_passport(raw: str) -> CheckedNumber:
    """Check a document's number: 5 to 20 letters and digits, without spaces in capitals."""
    flat = "".join(raw.split()).upper()
    if not _PASSPORT.fullmatch(flat):
        return CheckedNumber(raw, None, "a document's number is 5 to 20 letters and digits")
    return CheckedNumber(raw, flat, None)


def check_as_written(raw: str) -> CheckedNumber:
    """Take a number whose register tells capitals from small letters; any is valid."""
    return CheckedNumber(raw, "".join(raw.split()), None)


def check_nominal(raw: str) -> CheckedNumber:
    """Take the number a map of groups gives a person, in capitals; any is valid."""
    return CheckedNumber(raw, "".join(raw.split()).upper(), None)


_CHECKS: Mapping[IdentifierScheme, Callable[[str], CheckedNumber]] = {
    IdentifierScheme.PRISON_NUMBER: check_prison_number,
    IdentifierScheme.PNC: check_pnc,
    IdentifierScheme.CRO: check_cro,
    IdentifierScheme.CRN: check_crn,
    IdentifierScheme.PASSPORT: check_passport,
    IdentifierScheme.COMPANY_OFFICER: check_as_written,
    IdentifierScheme.CRIME_GROUP_NOMINAL: check_nominal,
}
_ANY = (
    IdentifierScheme.PRISON_NUMBER,
    IdentifierScheme.PNC,
    IdentifierScheme.CRO,
    IdentifierScheme.CRN,
)


def read_about(
    reader: ColumnReader,
    schemes: Mapping[str, IdentifierScheme],
    *,
    person: str | None = None,
    named: Named | None = None,
) -> About:
    """Read whom a row is about by the fields of *schemes*, the most telling first.

    *person* is a field that may hold any register's number, or our own. A number that is
    invalid tells nobody apart; where a row gives no other, and no name, it is refused.
    """
    numbers: list[Number] = []
    notes: list[str] = []
    for field, scheme in schemes.items():
        written = reader.text(field)
        if written is not None:
            checked = _CHECKS[scheme](written)
            _sort(checked, scheme, numbers, notes)
    ours = None
    typed = reader.text(person) if person else None
    if typed is not None:
        matched = _OURS.fullmatch(typed)
        ours = int(matched.group(1)) if matched else None
        read = [(scheme, _CHECKS[scheme](typed).canonical) for scheme in _ANY]
        found = [(scheme, canonical) for scheme, canonical in read if canonical]
        numbers += found
        if ours is None and not found:
            notes.append(f"{typed} is no number we know people by")
    if not numbers and ours is None and (named is None or notes):
        gives = "; ".join(notes) if notes else "it gives no number by which a person is known"
        reader.problems.append(gives)
    return About(numbers=tuple(dict.fromkeys(numbers)), ours=ours, named=named, notes=tuple(notes))


def _sort(
    checked: CheckedNumber, scheme: IdentifierScheme, numbers: list[Number], notes: list[str]
) -> None:
    if checked.canonical:
        numbers.append((scheme, checked.canonical))
    else:
        name = scheme.upper().replace("_", " ")
        notes.append(f"{name} {checked.raw} is not used, for {checked.why_invalid}")


def read_named(reader: ColumnReader, *, born: str = "date_of_birth") -> Named | None:
    """Read the name and the full date of birth; None where either is missing."""
    surname, forenames = reader.text("surname"), reader.text("forenames")
    day: date | None = reader.day(born)
    if not surname or not forenames or day is None:
        return None
    return Named(surname, forenames, day.year, day.month, day.day)
