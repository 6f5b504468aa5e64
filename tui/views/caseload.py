"""The caseload: everybody the officer may see, narrowed, put in order, and kept as lists."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from casework.desk import Desk
from casework.forms.caseload_words import (
    Narrowing,
    Only,
    Order,
    next_order,
    read_narrowing,
)
from casework.pages.caseload import (
    COLUMNS,
    caseload_page,
    caseload_row,
    caseload_title,
    kept_words,
    nobody,
)
from casework.pages.page import Page, Paragraph, Row
from casework.services.keep_view import drop_list, keep_list, list_kept
from casework.services.list_caseload import list_caseload, read_caseload_lines
from casework.views.caseload import Caseload, CaseloadLine, KeptList
from tui.actions import Action
from tui.ask import AskScreen
from tui.listing import Listing, arrived
from tui.pick import Option, PickScreen
from tui.sources import PAGE_SIZE, Fetched, RowsSource
from tui.view import View

if TYPE_CHECKING:
    from tui.shell import Shell


class CaseloadView(View[Caseload]):
    """Binds the sheet to a list known by its numbers alone; its key narrows it at first."""

    name = "caseload"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            id="caseload.mine",
            label="mine",
            help="Show those you lead or cover, or everybody again.",
            keys=("m",),
            footer=10,
        ),
        Action(
            id="caseload.order",
            label="order",
            help="Put in another order: urgency, name, number, next day, lead officer.",
            keys=("o",),
            footer=11,
        ),
        Action(
            id="caseload.lists",
            label="lists",
            help="Pick a list: those always there, and those you keep.",
            keys=("v",),
            footer=12,
        ),
        Action(
            id="caseload.keep",
            label="keep list",
            help="Keep this list, as it is narrowed and in order, under a name.",
            keys=("V",),
        ),
        Action(
            id="caseload.drop",
            label="forget list",
            help="Forget one of the lists you keep; nobody's record changes.",
            keys=("X",),
            danger=True,
        ),
        Action(
            id="caseload.copy",
            label="copy number",
            help="Copy our number of the person under the cursor, and nothing else of them.",
            keys=("y",),
        ),
    )

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self.only: tuple[Only, ...] = ()
        self.order = Order.URGENCY
        self._listing = Listing()

    # What is shown.

    def look(self, desk: Desk, key: str) -> Caseload:
        return self._look(desk, key, Order.URGENCY, 0)

    def page(self, answer: Caseload) -> Page:
        return caseload_page(answer)

    def open(self, key: str) -> None:
        if key and key != self.key:
            self._narrow_to(read_narrowing(key))
        self.key = key
        self.again()

    def again(self) -> None:
        self._listing.show_kept(self.shell, self._asked, self._read)

    def _read(self) -> None:
        text, order = self._asked
        here = self.shell.places.now
        first = here.cursor // PAGE_SIZE * PAGE_SIZE if here else 0
        self.shell.read("main", lambda desk: self._look(desk, text, order, first), self.read)

    def _look(self, desk: Desk, text: str, order: Order, first: int) -> Caseload:
        return desk.run(list_caseload, narrowed_by=text, order=order, first=first, most=PAGE_SIZE)

    def draw(self) -> None:
        found = self.answer
        if found is None:
            return
        asked = found.narrowed_by, found.order
        if not found.ids:
            hint = "Esc clears the filter, m shows everybody or yours, v picks another list."
            reasons = Paragraph(nobody(found.narrowed_by)), Paragraph(hint)
            self._listing.show_none(self.shell, asked, Page(caseload_title(found), reasons))
            return
        source = RowsSource(COLUMNS, found.ids, self._fetch, lambda: arrived(self))
        source.hold(found.first // PAGE_SIZE, _rows(found.lines))
        self._listing.show(self.shell, asked, source, caseload_title(found))

    def refused(self) -> None:
        self._listing.forget()

    def _fetch(self, ids: Sequence[int], then: Callable[[Fetched], None]) -> None:
        wanted = tuple(ids)
        self.shell.read(
            f"caseload {wanted[0]}",
            lambda desk: _rows(desk.run(read_caseload_lines, wanted)),
            then,
        )

    # How it is narrowed.

    @property
    def _asked(self) -> tuple[str, Order]:
        """What is asked for, as it comes back with the answer."""
        return self.narrowing.written(), self.order

    @property
    def narrowing(self) -> Narrowing:
        """What the list is narrowed by: what keys chose, and what is typed in the filter."""
        typed = read_narrowing(self.narrowed_by)
        only = tuple(one for one in Only if one in {*self.only, *typed.only})
        return Narrowing(only, typed.words)

    def narrow(self, text: str) -> None:
        if text != self.narrowed_by:
            self.narrowed_by = text
            self._anew()

    def _narrow_to(self, narrowing: Narrowing) -> None:
        self.only, self.narrowed_by = narrowing

    def _anew(self) -> None:
        """Read the list from its first line."""
        self.shell.main.do_first()
        if self.shell.places.now is not None:
            self.shell.places.now.cursor = 0
        self.again()

    # What can be done.

    def can(self, action_id: str) -> bool:
        return action_id != "caseload.copy" or bool(self.shell.person_here())

    def do_mine(self) -> None:
        """Show the officer's own people, or everybody again."""
        self.only = Narrowing(self.only).toggled(Only.MINE).only
        self._anew()

    def do_order(self) -> None:
        """Put in the next order."""
        self.order = next_order(self.order)
        self._anew()

    def do_lists(self) -> None:
        """Offer the lists there are."""
        self._offer("Lists", self._take, own=False)

    def do_keep(self) -> None:
        """Ask for a name, and keep the list as it is."""
        text, order = self.narrowing.written(), self.order
        page = Page("Keep this list", (Paragraph(f"It holds: {kept_words(text, order)}."),))

        def keep(name: str) -> None:
            self.shell.write(
                lambda desk: desk.run(keep_list, name, narrowed_by=text, order=order),
                lambda called: self.shell.say(f"Kept as “{called}”; v opens it again."),
            )

        self.shell.app.push_screen(
            AskScreen(page, yes="Keep it under this name", then=keep, reason="a name for the list")
        )

    def do_drop(self) -> None:
        """Offer the officer's own lists, to forget one."""
        self._offer("Forget which list?", self._forget, own=True)

    def do_copy(self) -> None:
        """Copy our number of who is under the cursor."""
        number = self.shell.person_here()
        self.shell.app.copy_to_clipboard(number)
        self.shell.say(f"{number} copied, where the terminal allows it.")

    def _offer(self, title: str, then: Callable[[KeptList], None], *, own: bool) -> None:
        def offer(kept: tuple[KeptList, ...]) -> None:
            lists = {one.name: one for one in kept if one.own or not own}
            options = [
                Option(one.name, kept_words(one.narrowed_by, one.order), one.name)
                for one in lists.values()
            ]
            if not options:
                self.shell.say("You keep no list yet; V keeps the one you see.")
                return
            self.shell.app.push_screen(PickScreen(title, options, lambda name: then(lists[name])))

        self.shell.read("lists", lambda desk: desk.run(list_kept), offer)

    def _take(self, kept: KeptList) -> None:
        self._narrow_to(read_narrowing(kept.narrowed_by))
        self.order = kept.order
        self.shell.close_filter()
        if self.narrowed_by:
            self.shell.open_filter(focus=False)
        self._anew()

    def _forget(self, kept: KeptList) -> None:
        words = f"“{kept.name}” is forgotten: {kept_words(kept.narrowed_by, kept.order)}."
        page = Page("Forget a list", (Paragraph(words), Paragraph("Nobody's record changes.")))

        def forget(_: str) -> None:
            self.shell.write(
                lambda desk: desk.run(drop_list, kept.name),
                lambda _: self.shell.say(f"“{kept.name}” is forgotten."),
            )

        self.shell.app.push_screen(AskScreen(page, yes="Forget it", then=forget))


def _rows(lines: Sequence[CaseloadLine]) -> dict[int, Row]:
    return {int(line.person[1:]): caseload_row(line) for line in lines}
