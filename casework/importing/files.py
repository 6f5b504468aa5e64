"""Files brought in from outside: opened, known by their digest, refused in one sentence."""

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from casework.errors import ImportStoppedError
from casework.regular_files import open_regular

LARGEST = 512 * 1024 * 1024
"""Bytes of a file; a spreadsheet of a million rows, the most there can be, is smaller."""

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


class Mark(NamedTuple):
    """Which file stands at a path, and when it last changed: another mark, another content."""

    device: int
    inode: int
    size: int
    written: int
    changed: int


def mark_of(path: Path) -> Mark | None:
    """Return the mark of the file that stands at a path now; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Mark(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


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
    with io.BufferedReader(_open(path)) as file:
        yield cast("BinaryIO", file)


def _open(path: Path) -> io.FileIO:
    try:
        return open_regular(path)
    except OSError as refused:
        raise ImportStoppedError(
            f"{path} cannot be read: {refused.strerror}. Check the name and who may read it."
        ) from None


def refuse_too_large(path: Path, file: BinaryIO) -> None:
    """Refuse a file of more bytes than are taken.

    Raises:
        ImportStoppedError: it has more.
    """
    size = os.fstat(file.fileno()).st_size
    if size > LARGEST:
        raise ImportStoppedError(
            f"{path} has {size // _BLOCK:,} MB; a file of at most {LARGEST // _BLOCK} MB is taken. "
            "Split it."
        )


def is_blank(path: Path) -> bool:
    """Whether a file has no byte, or only a byte order mark and spaces.

    Raises:
        ImportStoppedError: the file cannot be read.
    """
    with opened_as_it_is(path) as file:
        block = _read(path, file, _BLOCK).removeprefix(_MARK)
        while block and not block.strip():
            block = _read(path, file, _BLOCK)
    return not block


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file of UTF-8 text past its byte order mark.

    Raises:
        ImportStoppedError: it cannot be read, or is plainly something else.
    """
    beginning = beginning_of(path)
    _refuse_other_kinds(path, beginning)
    with io.BufferedReader(_Watched(_open(path)), _BLOCK) as file:
        file.seek(len(_MARK) if beginning.startswith(_MARK) else 0)
        yield cast("BinaryIO", file)


class _Watched(io.RawIOBase):
    """A file that says how far it is read."""

    def __init__(self, file: io.FileIO) -> None:
        self.file = file
        self.position = reading.get()
        if self.position is not None:
            self.position.total = os.fstat(file.fileno()).st_size

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that it can be read again."""
        return True

    def fileno(self) -> int:
        """Return the number the system knows it by."""
        return self.file.fileno()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place in it."""
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        """Return how far it is read."""
        return self.file.tell()

    def close(self) -> None:
        """Close it."""
        self.file.close()
        super().close()

    def readinto(self, buffer: Any) -> int | None:
        """Read, and say how far."""
        count = self.file.readinto(buffer)
        if self.position is not None:
            self.position.done = self.file.tell()
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
