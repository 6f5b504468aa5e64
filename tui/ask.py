"""Ask before something is done: what it is in full, Cancel first, and a reason where one is due."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from casework.pages.page import Column as TableColumn
from casework.pages.page import Page, Row, Table, Target
from tui.actions import key_of, owned_by, pressed
from tui.inputs import LineInput, Typing
from tui.safe import plain_text
from tui.sheet import Sheet
from tui.sources import PageSource

if TYPE_CHECKING:
    from tui.app import CaseworkApp

_YES, _NO = "yes", "no"
_PAGES = {"pagedown": Sheet.do_page_down, "pageup": Sheet.do_page_up}


class AskScreen(ModalScreen[None]):
    """Shows a page, takes a reason if one is needed, and does it only on a clear yes.

    *then* is given the reason, empty where none is asked for. The cursor stands on Cancel.
    """

    app: "CaseworkApp"

    def __init__(
        self, page: Page, *, yes: str, then: Callable[[str], object], reason: str = ""
    ) -> None:
        super().__init__()
        self._page, self._yes, self._then, self._reason = page, yes, then, reason

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(plain_text(self._page.title), id="dialog-title")
            yield Sheet(id="dialog-page")
            yield LineInput(id="reason", placeholder=self._reason)
            yield Static(id="dialog-hint", markup=False)
            yield Sheet(id="answers")

    def on_mount(self) -> None:
        page = self.query_one("#dialog-page", Sheet)
        page.show(PageSource(self._page))
        page.can_focus = False
        answers = self.query_one("#answers", Sheet)
        rows = (
            Row(("Cancel: nothing is done",), Target("answer", _NO)),
            Row((self._yes,), Target("answer", _YES)),
        )
        answers.show(PageSource(Page("", (Table((TableColumn(""),), rows, ""),))))
        self.query_one("#reason").display = bool(self._reason)
        if self._reason:
            self.query_one("#reason").focus()
        else:
            answers.focus()
        self.call_after_refresh(self._say_more)

    def on_resize(self) -> None:
        self.call_after_refresh(self._say_more)

    def _say_more(self) -> None:
        """Say in the hint where the page goes on out of sight."""
        page = self.query_one("#dialog-page", Sheet)
        below = page.source.height - page.top - page.room
        words = "More below: PgDn." if below > 0 else "More above: PgUp." if page.top else ""
        self.query_one("#dialog-hint", Static).update(plain_text(words))

    async def on_key(self, event: Key) -> None:
        key = key_of(event)
        answers = self.query_one("#answers", Sheet)
        event.stop()
        if key == "escape":
            self.dismiss()
        elif key in _PAGES:
            _PAGES[key](self.query_one("#dialog-page", Sheet))
            self._say_more()
        elif isinstance(self.focused, Typing):
            if key in {"enter", "down", "tab"}:
                answers.focus()
            elif event.key != "shift+tab":
                event._stop_propagation = False  # noqa: SLF001  # the field's own keys are its own
        elif key in {"shift+tab", "tab"} and self._reason:
            self.query_one("#reason").focus()
        else:
            found = pressed([key], owned_by(answers, Sheet.ACTIONS, self.app.keymap)).owned
            if found is not None:
                found.run()

    def on_sheet_chosen(self, chosen: Sheet.Chosen) -> None:
        if not self.is_active:
            return  # Enter was pressed twice: it is done once
        if chosen.target is None or chosen.target.key == _NO:
            self.dismiss()
            return
        reason = self.query_one("#reason", LineInput).value.strip()
        if self._reason and not reason:
            self.query_one("#dialog-hint", Static).update(plain_text("Say why: type a reason."))
            self.query_one("#reason").focus()
            return
        self.dismiss()
        self._then(reason)
