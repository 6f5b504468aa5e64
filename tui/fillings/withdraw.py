"""Withdraw a wrong fact, with a reason."""

from collections.abc import Mapping
from typing import Any, ClassVar

from casework.desk import Desk
from casework.forms.withdrawal import WithdrawForm
from casework.pages.fact_words import words
from casework.pages.page import Page, Target
from casework.pages.withdrawal import withdrawal_page
from casework.services.read_fact import read_fact
from casework.services.withdraw_told import review_withdrawal, withdraw_told
from tui.filling import Done
from tui.fillings.fact_seen import FactFilling


class WithdrawFilling(FactFilling):
    """Withdraws a fact as it was read."""

    name: ClassVar[str] = "withdraw"
    verb: ClassVar[str] = "Withdraw it"

    @property
    def form(self) -> WithdrawForm:
        return WithdrawForm()

    def title(self, typed: Mapping[str, str]) -> str:
        return f"Withdraw {words(self.kind)} {self.number}"

    def review(self, desk: Desk, values: Mapping[str, Any]) -> Page:
        desk.run(review_withdrawal, self.kind, self.number, version=self.version)
        return withdrawal_page(desk.run(read_fact, self.fact), values["reason"])

    def submit(self, desk: Desk, values: Mapping[str, Any]) -> Done:
        says = desk.run(
            withdraw_told, self.kind, self.number, version=self.version, reason=values["reason"]
        )
        return Done(says, Target("fact", self.fact))
