"""What every view is: what it reads, the page it makes of it, and what can be done there.

A view is no widget. The shell has one sheet, and a view re-binds it: opening another record
builds nothing anew. `look` is run on the reader's thread and touches nothing but the desk.
"""

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from casework.desk import Desk
from casework.pages.narrowed import narrowed
from casework.pages.page import Page, Target
from tui.actions import Action
from tui.sources import PageSource

if TYPE_CHECKING:
    from tui.shell import Shell

A = TypeVar("A")


class View(Generic[A]):
    """One view; `A` is what it reads: a frozen view of casework.views, or some of them."""

    name: ClassVar[str]
    """Its name in targets, in ids of actions and in the address of a draft."""

    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    previews: ClassVar[bool] = True
    """Whether what the cursor is on is shown beside the sheet, where there is room."""

    searches: ClassVar[bool] = False
    """Whether its filter is open from the start, and what is typed there is what is read."""

    def __init__(self, shell: "Shell") -> None:
        self.shell = shell
        self.key = ""
        self.answer: A | None = None
        self.narrowed_by = ""

    # What a view has to say for itself.

    def look(self, desk: Desk, key: str) -> A:
        """Read what is shown. Run on the reader's thread: it must not touch the screens."""
        raise NotImplementedError

    def page(self, answer: A) -> Page:
        """Make the page of what was read."""
        raise NotImplementedError

    def glance(self, desk: Desk, key: str) -> A:
        """Read what is shown beside another view. Run on the reader's thread, as `look` is."""
        return self.look(desk, key)

    def preview(self, answer: A) -> Page:
        """Make the page shown beside another view; the page itself unless a view says less."""
        return self.page(answer)

    def can(self, action_id: str) -> bool:
        """Whether an action can be done now."""
        return True

    # What the shell asks of it.

    def gone_to(self) -> None:
        """Hear that it is gone to anew, not come back to; `open` follows."""

    def open(self, key: str) -> None:
        """Bind to another record, or the same anew."""
        if key != self.key:
            self.answer = None
            self.narrowed_by = ""
        self.key = key
        self.again()

    def again(self) -> None:
        """Read and show again, with the cursor where it was."""
        key = self.key
        self.shell.read("main", lambda desk: self.look(desk, key), self.read)

    def read(self, answer: A) -> None:
        """Take what was read, and show it."""
        self.answer = answer
        self.draw()

    def draw(self) -> None:
        """Show what was read last."""
        if self.answer is not None:
            page = self.page(self.answer)
            shown = narrowed(page, self.narrowed_by) if self.narrowed_by else page
            self.shell.show(PageSource(shown), page.title)

    def narrow(self, text: str) -> None:
        """Show only what holds *text*, as it is typed."""
        if text != self.narrowed_by:
            self.narrowed_by = text
            self.draw()

    def submitted(self) -> None:
        """Hear that Enter was pressed in the filter."""
        self.shell.set_focus(self.shell.main)  # at once: what is typed next is for the list

    def chosen(self, target: Target | None) -> None:
        """Open what was chosen."""
        if target is not None:
            self.shell.go(target)

    def moved(self, target: Target | None) -> None:
        """Hear that the cursor came to another item."""

    def refused(self) -> None:
        """Hear that nothing can be shown; what was shown before is not to be shown again."""

    def left(self) -> None:
        """Let go of what is not to be kept in memory once another view is shown."""
        self.answer = None
