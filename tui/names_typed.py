"""Who is meant by what is typed into a field for a person: looked up while typing goes on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from casework.services.name_person import name_person

if TYPE_CHECKING:
    from tui.shell import Shell


class NamesTyped:
    """Knows who is known by each number typed, as far as it was looked up."""

    def __init__(self, shell: "Shell", changed: Callable[[], object]) -> None:
        self._shell = shell
        self._changed = changed
        self._words: dict[str, str] = {}

    def of(self, typed: str) -> str:
        """Return who is known by what is typed, or why nobody is; "…" until that is known."""
        if typed not in self._words:
            self._words[typed] = "…"
            self._shell.read(
                f"name {typed}",
                lambda desk: desk.run(name_person, typed),
                lambda found: self._known(typed, f"→ {found.person} {found.name}"),
                lambda error: self._known(typed, f"! {self._shell.in_words(error)}"),
            )
        return self._words[typed]

    def forget(self) -> None:
        """Hold no name any more."""
        self._words.clear()

    def _known(self, typed: str, words: str) -> None:
        self._words[typed] = words
        self._changed()
