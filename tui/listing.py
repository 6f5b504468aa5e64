"""A long list that is kept while a record of it is open, so that it is there at once again."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from tui.sources import RowsSource


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

    def kept(self, asked: object) -> tuple[RowsSource, str] | None:
        """Return what was shown when the same was asked, with its title; None where it was not."""
        if self._kept is None or self._kept.asked != asked:
            return None
        return self._kept.source, self._kept.title

    def renewed(
        self, asked: object, ids: Sequence[int], title: str, make: Callable[[], RowsSource]
    ) -> RowsSource:
        """Return the rows of what was read: those kept, where they are of the same ids."""
        kept = self.kept(asked)
        if kept is not None and kept[0].ids == ids:
            source = kept[0]
            source.renew()
        else:
            source = make()
        self._kept = _Kept(asked, title, source)
        return source

    def follow(self, asked: object, ids: Sequence[int], cursor: int) -> int:
        """Return where what the cursor was on stands in new *ids*; the same place if it is gone."""
        kept = self.kept(asked)
        if kept is None or kept[0].ids == ids or cursor >= len(kept[0].ids):
            return cursor
        with suppress(ValueError):
            return ids.index(kept[0].ids[cursor])
        return cursor
