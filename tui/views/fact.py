"""One fact in full: what it says, on whose word, its versions, and what rests on it."""

from casework.desk import Desk
from casework.pages.fact import fact
from casework.pages.page import Page
from casework.services.read_fact import read_fact
from casework.views.fact import FactInFull
from tui.view import View


class FactView(View[FactInFull]):
    """One fact. Its key is its kind and its number, as in "event/123"."""

    name = "fact"

    def look(self, desk: Desk, key: str) -> FactInFull:
        return desk.run(read_fact, key)

    def page(self, answer: FactInFull) -> Page:
        return fact(answer)
