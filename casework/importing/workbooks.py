"""Workbooks before they are opened: what they are, and that they do not unpack without end.

A workbook is a packed archive of XML. Nothing in it is run: macros stay where they are,
formulas are never worked out, and links to other files are not followed.
"""

import re
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from casework.errors import ImportStoppedError

MOST_UNPACKED = 512 * 1024 * 1024
"""Bytes of a workbook once unpacked: some twenty times what 38,000 rows of orders take."""

MOST_HELD = 128 * 1024 * 1024
"""Bytes of all but the sheets, such as the table of texts: they are held while it is read."""

MOST_TIMES = 200
"""How many times its packed size a part may be; a real sheet is five to fifty times."""

_SMALL = 1024 * 1024
_MOST_PARTS = 10_000
_BLOCK = 1 << 20
_BOOK = "xl/workbook.xml"
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s/>]")
_OVERLAP = 32
_BROKEN_ARCHIVE = (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def opened_archive(path: Path, file: BinaryIO) -> ZipFile:
    """Open a workbook's archive, once its parts are known to be of bearable size.

    Raises:
        ImportStoppedError: it is broken, no workbook of rows, or unpacks to too much.
    """
    try:
        archive = ZipFile(file)
    except _BROKEN_ARCHIVE:
        raise ImportStoppedError(
            f"{path} breaks off or is damaged. Get the file again and import it again."
        ) from None
    parts = archive.infolist()
    _refuse_what_is_no_workbook(path, {part.filename for part in parts})
    _refuse_too_much(path, parts)
    return archive


def has_formulas(path: Path, archive: ZipFile) -> bool:
    """Read every sheet's bytes once, and say whether any has a formula.

    Raises:
        ImportStoppedError: a sheet is damaged.
    """
    try:
        return any(
            _has_formula(archive, part)
            for part in archive.infolist()
            if _SHEETS.fullmatch(part.filename)
        )
    except Exception as broken:  # noqa: BLE001  # each way of packing fails in its own way
        raise ImportStoppedError(
            f"{path} is damaged ({type(broken).__name__}). Get the file again and import it again."
        ) from None


def _has_formula(archive: ZipFile, part: ZipInfo) -> bool:
    found, kept = False, b""
    with archive.open(part) as sheet:
        while block := sheet.read(_BLOCK):
            found = found or _FORMULA.search(kept + block) is not None
            kept = block[-_OVERLAP:]
    return found


def _refuse_what_is_no_workbook(path: Path, names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise ImportStoppedError(
            f'{path} is a binary workbook. Save it as "Excel workbook (.xlsx)" or "CSV UTF-8".'
        )
    if _BOOK in names or "[Content_Types].xml" in names:
        return
    if "content.xml" in names:
        raise ImportStoppedError(
            f'{path} is an OpenDocument sheet. Save it as "Excel workbook (.xlsx)" or "CSV UTF-8".'
        )
    raise ImportStoppedError(
        f"{path} is an archive and no workbook. Unpack it, and import the files in it."
    )


def _refuse_too_much(path: Path, parts: list[ZipInfo]) -> None:
    held = [part for part in parts if not _SHEETS.fullmatch(part.filename)]
    why = None
    if len(parts) > _MOST_PARTS:
        why = f"has {len(parts):,} parts"
    elif sum(part.file_size for part in parts) > MOST_UNPACKED:
        why = f"unpacks to more than {MOST_UNPACKED // _SMALL} MB"
    elif sum(part.file_size for part in held if _is_text(part)) > MOST_HELD:
        why = f"holds more than {MOST_HELD // _SMALL} MB beside its rows"
    elif any(part.file_size > max(_SMALL, part.compress_size * MOST_TIMES) for part in parts):
        why = f"unpacks to more than {MOST_TIMES} times its size"
    if why is not None:
        raise ImportStoppedError(
            f"{path} {why}, which no real sheet does. Copy the rows into a new workbook."
        )


def _is_text(part: ZipInfo) -> bool:
    return part.filename.endswith((".xml", ".rels"))
