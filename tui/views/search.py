"""Search over everything: one box, and what goes with the words in it, as they are typed."""

from typing import TYPE_CHECKING, ClassVar

from casework.desk import Desk
from casework.pages.page import Page
from casework.pages.search import search_page
from casework.services.search import search_everything
from casework.views.search import SearchAnswer
from tui.sources import PageSource
from tui.view import View

if TYPE_CHECKING:
    from tui.shell import Shell

_MOST = 50


class SearchView(View[SearchAnswer]):
    """Binds the box and the sheet to a search; its key is what is looked for at first."""

    name = "search"
    searches: ClassVar[bool] = True

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._opens_first = False

    def look(self, desk: Desk, key: str) -> SearchAnswer:
        if not key.strip():
            return SearchAnswer(typed=key)
        return desk.run(search_everything, key, limit=_MOST)

    def page(self, answer: SearchAnswer) -> Page:
        return search_page(answer)

    def gone_to(self) -> None:
        """Begin with an empty box: what was looked for before is in the way of other words."""
        self.narrowed_by = ""

    def open(self, key: str) -> None:
        self._opens_first = False
        if key != self.key:
            self.narrowed_by = key
        self.key = key
        self.again()

    def again(self) -> None:
        typed = self.narrowed_by
        self.shell.read("main", lambda desk: self.look(desk, typed), self.read)

    def read(self, answer: SearchAnswer) -> None:
        super().read(answer)
        if self._opens_first:
            self._opens_first = False
            self.shell.main.do_choose()

    def draw(self) -> None:
        if self.answer is not None:
            page = self.page(self.answer)
            self.shell.show(PageSource(page), page.title)

    def narrow(self, text: str) -> None:
        if text != self.narrowed_by:
            self.narrowed_by = text
            self._opens_first = False
            self.shell.main.do_first()
            self.again()

    def submitted(self) -> None:
        """Open what the cursor is on; where it is still being looked for, once it is found."""
        if self.answer is not None and self.answer.typed == self.narrowed_by:
            self.shell.main.do_choose()
        else:
            self._opens_first = True
