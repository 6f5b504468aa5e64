"""The form: whatever is being filled in, with the draft of it that was kept."""

from typing import ClassVar

from casework.desk import Desk
from casework.pages.page import Page
from casework.services.keep_draft import read_draft
from casework.views.desks import DraftLine
from tui.filling import Filling, filling_of
from tui.view import View


class FormView(View[tuple[Filling, dict[str, str], DraftLine | None]]):
    """Binds the form pane to one form; its key is the address of the form, as of its draft."""

    name = "form"
    previews: ClassVar[bool] = False

    def look(self, desk: Desk, key: str) -> tuple[Filling, dict[str, str], DraftLine | None]:
        filling = filling_of(key)
        kept = desk.run(read_draft, key)
        return filling, kept.contents if kept else filling.prefilled(desk), kept

    def read(self, answer: tuple[Filling, dict[str, str], DraftLine | None]) -> None:
        filling, typed, kept = answer
        self.shell.form.bind(filling, self.key, typed, kept)

    def page(self, answer: tuple[Filling, dict[str, str], DraftLine | None]) -> Page:
        return Page(answer[0].title(answer[1]), ())

    def left(self) -> None:
        self.shell.drafts.keep_now()
        self.shell.form.unbind()
