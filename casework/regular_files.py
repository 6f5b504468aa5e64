"""Files that are files: a pipe, a device or a socket is never read, for it may have no end."""

import errno
import io
import os
import stat
from pathlib import Path

_NEVER_WAITS = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK


def open_regular(path: Path) -> io.FileIO:
    """Open a file to be read; a link to a file is one.

    Raises:
        OSError: it cannot be read, or is a folder, a pipe, a device or a socket.
    """
    _refuse_other(path.stat().st_mode)
    file = io.FileIO(path, "rb", opener=lambda name, _: os.open(name, _NEVER_WAITS))
    try:
        _refuse_other(os.fstat(file.fileno()).st_mode)
    except OSError:
        file.close()
        raise
    return file


def _refuse_other(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder, not a file")
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is a pipe, a device or a socket, not a file")
