"""One prison, for its intelligence officer: here, arriving, leaving, co-located."""

from typing import ClassVar

from casework.desk import Desk
from casework.pages.page import Page
from casework.pages.prison import Section, prison_page
from casework.services.read_prison import read_prison
from casework.views.prison import PrisonView as PrisonAnswer
from tui.actions import Action
from tui.view import View


class PrisonView(View[PrisonAnswer]):
    """A prison in four sections; each person is one key away."""

    name = "prison"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            id="prison.here",
            label="here",
            help="Who is held here now.",
            keys=("1",),
        ),
        Action(
            id="prison.arriving",
            label="arriving",
            help="Who came in the last 14 days, and who is to come.",
            keys=("2",),
        ),
        Action(
            id="prison.leaving",
            label="leaving",
            help="Whose release is expected within 56 days, what starts then, who must be told.",
            keys=("3",),
        ),
        Action(
            id="prison.together",
            label="co-located",
            help="Who is here together and matters to each other, and why.",
            keys=("4",),
        ),
    )

    section = Section.HERE

    def open(self, key: str) -> None:
        if key != self.key:
            self.section = Section.HERE
        super().open(key)

    def look(self, desk: Desk, key: str) -> PrisonAnswer:
        return desk.run(read_prison, key)

    def page(self, answer: PrisonAnswer) -> Page:
        return prison_page(answer, self.section)

    def do_here(self) -> None:
        """Show who is here."""
        self._turn(Section.HERE)

    def do_arriving(self) -> None:
        """Show who arrived."""
        self._turn(Section.ARRIVING)

    def do_leaving(self) -> None:
        """Show who leaves."""
        self._turn(Section.LEAVING)

    def do_together(self) -> None:
        """Show who is here together."""
        self._turn(Section.TOGETHER)

    def _turn(self, section: Section) -> None:
        """Show another section from its beginning."""
        if section is not self.section:
            self.section = section
            self.narrowed_by = ""
            self.shell.close_filter()
            self.shell.main.cursor = 0
        self.draw()
