"""Today."""

from casework.desk import Desk
from casework.pages.page import Heading, Page, Paragraph, Target
from casework.services.list_flags import list_flags
from casework.views.flag import FlagList
from tui.view import View


class TodayView(View[FlagList]):
    """Today."""

    name = "today"

    def look(self, desk: Desk, key: str) -> FlagList:
        return desk.run(list_flags)

    def page(self, answer: FlagList) -> Page:
        return Page(
            "Today",
            (
                Heading("Needs a decision", str(len(answer.flags))),
                *[
                    Paragraph(
                        f"{f.person} {f.name} {f.finding.words}", Target("person", f.person), hang=2
                    )
                    for f in answer.flags
                ],
            ),
        )
