"""A long list that is kept while a record of it is open, so that it is there at once again."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from casework.pages.page import Page
from tui.sources import PageSource, RowsSource

if TYPE_CHECKING:
    from typing import Any

    from tui.shell import Shell
    from tui.view import View


class _Kept(NamedTuple):
    asked: object
    title: str
    source: RowsSource


class Listing:
    """The rows of one list as they were shown last, and what was asked for them.

    They are shown again only where the same is asked, and while it is read anew: what has
    changed meanwhile is drawn as it comes.
    """

    def __init__(self) -> None:
        self._kept: _Kept | None = None

    def show_kept(self, shell: "Shell", asked: object, read: Callable[[], None]) -> None:
        """Show what was shown when the same was asked, if it is not shown now, and then *read*.

        It is drawn first: while it is read on its thread, the screens' own has half the time.
        """
        kept, view = self._of(asked), shell.view
        if kept is None or shell.main.source is kept.source:
            read()
            return
        shell.show(kept.source, kept.title)
        shell.call_after_refresh(lambda: read() if shell.view is view else None)

    def show(self, shell: "Shell", asked: object, source: RowsSource, title: str) -> None:
        """Show what was read, with the cursor on what it was on.

        Where the same was asked before and has the same ids, rows of before are to be seen
        until they have come anew.
        """
        kept, main = self._of(asked), shell.main
        if kept is not None and kept.source.ids == source.ids:
            source.inherit(kept.source)
        elif kept is not None and kept.source is main.source:
            main.cursor = _followed(kept.source.ids, source.ids, main.cursor)
        self._kept = _Kept(asked, title, source)
        shell.show(source, title)

    def show_none(self, shell: "Shell", asked: object, page: Page) -> None:
        """Show why there is nothing to list; what was listed for the same is there no more."""
        if self._of(asked) is not None:
            self.forget()
        shell.show(PageSource(page), page.title)

    def forget(self) -> None:
        """Keep nothing."""
        self._kept = None

    def _of(self, asked: object) -> _Kept | None:
        return self._kept if self._kept is not None and self._kept.asked == asked else None


def arrived(view: "View[Any]") -> None:
    """Show rows that came, and beside them the one the cursor stands on."""
    shell = view.shell
    if shell.view is view:
        shell.main.redraw()
        shell.beside.rest(view, shell.main.target)


def _followed(before: Sequence[int], now: Sequence[int], cursor: int) -> int:
    """Return where what the cursor was on stands now; the same place where it is gone."""
    if cursor < len(before):
        with suppress(ValueError):
            return now.index(before[cursor])
    return cursor
