"""What must be in force before a database is trusted, and the refusals if it is not."""

import stat
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from casework.errors import StoreRefusedError

DRIVER: Any = import_module("sqlcipher3.dbapi2")
"""The embedded database's driver, which ships no types."""

OLDEST_SQLITE = (3, 51, 3)
"""The first release whose log cannot be corrupted by several processes."""

OLDEST_POSTGRESQL = (15,)

_PLAIN_HEADER = b"SQLite format 3\x00"
_GUARDS = (
    ("journal_mode", "wal", "the write-ahead log"),
    ("synchronous", 2, "full synchronisation with the disk"),
    ("foreign_keys", 1, "the check of links between records"),
    ("trusted_schema", 0, "the distrust of code stored in the file"),
)


class RawConnection(Protocol):
    """What is asked of the embedded database's driver."""

    def execute(self, statement: str, /) -> Any:
        """Run one statement and return its cursor."""

    def close(self) -> None:
        """Close the connection."""


def refuse_unsafe_file(path: Path) -> None:
    """Refuse a database file that is missing, empty, plain text or open to others.

    Raises:
        StoreRefusedError: the sentence says what to do.
    """
    header = _header(path)
    if not header:
        raise StoreRefusedError(
            f"The database {path} is empty; restore the last verified backup, or move the"
            " file away and run `casework init` if nothing was ever in it."
        )
    if header == _PLAIN_HEADER:
        raise StoreRefusedError(
            f"The database {path} is not encrypted, so it is not one of ours; move it away."
        )
    refuse_open_to_others(path)


def refuse_open_to_others(path: Path) -> None:
    """Refuse a file that anyone but its owner can read or write.

    Raises:
        StoreRefusedError: its mode is looser than 0600.
    """
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise StoreRefusedError(
            f"Others on this machine can read or write {path}; run `chmod 600 {path}`."
        )


def refuse_unsafe_connection(raw: RawConnection) -> None:
    """Refuse a connection to the embedded database on which a guard is not in force.

    Raises:
        StoreRefusedError: the sentence names the guard.
    """
    require_sqlite(DRIVER.sqlite_version_info)
    require_cipher(raw)
    for pragma, expected, guard in _GUARDS:
        found = raw.execute(f"PRAGMA {pragma}").fetchone()
        if found != (expected,):
            raise StoreRefusedError(
                f"The database would be opened without {guard} ({pragma} is {found[0]} and"
                f" not {expected}); restore the last verified backup, or ask whoever"
                " maintains this installation."
            )


def require_cipher(raw: RawConnection) -> None:
    """Refuse a driver that cannot encrypt: it would take the key and ignore it.

    Raises:
        StoreRefusedError: no cipher is active.
    """
    if not raw.execute("PRAGMA cipher_version").fetchone():
        raise StoreRefusedError(
            "The database driver cannot encrypt; install casework again, with the package"
            " sqlcipher3 it asks for."
        )


def require_sqlite(version: tuple[int, ...]) -> None:
    """Refuse a release of SQLite that can corrupt the case file.

    Raises:
        StoreRefusedError: *version* is too old.
    """
    if version < OLDEST_SQLITE:
        raise StoreRefusedError(
            f"The database driver brings SQLite {_dotted(version)}, which can corrupt a"
            f" database that several programs use; {_dotted(OLDEST_SQLITE)} or newer is"
            " needed: install casework again, with the package sqlcipher3 it asks for."
        )


def require_postgresql(version: tuple[int, ...]) -> None:
    """Refuse a server older than the oldest that is tested.

    Raises:
        StoreRefusedError: *version* is too old.
    """
    if version < OLDEST_POSTGRESQL:
        raise StoreRefusedError(
            f"The database server is PostgreSQL {_dotted(version)};"
            f" {_dotted(OLDEST_POSTGRESQL)} or newer is needed."
        )


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN_HEADER))
    except FileNotFoundError:
        raise StoreRefusedError(
            f"There is no database {path}; run `casework init` to make one, or set"
            " CASEWORK_DATA_DIR to the folder that holds it."
        ) from None
    except OSError as refused:
        raise StoreRefusedError(
            f"The database {path} cannot be read: {refused.strerror}."
        ) from refused


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
