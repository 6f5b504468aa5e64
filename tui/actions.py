"""What can be done at the screens: one entry behind keys, footer, palette, help and docs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from textual.events import Key

CHORD = " "
"""Between the keys of a chord: "g c" is g, then c."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that can be done.

    `id` is where and what, as in "flag.decide": the view or the shell of that name has a
    method `do_decide`, and may refuse it for now in `can`. `keys` are as printed ("?", "G",
    "g c") or as named ("enter", "ctrl+p"); the first is shown. `footer` says where it
    stands in the footer, 0 not at all. `danger` is for what takes something away: it is
    confirmed in full first. `in_text` keys work while typing too.
    """

    id: str
    label: str
    help: str
    keys: tuple[str, ...] = ()
    footer: int = 0
    danger: bool = False
    in_text: bool = False

    @property
    def method(self) -> str:
        """The name of the method that does it."""
        return f"do_{self.id.rpartition('.')[2]}"


Keymap = Mapping[str, tuple[str, ...]]
"""An officer's own keys, by the id of what they do."""


def rekeyed(action: Action, keymap: Keymap) -> Action:
    """Return an action with the officer's own keys, where there are any."""
    return replace(action, keys=keymap[action.id]) if action.id in keymap else action


class Owned(NamedTuple):
    """An action and who does it: the shell, the sheet with the cursor, or a view."""

    action: Action
    owner: object

    @property
    def may_run(self) -> bool:
        """Whether it can be done now."""
        may = getattr(self.owner, "can", None)
        return may is None or bool(may(self.action.id))

    def run(self) -> None:
        """Do it."""
        getattr(self.owner, self.action.method)()


def owned_by(owner: object, actions: Iterable[Action], keymap: Keymap) -> list[Owned]:
    """Return actions with who does them, and with the officer's own keys."""
    return [Owned(rekeyed(action, keymap) if keymap else action, owner) for action in actions]


class Pressed(NamedTuple):
    """What some keys mean: an action, and whether more keys may make another of it."""

    owned: Owned | None
    begins: bool


def pressed(keys: Sequence[str], owned: Iterable[Owned], *, typing: bool = False) -> Pressed:
    """Say what *keys*, pressed one after another, mean; the first who owns them does it."""
    chord = CHORD.join(keys)
    found: Owned | None = None
    begins = False
    for one in owned:
        if typing and not one.action.in_text:
            continue
        for key in one.action.keys:
            if key == chord and found is None and one.may_run:
                found = one
            begins = begins or key.startswith(chord + CHORD)
    return Pressed(found, begins)


_SHOWN = {
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "enter": "Enter",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "space": "Space",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
}


def key_of(event: Key) -> str:
    """Return a key that was pressed as actions name it: what it prints, or its name."""
    key = event.character if event.is_printable and event.character else event.key
    return "space" if key == " " else key


def key_in_words(key: str) -> str:
    """Return a key as footer and help show it: "Ctrl+P", "g c", "Enter"."""
    parts = key.split(CHORD) if key != CHORD else ["space"]
    return " ".join(_SHOWN.get(part, _named(part)) for part in parts)


def _named(key: str) -> str:
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return key.upper() if len(key) > 1 and key[0] == "f" and key[1:].isdigit() else key
