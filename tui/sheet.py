"""The sheet: the one widget that shows records, line by line, with a cursor on its items."""

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.events import Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from casework.pages.page import Line, Page, Target
from tui.actions import Action
from tui.marks import COLOURLESS, CURSOR, STYLES
from tui.safe import on_screen
from tui.sources import PageSource, Source

GUTTER = 2
"""Cells on the left, where the cursor stands."""

_WIDTH = 80
"""Cells to draw to before a sheet has ever been given room."""

_EMPTY = PageSource(Page("", ()))


def _nobody(_: Target | None) -> None:
    """Take no notice of where the cursor is."""


class _Seen(NamedTuple):
    """What a row of the sheet shows; `whole` where the cursor is on it and on no other."""

    line: Line
    gutter: str
    whole: bool = False


class Sheet(Widget, can_focus=True):
    """Shows a source; moves a cursor over its items; says which was chosen."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(id="sheet.down", label="down", help="The next item.", keys=("down", "j")),
        Action(id="sheet.up", label="up", help="The item before.", keys=("up", "k")),
        Action(id="sheet.page_down", label="page", help="A page on.", keys=("pagedown", "space")),
        Action(id="sheet.page_up", label="page up", help="A page back.", keys=("pageup",)),
        Action(id="sheet.first", label="first", help="The first item.", keys=("home", "g g")),
        Action(id="sheet.last", label="last", help="The last item.", keys=("end", "G")),
        Action(
            id="sheet.choose",
            label="open",
            help="Open what the cursor is on.",
            keys=("enter",),
            footer=1,
        ),
    )

    class Chosen(Message):
        """An item was chosen."""

        def __init__(self, sheet: "Sheet", target: Target | None) -> None:
            super().__init__()
            self.sheet = sheet
            self.target = target

        @property
        def control(self) -> "Sheet":
            return self.sheet

    def __init__(self, *, id: str) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self.source: Source = _EMPTY
        self.cursor = 0
        self.top = 0
        self._width = _WIDTH
        self._looks = STYLES
        self._drawn: dict[int, _Seen | None] = {}
        self.heard: Callable[[Target | None], None] = _nobody
        """Told at once where the cursor came to, so that what it says of it is drawn with it."""

    def on_mount(self) -> None:
        if self.app.no_color:
            self._looks = COLOURLESS

    # What is shown.

    def show(self, source: Source, *, cursor: int = 0) -> None:
        """Show a source, with the cursor on an item of it, or on its last."""
        self.source = source
        self.top = 0
        self._lay_out()
        self.cursor = max(0, min(cursor, source.items - 1))
        self._keep_in_sight()
        self.redraw()
        self._moved()

    def clear(self) -> None:
        """Show nothing, and hold nothing."""
        self.source, self.cursor, self.top = _EMPTY, 0, 0
        self._drawn.clear()
        self.refresh()

    def redraw(self) -> None:
        """Draw again the lines that are others than were drawn last, and no more: fewer bytes."""
        rows = [y for y in range(self.size.height) if self._drawn.get(y) != self._seen(y)]
        if rows:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in rows))

    @property
    def target(self) -> Target | None:
        """Where the item under the cursor leads; None where nowhere, or nothing is shown."""
        if not self.source.items:
            return None
        first, last = self.source.span(self.cursor)
        lines = (self.source.line(y) for y in range(first, last + 1))
        return next((line.target for line in lines if line.target), None)

    @property
    def room(self) -> int:
        """Lines for the source, without those that are fixed on top."""
        return max(self.size.height - len(self.source.fixed), 1)

    def on_resize(self, _: Resize) -> None:
        self._lay_out()
        self._keep_in_sight()
        self.refresh()

    def _lay_out(self) -> None:
        """Draw the source to the width there is, or was: while hidden a sheet has none."""
        self._width = self.size.width or self._width
        self.source.lay_out(max(self._width - GUTTER, 1))

    # How it is drawn.

    def render_line(self, y: int) -> Strip:
        seen = self._drawn[y] = self._seen(y)
        if seen is None:
            return Strip.blank(self.size.width, self.rich_style)
        line, gutter, whole = seen
        return self._strip(line, gutter, whole=whole)

    def _seen(self, y: int) -> _Seen | None:
        """Return what is to be seen in a row of the sheet, None where it is blank."""
        fixed = self.source.fixed
        if y < len(fixed):
            return _Seen(fixed[y], "  ")
        at = self.top + y - len(fixed)
        if at >= self.source.height:
            return None
        line = self.source.line(at)
        if line.item is None or not self.source.items:
            return _Seen(line, "  ")
        first, last = self.source.span(self.cursor)
        if not first <= at <= last:
            return _Seen(line, "  ")
        return _Seen(line, "> " if at == first else "| ", whole=first == last)

    def _strip(self, line: Line, gutter: str, *, whole: bool = False) -> Strip:
        base = self.rich_style + CURSOR if whole and self.has_focus else self.rich_style
        segments = [Segment(gutter, base + Style(bold=True))]
        segments += [
            Segment(on_screen(words.text), base + self._looks[words.mark]) for words in line.words
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base).simplify()  # fewer bytes

    # How it is moved.

    def do_down(self) -> None:
        """Go to the next item; within one taller than the sheet, a part of a page on."""
        self._step(1)

    def do_up(self) -> None:
        """Go to the item before."""
        self._step(-1)

    def do_page_down(self) -> None:
        """Go a page on."""
        self._turn_to(self.top + self.room)

    def do_page_up(self) -> None:
        """Go a page back."""
        self._turn_to(self.top - self.room)

    def do_first(self) -> None:
        """Go to the first item."""
        self._go_to(0, top=0)

    def do_last(self) -> None:
        """Go to the last item."""
        self._go_to(self.source.items - 1, top=self.source.height)

    def do_choose(self) -> None:
        """Choose the item under the cursor."""
        self.post_message(self.Chosen(self, self.target))

    def _step(self, by: int) -> None:
        """Go an item on or back, or a part of a page where lines between would pass unseen."""
        item = self.cursor + by
        if 0 <= item < self.source.items:
            top = self._top_for(item, back=by < 0)
            if abs(top - self.top) < self.room:
                self._go_to(item, top=top)
                return
        self._see_from(self.top + by * max(self.room - 1, 1))

    def _turn_to(self, top: int) -> None:
        """Turn to a page, with the cursor on what is in sight there."""
        if not self.source.items:
            self._see_from(top)
            return
        at = max(0, min(top, self.source.height - 1))
        item = self.source.item_at(at)
        if self.source.span(item)[1] < at and item + 1 < self.source.items:
            item += 1
        first, last = self.source.span(item)
        cut = first < at <= last and last - first < self.room
        self._go_to(item, top=first if cut and top > self.top else top)

    def _go_to(self, item: int, *, top: int) -> None:
        item = max(0, min(item, self.source.items - 1))
        before, self.cursor = self.cursor, item
        seen, self.top = self.top, self._within(top)
        if self.top != seen:
            self.refresh()
        elif before != item:
            self._refresh_item(before)
            self._refresh_item(item)
        if before != item:
            self._moved()

    def _see_from(self, top: int) -> None:
        self.top = self._within(top)
        self.refresh()

    def _within(self, top: int) -> int:
        return max(0, min(top, self.source.height - self.room))

    def _keep_in_sight(self) -> None:
        self.top = self._top_for(self.cursor) if self.source.items else self.top
        self.top = self._within(self.top)

    def _top_for(self, item: int, *, back: bool = False) -> int:
        """Return the line on top once an item is in sight, as near as can be to what is now.

        What stands before the first item and after the last is shown with it where all goes in.
        One taller than the sheet begins at its first line; coming *back* to it, at its last.
        """
        own_first, own_last = self.source.span(item)
        begin = 0 if item == 0 else own_first
        end = self.source.height - 1 if item == self.source.items - 1 else own_last
        if end - begin < self.room:
            return min(max(self.top, end - self.room + 1), begin)
        if item == self.cursor and own_first < self.top + self.room and own_last >= self.top:
            return self.top
        if own_last - own_first < self.room:
            return min(max(self.top, own_last - self.room + 1), own_first)
        return own_last - self.room + 1 if back else own_first

    def _refresh_item(self, item: int) -> None:
        if item < self.source.items:
            first, last = self.source.span(item)
            y = first - self.top + len(self.source.fixed)
            self.refresh(Region(0, y, self.size.width, last - first + 1))

    def _moved(self) -> None:
        self.heard(self.target)
