"""Drafts: what is typed is kept within a second, for a dropped line ends the program at once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from textual.timer import Timer

from casework.services.keep_draft import drop_draft, keep_draft

if TYPE_CHECKING:
    from tui.shell import Shell

_IDLE = 0.3
"""Seconds without a key after which what is typed is kept."""

_AT_MOST = 0.6
"""Seconds after which it is kept though typing goes on."""


class _Words(NamedTuple):
    about: str
    title: str
    typed: dict[str, str]


class DraftKeeper:
    """Keeps the draft being typed, on the writer's thread; knows what is not kept yet.

    Two sessions of one officer at one form: who types last is kept.
    """

    def __init__(self, shell: "Shell") -> None:
        self._shell = shell
        self._typed: _Words | None = None
        self._writing: dict[str, _Words] = {}
        self._waiting: Timer | None = None
        self._latest: Timer | None = None

    def typed(self, about: str, title: str, contents: Mapping[str, str]) -> None:
        """Take note of what is typed; it is kept shortly."""
        if self._typed is not None and self._typed.about != about:
            self.keep_now()
        self._typed = _Words(about, title, dict(contents))
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self._shell.set_timer(_IDLE, self.keep_now)
        if self._latest is None:
            self._latest = self._shell.set_timer(_AT_MOST, self.keep_now)

    def unsaved(self, about: str) -> dict[str, str] | None:
        """Return what is typed of a form and not kept yet; None where all of it is."""
        if self._typed is not None and self._typed.about == about:
            return self._typed.typed
        writing = self._writing.get(about)
        return None if writing is None else writing.typed

    def keep_now(self) -> None:
        """Keep what is typed and not kept yet, at once."""
        self._stop()
        words, self._typed = self._typed, None
        if words is None:
            return
        self._writing[words.about] = words

        def kept(count: int) -> None:
            self._written(words)
            self._count(count)
            self._shell.form.kept(words.about)

        def failed(error: Exception) -> None:
            self._written(words)
            self._shell.form.not_kept(words.about, self._shell.in_words(error))
            if self._typed is None and self._shell.form.about == words.about:
                self._typed = words  # kept with the next key, or on leaving

        self._shell.write(
            lambda desk: desk.run(keep_draft, words.about, words.title, words.typed), kept, failed
        )

    def drop(self, about: str) -> None:
        """Forget a draft: it was recorded, or thrown away."""
        if self._typed is not None and self._typed.about == about:
            self._stop()
            self._typed = None
        self._writing.pop(about, None)
        self._shell.write(lambda desk: desk.run(drop_draft, about), self._count)

    def _written(self, words: _Words) -> None:
        if self._writing.get(words.about) is words:
            del self._writing[words.about]

    def _stop(self) -> None:
        for timer in (self._waiting, self._latest):
            if timer is not None:
                timer.stop()
        self._waiting = self._latest = None

    def _count(self, count: int) -> None:
        if count != self._shell.drafts_kept:
            self._shell.drafts_kept = count
            self._shell.head()
