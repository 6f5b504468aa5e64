"""Files brought in from outside: opened, known by their digest, refused in one sentence."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from casework.errors import ImportStoppedError

LARGEST = 512 * 1024 * 1024
"""Bytes of a table; a spreadsheet of a million rows, the most there can be, is smaller."""

ZIPPED = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an old workbook begins, and one that is locked with a password."""

_BLOCK = 1 << 20
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_MARK = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Position:
    """How far a file is read: bytes, or rows of a sheet, and of how many; 0 where unknown."""

    done: int = 0
    total: int = 0


reading: ContextVar[Position | None] = ContextVar("reading", default=None)
"""Where whoever reads a file says how far it has come, for whoever wants to show it."""


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal.

    Raises:
        ImportStoppedError: the file cannot be read.
    """
    found = hashlib.sha256()
    with opened_as_it_is(path) as file:
        while block := _read(path, file, _BLOCK):
            found.update(block)
    return found.hexdigest()


def beginning_of(path: Path) -> bytes:
    """Return the first bytes of a file, enough to tell what it is.

    Raises:
        ImportStoppedError: the file cannot be read.
    """
    with opened_as_it_is(path) as file:
        return _read(path, file, len(COMPOUND))


@contextmanager
def opened_as_it_is(path: Path) -> Iterator[BinaryIO]:
    """Open a file of any kind, at its beginning.

    Raises:
        ImportStoppedError: it cannot be read.
    """
    try:
        file = path.open("rb")
    except OSError as refused:
        raise ImportStoppedError(
            f"{path} cannot be read: {refused.strerror}. Check the name and who may read it."
        ) from None
    with file:
        yield file


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file of UTF-8 text past its byte order mark.

    Raises:
        ImportStoppedError: it cannot be read, or is plainly something else.
    """
    beginning = beginning_of(path)
    _refuse_other_kinds(path, beginning)
    with io.BufferedReader(_Watched(path), _BLOCK) as file:
        file.seek(len(_MARK) if beginning.startswith(_MARK) else 0)
        yield cast("BinaryIO", file)


class _Watched(io.FileIO):
    """A file that says how far it is read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rb")
        self.position = reading.get()
        if self.position is not None:
            self.position.total = path.stat().st_size

    def readinto(self, buffer: Any) -> int | None:
        """Read, and say how far."""
        count = super().readinto(buffer)
        if self.position is not None:
            self.position.done = self.tell()
        return count


def _read(path: Path, file: BinaryIO, most: int) -> bytes:
    try:
        return file.read(most)
    except OSError as refused:
        raise ImportStoppedError(f"{path} cannot be read: {refused.strerror}.") from None


def _refuse_other_kinds(path: Path, beginning: bytes) -> None:
    if beginning.startswith((ZIPPED, COMPOUND)):
        raise ImportStoppedError(
            f'{path} is a workbook or an archive. Save the sheet as "CSV UTF-8" and import that.'
        )
    if beginning.startswith(_WIDE) or b"\0" in beginning[:4]:
        raise ImportStoppedError(f"{path} is not UTF-8 but UTF-16 or binary. Save it as UTF-8.")
