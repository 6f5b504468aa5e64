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
        # Held, not looked for: what it is asked while it closes finds nothing in it any more.
        self._told, self._answers = Sheet(id="dialog-page"), Sheet(id="answers")
        self._why = LineInput(id="reason", placeholder=reason)
        self._hint = Static(id="dialog-hint", markup=False)

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(plain_text(self._page.title), id="dialog-title")
            yield self._told
            yield self._why
            yield self._hint
            yield self._answers

    def on_mount(self) -> None:
        self._told.show(PageSource(self._page))
        self._told.can_focus = False
        rows = (
            Row(("Cancel: nothing is done",), Target("answer", _NO)),
            Row((self._yes,), Target("answer", _YES)),
        )
        self._answers.show(PageSource(Page("", (Table((TableColumn(""),), rows, ""),))))
        self._why.display = bool(self._reason)
        (self._why if self._reason else self._answers).focus()
        self.call_after_refresh(self._say_more)

    def on_resize(self) -> None:
        self.call_after_refresh(self._say_more)

    def _say_more(self) -> None:
        """Say in the hint where the page goes on out of sight."""
        page = self._told
        below = page.source.height - page.top - page.room
        words = "More below: PgDn." if below > 0 else "More above: PgUp." if page.top else ""
        self._hint.update(plain_text(words))

    async def on_key(self, event: Key) -> None:
        event.stop()
        if not self.is_active:
            return  # it is closing: nobody sees any more what a key would do here
        key = key_of(event)
        if key == "escape":
            self.dismiss()
        elif key in _PAGES:
            _PAGES[key](self._told)
            self._say_more()
        elif isinstance(self.focused, Typing):
            if key in {"enter", "down", "tab"}:
                self._answers.focus()
            elif event.key != "shift+tab":
                event._stop_propagation = False  # noqa: SLF001  # the field's own keys are its own
        else:
            self._answer(key)

    def _answer(self, key: str) -> None:
        """Move between the answers, or back to the reason."""
        if key in {"shift+tab", "tab"} and self._reason:
            self._why.focus()
            return
        found = pressed([key], owned_by(self._answers, Sheet.ACTIONS, self.app.keymap)).owned
        if found is not None:
            found.run()

    def on_sheet_chosen(self, chosen: Sheet.Chosen) -> None:
        if not self.is_active:
            return  # Enter was pressed twice: it is done once
        if chosen.target is None or chosen.target.key == _NO:
            self.dismiss()
            return
        reason = self._why.value.strip()
        if self._reason and not reason:
            self._hint.update(plain_text("Say why: type a reason."))
            self._why.focus()
            return
        self.dismiss()
        self._then(reason)
