"""A page under lines that stay on top: who it is about, however far one reads."""

from casework.pages.drawn import draw
from casework.pages.page import Block, Page
from tui.sources import PageSource


class HeadedSource(PageSource):
    """A page under lines that stay on top."""

    def __init__(self, head: tuple[Block, ...], page: Page) -> None:
        super().__init__(page)
        self._head = Page("", head)

    def lay_out(self, width: int) -> None:
        if width != self.width:
            self.fixed = draw(self._head, width)
        super().lay_out(width)
