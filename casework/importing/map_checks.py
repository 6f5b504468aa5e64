"""What a mapping makes of a file, told without the database."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from casework.errors import RowRefusedError
from casework.forms.event_row import read_event_row
from casework.forms.mapping import Cells, ImportMap
from casework.forms.order_row import read_order_row
from casework.importing.files import ZIPPED, beginning_of
from casework.importing.headed_rows import separator_of
from casework.importing.tables import read_header, read_table
from casework.safe_text import safe_text
from casework.views.mappings import ColumnUse, MapCheck, TriedRow

FIRST_ROWS = 20
"""Rows tried: enough to see that days, codes and amounts are read as they are meant."""


def check_map(mapping: ImportMap) -> MapCheck:
    """Say what a mapping that is in order reads from where."""
    return MapCheck(
        kind=mapping.kind,
        source=mapping.source,
        fields=tuple(_used(mapping, column) for column in mapping.columns()),
        always={
            f"{part}.{name}": value
            for part, named in mapping.always.items()
            for name, value in named.items()
        },
    )


def check_file(mapping: ImportMap, path: Path, *, today: date) -> MapCheck:
    """Say column by column what becomes of a file, and read its first rows.

    People, orders and clauses are looked up by the import only.

    Raises:
        ImportStoppedError: the file cannot be read.
    """
    header = [name for name in read_header(path, sheet=mapping.reading.sheet) if name]
    missing = tuple(column for column in mapping.columns() if column not in header)
    return check_map(mapping).model_copy(
        update={
            "file_name": safe_text(str(path)),
            "columns": tuple(_used(mapping, column) for column in header),
            "missing": missing,
            "wrong": tuple(_separated(header, missing)),
            "notes": tuple(_ignored(mapping, path)),
            "rows": () if missing else tuple(_rows(mapping, path, today)),
        }
    )


def _separated(header: list[str], missing: tuple[str, ...]) -> Iterator[str]:
    separated = separator_of(header, missing)
    if separated is not None:
        yield (
            f"the file has its columns separated by {separated}, not by commas; save it as "
            '"CSV UTF-8 (comma delimited)"'
        )


def _ignored(mapping: ImportMap, path: Path) -> Iterator[str]:
    if mapping.reading.sheet is not None and not beginning_of(path).startswith(ZIPPED):
        yield "sheet in [reading] is ignored: the file is CSV, which has no sheets"


def _used(mapping: ImportMap, column: str) -> ColumnUse:
    return ColumnUse(column=column, fields=tuple(mapping.reads_of(column)))


def _rows(mapping: ImportMap, path: Path, today: date) -> Iterator[TriedRow]:
    needs = mapping.columns()
    rows = read_table(path, needs=needs, reads=needs, sheet=mapping.reading.sheet)
    for read in islice(rows, FIRST_ROWS):
        try:
            cells = mapping.cells(read.cells())
            _read(cells, mapping, today)
        except RowRefusedError as refused:
            yield TriedRow(number=read.number, why_not=str(refused))
            continue
        says = {f"{part}.{name}": text for (part, name), text in cells.items()}
        yield TriedRow(number=read.number, says=says)


def _read(cells: Cells, mapping: ImportMap, today: date) -> None:
    if mapping.kind == "orders":
        read_order_row(cells, mapping, today=today)
    else:
        read_event_row(cells, mapping, today=today)
