"""Protective markings: what stands above the header of a marked file, and may not be in here."""

import re
from pathlib import Path

from casework.errors import ImportStoppedError
from casework.forms.plain_text import shown
from casework.importing.csv_rows import csv_lines
from casework.importing.files import ZIPPED, beginning_of, opened_as_it_is
from casework.importing.headed_rows import Line
from casework.importing.xlsx_rows import xlsx_lines

_ABOVE = re.compile(r"\b(TOP[\s_-]*SECRET|SECRET|CONFIDENTIAL)\b", re.IGNORECASE)
_ALLOWED = re.compile(r"OFFICIAL\b", re.IGNORECASE)


def refuse_unless_official(path: Path) -> None:
    """Refuse a file whose first line is no marking of OFFICIAL or OFFICIAL-SENSITIVE.

    The older CONFIDENTIAL is above them, for it was split between them and SECRET.

    Raises:
        ImportStoppedError: it is marked higher, is not marked, or cannot be read.
    """
    said = [cell.strip() for cell in _first_line(path).cells if cell.strip()]
    marking = said[0] if len(said) == 1 else ""
    if any(_ABOVE.search(cell) for cell in said):
        raise ImportStoppedError(
            f"{path} is marked {shown(said[0])}. Nothing above OFFICIAL-SENSITIVE may be in this "
            "system: take the file off this machine and tell your security officer."
        )
    if not _ALLOWED.match(marking):
        raise ImportStoppedError(
            f"{path} has no protective marking on its first line. Files of this kind have it "
            "there, OFFICIAL or OFFICIAL-SENSITIVE, and their header on the second."
        )


def _first_line(path: Path) -> Line:
    nothing = Line(1, ())
    if not beginning_of(path).startswith(ZIPPED):
        return next(csv_lines(path), nothing)
    with opened_as_it_is(path) as file:
        return next(xlsx_lines(path, file), nothing)
