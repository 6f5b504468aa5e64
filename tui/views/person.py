"""One person's record."""

from casework.desk import Desk
from casework.pages.page import Page, Paragraph
from tui.view import View


class PersonView(View[str]):
    """One person's record."""

    name = "person"

    def look(self, desk: Desk, key: str) -> str:
        return key

    def page(self, answer: str) -> Page:
        return Page(f"Person {answer}", (Paragraph("hello [REDACTED] " * 30),))
