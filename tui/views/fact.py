"""One fact in full: what it says, on whose word, its versions, and what rests on it."""

from typing import ClassVar

from casework.desk import Desk
from casework.pages.fact import fact
from casework.pages.page import Page, Target
from casework.permissions import Action as Right
from casework.services.read_fact import read_fact
from casework.views.fact import FactInFull
from tui.actions import Action
from tui.view import View


class FactView(View[FactInFull]):
    """One fact. Its key is its kind and its number, as in "event/123"."""

    name = "fact"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            id="fact.correct",
            label="correct",
            help="Put right what this fact says, with a reason; what it said stays to be read.",
            keys=("e",),
            footer=9,
        ),
        Action(
            id="fact.withdraw",
            label="withdraw",
            help="Withdraw this fact with a reason, once all of it is said; it stays to be read.",
            keys=("x",),
            footer=10,
        ),
    )

    def look(self, desk: Desk, key: str) -> FactInFull:
        return desk.run(read_fact, key)

    def page(self, answer: FactInFull) -> Page:
        return fact(answer)

    def can(self, action_id: str) -> bool:
        """Whether the fact stands, and the officer may correct facts."""
        found = self.answer
        return (
            found is not None
            and found.versions[0].known_to is None
            and self.shell.may(Right.CORRECT_FACTS)
        )

    def do_correct(self) -> None:
        """Fill in what the fact should say; where no form records such a fact, say so."""
        if self.answer is not None:
            version = self.answer.versions[0].version
            self.shell.go(Target("form", f"correct/{self.answer.fact}/{version}"))

    def do_withdraw(self) -> None:
        """Ask why the fact is to be withdrawn."""
        if self.answer is not None:
            version = self.answer.versions[0].version
            self.shell.go(Target("form", f"withdraw/{self.answer.fact}/{version}"))
