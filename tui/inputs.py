"""Fields to type in. No cursor blinks: over a slow line each blink is sent."""

from textual.events import Paste
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input, TextArea


class LineInput(Input):
    """One line. What is pasted in several lines is joined, so that nothing of it is lost."""

    virtual_size = Reactive(Size(0, 0))
    """How wide the words are. Textual lays the whole screen out anew where it changes, which
    costs more than all else at a key; the room for the field is fixed, and only it is drawn."""

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id, placeholder=placeholder, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(" ".join(event.text.splitlines()))
        if self.cursor_position == len(self.value):  # the first paste would leave it out of sight
            self.scroll_to(x=self.max_scroll_x, animate=False, force=True)


class LongInput(TextArea):
    """Several lines. Tab leaves it, as it leaves every field."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(
            id=id, tab_behavior="focus", show_line_numbers=False, soft_wrap=True, compact=True
        )
        self.cursor_blink = False
        self.highlight_cursor_line = False


Typing = (Input, TextArea)
"""Widgets that take letters for themselves."""

MOVES = {"down": "do_down", "up": "do_up", "pagedown": "do_page_down", "pageup": "do_page_up"}
"""Keys that move the cursor of the sheet below a line that is typed in."""
