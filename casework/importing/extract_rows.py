"""Rows of an extract, whatever it is written as: a table, or records of JSON.

Only the columns of the layout are handed on. What else a file has, such as the text beside
an alert, is never looked at.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from casework.errors import ImportStoppedError, RowRefusedError
from casework.forms.column_reader import Column, Columns, headers
from casework.importing.files import ZIPPED, beginning_of, opened
from casework.importing.headed_rows import quoted
from casework.importing.json_records import ReadRecord, read_records
from casework.importing.markings import refuse_unless_official
from casework.importing.rows import Row
from casework.importing.tables import ReadRow, read_table

T = TypeVar("T")
_MARK_AND_SPACE = b"\xef\xbb\xbf \t\r\n"


def read_extract(
    path: Path,
    columns: Columns,
    read: Callable[[Mapping[str, str]], T],
    *,
    marked: bool = False,
) -> Iterator[Row[T]]:
    """Read a file's rows in order, each by *read*, or with why it cannot be.

    With *marked* the first line is a protective marking.

    Raises:
        ImportStoppedError: the file cannot be read (any further), its columns will not do,
            or it is marked higher than may be in here.
    """
    if marked:
        refuse_unless_official(path)
    rows = _records(path, columns) if _is_json(path) else _table(path, columns, marked=marked)
    for row in rows:
        try:
            yield Row(row.number, read(row.cells()))
        except RowRefusedError as refused:
            yield Row(row.number, None, str(refused))


def _table(path: Path, columns: Columns, *, marked: bool) -> Iterator[ReadRow]:
    needed = [column for column in columns.values() if column.needed]
    needs = [column.names[0] for column in needed if len(column.names) == 1]
    reads = headers(columns)
    for row in read_table(path, needs=needs, reads=reads, skip_marking=marked):
        if row.content:
            _refuse_missing(path, needed, row.content)
        said = {name: cell for name, cell in row.content.items() if name in reads}
        yield ReadRow(row.number, said, row.why_not)


def _refuse_missing(path: Path, needed: list[Column], content: Mapping[str, str]) -> None:
    for column in needed:
        if not any(name in content for name in column.names):
            raise ImportStoppedError(
                f"{path} has none of the columns {quoted(column.names)}; one of them is needed."
            )


def _is_json(path: Path) -> bool:
    if beginning_of(path).startswith(ZIPPED):
        return False
    with opened(path) as file:
        while block := file.read(4096):
            if found := block.lstrip(_MARK_AND_SPACE):
                return found[:1] in (b"[", b"{")
    return False


def _records(path: Path, columns: Columns) -> Iterator[ReadRow]:
    names = headers(columns)
    return (_flattened(read, names) for read in read_records(path))


def _flattened(read: ReadRecord, names: set[str]) -> ReadRow:
    """Return a record as cells; a field within a field is named by both, with a full stop."""
    if read.why_not is not None:
        return ReadRow(read.number, {}, read.why_not)
    if not isinstance(read.record, dict):
        return ReadRow(read.number, {}, "The record is not an object with named fields.")
    said: dict[str, str] = {}
    for name, value in read.record.items():
        if isinstance(value, dict):
            within = {f"{name}.{inner}": each for inner, each in value.items()}
            said |= {key: _written(each) for key, each in within.items() if key in names}
        elif name in names:
            said[name] = _written(value)
    return ReadRow(read.number, said)


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else str(value)
