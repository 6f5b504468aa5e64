"""The numbers by which registers know a person: what each should look like, and its check.

A number is kept as it was written and, where it is valid, in one canonical form; a number
that is not valid has no canonical form and a sentence that says why.

Two-digit years stand for the hundred years from 1940 to 2039. The Police National Computer
began in 1974 and took in older files; nobody alive was numbered before 1940. The rule never
looks at today's date, so that what is stored today reads the same in twenty years. It has to
be moved by a migration before 2040, when 40 becomes ambiguous.
"""

import re
from typing import NamedTuple

CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
"""The check letter stands at the number's remainder by 23, the count of these letters."""

FIRST_YEAR_OF_WINDOW = 1940
_YEARS = range(1900, 2100)
_CENTURY = 100
_SHORT_YEAR = 2
_LONGEST_SHORT_PNC = 10
"""Year of two digits, serial of up to seven, letter: longer without a slash is the long form."""

_PRISON_NUMBER = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")
_CRN = re.compile(r"[A-Z]{1,2}[0-9]{6}")
_BOOKING = re.compile(r"0*[1-9][0-9]{0,17}")
_PNC = re.compile(r"([0-9]{2}|[0-9]{4})/([0-9]{1,7})([A-Z])")
_PNC_SHORT = re.compile(r"([0-9]{2})([0-9]{1,7})([A-Z])")
_PNC_LONG = re.compile(r"([0-9]{4})([0-9]{6,7})([A-Z])")
_CRO = re.compile(r"([0-9]{1,6})/([0-9]{2})([A-Z])")
_CRO_FILE = re.compile(r"SF([0-9]{2})/([0-9]{1,6})([A-Z])")


class CheckedNumber(NamedTuple):
    """A number as written, its canonical form, and why it has none where it is invalid."""

    raw: str
    canonical: str | None
    why_invalid: str | None


def check_prison_number(raw: str) -> CheckedNumber:
    """Check a prison number, such as A1234BC. It has no check digit."""
    return _by_form(raw, _PRISON_NUMBER, "a prison number is a letter, 4 digits and 2 letters")


def check_crn(raw: str) -> CheckedNumber:
    """Check a probation case reference number, such as X123456."""
    return _by_form(raw, _CRN, "a CRN is a letter (or two) and 6 digits")


def check_booking_id(raw: str) -> CheckedNumber:
    """Check a booking id: a whole number above 0."""
    if not _BOOKING.fullmatch(_flat(raw)):
        return _invalid(raw, "a booking id is a whole number above 0")
    return CheckedNumber(raw, str(int(_flat(raw))), None)


def check_book_number(raw: str) -> CheckedNumber:
    """Take a book number, such as V63588; its form is not published, so any is valid."""
    return CheckedNumber(raw, _flat(raw), None)


def check_pnc(raw: str) -> CheckedNumber:
    """Check a PNC id, short (12/394773H) or long (2012/0394773H); the slash may be missing."""
    flat = _flat(raw)
    unslashed = _PNC_SHORT if len(flat) <= _LONGEST_SHORT_PNC else _PNC_LONG
    matched = _PNC.fullmatch(flat) or unslashed.fullmatch(flat)
    if matched is None:
        return _invalid(raw, "a PNC is a year of 2 or 4 digits, a serial and a letter: 12/394773H")
    written_year, serial, letter = matched.groups()
    year = _four_digit(written_year)
    if year not in _YEARS:
        return _invalid(raw, f"{year} is not a year of the PNC")
    right = check_letter(int(f"{year % _CENTURY:02}{serial.zfill(7)}"))
    canonical = f"{year}/{serial.zfill(7)}{letter}"
    return _lettered(raw, serial, letter, right=right, canonical=canonical)


def check_cro(raw: str) -> CheckedNumber:
    """Check a CRO number, standard (29906/12J) or of a file (SF12/123X)."""
    flat = _flat(raw)
    standard, filed = _CRO.fullmatch(flat), _CRO_FILE.fullmatch(flat)
    if standard:
        serial, year, letter = standard.groups()
        right = check_letter(int(f"{year}{serial.zfill(6)}"))
        canonical = f"{serial.zfill(6)}/{year}{letter}"
    elif filed:
        year, serial, letter = filed.groups()
        right, canonical = check_letter(int(f"{year}{serial}")), flat
    else:
        return _invalid(raw, "a CRO number is a serial, a year and a letter: 29906/12J")
    return _lettered(raw, serial, letter, right=right, canonical=canonical)


def check_letter(number: int) -> str:
    """Return the letter that belongs to a year and serial written as one number."""
    return CHECK_LETTERS[number % len(CHECK_LETTERS)]


def _four_digit(year: str) -> int:
    if len(year) != _SHORT_YEAR:
        return int(year)
    return FIRST_YEAR_OF_WINDOW + (int(year) - FIRST_YEAR_OF_WINDOW) % _CENTURY


def _lettered(raw: str, serial: str, letter: str, *, right: str, canonical: str) -> CheckedNumber:
    if not int(serial):
        return _invalid(raw, "a serial of zeros is a stand-in, not a number")
    if letter != right:
        return _invalid(raw, f"its letter should be {right}, not {letter}")
    return CheckedNumber(raw, canonical, None)


def _by_form(raw: str, form: re.Pattern[str], sentence: str) -> CheckedNumber:
    flat = _flat(raw)
    return CheckedNumber(raw, flat, None) if form.fullmatch(flat) else _invalid(raw, sentence)


def _invalid(raw: str, sentence: str) -> CheckedNumber:
    return CheckedNumber(raw, None, sentence)


def _flat(raw: str) -> str:
    return "".join(raw.split()).upper()
