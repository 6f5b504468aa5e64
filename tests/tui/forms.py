"""Forms as the tests open them, and the drafts kept of them."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session
from textual.events import Paste
from textual.widgets import Input, TextArea

from casework.models import Draft
from casework.office import Office
from casework.pages.page import Target
from tests.tui.conftest import LONGEST_WAIT, Screens
from tui.field_row import FieldRow
from tui.shell import Shell


def shell_of(screens: Screens) -> Shell:
    """Return the shell, whatever lies over it."""
    return next(one for one in screens.app.screen_stack if isinstance(one, Shell))


async def open_form(screens: Screens, about: str) -> Shell:
    """Open a form by its address, such as "record/P1"."""
    shell = shell_of(screens)
    shell.go(Target("form", about))
    await screens.settled()
    return shell


def row_of(shell: Shell, name: str) -> FieldRow:
    """Return the row of a field of the form that is open."""
    return next(row for row in shell.form.rows if row.field is not None and row.field.name == name)


async def paste(screens: Screens, text: str) -> None:
    """Paste a text into what has the focus, and wait until all that it set off is done."""
    await _paste(screens, text)
    await screens.settled()


async def fill(screens: Screens, **words: str) -> None:
    """Put words into fields of the form that is open, as if pasted there."""
    for name, text in words.items():
        row = row_of(shell_of(screens), name)
        row.editor.focus()
        await screens.pilot.pause()
        await _paste(screens, text)
    await screens.settled()


async def _paste(screens: Screens, text: str) -> None:
    editor = screens.app.focused
    assert isinstance(editor, Input | TextArea)
    before = _typed(editor)
    screens.app.post_message(Paste(text))
    for _ in range(LONGEST_WAIT):
        await screens.pilot.pause()
        if _typed(editor) != before or not text:
            return


def _typed(editor: Input | TextArea) -> str:
    return editor.value if isinstance(editor, Input) else editor.text


def kept(office: Office, about: str) -> dict[str, str]:
    """Return the draft that is kept of a form; nothing where there is none."""
    with Session(office.engine) as session:
        found = session.scalars(select(Draft).where(Draft.about == about)).one_or_none()
        return json.loads(found.contents) if found else {}
