"""Lines of CSV, read as a stream; a line is a row, however many lines of text it takes."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from casework.errors import ImportStoppedError
from casework.importing.files import beginning_of, opened
from casework.importing.headed_rows import LONGEST_CELL, Line

_WIDE = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_LINE = 16 * 1024 * 1024
"""Characters before a line has to end: a file without an end of line is no table."""


def csv_lines(path: Path) -> Iterator[Line]:
    """Read a file's lines in order, the header among them.

    Raises:
        ImportStoppedError: the file cannot be read (any further).
    """
    number = 0
    if beginning_of(path).startswith(_WIDE):
        raise ImportStoppedError(
            f'{path} is not UTF-8 but UTF-16. Save it as "CSV UTF-8" and import it again.'
        )
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
                f"{path} cannot be read after row {number}: {_in_words(str(broken))}."
            ) from None


def _in_words(broken: str) -> str:
    """Say in our words what the reader of CSV says in its own."""
    if "field limit" in broken:
        return (
            f"a cell there has more than {LONGEST_CELL:,} characters. Look for a quotation mark "
            "that is not closed"
        )
    if "expected after" in broken:
        return (
            "something follows a quotation mark that closes a cell. Write a quotation mark within "
            "a cell twice, or leave it out"
        )
    return (
        "the file breaks off there, or a line ends within a cell. Look for a quotation mark that "
        "is not closed, or get the file again"
    )


def _written(path: Path, text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise ImportStoppedError(
                f"{path} has a line of more than {_LONGEST_LINE:,} characters, which is no row."
            )
        yield line
