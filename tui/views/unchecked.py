"""What the machine cannot check: by reason, with what would help, and whose duties they are."""

from types import MappingProxyType

from casework.desk import Desk
from casework.pages.page import Page
from casework.pages.unchecked import unchecked_page
from casework.services.list_unchecked import list_unchecked
from casework.views.unchecked import UncheckedCaseload
from rules.finding import Reason
from tui.view import View

_FEW, _WHOLE = 5, 1_000
"""People named for each reason, and for the one reason that is the key."""


class UncheckedView(View[UncheckedCaseload]):
    """Every reason with the people most concerned; its key is one reason, shown whole."""

    name = "unchecked"

    def look(self, desk: Desk, key: str) -> UncheckedCaseload:
        reason = Reason(key) if key in set(Reason) else None
        return desk.run(list_unchecked, reason=reason, limit=_WHOLE if reason else _FEW)

    def page(self, answer: UncheckedCaseload) -> Page:
        only = "those with the most duties; the caseload has the others."
        more = MappingProxyType({self.key: only}) if self.key else {}
        return unchecked_page(answer, more=more)
