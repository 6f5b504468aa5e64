"""What keys do: one alone or a chord, at once, or once what they were typed ahead of is shown."""

from typing import TYPE_CHECKING

from textual.events import Key

from tui.actions import key_of, pressed
from tui.inputs import MOVES, Typing

if TYPE_CHECKING:
    from tui.shell import Shell

_MOST_HELD = 30


class Keyboard:
    """Turns the keys of the shell into actions.

    A key pressed while a record is still being read is meant for that record: it is held, and
    does what it says there. What goes elsewhere, or back, is done at once.
    """

    def __init__(self, shell: "Shell") -> None:
        self._shell = shell
        self._chord: list[str] = []
        self._held: list[str] = []
        self._choosing = False
        self._awaiting = False

    def awaits(self) -> None:
        """Hear that a record is being read to be shown."""
        self._awaiting = not self._shell.form.display

    def shown(self) -> None:
        """Hear that it is shown: what was typed ahead is done now."""
        self._awaiting = False
        if self._held:
            self._shell.call_later(self._catch_up)

    def chosen(self) -> None:
        """Hear that what was chosen is being opened, or that it leads nowhere."""
        self._choosing = False
        if not self._awaiting:
            self.shown()

    def _catch_up(self) -> None:
        held, self._held = self._held, []
        for key in held:
            self._press(key, typing=self._typing)

    @property
    def _typing(self) -> bool:
        return self._shell.form.display or isinstance(self._shell.focused, Typing)

    def take(self, event: Key) -> None:
        """Take a key that no field took for itself."""
        shell = self._shell
        if shell.filter.has_focus and event.key in MOVES:
            event.stop()
            getattr(shell.main, MOVES[event.key])()
        elif self._press(key_of(event), typing=self._typing):
            event.stop()
            event.prevent_default()

    def _press(self, key: str, *, typing: bool) -> bool:
        """Do what a key says; return whether it says anything here."""
        self._chord.append(key)
        found, begins = pressed(self._chord, self._shell.owned(), typing=typing)
        if begins and not typing:
            return True
        chord, self._chord = self._chord, []
        goes = found is not None and found.owner is self._shell.commands
        if (self._awaiting or self._choosing) and not typing and not goes:
            self._held = [*self._held, *chord][-_MOST_HELD:]
            return True
        if found is None:
            return False
        if goes:
            self._held.clear()
        self._choosing = found.action.id == "sheet.choose"
        found.run()
        return True
