"""Rows of a workbook's sheet (XLSX, XLSM), read as a stream and never as a whole.

A cell gives what it holds, not how it looks: a day in ISO form, a whole number without a
decimal point, yes or no. Of a formula that is the value it had when the workbook was saved.
Merged cells are the first of them; hidden rows and columns are read like others.
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import islice, repeat
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.styles.numbers import is_datetime
from openpyxl.utils import get_column_letter

from casework.errors import ImportStoppedError
from casework.importing.files import reading
from casework.importing.headed_rows import LONGEST_CELL, MOST_COLUMNS, Line, quoted
from casework.importing.workbooks import NO_WORKBOOK, has_formulas, opened_archive

MOST_ROWS = 1_048_576
"""Rows a sheet can have."""

MOST_DIGITS = 15
"""Digits a sheet keeps of a number; it writes noughts for those after them."""

_AT_ONCE = 200
_Both = tuple[Sequence[Any], Sequence[Any]]
"""A row's cells with their values, and the same with their formulas where there are any."""


def xlsx_lines(path: Path, file: BinaryIO, *, sheet: str | None = None) -> Iterator[Line]:
    """Read the lines of a sheet in order, by its name or the first; empty ones are left out.

    Raises:
        ImportStoppedError: the workbook cannot be read (any further), or has no such sheet.
    """
    calculated = has_formulas(path, opened_archive(path, file))
    with _telling_why(path):
        values = _sheet(path, file, sheet, data_only=True)
        total = values.max_row or 0
        written: Iterator[Sequence[Any]] = repeat(())
        if calculated:
            written = _rows(_sheet(path, file, sheet, data_only=False))
        both = zip(_rows(values), written, strict=False)
    number, position = 0, reading.get()
    while block := _block(path, both):
        for row, formulas in block:
            number += 1
            line = _line(number, row, formulas)
            if line.cells or line.faults:
                yield line
        if number > MOST_ROWS:
            raise ImportStoppedError(
                f"{path} has rows beyond {MOST_ROWS:,}, which no sheet has. Copy the rows into a "
                "new workbook."
            )
        if position is not None:
            position.done, position.total = number, max(total, number) if total else 0


def _block(path: Path, rows: Iterator[_Both]) -> list[_Both]:
    with _telling_why(path):
        return list(islice(rows, _AT_ONCE))


def _sheet(path: Path, file: BinaryIO, name: str | None, *, data_only: bool) -> Any:
    book = load_workbook(file, read_only=True, data_only=data_only, keep_links=False)
    sheets = book.worksheets
    if name is not None:
        sheets = [each for each in sheets if each.title == name]
    if not book.sheetnames:
        raise ImportStoppedError(
            f"{path} is a workbook without any sheet. Copy the rows into a new workbook."
        )
    if not sheets:
        wanted = "no sheet of rows" if name is None else f"no sheet {quoted([name])}"
        raise ImportStoppedError(f"{path} has {wanted}; it has {quoted(book.sheetnames)}.")
    return sheets[0]


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    """Give a sheet's rows, each as wide as its cells; the size a sheet says is not believed."""
    sheet.reset_dimensions()
    rows: Iterator[Sequence[Any]] = sheet.iter_rows(max_row=MOST_ROWS + 1)
    return rows


@contextmanager
def _telling_why(path: Path) -> Iterator[None]:
    """Turn whatever a broken workbook does to its reader into one sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except ImportStoppedError:
        raise
    except Exception:  # noqa: BLE001  # a made-up workbook can break a reader anyhow
        raise ImportStoppedError(NO_WORKBOOK.format(path=path)) from None


def _line(number: int, row: Sequence[Any], formulas: Sequence[Any]) -> Line:
    cells: list[str] = []
    faults: dict[int, str] = {}
    for place, cell in enumerate(row[: MOST_COLUMNS + 1]):
        formula = formulas[place] if place < len(formulas) else None
        try:
            cells.append(_said(cell, formula))
        except ValueError as refused:
            cells.append("")
            faults[place] = f"cell {get_column_letter(place + 1)}{number} {refused}"
    while cells and not cells[-1] and len(cells) - 1 not in faults:
        cells.pop()
    return Line(number, cells, faults, ends_early=True)


def _said(cell: Any, formula: Any) -> str:
    """Return what a cell says as text.

    Raises:
        ValueError: it says nothing that can be relied on; the words tell why.
    """
    value = cell.value
    if value is None:
        if formula is not None and formula.data_type == "f":
            raise ValueError(
                "is a formula that was never worked out; open the workbook, save it, and import "
                "it again"
            )
        return ""
    if cell.data_type == "e":
        raise ValueError(f"is in error ({value}); put it right in the sheet")
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    return _when(value, cell.number_format)


def _text(value: str) -> str:
    if len(value) > LONGEST_CELL:
        raise ValueError(f"holds {len(value):,} characters; at most {LONGEST_CELL:,} are taken")
    return value


def _number(value: Any, number_format: str) -> str:
    if not isfinite(value):
        raise ValueError("is no number; put it right in the sheet")
    if value != int(value):
        return f"{Decimal(f'{value:.{MOST_DIGITS}g}'):f}"
    whole = str(int(value))
    if len(whole.lstrip("-")) > MOST_DIGITS:
        raise ValueError(
            f"is a number in the sheet, which keeps {MOST_DIGITS} digits of one; format the "
            "column as text and write it again"
        )
    shown_with = len(number_format) if not number_format.strip("0") else 0
    return whole.zfill(shown_with)


def _when(value: Any, number_format: str) -> str:
    if isinstance(value, datetime) and _is_whole_day(value, number_format):
        return value.date().isoformat()
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, datetime | time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    return str(value)


def _is_whole_day(value: datetime, number_format: str) -> bool:
    return value.time() == time() and is_datetime(number_format) == "date"
