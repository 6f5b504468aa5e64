"""Cells of a layout whose columns are fixed, with a sentence for each that will not do."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from casework.errors import RowRefusedError
from casework.forms.moments import read_day
from casework.forms.plain_text import plain, shown

V = TypeVar("V")

_DAYS = ("%Y-%m-%d", "%d/%m/%Y")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_/-]{0,19}")
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})


class Column(NamedTuple):
    """One of our fields: the headers it may stand under, and whether one has to be there."""

    names: tuple[str, ...]
    needed: bool = False


Columns = Mapping[str, Column]
"""A layout: our fields, and where each is read from. Nothing else is looked at."""


def headers(columns: Columns) -> set[str]:
    """Return every header that anything is read from."""
    return {name for column in columns.values() for name in column.names}


class ColumnReader:
    """The cells of one row by our fields. What is wrong with them gathers in `problems`."""

    def __init__(self, cells: Mapping[str, str], columns: Columns) -> None:
        self.cells = cells
        self.columns = columns
        self.problems: list[str] = []

    def refuse(self, field: str, why: str) -> None:
        """Note what is wrong with a field, without quoting it."""
        self.problems.append(f"{self._header(field)} {why}")

    def text(self, field: str, *, needed: bool = False) -> str | None:
        """Return a cell's words, None where it is empty or there is no such column."""
        try:
            said = plain(self.cells.get(self._header(field), ""))
        except ValueError as refused:
            self.refuse(field, str(refused))
            return None
        if said is None and needed:
            self.refuse(field, "is empty; it is needed")
        return said

    def code(self, field: str, *, needed: bool = False) -> str | None:
        """Return a short code in capitals; what else stands there is never repeated."""
        said = self.text(field, needed=needed)
        if said is None or _CODE.fullmatch(said.upper()):
            return said and said.upper()
        self.refuse(field, "holds no code: up to 20 letters and digits")
        return None

    def day(self, field: str, *, needed: bool = False) -> date | None:
        """Return a day, written 2026-03-16 or 16/03/2026; a time after it is left out."""
        said = self.text(field, needed=needed)
        if said is None:
            return None
        try:
            day = read_day(_without_time(said), _DAYS)
        except ValueError as refused:
            self.refuse(field, f"{shown(said)} {refused}")
            return None
        if day is None:
            self.refuse(field, f"{shown(said)} is no day, such as 2026-03-16 or 16/03/2026")
        return day

    def whole(self, field: str, among: range) -> int | None:
        """Return a whole number of those allowed."""
        said = self.text(field)
        if said is None:
            return None
        if said.isascii() and said.isdigit() and int(said) in among:
            return int(said)
        self.refuse(field, f"{shown(said)} is no number from {among[0]} to {among[-1]}")
        return None

    def yes_no(self, field: str) -> bool | None:
        """Return whether a cell says yes; None where it says nothing."""
        said = self.text(field)
        if said is None:
            return None
        if said.casefold() in _YES | _NO:
            return said.casefold() in _YES
        self.refuse(field, f"{shown(said)} is neither yes nor no")
        return None

    def choice(self, field: str, meanings: Mapping[str, V], *, needed: bool = False) -> V | None:
        """Return what a cell means, written with capitals, spaces or hyphens as it may be."""
        said = self.text(field, needed=needed)
        if said is None:
            return None
        meaning = meanings.get(_flat(said))
        if meaning is None:
            self.refuse(field, f"{shown(said)} is none of {', '.join(meanings)}")
        return meaning

    def in_order(self, first: tuple[str, date | None], then: tuple[str, date | None]) -> None:
        """Refuse a day that is before the one it can follow at the earliest."""
        if first[1] is not None and then[1] is not None and then[1] < first[1]:
            self.refuse(then[0], f"is before {self._header(first[0])}")

    def check(self) -> None:
        """Refuse the row if anything is wrong with it.

        Raises:
            RowRefusedError: something is; the sentence names every such cell.
        """
        if self.problems:
            raise RowRefusedError(f"{'; '.join(self.problems)}.")

    def _header(self, field: str) -> str:
        names: Sequence[str] = self.columns[field].names
        said = [name for name in names if self.cells.get(name, "").strip()]
        return _first([*said, *(name for name in names if name in self.cells), *names])


def _first(names: Iterable[str]) -> str:
    return next(iter(names))


def _flat(said: str) -> str:
    return said.casefold().replace("-", " ").replace(" ", "_")


def _without_time(said: str) -> str:
    return re.sub(r"[T ][0-9]{2}:[0-9]{2}(:[0-9.]{2,})?Z?$", "", said)
