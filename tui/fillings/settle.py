"""Answer a decision that a colleague proposed: let it stand, or refuse it."""

from collections.abc import Mapping
from typing import Any

from casework.desk import Desk
from casework.errors import DecisionNotPendingError
from casework.forms.decision import CONFIRM, SettleForm
from casework.forms.filling import Form
from casework.pages.decision import settle_page
from casework.pages.page import Page
from casework.services.settle_decision import confirm_decision, refuse_decision
from tui.filling import Done
from tui.fillings.flag_seen import FlagFilling


class SettleFilling(FlagFilling):
    """A second officer's answer; its key is "31/DECISION/FINGERPRINT"."""

    name = "settle"
    verb = "Record this answer"
    does = "Answer the decision on"

    def __init__(self, key: str) -> None:
        number, _, rest = key.partition("/")
        decision, _, seen = rest.partition("/")
        super().__init__(f"{number}/{seen}")
        self.key = key
        self.decision = int(decision) if decision.isascii() and decision.isdigit() else 0

    @property
    def form(self) -> Form:
        return SettleForm()

    def review(self, desk: Desk, values: Mapping[str, Any]) -> Page:
        found = self.read_open(desk)
        proposed = found.flag.proposed
        if proposed is None or proposed.decision != self.decision:
            raise DecisionNotPendingError(self.flag)
        return settle_page(
            found,
            proposed,
            confirms=values["answer"] == CONFIRM,
            reason=values["reason"],
            seen=self.seen,
        )

    def submit(self, desk: Desk, values: Mapping[str, Any]) -> Done:
        service = confirm_decision if values["answer"] == CONFIRM else refuse_decision
        step = desk.run(
            service,
            self.flag,
            decision=self.decision,
            reason=values["reason"],
            seen=self.reviewed,
        )
        return Done(step.says)
