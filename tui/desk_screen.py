"""A screen at a desk: it reads and writes through the gate, never on its own thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen
from textual.timer import Timer

from casework.desk import Desk
from casework.office import Office
from casework.permissions import PERMITTED, Action
from casework.views.desks import SignedIn
from rules.book import Rulebook
from tui import crash

if TYPE_CHECKING:
    from tui.app import CaseworkApp

T = TypeVar("T")

_LONG = 0.5
"""Seconds after which it is said that what was asked for is still being read."""

_READING = "Being read: the case database is busy. What you see is what was here before."


class DeskScreen(Screen[None]):
    """Reads on one database thread and writes on the other, as the officer who signed in."""

    app: "CaseworkApp"

    def __init__(self, office: Office, signed_in: SignedIn) -> None:
        super().__init__()
        self.office = office
        self.signed_in = signed_in
        self.desk = office.desk("tui", login=signed_in.officer.login)
        self.offline = False
        self.unwritten = 0
        self._book: Rulebook | None = None
        self._slow: Timer | None = None

    def may(self, right: Action) -> bool:
        """Whether a role of the officer permits something; the gate decides it anew each time."""
        return any(right in PERMITTED[role] for role in self.signed_in.officer.roles)

    def rulebook(self) -> Rulebook:
        """Return the rulebook. Made once; call it on the reader's thread."""
        if self._book is None:
            self._book = self.office.rulebook()
        return self._book

    def read(
        self,
        lane: str,
        look: Callable[[Desk], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Read at the desk on the reader's thread; the newest of a lane alone is answered.

        What goes wrong in the lane "main" is said in the sheet, of others in the hint, unless
        *failed* takes it.
        """
        refused = failed or (self.nothing_to_show if lane == "main" else self.failed)
        if lane != "main":
            self.app.threads.read(lane, lambda: look(self.desk), self._answering(then), refused)
            return
        self.awaited()
        self._slow = self.set_timer(_LONG, lambda: self.say(_READING))

        def answered(answer: T) -> None:
            self.awaited()
            then(answer)

        def failing(error: Exception) -> None:
            self.awaited()
            refused(error)

        self.app.threads.read(lane, lambda: look(self.desk), self._answering(answered), failing)

    def awaited(self) -> None:
        """Hear that what the sheet is to show has come, or is wanted no more."""
        if self._slow is not None:
            self._slow.stop()
            self._slow = None
        self.unsay(_READING)

    def write(
        self,
        use: Callable[[Desk], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Write at the desk on the writer's thread, after every write before it."""
        otherwise = failed or self.failed

        def unwritten(error: Exception) -> None:
            self.unwritten += 1
            otherwise(error)

        self.app.threads.write(lambda: use(self.desk), self._answering(then), unwritten)

    def _answering(self, then: Callable[[T], None]) -> Callable[[T], None]:
        def answered(answer: T) -> None:
            if self.offline:
                self.offline = False
                self.head()
            then(answer)

        return answered

    def in_words(self, error: Exception) -> str:
        """Word what went wrong; what is no refusal is kept in the log under a reference."""
        self.offline = crash.is_unreachable(error)
        self.head()
        return crash.in_words(error, self.app.log_file)

    def head(self) -> None:
        """Say in the header who is at the desk, and how things stand."""
        raise NotImplementedError

    def say(self, words: str) -> None:
        """Say something in a line of its own, until something else is said."""
        raise NotImplementedError

    def unsay(self, words: str) -> None:
        """Say it no more, where it is still said."""
        raise NotImplementedError

    def failed(self, error: Exception) -> None:
        """Say what went wrong."""
        raise NotImplementedError

    def nothing_to_show(self, error: Exception) -> None:
        """Say why there is nothing to show."""
        raise NotImplementedError
