"""One appointment of a companies register: who is what of which company, and since when."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework.forms.about import About, Named, read_about
from casework.forms.column_reader import Column, ColumnReader
from casework.forms.plain_text import shown
from casework.models import IdentifierScheme
from rules.vocabulary import HoldingRole

COLUMNS = {
    "company_number": Column(("company_number",), needed=True),
    "company_name": Column(("company_name",), needed=True),
    "nature_of_business": Column(("nature_of_business",)),
    "officer_name": Column(("officer_name",)),
    "officer_id": Column(("officer_id",), needed=True),
    "role": Column(("role",), needed=True),
    "appointed_on": Column(("appointed_on",), needed=True),
    "resigned_on": Column(("resigned_on",)),
    "birth_year": Column(("birth_year", "date_of_birth.year")),
    "birth_month": Column(("birth_month", "date_of_birth.month")),
    "reference": Column(("reference",)),
}
ROLES = {
    "director": HoldingRole.DIRECTOR,
    "nominee-director": HoldingRole.DIRECTOR,
    "llp-member": HoldingRole.DIRECTOR,
    "llp-designated-member": HoldingRole.DIRECTOR,
    "secretary": HoldingRole.SECRETARY,
    "nominee-secretary": HoldingRole.SECRETARY,
    "person-with-significant-control": HoldingRole.CONTROLLER,
    "individual-person-with-significant-control": HoldingRole.CONTROLLER,
}
"""What the register's roles are to us. A member of a limited liability partnership is as a
director is: the Limited Liability Partnerships Regulations 2001, reg. 4(2)."""

_NUMBER = re.compile(r"([A-Z]{0,2})([0-9]{1,8})")
_WHOLE = re.compile(r"[A-Z]{2}[0-9]{5}[A-Z]")
_LENGTH = 8
_BORN = range(1900, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyOfficerRow:
    """An appointment. `company` is the canonical number, `role` None one we do not know.

    `resigned_on` is the last day, inclusive; None says nothing.
    """

    about: About
    company: str
    company_name: str
    role: HoldingRole | None
    role_written: str
    appointed_on: date
    resigned_on: date | None
    trade: str | None
    reference: str | None


def canonical_company_number(raw: str) -> str | None:
    """Return a company's number in its 8 characters, filled up with noughts; None if invalid."""
    flat = "".join(raw.split()).upper()
    matched = _NUMBER.fullmatch(flat)
    if matched is None:
        return flat if _WHOLE.fullmatch(flat) else None
    prefix, digits = matched.groups()
    number = prefix + digits.zfill(_LENGTH - len(prefix))
    return number if len(number) == _LENGTH and int(digits) else None


def read_company_officer(cells: Mapping[str, str], *, today: date) -> CompanyOfficerRow:
    """Read an appointment.

    Raises:
        RowRefusedError: something in it is wrong; the sentence names every such cell.
    """
    reader = ColumnReader(cells, COLUMNS)
    about = read_about(
        reader, {"officer_id": IdentifierScheme.COMPANY_OFFICER}, named=_named(reader)
    )
    written = reader.text("company_number", needed=True)
    company = canonical_company_number(written) if written else None
    if written and company is None:
        reader.refuse("company_number", f"{shown(written)} is no company's number, as 01234567")
    appointed_on = reader.day("appointed_on", needed=True)
    resigned_on = reader.day("resigned_on")
    reader.in_order(("appointed_on", appointed_on), ("resigned_on", resigned_on))
    for field, day in (("appointed_on", appointed_on), ("resigned_on", resigned_on)):
        if day is not None and day > today:
            reader.refuse(field, "has not come yet")
    role = reader.text("role", needed=True) or ""
    row = CompanyOfficerRow(
        about=about,
        company=company or "",
        company_name=reader.text("company_name", needed=True) or "",
        role=ROLES.get(role.casefold().replace(" ", "-").replace("_", "-")),
        role_written=role,
        appointed_on=appointed_on or today,
        resigned_on=resigned_on,
        trade=reader.text("nature_of_business"),
        reference=reader.text("reference"),
    )
    reader.check()
    return row


def _named(reader: ColumnReader) -> Named | None:
    """Read the name, SURNAME, Forenames, and the birth, which is known to the month only."""
    name = reader.text("officer_name") or ""
    surname, comma, forenames = name.partition(",")
    if not comma:
        forenames, _, surname = name.rpartition(" ")
    year = reader.whole("birth_year", _BORN)
    month = reader.whole("birth_month", range(1, 13))
    if not surname.strip() or not forenames.strip() or year is None or month is None:
        return None
    return Named(surname.strip(), forenames.strip(), year, month)
