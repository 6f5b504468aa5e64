"""Allocate one person to an officer, or hand over all the people of one officer."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from casework.desk import Desk
from casework.forms.allocation import AllocationForm, HandOver, HandOverForm, allocation_of
from casework.forms.filling import Choice
from casework.pages.allocation import hand_over_page, plan_page
from casework.pages.page import Page, Target
from casework.services.allocate import allocate, plan_allocation
from casework.services.hand_over import hand_over, plan_hand_over
from casework.services.read_allocations import list_allocatable
from casework.services.undo_allocation import undo_allocation
from casework.views.allocation import AllocationMade
from tui.filling import Done, Filling
from tui.undo import Undo

_OFFICER = "officer:"


class AllocateFilling(Filling):
    """Its key is whom ("P12", or empty to ask) or whose people ("officer:lead-1").

    What the review was worked out on is remembered: where that has changed by the time it is
    recorded, nothing is.
    """

    name: ClassVar[str] = "allocate"

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.giver = key[len(_OFFICER) :] if key.startswith(_OFFICER) else ""
        self._officers: Sequence[Choice] = ()
        self._seen = ""

    @property
    def form(self) -> AllocationForm | HandOverForm:
        if self.giver:
            return HandOverForm([c for c in self._officers if c.code != self.giver])
        return AllocationForm(self._officers, asks_who=not self.key)

    def title(self, typed: Mapping[str, str]) -> str:
        if self.giver:
            return f"Hand over the people of {self.giver}"
        return f"Allocate {self.key or typed.get('person', '')}".rstrip()

    def needed(self, typed: Mapping[str, str]) -> str:
        return "officers"

    def prepare(self, desk: Desk, needed: str) -> None:
        self._officers = tuple(
            Choice(one.login, f"{one.name} ({one.login})") for one in desk.run(list_allocatable)
        )

    def prefilled(self, desk: Desk) -> dict[str, str]:
        return {"since": "today"} if self.giver else {"kind": "lead", "since": "today"}

    def review(self, desk: Desk, values: Mapping[str, Any]) -> Page:
        if self.giver:
            asked = self._asked(values)
            handing = desk.run(plan_hand_over, asked)
            self._seen = handing.seen
            return hand_over_page(handing, asked)
        new = allocation_of(values)
        plan = desk.run(plan_allocation, self._person(values), new)
        self._seen = plan.seen
        return plan_page(plan, new)

    def submit(self, desk: Desk, values: Mapping[str, Any]) -> Done:
        if self.giver:
            says = desk.run(hand_over, self._asked(values), seen=self._seen)
            return Done(says, Target("allocation", self.giver))
        made = desk.run(allocate, self._person(values), allocation_of(values), seen=self._seen)
        return Done(made.says, undo=_taken_back(made))

    def _person(self, values: Mapping[str, Any]) -> str:
        return self.key or str(values["person"])

    def _asked(self, values: Mapping[str, Any]) -> HandOver:
        return HandOver(self.giver, values["officer"], values["since"], values["reason"])


def _taken_back(made: AllocationMade) -> Undo:
    words = f"This is taken back: {made.says}"
    if made.ended or made.withdrawn:
        words += " What it ended goes on again."
    words += " All of it stays to be read as it was known."
    return Undo(words, lambda desk: desk.run(undo_allocation, made))
