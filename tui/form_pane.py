"""The form pane: fields one below another, each with how it was read beside it.

It is built once and re-bound: a form with more fields than there were adds to the pool.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static, TextArea

from casework.forms.filling import FieldKind, Reading, read_form
from casework.pages.page import Page, Target
from casework.views.desks import DraftLine
from rules.days import in_london, london_day
from tui.actions import Action
from tui.ask import AskScreen
from tui.field_row import FieldRow
from tui.filling import Done, Filling
from tui.inputs import LineInput, LongInput
from tui.names_typed import NamesTyped
from tui.pick import Option, PickScreen
from tui.safe import plain_text

if TYPE_CHECKING:
    from tui.shell import Shell


class FormPane(Vertical):
    """The one form of the screen."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            id="form.review",
            label="review and record",
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
        super().__init__(id="form")
        self.shell = shell
        self.filling: Filling | None = None
        self.about = ""
        self._binding = False
        self._names = NamesTyped(shell, self._read)
        self._submitting = False

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="fields", can_focus=False):
            yield Vertical(id="lines")
            yield Vertical(id="longs")
        yield Static(id="field-help", markup=False)
        yield Static(id="draft", markup=False)

    @property
    def rows(self) -> list[FieldRow]:
        """The rows of the fields there are now, in order."""
        return [row for row in self.query(FieldRow) if row.display]

    @property
    def typed(self) -> dict[str, str]:
        """What is typed, by field."""
        return {row.field.name: row.typed for row in self.rows if row.field is not None}

    # Binding.

    def bind(
        self, filling: Filling, about: str, typed: Mapping[str, str], kept: DraftLine | None
    ) -> None:
        """Become a form, with what is typed of it so far."""
        self.filling, self.about = filling, about
        self._remembered = dict(typed)
        self._submitting = False
        when = f"{in_london(kept.saved_at):%H:%M}" if kept else ""
        self._say_draft(f"Your draft of {when} is back." if kept else "")
        self.call_later(self._lay_out, 0)

    def unbind(self) -> None:
        """Let go of what was typed; its draft is kept."""
        self.filling = None
        self._remembered = {}
        self._names.forget()
        for row in self.query(FieldRow):
            row.release()

    _remembered: dict[str, str]

    async def _lay_out(self, focus: int | None = None) -> None:
        """Give each field its row, with what is remembered of it."""
        if self.filling is None:
            return
        fields = self.filling.form.fields(self._remembered)
        short = [field for field in fields if field.kind is not FieldKind.LONG]
        long = [field for field in fields if field.kind is FieldKind.LONG]
        pools = [
            (short, await self._pool("#lines", LineInput, len(short))),
            (long, await self._pool("#longs", LongInput, len(long))),
        ]
        self._binding = True
        with self.app.batch_update():
            for wanted, rows in pools:
                for row, field in zip(rows, wanted, strict=False):
                    row.bind(field, self._remembered.get(field.name, ""))
                for row in rows[len(wanted) :]:
                    row.release()
        self.call_after_refresh(self._bound)
        self._read()
        self.shell.title_words = self.filling.title(self.typed)
        self.shell.entitle()
        if focus is not None and self.rows:
            self.rows[focus].editor.focus()

    async def _pool(
        self, where: str, editor: type[LineInput] | type[LongInput], least: int
    ) -> list[FieldRow]:
        """Return the rows of one sort, made more where there are too few."""
        rows = list(self.query_one(where).query(FieldRow))
        more = [FieldRow(editor()) for _ in range(least - len(rows))]
        if more:
            await self.query_one(where).mount(*more)
        return rows + more

    def _bound(self) -> None:
        self._binding = False

    # Typing.

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _changed(self, event: Input.Changed | TextArea.Changed) -> None:
        event.stop()
        if self._binding or self.filling is None:
            return
        typed = self.typed
        self._remembered |= typed
        if self.filling.form.fields(self._remembered) != tuple(r.field for r in self.rows):
            self.call_later(self._lay_out)
        else:
            self._read()
        self._say_draft("")
        self.shell.drafts.typed(self.about, self.filling.title(typed), self._remembered)

    def kept(self) -> None:
        """Hear that the draft is kept."""
        if self.filling is not None:
            wall = in_london(self.shell.office.now())
            self._say_draft(f"Draft saved {wall:%H:%M}.")

    def _say_draft(self, words: str) -> None:
        self.query_one("#draft", Static).update(plain_text(words))

    def _read(self) -> dict[str, Reading]:
        """Read what is typed, and say beside each field how."""
        if self.filling is None:
            return {}
        today = london_day(self.shell.office.now())
        read = read_form(self.filling.form, self.typed, today=today)
        for row in self.rows:
            if row.field is None:
                continue
            reading = read[row.field.name]
            if row.field.kind is FieldKind.PERSON and row.typed.strip():
                row.note(self._names.of(row.typed.strip()))
            elif reading.wrong:
                row.note(f"! {reading.wrong}" if row.typed.strip() else "")
            else:
                row.note(f"→ {reading.shown}" if reading.shown else "")
        return read

    @on(events.DescendantFocus)
    def _focused(self) -> None:
        row = self._row_in_focus()
        words = row.field.help if row is not None and row.field is not None else ""
        if row is not None and row.field is not None and row.field.kind is FieldKind.CHOICE:
            words = f"{words} F4 shows the choices.".strip()
        self.query_one("#field-help", Static).update(plain_text(words))

    def _row_in_focus(self) -> FieldRow | None:
        return next((row for row in self.rows if row.editor.has_focus), None)

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    # What can be done.

    def can(self, action_id: str) -> bool:
        """Whether an action can be done now."""
        row = self._row_in_focus()
        if action_id == "form.choices":
            return row is not None and row.field is not None and bool(row.field.choices)
        return self.filling is not None and not self._submitting

    def do_choices(self) -> None:
        """Offer the choices of the field."""
        row = self._row_in_focus()
        if row is None or row.field is None:
            return
        options = [Option(choice.label, "", choice.label) for choice in row.field.choices]
        self.app.push_screen(PickScreen(row.field.label, options, row.pick))

    def do_discard(self) -> None:
        """Throw away what is typed, once that is confirmed."""
        about = self.about
        title = self.shell.title_words
        page = Page("Throw away", ())

        def discard(_: str) -> None:
            self.shell.drafts.drop(about)
            self._gone(Done(f"Thrown away: {title}."))

        self.app.push_screen(
            AskScreen(page, yes=f"Throw away what is typed: {title}", then=discard)
        )

    def do_review(self) -> None:
        """Show in full what will be recorded; where something is wrong, go there."""
        read = self._read()
        for row in self.rows:
            reading = read[row.field.name] if row.field else Reading()
            if reading.wrong:
                row.note(f"! {reading.wrong}")
                row.editor.focus()
                self.shell.say(reading.wrong)
                return
        filling = self.filling
        if filling is None:
            return
        values = {name: reading.value for name, reading in read.items()}
        self.shell.read(
            "review",
            lambda desk: filling.review(desk, values),
            lambda page: self._ask(filling, values, page),
        )

    def _ask(self, filling: Filling, values: Mapping[str, Any], page: Page) -> None:
        if filling is self.filling:
            self.app.push_screen(
                AskScreen(page, yes=filling.verb, then=lambda _: self._submit(filling, values))
            )

    def _submit(self, filling: Filling, values: Mapping[str, Any]) -> None:
        self._submitting = True
        about = self.about

        def recorded(done: Done) -> None:
            self.shell.drafts.drop(about)
            if done.undo is not None:
                self.shell.done.append(done.undo)
            if filling is self.filling:
                self._gone(done)
            else:
                self.shell.say(done.says)

        def refused(error: Exception) -> None:
            self._submitting = False
            self.shell.say(self.shell.in_words(error))

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
