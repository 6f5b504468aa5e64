"""One entry of a probation register."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from casework.forms.about import About, read_about
from casework.forms.column_reader import Column, ColumnReader
from casework.models import IdentifierScheme

COLUMNS = {
    "crn": Column(("crn",)),
    "prison_number": Column(("prison_number",)),
    "pnc": Column(("pnc",)),
    "code": Column(("code",), needed=True),
    "registered_on": Column(("registered_on",), needed=True),
    "review_on": Column(("review_on",)),
    "ended_on": Column(("ended_on",)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationRow:
    """An entry of a register; a day that is None is not said."""

    about: About
    code: str
    registered_on: date
    review_on: date | None
    ended_on: date | None

    def noted(self, note: str) -> "RegistrationRow":
        """Return the row with one thing more to tell of it."""
        return replace(self, about=replace(self.about, notes=(*self.about.notes, note)))


def read_registration(cells: Mapping[str, str], as_of: date) -> RegistrationRow:
    """Read an entry, seen in the extract of *as_of*.

    Raises:
        RowRefusedError: something in it is wrong; the sentence names every such cell.
    """
    reader = ColumnReader(cells, COLUMNS)
    about = read_about(
        reader,
        {
            "crn": IdentifierScheme.CRN,
            "prison_number": IdentifierScheme.PRISON_NUMBER,
            "pnc": IdentifierScheme.PNC,
        },
    )
    code = reader.code("code", needed=True)
    registered_on = reader.day("registered_on", needed=True)
    review_on, ended_on = reader.day("review_on"), reader.day("ended_on")
    reader.in_order(("registered_on", registered_on), ("ended_on", ended_on))
    if registered_on is not None and registered_on > as_of:
        reader.refuse("registered_on", f"is after the day of the extract, {as_of.isoformat()}")
    reader.check()
    return RegistrationRow(
        about=about,
        code=code or "",
        registered_on=registered_on or as_of,
        review_on=review_on,
        ended_on=ended_on,
    )
