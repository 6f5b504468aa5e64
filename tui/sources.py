"""What a sheet can show: a page drawn to its width, or rows fetched as they come into sight."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from casework.pages.drawn import column_line, column_widths, draw, row_line
from casework.pages.page import Column, Line, Page, Row, Words, faint

PAGE_SIZE = 50
_PAGES_KEPT = 40
_AHEAD = 45
"""Lines before the end of a page from which the next is asked for: more than a screen has."""


class Source(Protocol):
    """Lines by number, and the items a cursor stops at. `fixed` lines stay on top."""

    fixed: Sequence[Line]
    height: int
    items: int

    def lay_out(self, width: int) -> None:
        """Draw to a width in cells."""

    def line(self, y: int) -> Line:
        """Return the line at *y*, from 0."""

    def span(self, item: int) -> tuple[int, int]:
        """Return the first and the last line of an item, both inclusive."""

    def item_at(self, y: int) -> int:
        """Return the item at *y*, or the last before it."""


class PageSource:
    """A page: its paragraphs, fields and rows are the items."""

    fixed: Sequence[Line] = ()

    def __init__(self, page: Page) -> None:
        self.page = page
        self.width = 0
        self.height = 0
        self.items = 0
        self._lines: list[Line] = []
        self._spans: list[tuple[int, int]] = []
        self._starts: list[int] = []

    def lay_out(self, width: int) -> None:
        if width == self.width:
            return
        self.width = width
        self._lines = draw(self.page, width)
        self.height = len(self._lines)
        spans: dict[int, tuple[int, int]] = {}
        for y, line in enumerate(self._lines):
            if line.item is not None:
                spans[line.item] = (spans.get(line.item, (y, y))[0], y)
        self._spans = list(spans.values())
        self._starts = [first for first, _ in self._spans]
        self.items = len(self._spans)

    def line(self, y: int) -> Line:
        return self._lines[y]

    def span(self, item: int) -> tuple[int, int]:
        return self._spans[item]

    def item_at(self, y: int) -> int:
        return max(bisect_right(self._starts, y) - 1, 0)

    def target(self, item: int) -> Line:
        """Return the first line of an item."""
        return self._lines[self._spans[item][0]]


Fetched = Mapping[int, Row]
Fetch = Callable[[Sequence[int], Callable[[Fetched], None]], None]
"""Asks for the rows of some ids; what came is handed over later, on the screens' own thread."""


class RowsSource:
    """Rows of a list known by their ids alone; a page of them is fetched when one is seen.

    *arrived* is called when rows came that were missed where they should be seen, or that are
    to be seen in place of older ones; rows fetched ahead come silently.
    """

    def __init__(
        self,
        columns: tuple[Column, ...],
        ids: Sequence[int],
        fetch: Fetch,
        arrived: Callable[[], None],
    ) -> None:
        self.columns = columns
        self.ids = ids
        self.height = self.items = len(ids)
        self.fixed: Sequence[Line] = ()
        self.width = 0
        self._widths: list[int] = []
        self._fetch = fetch
        self._arrived = arrived
        self.pages: OrderedDict[int, dict[int, Row]] = OrderedDict()
        """The rows held, by page; the page seen longest ago first."""
        self._asked: set[int] = set()
        self._missed: set[int] = set()
        self._old: set[int] = set()

    def lay_out(self, width: int) -> None:
        if width != self.width:
            self.width = width
            self._widths = column_widths(self.columns, width)
            self.fixed = (column_line(self.columns, self._widths),)

    def line(self, y: int) -> Line:
        number = y // PAGE_SIZE
        page = self.pages.get(number)
        if page is None or number in self._old:
            self._missed.add(number)
            self._ask(number)
        if page is None:
            return Line((faint("…"),), None, 0)
        self.pages.move_to_end(number)
        self._ask_beside(y)
        row = page.get(self.ids[y])
        if row is None:
            return Line((Words("no longer to be seen"),), None, 0)
        return row_line(row, self.columns, self._widths)

    def span(self, item: int) -> tuple[int, int]:
        return item, item

    def item_at(self, y: int) -> int:
        return min(y, max(self.items - 1, 0))

    def hold(self, number: int, rows: Fetched) -> None:
        """Keep the rows of a page, numbered from 0, and let go of the one seen longest ago."""
        self._asked.discard(number)
        self._old.discard(number)
        self.pages[number] = dict(rows)
        while len(self.pages) > _PAGES_KEPT:
            self.pages.popitem(last=False)

    def inherit(self, before: "RowsSource") -> None:
        """Show the rows that a list of the same ids had, until each page has come anew."""
        self._old = before.pages.keys() - self.pages.keys()
        for number in before.pages.keys() & self._old:
            self.pages[number] = before.pages[number]

    def _ask_beside(self, y: int) -> None:
        """Ask ahead for the pages that a key would show next, on either side."""
        number, within = divmod(y, PAGE_SIZE)
        if within >= PAGE_SIZE - _AHEAD and (number + 1) * PAGE_SIZE < self.items:
            self._ask_ahead(number + 1)
        if within < _AHEAD and number:
            self._ask_ahead(number - 1)

    def _ask_ahead(self, number: int) -> None:
        if number not in self.pages:
            self._ask(number)

    def _ask(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        start = number * PAGE_SIZE

        def keep(rows: Fetched) -> None:
            self.hold(number, rows)
            if number in self._missed:
                self._missed.discard(number)
                self._arrived()

        self._fetch(self.ids[start : start + PAGE_SIZE], keep)
