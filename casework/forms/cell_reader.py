"""Cells of a spreadsheet read as typed values, with a sentence for each that will not do."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

from casework.forms.lengths import read_length
from casework.forms.order_map import Cells, OrderMap
from casework.forms.plain_text import LONGEST, plain, shown
from rules.days import Length

E = TypeVar("E", bound=StrEnum)

_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})


class CellReader:
    """The cells of one row. What is wrong with them gathers in `problems`."""

    def __init__(self, cells: Cells, mapping: OrderMap) -> None:
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
            return codes(said.casefold().replace(" ", "_").replace("-", "_"))
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
        """Return the day of a cell, not later than *by* if that is given."""
        said = self.text(part, field, needed=needed)
        if said is None:
            return None
        for form in self.mapping.reading.days:
            try:
                day = datetime.strptime(said, form).replace(tzinfo=UTC).date()
            except ValueError:
                continue
            if by is not None and day > by:
                self.refuse(part, field, "has not come yet")
            return day
        forms = " or ".join(self.mapping.reading.days)
        self.refuse(part, field, f"is not a day written {forms}, as [reading] of the mapping says")
        return None

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


def without_within(said: str) -> str:
    """Return a length as it stands after "within", which adds nothing to its counting code."""
    head, _, rest = said.partition(" ")
    return rest.strip() if head.casefold() == "within" else said
