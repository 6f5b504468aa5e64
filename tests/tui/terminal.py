"""A real terminal for the screens: tmux where there is one, else Python's own and pyte.

Both run `python -m tui` as a program of its own and press real keys. Keys have tmux's names:
"Enter", "Escape", "C-p", "F9", "PageDown", or what they print.
"""

import fcntl
import os
import pty
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pyte

from casework.settings import Settings

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0
"""Seconds until what is waited for is missed: far above what it takes, for busy machines."""

_LOOK = 0.02
_SENT = {
    "Enter": "\r",
    "Escape": "\x1b",
    "Tab": "\t",
    "BTab": "\x1b[Z",
    "BSpace": "\x7f",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Home": "\x1b[H",
    "End": "\x1b[F",
    "PageDown": "\x1b[6~",
    "PageUp": "\x1b[5~",
    "F1": "\x1bOP",
    "F4": "\x1bOS",
    "F8": "\x1b[19~",
    "F9": "\x1b[20~",
    "Space": " ",
}
# Makes the terminal on its standard input the one whose hanging up ends it, and becomes a program.
_SEATED = (
    "import fcntl, os, sys, termios;"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)


def environment(settings: Settings, folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a program at the desk the settings name; its log is in *folder*."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("CASEWORK_")}
    return {
        **own,
        "CASEWORK_DATA_DIR": str(settings.data_dir),
        "CASEWORK_KEY_FILE": str(settings.key_file),
        "CASEWORK_DATABASE_URL": settings.database_url or "",
        "CASEWORK_OFFICER": settings.officer,
        "XDG_STATE_HOME": str(folder / "state"),
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        **more,
    }


class Terminal(ABC):
    """A terminal with a program in it, as an officer uses it."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys, one after another, as fast as they go."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Type a text."""

    @abstractmethod
    def screen(self) -> str:
        """Return what is on the screen, one line a row."""

    @property
    @abstractmethod
    def process(self) -> int:
        """The number of the program."""

    @abstractmethod
    def hang_up(self) -> None:
        """Drop the line: the terminal is gone, and what ran in it is told so."""

    @abstractmethod
    def close(self) -> None:
        """Be done with it, whatever still runs in it."""

    def wait_for(self, *words: str, without: str = "") -> str:
        """Wait until all words are on the screen, and some are not; return it."""
        return self.wait_until(
            lambda shown: (
                all(word in shown for word in words) and not (without and without in shown)
            ),
            f"{words!r} (without {without!r})",
        )

    def wait_until(self, comes: Callable[[str], bool], what: str = "what was waited for") -> str:
        """Wait until the screen is as wanted, and return it.

        Raises:
            AssertionError: it does not come.
        """
        shown = ""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            shown = self.screen()
            if comes(shown):
                return shown
            time.sleep(_LOOK)
        raise AssertionError(f"never came: {what}\n{shown}")

    def kill(self) -> None:
        """Kill the program at once, as when the machine dies."""
        os.kill(self.process, signal.SIGKILL)

    def wait_until_ended(self) -> None:
        """Wait until the program has ended.

        Raises:
            AssertionError: it does not end.
        """
        end = time.monotonic() + PATIENCE
        while _runs(self.process):
            assert time.monotonic() < end, f"it still runs:\n{self.screen()}"
            time.sleep(_LOOK)


def _runs(process: int) -> bool:
    with suppress(OSError):
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        return state.split()[0] not in {"Z", "X"}
    return False


class TmuxTerminal(Terminal):
    """A session of tmux, on a server of its own."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], size: tuple[int, int]
    ) -> None:
        self._folder = tempfile.mkdtemp(prefix="casework-")
        self._env = dict(env)
        options = "set -g status off ; set -g remain-on-exit on ; set -sg escape-time 10"
        self._tmux(*options.split(), ";", *self._session(command, size))
        self._process = int(self._tmux("display", "-p", "#{pane_pid}"))

    @staticmethod
    def _session(command: Sequence[str], size: tuple[int, int]) -> list[str]:
        width, height = map(str, size)
        return ["new-session", "-d", "-x", width, "-y", height, "-c", str(ROOT), *command]

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(  # noqa: S603  # our own words
            [str(shutil.which("tmux")), "-S", f"{self._folder}/tmux", "-f", os.devnull, *arguments],
            capture_output=True,
            text=True,
            check=True,
            env=self._env,
        )
        return done.stdout

    @property
    def process(self) -> int:
        return self._process

    def press(self, *keys: str) -> None:
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        self._tmux("send-keys", "-l", text)

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p")

    def hang_up(self) -> None:
        self._tmux("kill-session")

    def close(self) -> None:
        with suppress(subprocess.CalledProcessError):
            self._tmux("kill-server")
        shutil.rmtree(self._folder)


class PtyTerminal(Terminal):
    """A terminal of Python's own, read by pyte; it keeps what it was sent, and when."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], size: tuple[int, int]
    ) -> None:
        width, height = size
        self._shown = pyte.Screen(width, height)
        self._reads = pyte.ByteStream(self._shown)
        self._lock = threading.Lock()
        self.sent: list[bytes] = []
        self.when: list[float] = []
        self._read_so_far = 0
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self._program = subprocess.Popen(  # noqa: S603  # our own interpreter and program
            [sys.executable, "-S", "-c", _SEATED, *command],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env=dict(env),
            cwd=ROOT,
        )
        os.close(theirs)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with suppress(OSError):
            while part := os.read(self._ours, 65_536):
                with self._lock:
                    self.when.append(time.perf_counter())
                    self.sent.append(part)

    @property
    def process(self) -> int:
        return self._program.pid

    def press(self, *keys: str) -> None:
        for key in keys:
            sent = chr(ord(key[2]) & 31) if key.startswith("C-") else _SENT.get(key, key)
            os.write(self._ours, sent.encode())

    def type(self, text: str) -> None:
        self.press(*text)

    def screen(self) -> str:
        with self._lock:
            new = self.sent[self._read_so_far :]
            self._read_so_far += len(new)
        for part in new:
            self._reads.feed(part)
        return "\n".join(line.rstrip() for line in self._shown.display)

    def hang_up(self) -> None:
        os.close(self._ours)

    def close(self) -> None:
        self._program.kill()
        self._program.wait()
        with suppress(OSError):
            os.close(self._ours)
        self._reader.join(PATIENCE)


@contextmanager
def terminal(
    settings: Settings,
    folder: Path,
    *,
    size: tuple[int, int] = (80, 24),
    kind: type[TmuxTerminal | PtyTerminal] | None = None,
    program: Sequence[str] = ("-m", "tui"),
    **more: str,
) -> Iterator[Terminal]:
    """Open a terminal with the screens in it; *kind* None is tmux where there is one."""
    chosen = kind or (TmuxTerminal if shutil.which("tmux") else PtyTerminal)
    opened = chosen([sys.executable, *program], environment(settings, folder, **more), size)
    try:
        yield opened
    finally:
        opened.close()
