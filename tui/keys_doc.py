"""`python -m tui.keys_doc > docs/keys.md`: every key, from the registry itself."""

import sys
from collections.abc import Iterable, Iterator

from tui.actions import Action, key_in_words
from tui.commands import Commands
from tui.form_pane import FormPane
from tui.sheet import Sheet
from tui.views import VIEWS, view_class

_BEGIN = """\
# Keys

Made from the actions themselves by `python -m tui.keys_doc > docs/keys.md`; a test holds it so.
On the screens `?` shows what can be done where you are, and `:` finds an action by its name.
Keys written one after another, as in `g c`, are pressed so. Where letters are typed, in a filter
or a form, only the keys marked *also while typing* work.
"""

_END = """\

## Your own keys

Name a file in `CASEWORK_KEYMAP`. Each line of it (TOML) is the id of an action and the keys that
do it, in place of those above; an empty list takes its keys away, and the action stays in help
and palette.

    "shell.today" = ["g h", "f2"]
    "sheet.page_down" = ["pagedown", "ctrl+d"]

Keys are refused at the start, in a sentence, where two things that can be done in one place would
share one, where one is the beginning of another, where they do not arrive from every terminal
(`ctrl+h`, `ctrl+i`, `ctrl+m`, `ctrl+a`, `ctrl+b`, `alt` with a digit, `ctrl` or `alt` with Enter),
or where a letter without Shift would take something away. Sentences on the screens name the keys of
this page.
"""


def document() -> str:
    """Return docs/keys.md."""
    parts = [_BEGIN.rstrip("\n")]
    parts += _part("Everywhere", Commands.ACTIONS)
    parts += _part("In a list or a record", Sheet.ACTIONS)
    parts += _part("In a form", FormPane.ACTIONS)
    for name in VIEWS:
        parts += _part(f"In the view “{name}”", view_class(name).ACTIONS)
    return "\n".join(parts) + "\n" + _END


def _part(title: str, actions: Iterable[Action]) -> Iterator[str]:
    rows = [
        f"| {_keys(action)} | {action.label} | {_help(action)} | `{action.id}` |"
        for action in actions
    ]
    if rows:
        head = f"\n## {title}\n\n| Keys | | What it does | Id |\n|---|---|---|---|"
        yield "\n".join([head, *rows])


def _keys(action: Action) -> str:
    return ", ".join(f"`{key_in_words(key)}`" for key in action.keys) or "none; in the palette"


def _help(action: Action) -> str:
    marks = ["*also while typing*"] if action.in_text else []
    marks += ["*asks first*"] if action.danger else []
    return " ".join([action.help, *marks])


if __name__ == "__main__":
    sys.stdout.write(document())
