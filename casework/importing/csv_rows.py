"""Lines of CSV, read as a stream; a line is a row, however many lines of text it takes."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from casework.errors import ImportStoppedError
from casework.importing.files import opened
from casework.importing.headed_rows import LONGEST_CELL, Line

_LONGEST_LINE = 16 * 1024 * 1024
"""Characters before a line has to end: a file without an end of line is no table."""


def csv_lines(path: Path) -> Iterator[Line]:
    """Read a file's lines in order, the header among them.

    Raises:
        ImportStoppedError: the file cannot be read (any further).
    """
    number = 0
    with opened(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        csv.field_size_limit(LONGEST_CELL)
        try:
            for cells in csv.reader(_written(path, text), strict=True):
                number += 1
                yield Line(number, cells)
        except UnicodeDecodeError:
            raise ImportStoppedError(
                f"{path} is not written in UTF-8 (soon after row {max(number, 1)}). Save it as "
                '"CSV UTF-8" and import it again.'
            ) from None
        except csv.Error as broken:
            raise ImportStoppedError(
                f"{path} cannot be read after row {number}: {broken}. Look for a quotation mark "
                "that is not closed, or a file that breaks off."
            ) from None


def _written(path: Path, text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise ImportStoppedError(
                f"{path} has a line of more than {_LONGEST_LINE:,} characters, which is no row."
            )
        yield line
