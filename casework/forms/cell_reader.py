"""Cells of a spreadsheet read as typed values, with a sentence for each that will not do."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from casework.forms.lengths import read_length
from casework.forms.mapping import Cells, ImportMap, code_form
from casework.forms.moments import read_moment, refuse_out_of_reach
from casework.forms.plain_text import LONGEST, plain, shown
from casework.forms.written_days import read_day
from rules.days import Length

E = TypeVar("E", bound=StrEnum)

_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_DECIMALS = {"JPY": 0, "KRW": 0, "VND": 0, "BHD": 3, "JOD": 3, "KWD": 3, "OMR": 3, "TND": 3}
"""Decimals of the currencies that have not two."""

_USUAL_DECIMALS = 2
_CURRENCY = re.compile(r"[A-Z]{3}")
_LARGEST = Decimal(10) ** 15
_LONGEST_LIST = 4_000


class CellReader:
    """The cells of one row. What is wrong with them gathers in `problems`."""

    def __init__(self, cells: Cells, mapping: ImportMap) -> None:
        self.cells = cells
        self.mapping = mapping
        self.problems: list[str] = []

    def says(self, part: str) -> bool:
        """Whether the row says anything of a part."""
        return any(said == part for said, _ in self.cells)

    def refuse(self, part: str, field: str, why: str) -> None:
        """Note what is wrong with a cell."""
        said = self.cells.get((part, field))
        quoted = f" {shown(said)}" if said else ""
        self.problems.append(f"{self.mapping.column_of(part, field)}{quoted} {why}")

    def text(
        self, part: str, field: str, *, needed: bool = False, most: int = LONGEST
    ) -> str | None:
        """Return the words of a cell; only those longer than usual may have several lines."""
        said = self.cells.get((part, field))
        if said is None:
            if needed:
                self.refuse(part, field, "is empty; it is needed")
            return None
        try:
            return plain(said, most=most, lines=most > LONGEST)
        except ValueError as refused:
            self.refuse(part, field, str(refused))
            return None

    def code(self, part: str, field: str, codes: type[E], *, needed: bool = False) -> E | None:
        """Return the code of a cell, which may be written with spaces and capitals."""
        said = self.text(part, field, needed=needed)
        if said is None:
            return None
        try:
            return codes(code_form(said))
        except ValueError:
            self.refuse(
                part,
                field,
                f"is none of {', '.join(codes)}; translate it in [values.{part}.{field}]",
            )
            return None

    def day(
        self, part: str, field: str, *, needed: bool = False, by: date | None = None
    ) -> date | None:
        """Return the day of a cell, not later than *by* if that is given.

        The ISO form, in which a workbook's days come, will always do.
        """
        said = self.text(part, field, needed=needed)
        if said is None:
            return None
        try:
            day = read_day(said, self.mapping.reading.days)
            refuse_out_of_reach(day)
        except ValueError as refused:
            self.refuse(part, field, str(refused))
            return None
        if by is not None and day > by:
            self.refuse(part, field, "has not come yet")
        return day

    def yes_no(self, part: str, field: str) -> bool | None:
        """Return whether a cell says yes."""
        said = self.text(part, field)
        if said is None:
            return None
        if said.casefold() in _YES | _NO:
            return said.casefold() in _YES
        self.refuse(part, field, "is neither yes nor no")
        return None

    def length(self, part: str, field: str) -> Length | None:
        """Return the length of time in a cell."""
        said = self.text(part, field)
        if said is None:
            return None
        try:
            return read_length(without_within(said))
        except ValueError as refused:
            self.refuse(part, field, f"will not do: {str(refused).rstrip('.')}")
            return None

    def moment(self, part: str, field: str, *, on: date | None) -> datetime | None:
        """Return the moment of a cell, in UTC; a bare time of day is one of the day *on*."""
        said = self.text(part, field)
        if said is None:
            return None
        try:
            return read_moment(said, self.mapping.reading.days, on=on)
        except ValueError as refused:
            self.refuse(part, field, str(refused))
            return None

    def amount(self, part: str, field: str, *, needed: bool = False) -> int | None:
        """Return an amount written in whole units, such as 1,000.00, as minor units.

        How many decimals it may have, the part's currency says.
        """
        said = self.text(part, field, needed=needed)
        if said is None:
            return None
        currency = self.cells.get((part, "currency"), "").upper()
        decimals = _DECIMALS.get(currency, _USUAL_DECIMALS)
        try:
            minor = Decimal(said.replace(",", "").lstrip("£$€ ")).scaleb(decimals)
        except InvalidOperation:
            self.refuse(part, field, "is not an amount, such as 1,000.00")
            return None
        if not minor.is_finite() or not 0 <= minor < _LARGEST or minor != minor.to_integral_value():
            self.refuse(part, field, f"is no amount of at most {decimals} decimals")
            return None
        return int(minor)

    def currency(self, part: str, *, needed: bool = False) -> str | None:
        """Return the part's currency by ISO 4217, such as GBP."""
        said = self.text(part, "currency", needed=needed)
        if said is None or _CURRENCY.fullmatch(said.upper()):
            return said and said.upper()
        self.refuse(part, "currency", "is no currency of three letters, such as GBP")
        return None

    def several(self, part: str, field: str) -> list[str] | None:
        """Return the things of a cell; one with only the separator says that there is none."""
        said = self.text(part, field, most=_LONGEST_LIST)
        if said is None:
            return None
        return [each.strip() for each in said.split(self.mapping.reading.separator) if each.strip()]


def without_within(said: str) -> str:
    """Return a length as it stands after "within", which adds nothing to its counting code."""
    head, _, rest = said.partition(" ")
    return rest.strip() if head.casefold() == "within" else said
