"""The form pane: what can be done with the form that is being filled in."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from casework.forms.filling import FieldKind, choice_typed
from casework.pages.page import Field, Page, Paragraph, Target
from tui.actions import Action
from tui.ask import AskScreen
from tui.field_row import WRONG
from tui.filling import Done, Filling
from tui.form_fields import FormFields
from tui.palette import PersonScreen
from tui.pick import ChoiceScreen, Option

if TYPE_CHECKING:
    from tui.shell import Shell

_LONG = 0.5
"""Seconds after which it is said that something is still going on."""

_RECORDING = "Being recorded: the case database is busy. It is said here when it is done."
_REVIEWING = "Being looked over: the case database is busy. What you typed stays."


class FormPane(FormFields):
    """The one form of the screen."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            id="form.review",
            label="review",
            help="Show in full what will be recorded, and record it.",
            keys=("f9", "ctrl+s"),
            footer=1,
            in_text=True,
        ),
        Action(
            id="form.choices",
            label="choices",
            help="Show what a field can be, and pick one.",
            keys=("f4",),
            footer=2,
            in_text=True,
        ),
        Action(
            id="form.discard",
            label="throw away",
            help="Throw away what is typed here, and its draft.",
            keys=("f8",),
            footer=3,
            danger=True,
            in_text=True,
        ),
    )

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._recording: set[str] = set()
        """The forms that are being recorded, which may take a while; left and opened again,
        one of them is not to be recorded twice."""

    # What can be done.

    def can(self, action_id: str) -> bool:
        """Whether an action can be done now."""
        if action_id != "form.choices":
            return self.filling is not None and self.about not in self._recording
        return self.has_choices

    def do_choices(self) -> None:
        """Offer the choices of the field."""
        row = self.row_in_focus
        if row is None or row.field is None:
            return
        field = row.field
        if field.kind is FieldKind.PERSON:
            self.app.push_screen(PersonScreen(self.shell, then=row.pick))
            return
        options = [
            Option(choice.label, "", choice_typed(field, choice)) for choice in field.offered
        ]
        self.app.push_screen(ChoiceScreen(field.label, options, row.pick))

    def do_discard(self) -> None:
        """Throw away what is typed, once that is said in full and confirmed."""
        about, title = self.about, self.shell.title_words
        typed = [(row.field.label, row.typed) for row in self._rows if row.field and row.typed]
        said = tuple(Field(label, words) for label, words in typed)
        page = Page(f"Throw away: {title}", said or (Paragraph("Nothing is typed here."),))

        def discard(_: str) -> None:
            self.shell.drafts.drop(about)
            self._gone(Done(f"Thrown away: {title}."))

        self.app.push_screen(AskScreen(page, yes="Throw away what is typed", then=discard))

    def do_review(self) -> None:
        """Show in full what will be recorded; where something is wrong, go there."""
        read, filling = self.read(), self.filling
        if filling is None:
            return
        rows = {row.field.name: row for row in self._rows if row.field is not None}
        if read.keys() != rows.keys():
            return  # what is typed has no fields yet: a form just opened is still to be laid out
        for name, row in rows.items():
            if read[name].wrong or row.noted.startswith(WRONG):
                row.wrong(read[name].wrong)
                row.editor.focus()
                self.help()
                self.shell.say("")
                return
        self.shell.say("")
        values = {name: reading.value for name, reading in read.items()}
        waiting = self.set_timer(_LONG, lambda: self._tell(filling, _REVIEWING))

        def reviewed(page: Page) -> None:
            waiting.stop()
            self._tell(filling, "")
            self._ask(filling, values, page)

        def refused(error: Exception) -> None:
            waiting.stop()
            self.shell.failed(error)

        self.shell.read("review", lambda desk: filling.review(desk, values), reviewed, refused)

    def _tell(self, filling: Filling, words: str) -> None:
        if filling is self.filling:
            self.shell.say(words)

    def _ask(self, filling: Filling, values: Mapping[str, Any], page: Page) -> None:
        if filling is self.filling:
            self.app.push_screen(
                AskScreen(page, yes=filling.verb, then=lambda _: self._submit(filling, values))
            )

    def _submit(self, filling: Filling, values: Mapping[str, Any]) -> None:
        about = self.about
        self._recording.add(about)
        waiting = self.set_timer(_LONG, lambda: self.shell.say(_RECORDING))

        def answered() -> None:
            waiting.stop()
            self._recording.discard(about)

        def recorded(done: Done) -> None:
            answered()
            self.shell.drafts.drop(about)
            if done.undo is not None:
                self.shell.done.append(done.undo)
            if about == self.about:
                self._gone(done)
            else:
                self.shell.say(done.says)

        def refused(error: Exception) -> None:
            answered()
            self.shell.say(f"Not recorded. {self.shell.in_words(error)}")

        self.shell.write(lambda desk: filling.submit(desk, values), recorded, refused)

    def _gone(self, done: Done) -> None:
        """Leave the form for where its record is to be seen, or where the officer came from."""
        shell = self.shell
        here = Target("form", self.about)
        self.unbind()
        shell.places.forget(here)
        if done.target is not None:
            shell.go(done.target)
        else:
            shell.back()
        shell.places.forget(here)
        shell.say(done.says)
