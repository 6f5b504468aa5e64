"""What needs a decision: the open flags, severest first, and why each was raised."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import DataTable, Static

from casework.desk import Desk
from casework.errors import CaseworkError
from casework.services.list_flags import list_flags
from casework.views.finding import FlagLine
from tui.wording import flag_in_full, flag_row

COLUMNS = (("Asks", 11), ("Severity", 8), ("Person", 7), ("Name", 18), ("Rule", 28))
"""Each column and its width in cells: fixed, so that the list never moves while it fills."""

MOST_SHOWN = 200
"""Rows shown at once; the heading says how many there are."""


class NeedsDecisionScreen(Screen[None]):
    """The open flags on one side, the one under the cursor in full on the other."""

    BINDINGS: ClassVar[list[BindingType]] = [("r", "read_again", "Read again")]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.flags: tuple[FlagLine, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static("Reading…", id="heading", markup=False)
        yield DataTable[Text](id="flags", cursor_type="row")
        with VerticalScroll(id="why"):
            yield Static(id="words", markup=False)
        yield Static("arrows move   r read again   ctrl+q leave", id="keys", markup=False)

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        for label, width in COLUMNS:
            table.add_column(label, width=width)
        table.focus()
        self.action_read_again()

    def action_read_again(self) -> None:
        self.run_worker(self._read, thread=True, exclusive=True)

    def _read(self) -> None:
        try:
            found = self.desk.run(list_flags).flags
        except CaseworkError as refusal:
            self.app.call_from_thread(self._say, str(refusal))
            return
        self.app.call_from_thread(self.show, found)

    def _say(self, words: str) -> None:
        self.query_one("#heading", Static).update(Text(words))

    def show(self, found: tuple[FlagLine, ...]) -> None:
        """Show the flags; more than fit are counted, not listed."""
        self.flags = found[:MOST_SHOWN]
        self._say(f"Needs a decision: {len(self.flags)} of {len(found):,} open flags")
        table = self.query_one(DataTable)
        table.clear()
        for flag in self.flags:
            table.add_row(*(Text(cell) for cell in flag_row(flag)))
        if not self.flags:
            nothing = "Nothing is open. `casework health` says when the last night ran."
            self.query_one("#words", Static).update(Text(nothing))

    def on_data_table_row_highlighted(self, moved: DataTable.RowHighlighted) -> None:
        if moved.cursor_row < len(self.flags):
            words = flag_in_full(self.flags[moved.cursor_row])
            self.query_one("#words", Static).update(Text(words))
