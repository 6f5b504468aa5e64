"""The prisons: how many are held in each, coming and going."""

from typing import ClassVar

from casework.desk import Desk
from casework.pages.page import Page
from casework.pages.prisons import prisons_page
from casework.services.read_prisons import read_prisons
from casework.views.prison import PrisonList
from tui.view import View


class PrisonsView(View[PrisonList]):
    """Every prison where somebody on record is held; Enter opens one."""

    name = "prisons"
    previews: ClassVar[bool] = False
    """A prison is a look at everybody in it: it is opened, never read in passing."""

    def look(self, desk: Desk, key: str) -> PrisonList:
        return desk.run(read_prisons)

    def page(self, answer: PrisonList) -> Page:
        return prisons_page(answer)
