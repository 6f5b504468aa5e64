"""The data key: made at random, kept in a file of its own, written down once.

The key file and the recovery key are the same text: the key in base32, in groups of
four, closed by a checksum that catches a mistyped letter.
"""

import base64
import hashlib
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from casework.errors import KeyMissingError, KeyRefusedError

KEY_BYTES = 32
_CHECKSUM_BYTES = 3
_LETTERS = (KEY_BYTES + _CHECKSUM_BYTES) * 8 // 5
_GROUP = 4
_MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B", "-": "", " ": "", "\n": ""})
"""Base32 has no 0, 1 or 8: who reads one on paper saw the letter that looks like it."""


def new_key() -> bytes:
    """Return a new data key from the operating system's random source."""
    return secrets.token_bytes(KEY_BYTES)


def recovery_key(key: bytes) -> str:
    """Return *key* as 14 groups of four letters and digits, to be written down."""
    text = base64.b32encode(key + _checksum(key)).decode("ascii")
    return "-".join(text[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))


def write_key(key_file: Path, key: bytes) -> None:
    """Write *key* to a new file that only its owner can read, and see it on the disk.

    Raises:
        KeyRefusedError: the file exists already, or its folder cannot be written.
    """
    try:
        key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(key_file, f"{recovery_key(key)}\n".encode("ascii"))
    except OSError as refused:
        if key_file.exists():
            raise KeyRefusedError(
                f"There is a key file {key_file} already; move it to a safe place first if"
                " another key is to take its place."
            ) from None
        raise KeyRefusedError(
            f"The key file {key_file} cannot be written: {refused.strerror}."
        ) from refused


def read_key(key_file: Path) -> bytes:
    """Return the data key.

    Raises:
        KeyMissingError: there is no such file.
        KeyRefusedError: others can read the file, or it does not hold a key.
    """
    text = _read_private(key_file)
    try:
        return _decode(text)
    except KeyRefusedError:
        raise KeyRefusedError(
            f"The key file {key_file} does not hold a whole key; move it away and run"
            " `casework restore-key` with the recovery key."
        ) from None


def restore(key_file: Path, typed: str) -> None:
    """Write the key file again from a recovery key typed in by a person.

    Small letters, spaces and missing hyphens are no matter.

    Raises:
        KeyRefusedError: the recovery key is mistyped, or there is a key file already.
    """
    write_key(key_file, _decode(typed))


def _decode(typed: str) -> bytes:
    text = "".join(typed.upper().split()).translate(_MISREAD)
    if len(text) != _LETTERS:
        raise KeyRefusedError(
            f"A recovery key has {_LETTERS} letters and digits and this one has"
            f" {len(text)}; compare it with the paper it was written on."
        )
    try:
        whole = base64.b32decode(text)
    except ValueError:
        whole = b""
    key, checksum = whole[:KEY_BYTES], whole[KEY_BYTES:]
    if not secrets.compare_digest(checksum, _checksum(key)):
        raise KeyRefusedError(
            "The recovery key is mistyped: a letter is wrong, or two are exchanged;"
            " compare it with the paper it was written on."
        )
    return key


def _checksum(key: bytes) -> bytes:
    return hashlib.sha256(b"casework data key 1" + key).digest()[:_CHECKSUM_BYTES]


def _write_once(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), 0o600)  # whatever the umask
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _sync_folder(path.parent)
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_private(key_file: Path) -> str:
    try:
        with key_file.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            content = file.read(1024)
    except FileNotFoundError:
        raise KeyMissingError(
            f"There is no key file {key_file}; run `casework init` for a new database, or"
            " `casework restore-key` with the recovery key of an old one."
        ) from None
    except OSError as refused:
        raise KeyRefusedError(
            f"The key file {key_file} cannot be read: {refused.strerror}."
        ) from refused
    if mode & 0o077:
        raise KeyRefusedError(
            f"Others on this machine can read the key file {key_file}; run"
            f" `chmod 600 {key_file}` and ask yourself who may have copied it."
        )
    return content.decode("ascii", errors="replace")
