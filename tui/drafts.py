"""Drafts: what is typed is kept within a second, for a dropped line ends the program at once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.timer import Timer

from casework.services.keep_draft import drop_draft, keep_draft

if TYPE_CHECKING:
    from tui.shell import Shell

_IDLE = 0.3
"""Seconds without a key after which what is typed is kept."""

_AT_MOST = 0.6
"""Seconds after which it is kept though typing goes on."""


class DraftKeeper:
    """Keeps the draft being typed, on the writer's thread; knows what is not kept yet."""

    def __init__(self, shell: "Shell") -> None:
        self._shell = shell
        self._about = self._title = ""
        self._typed: dict[str, str] = {}
        self._waiting: Timer | None = None
        self._latest: Timer | None = None
        self.kept_at = ""

    def typed(self, about: str, title: str, contents: Mapping[str, str]) -> None:
        """Take note of what is typed; it is kept shortly."""
        self._about, self._title, self._typed = about, title, dict(contents)
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self._shell.set_timer(_IDLE, self.keep_now)
        if self._latest is None:
            self._latest = self._shell.set_timer(_AT_MOST, self.keep_now)

    def keep_now(self) -> None:
        """Keep what is typed and not kept yet, at once."""
        for timer in (self._waiting, self._latest):
            if timer is not None:
                timer.stop()
        self._waiting = self._latest = None
        if not self._about:
            return
        about, title, typed = self._about, self._title, self._typed
        self._about = ""
        self._shell.write(lambda desk: desk.run(keep_draft, about, title, typed), self._kept)

    def drop(self, about: str) -> None:
        """Forget a draft: it was recorded, or thrown away."""
        if self._about == about:
            self._about = ""
        self._shell.write(lambda desk: desk.run(drop_draft, about), self._kept)

    def _kept(self, count: int) -> None:
        if count != self._shell.drafts_kept:
            self._shell.drafts_kept = count
            self._shell.head()
        self._shell.form.kept()
