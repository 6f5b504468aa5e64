"""Pick one of many: type to narrow, arrows to move, Enter to take it."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from casework.pages.page import Column, Page, Paragraph, Row, Table, Target
from tui.inputs import MOVES, LineInput
from tui.safe import plain_text
from tui.sheet import Sheet
from tui.sources import PageSource


class Option(NamedTuple):
    """Something to pick: what it is called, what is said beside it, and what it means."""

    label: str
    beside: str
    value: str


class PickScreen(ModalScreen[None]):
    """Offers options; *then* is given the value of the one picked."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (Column("", 34), Column(""))
    EMPTY: ClassVar[str] = "Nothing is called that."

    def __init__(
        self, title: str, options: Sequence[Option], then: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._title, self._then = title, then
        self.options = tuple(options)
        self._entered = False
        self.empty = self.EMPTY
        # Held, not looked for: closed while it opens, it never has them in it.
        self.sheet = Sheet(id="options")
        self._wanted = LineInput(id="wanted", placeholder="type to find")

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(plain_text(self._title), id="dialog-title")
            yield self._wanted
            yield self.sheet

    def on_mount(self) -> None:
        self.sheet.can_focus = False
        self._wanted.focus()
        self.typed("")

    def typed(self, text: str) -> None:
        """Offer what goes with what is typed."""
        wanted = text.casefold().split()
        self.offer(
            [
                option
                for option in self.options
                if all(word in f"{option.label} {option.beside}".casefold() for word in wanted)
            ]
        )

    def offer(self, options: Sequence[Option]) -> None:
        """Show options."""
        rows = tuple(Row((o.label, o.beside), Target("pick", o.value)) for o in options)
        self.sheet.show(PageSource(Page("", (Table(self.COLUMNS, rows, self.empty),))))
        if self._entered and rows:
            self._take()

    @on(Input.Changed, "#wanted")
    def _typed(self, changed: Input.Changed) -> None:
        self._entered = False
        self.typed(changed.value)

    async def on_key(self, event: Key) -> None:
        if not self.is_active:
            event.stop()  # it is closing
        elif event.key == "escape":
            event.stop()
            self.dismiss()
        elif event.key in MOVES:
            event.stop()
            getattr(self.sheet, MOVES[event.key])()
        elif event.key in {"tab", "shift+tab"}:
            event.stop()

    @on(Input.Submitted, "#wanted")
    def _take(self) -> None:
        """Take what the cursor is on; before anything is found, the first that is."""
        target = self.sheet.target
        self._entered = target is None
        if target is not None and self.is_active:
            self.dismiss()
            self._then(target.key)


class ChoiceScreen(PickScreen):
    """Offers what a field can be, each in full, however long it is."""

    def offer(self, options: Sequence[Option]) -> None:
        rows = tuple(
            Paragraph(option.label, Target("pick", option.value), hang=2) for option in options
        )
        self.sheet.show(PageSource(Page("", rows or (Paragraph(self.empty),))))
