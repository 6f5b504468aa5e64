"""What is shown beside the sheet, where there is room: the record the cursor rests on."""

from typing import TYPE_CHECKING, Any

from textual.timer import Timer

from casework.pages.page import Page, Target
from tui.sheet import Sheet
from tui.sources import PageSource
from tui.view import View

if TYPE_CHECKING:
    from tui.shell import Shell

WIDE = 120
"""Cells from which there is room beside the sheet."""

_RESTED = 0.15
"""Seconds the cursor rests on an item before it is shown: a look is a look, and logged."""

_LATE = 0.5
"""Seconds after which the record before is shown no more, though the next is still being read."""


class Beside:
    """Shows a target beside the sheet, read and worded by its own view."""

    def __init__(self, shell: "Shell", sheet: Sheet) -> None:
        self._shell = shell
        self._sheet = sheet
        self._wanted = True
        self._resting: Timer | None = None

    @property
    def shown(self) -> bool:
        """Whether there is room, and it is wanted."""
        return self._sheet.display

    def make_room(self, width: int) -> None:
        """Show or hide it as the screen is wide enough and somebody wants it."""
        view = self._shell.view
        previews = view is None or view.previews
        room = width >= WIDE and self._shell.main.display
        before, self._sheet.display = self.shown, room and self._wanted and previews
        if not self.shown:
            self.clear()  # shown again, it would stand beside whoever the cursor is on by then
        elif not before and view is not None:
            self.rest(view, self._shell.main.target)

    def toggle(self) -> None:
        """Want it, or want it no more."""
        self._wanted = not self._wanted
        self.make_room(self._shell.size.width)

    def clear(self) -> None:
        """Show nothing, and let nothing that is being read be shown."""
        if self._resting is not None:
            self._resting.stop()
        self._shell.app.threads.forget("side")
        self._sheet.clear()

    def rest(self, view: View[Any], target: Target | None) -> None:
        """Hear that the cursor of a view came to a target; it is shown once it has rested."""
        if self._resting is not None:
            self._resting.stop()
        if self.shown and view.previews:
            self._resting = self._shell.set_timer(_RESTED, lambda: self._look(target))

    def _look(self, target: Target | None) -> None:
        shell = self._shell
        if target is None or target != shell.main.target:
            self._sheet.clear()
            return
        view = shell.view_of(target.view)

        def looked(answer: object) -> None:
            if target == shell.main.target:
                self.show(view.preview(answer))

        def refused(error: Exception) -> None:
            self.clear()
            shell.failed(error)

        self._resting = shell.set_timer(_LATE, self._sheet.clear)
        shell.read("side", lambda desk: view.glance(desk, target.key), looked, refused)

    def show(self, page: Page) -> None:
        """Show a page."""
        if self._resting is not None:
            self._resting.stop()
        self._sheet.show(PageSource(page))
