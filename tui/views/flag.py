"""One flag: why it was raised, what became of it, and what an officer does with it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from casework.context import Context
from casework.desk import Desk
from casework.errors import FlagNotFoundError
from casework.pages.flag import flag_page, order_target
from casework.pages.page import Page, Target
from casework.permissions import PERMITTED
from casework.permissions import Action as Right
from casework.services.list_flags import order_flags
from casework.services.read_flag import read_flag
from casework.services.snooze_flag import end_snooze
from casework.services.take_up_flag import acknowledge_flag, look_into_flag
from casework.services.undo_step import undo_step
from casework.views.flag import FlagInFull, FlagStep
from tui.actions import Action
from tui.places import Place
from tui.sources import PageSource, Source
from tui.undo import Undo
from tui.view import View
from tui.views.flags import FlagRows, show_instead

if TYPE_CHECKING:
    from tui.shell import Shell


class _Step(Protocol):
    """A service that takes one step on a flag as it was seen."""

    def __call__(self, context: Context, flag_id: int, *, seen: str) -> FlagStep:
        """Take the step."""


def who_decides() -> str:
    """Say who may decide a flag, for an officer who may not."""
    roles = (role for role, may in sorted(PERMITTED.items()) if Right.DECIDE_FLAG in may)
    named = " or ".join(role.replace("_", " ") for role in roles)
    return f"You may read this flag, but not decide it: that is for the role of {named}."


def order_in(source: Source) -> tuple[int, ...]:
    """Return the flags a list leads to, in its order; none where it leads to no flag."""
    if isinstance(source, FlagRows):
        return tuple(source.ids)
    if not isinstance(source, PageSource):
        return ()
    targets = (source.line(y).target for y in range(source.height))
    keys = [target.key for target in targets if target is not None and target.view == "flag"]
    return tuple(dict.fromkeys(int(key) for key in keys if key.isascii() and key.isdigit()))


class FlagView(View[FlagInFull]):
    """One flag; its key is its number. It knows the list one came from.

    `order` are the flags of that list. It stays while one goes along it, decides, or comes
    back from somewhere else.
    """

    name = "flag"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            id="flag.settle",
            label="answer",
            help="Confirm or refuse the decision that a colleague proposed.",
            keys=("c",),
            footer=2,
        ),
        Action(id="flag.decide", label="decide", help="Decide this flag.", keys=("d",), footer=3),
        Action(
            id="flag.next",
            label="next",
            help="The next flag of the list you came from.",
            keys=("x", ">"),
            footer=4,
        ),
        Action(
            id="flag.previous",
            label="the one before",
            help="The flag before this one in the list you came from.",
            keys=("X", "<"),
        ),
        Action(
            id="flag.look_into",
            label="look into",
            help="Say that you look into it, and handle it from now on.",
            keys=("i",),
            footer=5,
        ),
        Action(
            id="flag.acknowledge",
            label="acknowledge",
            help="Say that you have seen it; the first to do so handles it.",
            keys=("a",),
            footer=60,
        ),
        Action(
            id="flag.snooze",
            label="put aside",
            help="Put it aside for some days, with a reason.",
            keys=("z",),
            footer=6,
        ),
        Action(
            id="flag.unsnooze",
            label="bring back",
            help="Bring it back, where it was put aside.",
            keys=("Z",),
            footer=7,
        ),
        Action(id="flag.person", label="person", help="Whose flag it is.", keys=("e",)),
        Action(id="flag.order", label="order", help="The order it is about.", keys=("w",)),
    )

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self.order: Sequence[int] = ()
        self._own: Source | None = None
        self._place: Place | None = None

    # What it shows.

    def look(self, desk: Desk, key: str) -> FlagInFull:
        if not (key.isascii() and key.isdigit() and len(key) <= _LONGEST):
            raise FlagNotFoundError(0)
        return desk.run(read_flag, int(key))

    def page(self, answer: FlagInFull) -> Page:
        return flag_page(answer, hands="" if self.shell.may(Right.DECIDE_FLAG) else who_decides())

    def open(self, key: str) -> None:
        place, source = self.shell.places.now, self.shell.main.source
        if place is not self._place and source is not self._own:
            self.order = order_in(source) or self.order
        self._place = place
        super().open(key)

    def draw(self) -> None:
        super().draw()
        self._own = self.shell.main.source

    # What can be done.

    def can(self, action_id: str) -> bool:
        found = self.answer
        if found is None:
            return action_id in {"flag.next", "flag.previous"}
        may = _MAY.get(action_id)
        return may is None or (may[1](found) and self.shell.may(may[0]))

    def do_decide(self) -> None:
        """Fill in a decision on the flag as it was seen."""
        self._form("decide", "")

    def do_settle(self) -> None:
        """Fill in an answer to the decision proposed, on the flag as it was seen."""
        proposed = self.answer.flag.proposed if self.answer else None
        if proposed is not None:
            self._form("settle", f"{proposed.decision}/")

    def do_snooze(self) -> None:
        """Fill in to which day the flag is put aside."""
        self._form("snooze", "")

    def do_unsnooze(self) -> None:
        """Bring the flag back."""
        self._step(end_snooze, "brought back")

    def do_acknowledge(self) -> None:
        """Acknowledge the flag."""
        self._step(acknowledge_flag, "acknowledged")

    def do_look_into(self) -> None:
        """Look into the flag."""
        self._step(look_into_flag, "looked into")

    def do_person(self) -> None:
        """Show whose flag it is."""
        if self.answer is not None:
            self.shell.go_to_person(self.answer.flag.person)

    def do_order(self) -> None:
        """Show the order the flag is about."""
        target = order_target(self.answer) if self.answer else None
        if target is not None:
            self.shell.go(target)

    def do_next(self) -> None:
        """Show the next flag of the list one came from."""
        self._along(1)

    def do_previous(self) -> None:
        """Show the flag before it in the list one came from."""
        self._along(-1)

    def _form(self, name: str, between: str) -> None:
        """Open a form about the flag as it was seen."""
        if self.answer is not None:
            seen = self.answer.flag
            self.shell.go(Target("form", f"{name}/{seen.flag}/{between}{seen.fingerprint}"))

    def _step(self, service: _Step, done: str) -> None:
        """Take a step on the flag as it was seen, say what came of it, and read it again.

        *done* is what the flag is then, for what can be taken back says so.
        """
        if self.answer is None:
            return
        seen = self.answer.flag

        def taken(step: FlagStep) -> None:
            if step.step is not None:
                self.shell.done.append(_taken_back(step.flag, step.step, done))
            self.shell.say(step.says)
            if self.shell.view is self:
                self.again()

        self.shell.write(lambda desk: desk.run(service, seen.flag, seen=seen.fingerprint), taken)

    def _along(self, by: int) -> None:
        if self.order:
            self._walk(by)
            return

        def listed(ids: Sequence[int]) -> None:
            self.order = ids
            self._walk(by)

        self.shell.read("order of flags", lambda desk: desk.run(order_flags).ids, listed)

    def _walk(self, by: int) -> None:
        """Go along the list; where this flag is not on it, begin at its first."""
        here = int(self.key) if self.key.isdigit() else 0
        at = self.order.index(here) + by if here in self.order else 0
        if not 0 <= at < len(self.order):
            end = "last" if by > 0 else "first"
            self.shell.say(f"This is the {end} flag of the list you came from. Esc leads there.")
            return
        show_instead(self.shell, Target(self.name, str(self.order[at])))
        self.shell.say(f"Flag {at + 1:,} of {len(self.order):,} in the list you came from.")


def _taken_back(flag: int, step: int, done: str) -> Undo:
    words = (
        f"That you have {done} flag {flag} is taken back: it is handled as it was before, and its "
        "history keeps both."
    )
    return Undo(words, lambda desk: desk.run(undo_step, flag, step=step).says)


_LONGEST = 15
"""Digits of a flag's number, at most."""


def _is_open(found: FlagInFull) -> bool:
    return found.state.value == "open"


def _is_free(found: FlagInFull) -> bool:
    """Whether it is open, and no decision on it waits for a second officer."""
    return _is_open(found) and found.flag.proposed is None


def _may_decide(found: FlagInFull) -> bool:
    proposed = found.flag.proposed
    return _is_open(found) and (proposed is None or proposed.own)


def _may_settle(found: FlagInFull) -> bool:
    proposed = found.flag.proposed
    return _is_open(found) and proposed is not None and not proposed.own


_MAY: dict[str, tuple[Right, Callable[[FlagInFull], bool]]] = {
    "flag.decide": (Right.DECIDE_FLAG, _may_decide),
    "flag.settle": (Right.APPROVE_DECISION, _may_settle),
    "flag.snooze": (
        Right.SNOOZE_FLAG,
        lambda found: _is_free(found) and found.snooze_to is not None,
    ),
    "flag.unsnooze": (
        Right.SNOOZE_FLAG,
        lambda found: _is_open(found) and found.flag.snoozed_until is not None,
    ),
    "flag.acknowledge": (Right.TAKE_UP_FLAG, _is_open),
    "flag.look_into": (Right.TAKE_UP_FLAG, _is_free),
    "flag.order": (Right.READ_ORDER, lambda found: found.order is not None),
}
"""What each action takes: a right, and a flag that stands so."""
