"""Decide a flag: what, why, and in the review all that comes of it."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.desk import Desk
from casework.forms.decision import DecideForm, decision_of
from casework.forms.filling import Form
from casework.pages.decision import decide_page
from casework.pages.page import Page
from casework.services.decide_flag import decide_flag
from casework.services.undo_decision import undo_decision
from tui.filling import Done
from tui.fillings.flag_seen import FlagFilling
from tui.undo import Undo


class DecideFilling(FlagFilling):
    """A decision on a flag."""

    name = "decide"
    verb = "Record this decision"
    does = "Decide"

    @property
    def form(self) -> Form:
        return DecideForm()

    def review(self, desk: Desk, values: Mapping[str, Any]) -> Page:
        found = self.read_open(desk)
        kind = decision_of(values["kind"])
        return decide_page(found, kind, values["reason"], seen=self.seen or None)

    def submit(self, desk: Desk, values: Mapping[str, Any]) -> Done:
        kind = decision_of(values["kind"])
        step = desk.run(decide_flag, self.flag, kind, reason=values["reason"], seen=self.reviewed)
        words = (
            f"Your decision on flag {self.flag}, {kind.value.replace('_', ' ')}, is taken back: "
            "the flag is open again, and yours to look into. The decision stays on record, and "
            "stands no longer."
        )
        decision = step.decision
        undo = None if decision is None else Undo(words, _taken_back(self.flag, decision))
        return Done(step.says, undo=undo)


def _taken_back(flag: int, decision: int) -> Callable[[Desk], str]:
    def use(desk: Desk) -> str:
        return desk.run(undo_decision, flag, decision=decision).says

    return use
