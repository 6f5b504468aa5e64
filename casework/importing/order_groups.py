"""Rows of a spreadsheet brought together by the order they tell of.

The rows of one order need not stand together in the file, and the order is taken in whole
or not at all: so the file is read to its end before anything is kept. That is the one
import that holds a file in memory; spreadsheets of orders are made by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from casework.errors import RowRefusedError
from casework.forms.mapping import Cells, ImportMap
from casework.forms.order_row import OrderRow, read_order_row
from casework.importing.tables import read_table

Key = tuple[str, ...]
_SAME = ("kind", "nation", "court", "court_name", "made_on", "represented")
_END = ("ends_on", "term_count", "term_unit", "term_counting")
"""What a row that gives an end says, all of it together: a last day, or a whole term."""


@dataclass(slots=True, kw_only=True)
class OrderGroup:
    """The rows of one order by their numbers, and why any of them is refused."""

    key: Key
    rows: dict[int, OrderRow] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)

    @property
    def numbers(self) -> list[int]:
        """The numbers of the rows, in order."""
        return sorted(self.rows.keys() | self.refused.keys())


def read_groups(path: Path, mapping: ImportMap, *, today: date) -> Iterator[OrderGroup]:
    """Read a file whole and give its orders, each where its first row stands.

    Raises:
        ImportStoppedError: the file cannot be read to its end; nothing of it is given.
    """
    groups: dict[Key, OrderGroup] = {}
    needs = mapping.columns()
    for read in read_table(path, needs=needs, reads=needs, sheet=mapping.reading.sheet):
        cells = mapping.cells(read.content) if read.why_not is None else {}
        key = _key(cells, read.number)
        group = groups.setdefault(key, OrderGroup(key=key))
        try:
            read.cells()
            group.rows[read.number] = read_order_row(cells, mapping, today=today)
        except RowRefusedError as refused:
            group.refused[read.number] = str(refused)
    for group in groups.values():
        _refuse_contradiction(group)
    yield from groups.values()


def _key(cells: Cells, number: int) -> Key:
    """Tell orders apart by person, kind and reference, or the day made where there is none."""
    person, kind = cells.get(("order", "person")), cells.get(("order", "kind"))
    reference = cells.get(("order", "reference"))
    made_on = cells.get(("order", "made_on"))
    if not person or not kind or not (reference or made_on):
        return ("row", str(number))
    which = ("reference", reference) if reference else ("made on", made_on or "")
    return tuple(part.casefold() for part in (person, kind, *which))


def _refuse_contradiction(group: OrderGroup) -> None:
    """Refuse a row that says otherwise of the order, or of a clause, than a row before it."""
    order: dict[str, tuple[int, object]] = {}
    clauses: dict[str, tuple[int, object]] = {}
    for number in sorted(group.rows):
        row = group.rows[number]
        said: list[tuple[dict[str, tuple[int, object]], str, object]]
        said = [(order, name, row.order[name]) for name in _SAME if row.order.get(name) is not None]
        if "ends_on" in row.order:
            end = tuple(row.order[name] for name in _END)
            said.append((order, "term or last day", end))
        if row.provision:
            said.append((clauses, f"clause {row.provision['number']}", dict(row.provision)))
        for heard, name, value in said:
            first, before = heard.setdefault(name, (number, value))
            if before != value:
                group.refused[number] = (
                    f"Rows {first} and {number} are of one order and differ in its "
                    f"{name.replace('_', ' ')}. Make them agree."
                )
