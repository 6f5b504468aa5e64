"""One prison, for its intelligence officer: here, arriving, leaving, co-located."""

from typing import ClassVar

from casework.desk import Desk
from casework.pages.page import Page
from casework.pages.prison import Section, prison_page
from casework.services.read_prison import read_prison
from casework.views.prison import PrisonView as PrisonAnswer
from tui.actions import Action
from tui.sections import Keyed, SectionedView, section_actions


class PrisonView(SectionedView[PrisonAnswer]):
    """A prison in four sections; each person is one key away."""

    name = "prison"
    ACTIONS: ClassVar[tuple[Action, ...]] = section_actions(
        "prison",
        (
            Keyed("here", "here", "Who is held here now."),
            Keyed("arriving", "arriving", "Who came in the last 14 days, and who is to come."),
            Keyed(
                "leaving",
                "leaving",
                "Whose release is expected within 56 days, what starts then, who must be told.",
            ),
            Keyed(
                "together",
                "co-located",
                "Who is here together and matters to each other, and why.",
            ),
        ),
    )

    FIRST = Section.HERE
    section: Section = FIRST

    def look(self, desk: Desk, key: str) -> PrisonAnswer:
        return desk.run(read_prison, key)

    def page(self, answer: PrisonAnswer) -> Page:
        return prison_page(answer, self.section)

    def do_here(self) -> None:
        """Show who is here."""
        self.turn_to(Section.HERE)

    def do_arriving(self) -> None:
        """Show who arrived."""
        self.turn_to(Section.ARRIVING)

    def do_leaving(self) -> None:
        """Show who leaves."""
        self.turn_to(Section.LEAVING)

    def do_together(self) -> None:
        """Show who is here together."""
        self.turn_to(Section.TOGETHER)
