"""Tables from outside, whatever they are written as: CSV or a workbook's sheet.

What a file is, its first bytes say, not its name. A workbook is read for what its cells
hold; nothing in it is run.
"""

from collections.abc import Collection, Generator, Iterator
from contextlib import closing
from pathlib import Path

from casework.errors import ImportStoppedError
from casework.importing.csv_rows import csv_lines
from casework.importing.files import COMPOUND, LARGEST, ZIPPED, beginning_of, opened_as_it_is
from casework.importing.headed_rows import Line, ReadRow, headed
from casework.importing.xlsx_rows import xlsx_lines

__all__ = ["ReadRow", "read_header", "read_table"]

_MEGABYTE = 1024 * 1024
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def read_table(
    path: Path,
    *,
    needs: Collection[str],
    reads: Collection[str] | None = None,
    skip_marking: bool = False,
    sheet: str | None = None,
) -> Iterator[ReadRow]:
    """Read a table's rows in order, empty ones left out; more columns than *needs* are welcome.

    *reads* are the columns anything is read from, whose unreadable cells refuse their row;
    None means all. With *skip_marking* a protective marking may stand alone above the
    header. *sheet* names a sheet of a workbook; None is the first. CSV has none.

    Raises:
        ImportStoppedError: the file cannot be read (any further), or its header will not do.
    """
    return headed(path, _lines(path, sheet), needs=needs, reads=reads, skip_marking=skip_marking)


def read_header(path: Path, *, sheet: str | None = None) -> list[str]:
    """Return the names in a table's first row; none for a table that is empty.

    Raises:
        ImportStoppedError: the file cannot be read.
    """
    with closing(_lines(path, sheet)) as lines:
        return [name.strip() for name in next(lines, Line(1, ())).cells]


def _lines(path: Path, sheet: str | None) -> Generator[Line, None, None]:
    beginning = beginning_of(path)
    size = path.stat().st_size
    if size > LARGEST:
        raise ImportStoppedError(
            f"{path} has {size // _MEGABYTE:,} MB; a table of at most {LARGEST // _MEGABYTE} MB is "
            "taken. Split it."
        )
    if beginning.startswith(COMPOUND):
        raise ImportStoppedError(_why_not_compound(path))
    if not beginning.startswith(ZIPPED):
        yield from csv_lines(path)
        return
    with opened_as_it_is(path) as file:
        yield from xlsx_lines(path, file, sheet=sheet)


def _why_not_compound(path: Path) -> str:
    kept = b""
    with opened_as_it_is(path) as file:
        while block := file.read(_MEGABYTE):
            if _LOCKED in kept + block:
                return f"{path} is locked with a password. Save it without one and import that."
            kept = block[-len(_LOCKED) :]
    return (
        f'{path} is a workbook of the old kind (.xls). Save it as "Excel workbook (.xlsx)" or '
        '"CSV UTF-8" and import that.'
    )
