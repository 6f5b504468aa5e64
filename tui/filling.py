"""What is filled in on the screens: a form, what it begins with, and what recording it does."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar

from casework.desk import Desk
from casework.forms.filling import Form
from casework.pages.page import Page, Target
from tui.undo import Undo


@dataclass(frozen=True, slots=True)
class Done:
    """What came of recording: said to the officer, where to go then, and how to take it back."""

    says: str
    target: Target | None = None
    undo: Undo | None = None


class Filling:
    """One form being filled in. `key` is whom or what it is about: "P12", or empty.

    `prefilled`, `review` and `submit` are run on a database thread.
    """

    name: ClassVar[str]
    """Its name in targets: the form's key is "name/key"."""

    verb: ClassVar[str] = "Record it"
    """What the last step is called."""

    def __init__(self, key: str) -> None:
        self.key = key

    @property
    def form(self) -> Form:
        """The form."""
        raise NotImplementedError

    def title(self, typed: Mapping[str, str]) -> str:
        """Return how the form is called, given what is typed: also the draft's title."""
        raise NotImplementedError

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
    "decide": "tui.fillings.decide:DecideFilling",
    "allocate": "tui.fillings.allocate:AllocateFilling",
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
