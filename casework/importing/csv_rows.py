"""Rows of CSV, numbered as a spreadsheet numbers them: the header is row 1."""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from casework.errors import ImportStoppedError, RowRefusedError
from casework.importing.files import opened


class ReadRow(NamedTuple):
    """One row: its cells by the header above them, or why it cannot be read."""

    number: int
    content: dict[str, str]
    why_not: str | None = None

    def cells(self) -> dict[str, str]:
        """Return the row's cells by the header above them.

        Raises:
            RowRefusedError: they do not fit the header.
        """
        if self.why_not is not None:
            raise RowRefusedError(self.why_not)
        return self.content


def read_rows(path: Path, *, needs: Collection[str]) -> Iterator[ReadRow]:
    """Read a file's rows in order, empty ones left out; columns beyond *needs* are welcome.

    Raises:
        ImportStoppedError: the file cannot be read (any further), or its header will not do.
    """
    number = 1
    with opened(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        try:
            rows = csv.reader(text, strict=True)
            header = _header(path, next(rows, []), needs)
            for row in rows:
                number += 1
                if any(cell.strip() for cell in row):
                    yield _read(number, header, row)
        except UnicodeDecodeError:
            raise ImportStoppedError(
                f'{path} is not written in UTF-8 (soon after row {number}). Save it as "CSV '
                'UTF-8" and import it again.'
            ) from None
        except csv.Error as broken:
            raise ImportStoppedError(
                f"{path} cannot be read after row {number}: {broken}. Look for a quotation mark "
                "that is not closed, or a file that breaks off."
            ) from None


def _header(path: Path, written: list[str], needs: Collection[str]) -> list[str]:
    header = [name.strip() for name in written]
    twice = sorted(name for name, times in Counter(header).items() if name and times > 1)
    if twice:
        raise ImportStoppedError(
            f"{path} has more than one column {_quoted(twice)}. Rename or remove all but one."
        )
    missing = [name for name in needs if name not in header]
    if missing:
        raise ImportStoppedError(
            f"{path} has no column {_quoted(missing)}; its first row has "
            f"{_quoted(header) if any(header) else 'nothing'}. Name the columns so, separated by "
            "commas, or change the mapping."
        )
    return header


def _read(number: int, header: list[str], row: list[str]) -> ReadRow:
    spare = row[len(header) :]
    if any(cell.strip() for cell in spare) or len(row) < len(header):
        return ReadRow(
            number,
            {},
            f"The row has {len(row)} cells under a header of {len(header)}. Look for a comma that "
            "wants quotation marks, or a row that breaks off.",
        )
    return ReadRow(number, dict(zip(header, row, strict=False)))


def _quoted(names: Collection[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
