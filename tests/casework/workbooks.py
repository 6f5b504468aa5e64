"""Workbooks for tests: of rows, and taken apart to be broken."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"


def a_workbook(path: Path, *rows: Sequence[Any], name: str = "table.xlsx") -> Path:
    """Write rows as the first sheet of a workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    file = path / name
    book.save(file)
    return file


def changed(file: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of a workbook's archive; one that is not there begins empty."""
    with ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file
