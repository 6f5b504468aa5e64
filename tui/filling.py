"""What is filled in on the screens: a form, what it begins with, and what recording it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar

from casework.desk import Desk
from casework.forms.filling import Form
from casework.pages.page import Page, Target
from rules.book import Rulebook
from tui.undo import Undo


@dataclass(frozen=True, slots=True)
class Done:
    """What came of recording: said to the officer, where to go then, and how to take it back."""

    says: str
    target: Target | None = None
    undo: Undo | None = None


class Filling:
    """One form being filled in. `key` is whom or what it is about: "P12", or empty.

    `prepare`, `prefilled`, `review` and `submit` are run on a database thread. Where the
    choices of a form are of the record, `needed` says of what, and `prepare` reads them
    before the form is shown, and again when something else is typed that is needed.
    """

    name: ClassVar[str]
    """Its name in targets: the form's key is "name/key"."""

    verb: ClassVar[str] = "Record it"
    """What the last step is called."""

    rulebook: Callable[[], Rulebook]
    """Makes the rulebook, on a database thread; given by the screens."""

    def __init__(self, key: str) -> None:
        self.key = key

    @property
    def form(self) -> Form:
        """The form."""
        raise NotImplementedError

    def title(self, typed: Mapping[str, str]) -> str:
        """Return how the form is called, given what is typed: also the draft's title."""
        raise NotImplementedError

    def needed(self, typed: Mapping[str, str]) -> str:
        """Return what has to be read of the record for the form's choices; empty: nothing."""
        return ""

    def prepare(self, desk: Desk, needed: str) -> None:
        """Read what is needed, for `form` to offer; set it in one step, for others look."""

    def prefilled(self, desk: Desk) -> dict[str, str]:
        """Return what the fields begin with, where no draft is kept."""
        return {}

    def review(self, desk: Desk, values: Mapping[str, Any]) -> Page:
        """Say in full what would be recorded, or refuse, before it is."""
        raise NotImplementedError

    def submit(self, desk: Desk, values: Mapping[str, Any]) -> Done:
        """Record it."""
        raise NotImplementedError


FILLINGS = {
    "record": "tui.fillings.record:RecordFilling",
    "order": "tui.fillings.order:OrderFilling",
    "clause": "tui.fillings.clause:ClauseFilling",
    "change": "tui.fillings.order_change:OrderChangeFilling",
    "decide": "tui.fillings.decide:DecideFilling",
    "settle": "tui.fillings.settle:SettleFilling",
    "snooze": "tui.fillings.snooze:SnoozeFilling",
    "allocate": "tui.fillings.allocate:AllocateFilling",
    "correct": "tui.fillings.correct:CorrectFilling",
    "withdraw": "tui.fillings.withdraw:WithdrawFilling",
    "case": "tui.fillings.case:CaseFilling",
}
"""Every form there is, by its name."""


def filling_of(about: str) -> Filling:
    """Return the form an address such as "record/P12" names.

    Raises:
        LookupError: there is no form of that name.
    """
    name, _, key = about.partition("/")
    module, _, called = FILLINGS[name].partition(":")
    found: type[Filling] = getattr(import_module(module), called)
    return found(key)
