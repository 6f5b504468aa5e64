"""Rows under a header, whatever file they stand in, numbered as a spreadsheet numbers them."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from casework.errors import ImportStoppedError, RowRefusedError

MOST_COLUMNS = 1_000
"""No table an agency keeps is so wide; one that is has lost its shape."""

LONGEST_CELL = 131_072
"""Characters in one cell; a sheet holds a quarter of it, and no clause is so long."""

_NO_FAULTS: Mapping[int, str] = {}
_MARKINGS = re.compile(
    r"(OFFICIAL|TOP SECRET|SECRET|CONFIDENTIAL|RESTRICTED|PROTECT|NOT PROTECTIVELY MARKED)\b",
    re.IGNORECASE,
)
_LOST_DIGITS = re.compile(r"[+-]?[0-9]([.,][0-9]+)?E\+[0-9]{2,3}")
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}
_COMMA = "a comma that wants quotation marks, or a row that breaks off"


class Line(NamedTuple):
    """One line of a table: its cells in order, and by their place those that cannot be read.

    Of a sheet, which writes no empty cells, a line `ends_early`: what it leaves out is empty.
    """

    number: int
    cells: Sequence[str]
    faults: Mapping[int, str] = _NO_FAULTS
    ends_early: bool = False


class ReadRow(NamedTuple):
    """One row: its cells by the header above them, or why it cannot be read."""

    number: int
    content: dict[str, str]
    why_not: str | None = None

    def cells(self) -> dict[str, str]:
        """Return the row's cells by the header above them.

        Raises:
            RowRefusedError: they do not fit the header, or one cannot be read.
        """
        if self.why_not is not None:
            raise RowRefusedError(self.why_not)
        return self.content


def headed(
    path: Path,
    lines: Iterator[Line],
    *,
    needs: Collection[str],
    reads: Collection[str] | None = None,
    skip_marking: bool = False,
) -> Iterator[ReadRow]:
    """Give the rows under the header, empty ones left out; more columns are welcome.

    A cell that cannot be read refuses its row only where its column is among *reads*; None
    means that every column is read. With *skip_marking* a protective marking may stand
    alone above the header.

    Raises:
        ImportStoppedError: the header will not do, or what *lines* raises.
    """
    written = next(lines, Line(1, ()))
    if skip_marking and _is_marking(written.cells):
        written = next(lines, Line(2, ()))
    header = _header(path, written, needs)
    read_at = {place for place, name in enumerate(header) if reads is None or name in reads}
    for line in lines:
        if line.faults or any(cell.strip() for cell in line.cells):
            yield _read(line, header, read_at)


def _is_marking(cells: Sequence[str]) -> bool:
    said = [cell.strip() for cell in cells if cell.strip()]
    return len(said) == 1 and _MARKINGS.match(said[0]) is not None


def _header(path: Path, written: Line, needs: Collection[str]) -> list[str]:
    header = [name.strip() for name in written.cells]
    while header and not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:
        raise ImportStoppedError(
            f"{path} has {len(header):,} columns; at most {MOST_COLUMNS:,} are taken. Save only "
            "the table itself."
        )
    if written.faults:
        raise ImportStoppedError(f"{path}: {'; '.join(written.faults.values())}.")
    twice = sorted(name for name, times in Counter(header).items() if name and times > 1)
    if twice:
        raise ImportStoppedError(
            f"{path} has more than one column {quoted(twice)}. Rename or remove all but one."
        )
    missing = [name for name in needs if name not in header]
    if missing and (separated := separator_of(header, missing)):
        raise ImportStoppedError(
            f"{path} has its columns separated by {separated}, not by commas. "
            'Save it as "CSV UTF-8 (comma delimited)" and import it again.'
        )
    if missing:
        raise ImportStoppedError(
            f"{path} has no column {quoted(missing)}; its first row has "
            f"{quoted(header) if any(header) else 'nothing'}. Name the columns so, or change the "
            "mapping."
        )
    return header


def separator_of(header: Sequence[str], missing: Collection[str]) -> str | None:
    """Name what columns are separated by where it is no comma; None where they are *missing*."""
    for sign, name in _OTHER_SEPARATORS.items():
        cut = {cell.strip().strip('"') for each in header for cell in each.split(sign)}
        if not cut.isdisjoint(missing):
            return name
    return None


def _read(line: Line, header: list[str], read_at: Collection[int]) -> ReadRow:
    cells = line.cells
    if len(cells) < len(header) and line.ends_early:
        cells = [*cells, *[""] * (len(header) - len(cells))]
    if any(cell.strip() for cell in cells[len(header) :]) or len(cells) < len(header):
        look = "a cell beside the table" if line.ends_early else _COMMA
        return ReadRow(
            line.number,
            {},
            f"The row has {len(cells)} cells under a header of {len(header)}. Look for {look}.",
        )
    faults = [*_faults(line, read_at), *_lost(cells, header, read_at)]
    why_not = f"{'; '.join(faults)}." if faults else None
    return ReadRow(line.number, dict(zip(header, cells, strict=False)), why_not)


def _faults(line: Line, read_at: Collection[int]) -> Iterable[str]:
    return (why for place, why in line.faults.items() if place in read_at)


def _lost(cells: Sequence[str], header: list[str], read_at: Collection[int]) -> Iterator[str]:
    """Find numbers that a spreadsheet cut to a power of ten: what they were is not there."""
    for place, cell in enumerate(cells[: len(header)]):
        if "E+" in cell and place in read_at and _LOST_DIGITS.fullmatch(cell.strip()):
            yield (
                f'column "{header[place]}" {cell.strip()} is a number that lost its digits; '
                "format the column as text in the sheet, and save it again"
            )


def quoted(names: Collection[str]) -> str:
    """Return names as they are quoted in a sentence."""
    return ", ".join(f'"{name}"' for name in names)
