"""Whether the process that holds a lease is still alive, as far as this host can tell."""

import os
import socket
from pathlib import Path


def host() -> str:
    """Return this host's name."""
    return socket.gethostname()


def this_process() -> str:
    """Return this process's id and start, so that a later process with its id is not it."""
    return _named(os.getpid())


def is_alive(process: str) -> bool:
    """Whether *process*, as `this_process` named it on this host, still runs."""
    number = int(process.partition(":")[0])
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _named(number) == process


def _named(number: int) -> str:
    return f"{number}:{_started(number)}"


def _started(number: int) -> str:
    """Return when a process started, in ticks since boot; empty where the system won't say."""
    try:
        written = Path(f"/proc/{number}/stat").read_text(encoding="utf-8")
    except OSError:
        return ""
    return written.rpartition(")")[2].split()[19]
