"""Files brought in from outside: opened, known by their digest, refused in one sentence."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from casework.errors import ImportStoppedError

_BLOCK = 1 << 20
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_ZIPPED = b"PK\x03\x04"
_MARK = b"\xef\xbb\xbf"


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal.

    Raises:
        ImportStoppedError: the file cannot be read.
    """
    found = hashlib.sha256()
    with opened(path) as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file of UTF-8 text past its byte order mark.

    Raises:
        ImportStoppedError: it cannot be read, or is plainly something else.
    """
    try:
        file = path.open("rb")
    except OSError as refused:
        raise ImportStoppedError(
            f"{path} cannot be read: {refused.strerror}. Check the name and who may read it."
        ) from None
    with file:
        try:
            beginning = file.read(4)
        except OSError as refused:
            raise ImportStoppedError(f"{path} cannot be read: {refused.strerror}.") from None
        _refuse_other_kinds(path, beginning)
        file.seek(len(_MARK) if beginning.startswith(_MARK) else 0)
        yield file


def _refuse_other_kinds(path: Path, beginning: bytes) -> None:
    if beginning.startswith(_ZIPPED):
        raise ImportStoppedError(
            f'{path} is a workbook or an archive. Save the sheet as "CSV UTF-8" and import that.'
        )
    if beginning.startswith(_WIDE) or b"\0" in beginning:
        raise ImportStoppedError(f"{path} is not UTF-8 but UTF-16 or binary. Save it as UTF-8.")
