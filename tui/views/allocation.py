"""Allocation and cover: who has no lead, every officer's work, and one officer's people."""

from typing import ClassVar

from casework.desk import Desk
from casework.pages.allocation import allocations_page, officer_page
from casework.pages.page import Page, Target
from casework.permissions import Action as Right
from casework.services.read_allocations import read_allocations, read_officer_people
from casework.views.allocation import Allocations, OfficerPeople
from tui.actions import Action
from tui.view import View


class AllocationView(View[Allocations | OfficerPeople]):
    """Its key is an officer's login; empty, everybody."""

    name = "allocation"
    previews: ClassVar[bool] = False
    """An officer's list is a look at everybody on it: it is opened, never read in passing."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            id="allocation.allocate",
            label="allocate",
            help="Give the person under the cursor a lead officer, or cover.",
            keys=("a",),
            footer=10,
        ),
        Action(
            id="allocation.hand_over",
            label="hand over",
            help="Give all the people this officer leads to another: the count is said first.",
            keys=("h",),
            footer=11,
        ),
    )

    def look(self, desk: Desk, key: str) -> Allocations | OfficerPeople:
        return desk.run(read_officer_people, key) if key else desk.run(read_allocations)

    def page(self, answer: Allocations | OfficerPeople) -> Page:
        if isinstance(answer, OfficerPeople):
            return officer_page(answer)
        return allocations_page(answer)

    @property
    def _officer(self) -> str:
        """The login of the officer shown, or under the cursor; empty where there is none."""
        target = self.shell.main.target
        return self.key or (target.key if target and target.view == self.name else "")

    def can(self, action_id: str) -> bool:
        """Whether an action can be done now."""
        if not self.shell.may(Right.ALLOCATE):
            return False
        here = self._officer if action_id == "allocation.hand_over" else self.shell.person_here()
        return bool(here)

    def do_allocate(self) -> None:
        """Fill in who leads or covers the person under the cursor."""
        self.shell.go(Target("form", f"allocate/{self.shell.person_here()}"))

    def do_hand_over(self) -> None:
        """Fill in who takes over this officer's people."""
        self.shell.go(Target("form", f"allocate/officer:{self._officer}"))

    def moved(self, target: Target | None) -> None:
        self.shell.foot()
