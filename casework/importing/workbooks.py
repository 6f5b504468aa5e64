"""Workbooks before they are opened: what they are, and that they do not unpack without end.

A workbook is a packed archive of XML. Nothing in it is run: macros stay where they are,
formulas are never worked out, and links to other files are not followed.
"""

import re
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from casework.errors import ImportStoppedError
from casework.importing.workbook_parts import BOOK, MANIFEST, STYLES, PartTooLargeError, parts_of

MOST_UNPACKED = 512 * 1024 * 1024
"""Bytes of a workbook once unpacked: some twenty times what 38,000 rows of orders take."""

MOST_HELD = 128 * 1024 * 1024
"""Bytes of all but the sheets, such as the table of texts: they are held while it is read."""

MOST_TIMES = 200
"""How many times its packed size a part may be; a real sheet is five to fifty times."""

NO_WORKBOOK = (
    '{path} cannot be read as a workbook. Open it in a spreadsheet, save it as "Excel workbook '
    '(.xlsx)" and import it again.'
)

_SMALL = 1024 * 1024
_SMALL_STYLES = 256 * 1024
_MOST_PARTS = 10_000
_BLOCK = 1 << 20
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s/>]")
_OVERLAP = 32
_BROKEN_ARCHIVE = (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class Opened(NamedTuple):
    """A workbook's archive, and its parts that are sheets of rows."""

    archive: ZipFile
    sheets: tuple[ZipInfo, ...]


def opened_archive(path: Path, file: BinaryIO) -> Opened:
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
    _refuse_what_is_no_workbook(path, set(archive.namelist()))
    why = _too_much(archive.infolist())
    if why is not None:
        raise _refusal(path, why)
    try:
        parts = parts_of(archive)
    except PartTooLargeError as large:
        raise _refusal(path, f"has more in {large.part} than a sheet can use") from None
    except Exception:  # noqa: BLE001  # a made-up workbook can break a reader anyhow
        raise ImportStoppedError(NO_WORKBOOK.format(path=path)) from None
    if sum(part.file_size for part in parts.held) > MOST_HELD:
        raise _refusal(path, f"holds more than {MOST_HELD // _SMALL} MB beside its rows")
    return Opened(archive, parts.sheets)


def has_formulas(path: Path, opened: Opened) -> bool:
    """Read every sheet's bytes once, and say whether any has a formula.

    Raises:
        ImportStoppedError: a sheet is damaged.
    """
    try:
        return any(_has_formula(opened.archive, part) for part in opened.sheets)
    except Exception:  # noqa: BLE001  # each way of packing fails in its own way
        raise ImportStoppedError(
            f"{path} is damaged. Get the file again and import it again."
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
    if BOOK in names or MANIFEST in names:
        return
    if "content.xml" in names:
        raise ImportStoppedError(
            f'{path} is an OpenDocument sheet. Save it as "Excel workbook (.xlsx)" or "CSV UTF-8".'
        )
    raise ImportStoppedError(
        f"{path} is an archive and no workbook. Unpack it, and import the files in it."
    )


def _too_much(parts: list[ZipInfo]) -> str | None:
    if len(parts) > _MOST_PARTS:
        return f"has {len(parts):,} parts"
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        return f"unpacks to more than {MOST_UNPACKED // _SMALL} MB"
    if any(part.file_size > max(_least(part), part.compress_size * MOST_TIMES) for part in parts):
        return f"unpacks to more than {MOST_TIMES} times its size"
    return None


def _least(part: ZipInfo) -> int:
    """Return the bytes up to which a part may be packed as small as it will."""
    return _SMALL_STYLES if part.filename == STYLES else _SMALL


def _refusal(path: Path, why: str) -> ImportStoppedError:
    return ImportStoppedError(
        f"{path} {why}, which no real sheet does. Copy the rows into a new workbook."
    )
