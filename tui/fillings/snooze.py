"""Put a flag aside for some days, with a reason."""

from collections.abc import Mapping
from typing import Any

from casework.desk import Desk
from casework.errors import SnoozeRefusedError
from casework.forms.decision import SnoozeForm
from casework.forms.filling import Form
from casework.pages.decision import snooze_page
from casework.pages.page import Page
from casework.services.snooze_flag import end_snooze, snooze_flag
from tui.filling import Done
from tui.fillings.flag_seen import FlagFilling
from tui.undo import Undo


class SnoozeFilling(FlagFilling):
    """To which day a flag is put aside, and why."""

    name = "snooze"
    verb = "Put it aside"
    does = "Put aside"

    @property
    def form(self) -> Form:
        return SnoozeForm(self.found.snooze_to if self.found else None)

    def review(self, desk: Desk, values: Mapping[str, Any]) -> Page:
        found = self.read_open(desk)
        if found.snooze_to is None:
            raise SnoozeRefusedError(
                f"Flag {self.flag} may not be put aside: it is of {found.flag.finding.severity} "
                "severity, or has been open too long. Decide it, or look into it."
            )
        return snooze_page(found, values["until"], values["reason"], seen=self.seen)

    def submit(self, desk: Desk, values: Mapping[str, Any]) -> Done:
        seen = self.reviewed
        step = desk.run(
            snooze_flag, self.flag, until=values["until"], reason=values["reason"], seen=seen
        )

        def take_back(again: Desk) -> str:
            return again.run(end_snooze, self.flag, seen=seen, reason="taken back").says

        words = f"Flag {self.flag} is brought back among the open flags."
        return Done(step.says, undo=Undo(words, take_back))
