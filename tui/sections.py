"""A record shown in sections: a digit for each, the first one when it is opened."""

from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar, NamedTuple, TypeVar

from tui.actions import Action
from tui.view import View

A = TypeVar("A")


class Keyed(NamedTuple):
    """A section as its key is told: what the action is called, its label and its help."""

    what: str
    label: str
    help: str


def section_actions(view: str, sections: Iterable[Keyed]) -> tuple[Action, ...]:
    """Return what shows each section of a view, by the digits from 1 in their order."""
    return tuple(
        Action(id=f"{view}.{one.what}", label=one.label, help=one.help, keys=(str(digit),))
        for digit, one in enumerate(sections, 1)
    )


class SectionedView(View[A]):
    """A view of one record in sections that are read all at once."""

    FIRST: ClassVar[StrEnum]
    """The section shown when a record is opened."""

    section: StrEnum

    def open(self, key: str) -> None:
        if key != self.key:
            self.section = self.FIRST
        super().open(key)

    def turn_to(self, section: StrEnum) -> None:
        """Show another section from its beginning."""
        if section is not self.section:
            self.section = section
            self.narrowed_by = ""
            self.shell.close_filter()
            self.shell.main.cursor = 0
        self.draw()
