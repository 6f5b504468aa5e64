"""Open flags, the severest first: known by their numbers, and told as they come into sight."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from casework.desk import Desk
from casework.pages.flags import (
    COLUMNS,
    counts_in_words,
    flag_row,
    how_many,
    kinds_called,
    none_open,
)
from casework.pages.page import Line, Page, Paragraph, Target, faint
from casework.services.list_flags import order_flags, read_flag_rows
from casework.views.flag import FlagOrder
from rules.vocabulary import FlagKind
from tui.actions import Action
from tui.listing import Listing, arrived
from tui.sources import Fetched, RowsSource
from tui.view import View

if TYPE_CHECKING:
    from tui.shell import Shell

_KINDS = (
    FlagKind.SUSPECTED_NON_COMPLIANCE,
    FlagKind.LINE_OF_ENQUIRY,
    FlagKind.DEFECT,
    FlagKind.REMINDER,
)
"""Kinds in the order of their keys, from 2; 1 is every kind."""

_MINE, _SECOND, _SNOOZED = "mine", "second", "snoozed"


class Narrowing(NamedTuple):
    """What a list of flags is narrowed to. As a key: "P12/mine/second/defect/snoozed"."""

    person: str = ""
    mine: bool = False
    second: bool = False
    snoozed: bool = False
    kind: FlagKind | None = None

    @classmethod
    def of(cls, key: str) -> "Narrowing":
        """Read a key; what is no word of it is a person."""
        words = [word for word in key.split("/") if word]
        kinds = {kind.value: kind for kind in FlagKind}
        known = {_MINE, _SECOND, _SNOOZED, *kinds}
        return cls(
            person=next((word for word in words if word not in known), ""),
            mine=_MINE in words,
            second=_SECOND in words,
            snoozed=_SNOOZED in words,
            kind=next((kinds[word] for word in words if word in kinds), None),
        )

    @property
    def key(self) -> str:
        """The key that says this."""
        words = (
            self.person,
            _MINE if self.mine else "",
            _SECOND if self.second else "",
            _SNOOZED if self.snoozed else "",
            self.kind.value if self.kind else "",
        )
        return "/".join(word for word in words if word)

    @property
    def title(self) -> str:
        """What the list is called."""
        whose = f"of {self.person}" if self.person else "everybody's"
        parts = ["mine" if self.mine else whose]
        if self.kind:
            parts.append(kinds_called(self.kind))
        if self.second:
            parts.append("waiting for a second officer")
        if self.snoozed:
            parts.append("with those put aside")
        return f"Flags: {', '.join(parts)}"


class FlagRows(RowsSource):
    """Flags in rows, with how many there are of each kind fixed on top."""

    def __init__(
        self,
        ids: Sequence[int],
        head: Sequence[str],
        fetch: Callable[[Sequence[int], Callable[[Fetched], None]], None],
        arrived: Callable[[], None],
    ) -> None:
        super().__init__(COLUMNS, ids, fetch, arrived)
        self._head = tuple(Line((faint(words),)) for words in head)

    def lay_out(self, width: int) -> None:
        if width != self.width:
            super().lay_out(width)
            self.fixed = (*self._head, *self.fixed)


def show_instead(shell: "Shell", target: Target) -> None:
    """Show something in the place of what is shown: going back leads to where one came from."""
    place = shell.places.now
    if place is None:
        shell.go(target)
        return
    place.target, place.cursor = target, 0
    shell.main.cursor = 0
    shell.show_place(place)


class FlagsView(View[FlagOrder]):
    """What needs a decision. Its key narrows it: see `Narrowing`."""

    name = "flags"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            id="flags.mine",
            label="mine/all",
            help="Flags of people you lead or cover, or that you handle; again: everybody's.",
            keys=("m",),
            footer=2,
        ),
        Action(id="flags.every", label="every kind", help="Flags of every kind.", keys=("1",)),
        Action(
            id="flags.to_decide",
            label="to decide",
            help="Suspected non-compliance only.",
            keys=("2",),
        ),
        Action(
            id="flags.to_enquire", label="to enquire", help="Lines of enquiry only.", keys=("3",)
        ),
        Action(
            id="flags.to_mend", label="to mend", help="Defects of the record only.", keys=("4",)
        ),
        Action(id="flags.to_remember", label="reminders", help="Reminders only.", keys=("5",)),
        Action(
            id="flags.second",
            label="to confirm",
            help="Only those whose decision waits for a second officer; again: all.",
            keys=("c",),
            footer=3,
        ),
        Action(
            id="flags.aside",
            label="put aside",
            help="Show those put aside for now too; again: leave them out.",
            keys=("S",),
            footer=4,
        ),
    )

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._listing = Listing()

    @property
    def _asked(self) -> tuple[str, str]:
        return self.key, self.narrowed_by

    def again(self) -> None:
        self._listing.show_kept(self.shell, self._asked, super().again)

    def look(self, desk: Desk, key: str) -> FlagOrder:
        return self._order(desk, key, holding=self.narrowed_by)

    def glance(self, desk: Desk, key: str) -> FlagOrder:
        """Read it whole: the filter is of what was listed here last."""
        return self._order(desk, key)

    def _order(self, desk: Desk, key: str, *, holding: str = "") -> FlagOrder:
        narrowing = Narrowing.of(key)
        return desk.run(
            order_flags,
            typed=narrowing.person or None,
            kind=narrowing.kind,
            mine=narrowing.mine,
            needs_second=narrowing.second,
            snoozed=narrowing.snoozed,
            holding=holding,
        )

    def page(self, answer: FlagOrder) -> Page:
        """Make the page shown where there is nothing to list."""
        narrowing = Narrowing.of(self.key)
        nothing = none_open(
            holding=self.narrowed_by, snoozed=answer.snoozed, narrowed=narrowing != Narrowing()
        )
        return Page(narrowing.title, (Paragraph(nothing),))

    def preview(self, answer: FlagOrder) -> Page:
        """Say how many there are: which they are is told once they are listed."""
        return Page("Flags", (Paragraph(how_many(answer.kinds, snoozed=answer.snoozed)),))

    def refused(self) -> None:
        self._listing.forget()

    def draw(self) -> None:
        if self.answer is None:
            return
        narrowing = Narrowing.of(self.key)
        if not self.answer.ids:
            self._listing.show_none(self.shell, self._asked, self.page(self.answer))
            return
        head = [counts_in_words(self.answer.kinds, narrowing.kind)]
        if self.answer.snoozed:
            head.append(f"{self.answer.snoozed:,} more put aside for now; S shows them too.")
        rows = FlagRows(self.answer.ids, head, self._fetch, lambda: arrived(self))
        self._listing.show(self.shell, self._asked, rows, narrowing.title)

    def narrow(self, text: str) -> None:
        if text != self.narrowed_by:
            self.narrowed_by = text
            self.again()

    def _fetch(self, ids: Sequence[int], keep: Callable[[Fetched], None]) -> None:
        self.shell.read(
            f"flags from {ids[0]}",
            lambda desk: desk.run(read_flag_rows, ids),
            lambda rows: keep({row.flag: flag_row(row) for row in rows}),
        )

    # What can be done.

    def _to(self, narrowing: Narrowing) -> None:
        show_instead(self.shell, Target(self.name, narrowing.key))

    def _only(self, kind: FlagKind | None) -> None:
        self._to(Narrowing.of(self.key)._replace(kind=kind))

    def do_mine(self) -> None:
        """Show the officer's own, or everybody's."""
        now = Narrowing.of(self.key)
        self._to(now._replace(mine=not now.mine))

    def do_every(self) -> None:
        """Show every kind."""
        self._only(None)

    def do_to_decide(self) -> None:
        """Show suspected non-compliance."""
        self._only(_KINDS[0])

    def do_to_enquire(self) -> None:
        """Show lines of enquiry."""
        self._only(_KINDS[1])

    def do_to_mend(self) -> None:
        """Show defects of the record."""
        self._only(_KINDS[2])

    def do_to_remember(self) -> None:
        """Show reminders."""
        self._only(_KINDS[3])

    def do_second(self) -> None:
        """Show those that wait for a second officer, or all."""
        now = Narrowing.of(self.key)
        self._to(now._replace(second=not now.second))

    def do_aside(self) -> None:
        """Show those put aside too, or leave them out."""
        now = Narrowing.of(self.key)
        self._to(now._replace(snoozed=not now.snoozed))
