"""Today: what needs the officer now; the first thing seen, and what `g t` comes back to."""

from typing import ClassVar

from casework.desk import Desk
from casework.pages.page import Page, Paragraph, Target
from casework.pages.today import AT_THE_SCREENS, today_page
from casework.pages.today_sections import NEW
from casework.services.read_today import FEW, read_today
from casework.views.today import Ahead, Today
from tui.actions import Action
from tui.sources import PageSource
from tui.view import View

_WHOLE = 500
"""Rows of a list that is shown whole."""

_LOOKING = "Looking ahead…"


class TodayView(View[Today]):
    """The officer's day, or everybody's; its key is the one section that is shown whole.

    What is coming takes judging cases: it is read in a lane of its own, and fills in.
    """

    name = "today"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            id="today.whose",
            label="mine / everybody",
            help="Show whom you lead or cover, or everybody you may see.",
            keys=("m",),
            footer=20,
        ),
    )
    everybody: bool | None = None
    """Whose day is shown, once the officer has chosen; None as their roles have it."""

    ahead: Ahead | None = None
    """What is coming, as read last."""

    instead = _LOOKING

    def look(self, desk: Desk, key: str) -> Today:
        most = _WHOLE if key == NEW else FEW
        since = self.shell.signed_in.last_visit
        return desk.run(read_today, since=since, everybody=self.everybody, most=most)

    def again(self) -> None:
        super().again()
        whose = self.everybody

        def look_ahead(desk: Desk) -> Ahead:
            from casework.services.read_ahead import read_ahead  # noqa: PLC0415  # heavy, and late

            calendar = self.shell.rulebook().calendar
            return desk.run(read_ahead, calendar=calendar, everybody=whose)

        self.instead = _LOOKING
        self.shell.read("today-ahead", look_ahead, self.looked_ahead, self._not_looked_ahead)

    def looked_ahead(self, ahead: Ahead | None) -> None:
        """Take what is coming, None where it could not be read, and show it."""
        self.ahead = ahead
        if self.shell.view is not self:
            return
        before = self.shell.main.target
        self.draw()
        self._stay_on(before)

    def _not_looked_ahead(self, error: Exception) -> None:
        self.instead = "What is coming could not be read; press r to read it again."
        self.looked_ahead(None)
        self.shell.failed(error)

    def _stay_on(self, target: Target | None) -> None:
        """Keep the cursor on what it was on, where rows came in above it."""
        sheet = self.shell.main
        source = sheet.source
        if target is None or sheet.target == target or not isinstance(source, PageSource):
            return
        for item in range(source.items):
            if source.target(item).target == target:
                sheet.show(source, cursor=item)
                return

    def page(self, answer: Today) -> Page:
        return today_page(
            answer,
            self.ahead,
            last_ended=self.shell.office.last_ended_day(),
            face=AT_THE_SCREENS,
            only=self.key,
            instead=self.instead,
        )

    def preview(self, answer: Today) -> Page:
        return Page("", (Paragraph("Enter shows the whole list."),))

    def do_whose(self) -> None:
        """Change between the officer's own people and everybody."""
        if self.answer is not None:
            self.everybody = not self.answer.everybody
            self.ahead = None
            self.again()

    def left(self) -> None:
        super().left()
        self.ahead = None
        self.shell.app.threads.forget("today-ahead")
