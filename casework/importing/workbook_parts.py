"""The parts of a workbook by what its reader makes of them, wherever they stand.

A sheet is what the workbook's relationships say is one, and nothing else says; every other
part is held while the rows are read, and some are taken apart element by element.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple
from zipfile import ZipFile, ZipInfo

from defusedxml.ElementTree import fromstring
from openpyxl.packaging.manifest import Manifest
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.xml.constants import XLSM, XLSX, XLTM, XLTX

MOST_TAKEN_APART = 2 * 1024 * 1024
"""Bytes of a part that is taken apart, such as styles: a real one has tens of kB."""

MOST_LINKS = 16 * 1024 * 1024
"""Bytes of the links of a sheet, of which there can be one a cell."""

MOST_ELEMENTS = 70_000
"""Elements of such a part: a sheet has at most 64,000 styles, and 65,530 links."""

STYLES = "xl/styles.xml"
MANIFEST = "[Content_Types].xml"
BOOK = "xl/workbook.xml"
_BLOCK = 1 << 20
_ELEMENT = re.compile(rb"<[^/!?]")
_PROPERTIES = ("docProps/core.xml", "docProps/custom.xml")


class PartTooLargeError(Exception):
    """A part that is taken apart has more than any real one; `part` is its name."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class Parts(NamedTuple):
    """The parts of an archive: the sheets of rows, and all that is held beside them."""

    sheets: tuple[ZipInfo, ...]
    held: tuple[ZipInfo, ...]


def parts_of(archive: ZipFile) -> Parts:
    """Tell the sheets of a workbook from its other parts, by its relationships.

    A part that is said to be anything else too counts as held.

    Raises:
        PartTooLargeError: a part that is taken apart has more than any real one.
        Exception: it is no workbook that its reader could read.
    """
    by_name = {part.filename: part for part in archive.infolist()}
    _refuse_large(archive, by_name, (MANIFEST, STYLES, *_PROPERTIES))
    manifest: Any = Manifest.from_tree(fromstring(archive.read(MANIFEST)))
    book = next((each for kind in (XLTM, XLTX, XLSM, XLSX) if (each := manifest.find(kind))), None)
    at = BOOK if book is None else book.PartName[1:]
    links = _links_of(at)
    _refuse_large(archive, by_name, (at, links))
    sheets, others = set[str](), {at, links}
    for each in get_dependents(archive, links):
        (sheets if each.Type.endswith("/worksheet") else others).add(each.target)
    others |= {
        each.PartName[1:]
        for each in manifest.Override
        if not each.ContentType.endswith("worksheet+xml")
    }
    _refuse_large(archive, by_name, [_links_of(each) for each in sheets])
    sheets -= {*others, MANIFEST, STYLES, *_PROPERTIES}
    return Parts(
        sheets=tuple(part for name, part in by_name.items() if name in sheets),
        held=tuple(part for part in archive.infolist() if part.filename not in sheets),
    )


def _refuse_large(archive: ZipFile, parts: dict[str, ZipInfo], names: Iterable[str]) -> None:
    for part in (parts[name] for name in names if name in parts):
        most = MOST_LINKS if part.filename.startswith("xl/worksheets/_rels/") else MOST_TAKEN_APART
        if part.file_size > most or _elements(archive, part) > MOST_ELEMENTS:
            raise PartTooLargeError(part.filename)


def _links_of(part: str) -> str:
    links: str = get_rels_path(part)  # type: ignore[no-untyped-call]  # openpyxl's is not typed
    return links


def _elements(archive: ZipFile, part: ZipInfo) -> int:
    count, kept = 0, b""
    with archive.open(part) as file:
        while block := file.read(_BLOCK):
            count += len(_ELEMENT.findall(kept + block))
            kept = b"<" if block.endswith(b"<") else b""
    return count
