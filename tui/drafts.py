"""Drafts: what is typed is kept within a second, for a dropped line ends the program at once."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from textual.timer import Timer

from casework.services.keep_draft import drop_draft, keep_draft

if TYPE_CHECKING:
    from tui.shell import Shell

_IDLE = 0.3
"""Seconds without a key after which what is typed is kept."""

_AT_MOST = 0.6
"""Seconds after which it is kept though typing goes on."""

_AGAIN = 5.0
"""Seconds after which what could not be kept is tried again."""

_LONG = 1.0
"""Seconds after which it is said that what is typed is not kept yet."""

_BUSY = "The case database is busy; it is kept as soon as it can be."


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
        self._unkept: dict[str, _Words] = {}
        self.dropped = 0
        """Counts drafts being forgotten, and forgotten: what was read meanwhile is out of date."""
        self._waiting: Timer | None = None
        self._latest: Timer | None = None
        self._again: Timer | None = None

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
        words = self._writing.get(about) or self._unkept.get(about)
        return None if words is None else words.typed

    def keep_now(self) -> None:
        """Keep what is typed and not kept yet, at once."""
        self._stop()
        words, self._typed = self._typed, None
        waiting, self._unkept = self._unkept, {}
        if words is not None:
            waiting[words.about] = words
        for unkept in waiting.values():
            self._keep(unkept)

    def _keep(self, words: _Words) -> None:
        self._writing[words.about] = words
        waiting = self._shell.set_timer(
            _LONG, lambda: self._shell.form.not_kept(words.about, _BUSY)
        )

        def kept(count: int) -> None:
            waiting.stop()
            self._written(words)
            self._count(count)
            self._shell.form.kept(words.about)

        def failed(error: Exception) -> None:
            waiting.stop()
            why = self._shell.in_words(error)
            self._shell.form.not_kept(words.about, why)
            if self._writing.get(words.about) is words:  # nothing newer was typed, or thrown away
                self._unkept[words.about] = words
                if self._shell.form.about != words.about:
                    self._shell.say(f"Not saved as a draft yet: “{words.title}”. {why}")
                if self._again is None:
                    self._again = self._shell.set_timer(_AGAIN, self.keep_now)
            self._written(words)

        self._shell.write(
            lambda desk: desk.run(keep_draft, words.about, words.title, words.typed), kept, failed
        )

    def drop(self, about: str, then: Callable[[], object] = lambda: None) -> None:
        """Forget a draft: it was recorded, or thrown away; *then* is called once it is gone."""
        if self._typed is not None and self._typed.about == about:
            self._stop()
            self._typed = None
        self._writing.pop(about, None)
        self._unkept.pop(about, None)
        self.dropped += 1

        def dropped(count: int) -> None:
            self.dropped += 1
            self._count(count)
            then()

        self._shell.write(lambda desk: desk.run(drop_draft, about), dropped)

    def _written(self, words: _Words) -> None:
        if self._writing.get(words.about) is words:
            del self._writing[words.about]

    def _stop(self) -> None:
        for timer in (self._waiting, self._latest, self._again):
            if timer is not None:
                timer.stop()
        self._waiting = self._latest = self._again = None

    def _count(self, count: int) -> None:
        if count != self._shell.drafts_kept:
            self._shell.drafts_kept = count
            self._shell.head()
