"""The form: whatever is being filled in, with the draft of it that was kept."""

from typing import ClassVar, NamedTuple

from casework.desk import Desk
from casework.errors import CaseworkError
from casework.pages.page import Page
from casework.services.keep_draft import read_draft
from casework.views.desks import DraftLine
from tui.filling import Filling, filling_of
from tui.view import View


class FormGoneError(CaseworkError):
    """A draft is of a form there is no more."""

    def __init__(self, about: str) -> None:
        super().__init__(f"There is no form {about} any more. Its draft is kept under drafts.")


class Begun(NamedTuple):
    """A form, what it begins with, and the draft of it, None where there is none."""

    filling: Filling
    typed: dict[str, str]
    kept: DraftLine | None


class FormView(View[Begun]):
    """Binds the form pane to one form; its key is the address of the form, as of its draft."""

    name = "form"
    previews: ClassVar[bool] = False

    def open(self, key: str) -> None:
        pane = self.shell.form
        if pane.filling is not None and pane.about != key:
            self.left()
        super().open(key)

    def again(self) -> None:
        """Read the form; one that is being filled in is left as it is typed."""
        shell, key = self.shell, self.key
        if shell.form.filling is not None and shell.form.about == key:
            return
        dropped = shell.drafts.dropped

        def read(answer: Begun) -> None:
            if dropped == shell.drafts.dropped:
                self.read(answer)
            else:  # a draft was recorded or thrown away meanwhile: maybe the one that was read
                self.again()

        shell.read("main", lambda desk: self.look(desk, key), read, self._refused)

    def look(self, desk: Desk, key: str) -> Begun:
        try:
            filling = filling_of(key)
        except LookupError:
            raise FormGoneError(key) from None
        filling.rulebook = self.shell.rulebook
        kept = desk.run(read_draft, key)
        typed = kept.contents if kept else {}
        filling.prepare(desk, filling.needed(typed))
        return Begun(filling, typed if kept else filling.prefilled(desk), kept)

    def read(self, answer: Begun) -> None:
        filling, typed, kept = answer
        unsaved = self.shell.drafts.unsaved(self.key)
        self.shell.form.bind(filling, self.key, typed if unsaved is None else unsaved, kept)

    def _refused(self, error: Exception) -> None:
        words = self.shell.in_words(error)
        self.shell.back()
        self.shell.say(words)

    def page(self, answer: Begun) -> Page:
        return Page(answer.filling.title(answer.typed), ())

    def left(self) -> None:
        self.shell.drafts.keep_now()
        self.shell.form.unbind()
