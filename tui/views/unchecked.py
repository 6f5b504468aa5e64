"""What the machine cannot check: by reason, with what would help, and whose duties they are."""

from types import MappingProxyType

from casework.desk import Desk
from casework.pages.page import Page
from casework.pages.unchecked import NOT_JUDGED, every_case_judged, unchecked_page
from casework.services.list_unchecked import list_not_judged, list_unchecked
from casework.views.unchecked import UncheckedCaseload
from rules.finding import Reason
from tui.view import View

_FEW, _WHOLE = 5, 1_000
"""People named for each reason, and for the one reason that is the key."""


class UncheckedView(View[UncheckedCaseload]):
    """Every reason with the people most concerned; its key is one reason, shown whole.

    `NOT_JUDGED` as the key shows whoever the last night could not judge.
    """

    name = "unchecked"

    def look(self, desk: Desk, key: str) -> UncheckedCaseload:
        if key == NOT_JUDGED:
            return desk.run(list_not_judged, limit=_WHOLE)
        reason = Reason(key) if key in set(Reason) else None
        return desk.run(list_unchecked, reason=reason, limit=_WHOLE if reason else _FEW)

    def page(self, answer: UncheckedCaseload) -> Page:
        if self.key == NOT_JUDGED and answer.judged_on and not answer.failed:
            return every_case_judged()
        only = "those with the most duties; the caseload has the others."
        if self.key == NOT_JUDGED:
            only = "those with the lowest numbers."
        more = MappingProxyType({self.key: only}) if self.key else {}
        return unchecked_page(answer, more=more)
