"""What happens when the program itself is wrong: a reference for the officer, and no data.

A trace names values, and values are case data. The log keeps the kind of the error and the
lines it passed through; the officer reads the reference to whoever mends it.
"""

import os
import sys
import traceback
from datetime import UTC
from pathlib import Path, PurePath
from uuid import uuid4

from casework import clock
from casework.errors import CaseworkError

_UNREACHABLE = frozenset({"OperationalError", "InterfaceError"})
"""Errors of a database, by name, that say it is not there, or that others are at work on it."""


def is_unreachable(error: BaseException) -> bool:
    """Whether an error says that the database cannot be reached."""
    return type(error).__name__ in _UNREACHABLE


def in_words(error: BaseException, log: Path) -> str:
    """Word what went wrong for the officer; what is no refusal is kept under a reference."""
    if isinstance(error, CaseworkError):
        return str(error)
    reference = keep(error, log)
    if is_unreachable(error):
        return f"The case database does not answer (reference {reference}). Ctrl+R tries again."
    return (
        f"Something went wrong here (reference {reference}). Nothing recorded is lost. "
        "Ctrl+R tries again; give the reference to whoever looks after casework."
    )


def keep(error: BaseException, log: Path) -> str:
    """Keep an error in the log without its message, and return the reference it is under."""
    reference = uuid4().hex[:8]
    places = [
        f"{PurePath(frame.filename).parent.name}/{PurePath(frame.filename).name}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    at = clock.now().astimezone(UTC).isoformat(timespec="seconds")
    line = f"{at} {reference} {type(error).__name__} {' < '.join(reversed(places))}\n"
    try:
        log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as kept:
            kept.write(line)
    except OSError:
        print(line, end="", file=sys.stderr)  # noqa: T201  # a log that cannot be written to
    return reference
