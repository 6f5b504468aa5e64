"""All that can be done, place by place: for the checks of keys, and for the documents."""

from collections.abc import Iterable, Iterator

from tui.actions import CHORD, Action, key_in_words
from tui.commands import Commands
from tui.form_pane import FormPane
from tui.sheet import Sheet
from tui.views import VIEWS, view_class

_NAMED = frozenset(
    {"enter", "tab", "shift+tab", "escape", "space", "up", "down", "left", "right"}
    | {"home", "end", "pageup", "pagedown", "insert", "delete", "backspace"}
    | {f"f{number}" for number in range(1, 13)}
    | {f"ctrl+{letter}" for letter in "cdefgjklnopqrstuvwxyz"}
    | {f"alt+{letter}" for letter in "acdeghijklmnopqrstuvwxyz"}
)
"""What a plain terminal sends so that it can be told apart.

Not ctrl+h, i and m (Backspace, Tab, Enter), not ctrl+a and b (screen and tmux keep them), not
alt+b and f (words left and right), no digit with Alt, and no Enter with Ctrl or Alt.
"""


def contexts() -> dict[str, tuple[Action, ...]]:
    """Return what can be done in each view: its own, the sheet's or the form's, the shell's."""
    return {
        name: (
            *view_class(name).ACTIONS,
            *(FormPane.ACTIONS if name == "form" else Sheet.ACTIONS),
            *Commands.ACTIONS,
        )
        for name in VIEWS
    }


def arrives(key: str) -> bool:
    """Whether a key, or each of a chord, can be told apart on every terminal."""
    return all(
        part in _NAMED or (len(part) == 1 and part.isprintable()) for part in key.split(CHORD)
    )


def faults(actions: Iterable[Action]) -> Iterator[str]:
    """Say what is wrong with the keys of what can be done in one place."""
    taken: dict[str, Action] = {}
    for action in actions:
        for key in action.keys:
            yield from _of_one(action, key)
            if key in taken:
                yield f"{key_in_words(key)} is the key of {taken[key].id} and of {action.id}"
            taken.setdefault(key, action)
    for key, action in taken.items():
        for longer, other in taken.items():
            if longer.startswith(key + CHORD):
                yield f"{key_in_words(key)} of {action.id} hides {longer} of {other.id}"


def _of_one(action: Action, key: str) -> Iterator[str]:
    if not arrives(key):
        yield f"{key_in_words(key)} of {action.id} does not arrive from every terminal"
    if action.danger and len(key) == 1 and not key.isupper():
        yield f"{key_in_words(key)} of {action.id} is too easily pressed for what takes away"
