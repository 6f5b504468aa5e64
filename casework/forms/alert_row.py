"""One alert of an extract: its codes and whether it stands. No text beside them is read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from casework.forms.about import About, read_about
from casework.forms.column_reader import Column, ColumnReader
from casework.models import IdentifierScheme

COLUMNS = {
    "prison_number": Column(("prisonerNumber", "prisonNumber", "Nomis No."), needed=True),
    "code": Column(("alertCode", "alertCode.code"), needed=True),
    "type": Column(("alertType", "alertCode.alertTypeCode")),
    "active": Column(("active", "isActive")),
    "expired": Column(("expired",)),
    "active_from": Column(("activeFrom", "dateCreated")),
    "active_to": Column(("activeTo", "dateExpires")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """An alert as at a day. `spoken_for`: another entry of the file has it active."""

    about: About
    code: str
    alert_type: str | None
    active: bool
    expired: bool
    spoken_for: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Whose alert it is, and which."""
        return self.about.numbers[0][1], self.code

    def for_another(self) -> "AlertRow":
        """Return the row as one that another entry of the file, still active, speaks for."""
        return replace(self, spoken_for=True).noted("another entry of the file has it active")

    def noted(self, note: str) -> "AlertRow":
        """Return the row with one thing more to tell of it."""
        return replace(self, about=replace(self.about, notes=(*self.about.notes, note)))


def read_alert(cells: Mapping[str, str], as_of: date) -> AlertRow:
    """Read an alert as at *as_of*.

    Where it is not said outright, an alert is active from its first day up to the day it
    ends, not including it, as its own system counts.

    Raises:
        RowRefusedError: something in it is wrong; the sentence names every such cell.
    """
    reader = ColumnReader(cells, COLUMNS)
    about = read_about(reader, {"prison_number": IdentifierScheme.PRISON_NUMBER})
    code, alert_type = reader.code("code", needed=True), reader.code("type")
    said, expired = reader.yes_no("active"), reader.yes_no("expired")
    first, ends = reader.day("active_from"), reader.day("active_to")
    reader.in_order(("active_from", first), ("active_to", ends))
    if said is None and ends is None and "active_to" not in _given(cells):
        reader.refuse("active", "is empty; say whether the alert is active, or when it ends")
    reader.check()
    ended = ends is not None and ends <= as_of
    active = said if said is not None else not ended and not (first and first > as_of)
    return AlertRow(
        about=about,
        code=code or "",
        alert_type=alert_type,
        active=active,
        expired=expired if expired is not None else not active or ended,
    )


def _given(cells: Mapping[str, str]) -> set[str]:
    return {field for field, column in COLUMNS.items() if cells.keys() & set(column.names)}
