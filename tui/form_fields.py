"""The fields of the form pane: one below another, each with how it was read beside it.

They are built once and re-bound: a form with more fields than there were adds to the pool.
At a key nothing is laid out anew: the room for what is said of a field is fixed.
"""

from asyncio import Event, timeout
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from casework.clock import in_words
from casework.forms.filling import FieldKind, FormField, Reading, read_form
from casework.views.desks import DraftLine
from rules.days import in_london, london_day
from tui.field_row import WRONG, FieldRow
from tui.filling import Filling
from tui.inputs import LineInput, LongInput
from tui.names_typed import NamesTyped
from tui.safe import plain_text

if TYPE_CHECKING:
    from tui.shell import Shell


_WAIT = frozenset(
    {"tab", "shift+tab", "enter", "escape", "f4", "f8", "f9", "ctrl+s", "ctrl+p", "ctrl+q"}
)
"""Keys that wait until what was typed before them is in its fields."""

_LONGEST_CATCHING_UP = 1.0
"""Seconds."""


class FormFields(Vertical):
    """The fields of the one form of the screen, what is typed in them, and its draft."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(id="form")
        self.shell = shell
        self.filling: Filling | None = None
        self.about = ""
        self._remembered: dict[str, str] = {}
        self._fields: tuple[FormField, ...] = ()
        self._rows: list[FieldRow] = []
        self._names = NamesTyped(shell, self.read)
        self._needed = ""
        self._helped = self._draft_said = ""

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="fields", can_focus=False):
            yield Vertical(id="lines")
            yield Vertical(id="longs")
        yield Static(id="field-help", markup=False)
        yield Static(id="draft", markup=False)

    @property
    def rows(self) -> list[FieldRow]:
        """The rows of the fields there are now, in order."""
        return self._rows

    @property
    def typed(self) -> dict[str, str]:
        """What is typed, by field."""
        return {row.field.name: row.typed for row in self._rows if row.field is not None}

    # Binding.

    def bind(
        self, filling: Filling, about: str, typed: Mapping[str, str], kept: DraftLine | None
    ) -> None:
        """Become a form, with what is typed of it so far."""
        if self.filling is not None:
            self.unbind()
        self.filling, self.about = filling, about
        self._remembered = dict(typed)
        self._needed = filling.needed(self._remembered)
        self._say_draft(_is_back(kept, filling) if kept else "")
        self.call_later(self._lay_out, first=True)

    def unbind(self) -> None:
        """Let go of what was typed; its draft is kept."""
        self.filling, self.about = None, ""
        self._remembered, self._fields, self._rows = {}, (), []
        self._names.forget()
        self._say_draft("")
        for row in self.query(FieldRow):
            row.release()

    async def _lay_out(self, *, first: bool = False) -> None:
        """Give each field its row, with what is remembered of it."""
        filling = self.filling
        if filling is None:
            return
        self._remembered |= self.typed  # a key may have come since
        fields = filling.form.fields(self._remembered)
        short = [field for field in fields if field.kind is not FieldKind.LONG]
        long = [field for field in fields if field.kind is FieldKind.LONG]
        pools = [
            (short, await self._pool("#lines", LineInput, len(short))),
            (long, await self._pool("#longs", LongInput, len(long))),
        ]
        focused = self.row_in_focus
        with self.app.batch_update():
            for wanted, rows in pools:
                for row, field in zip(rows, wanted, strict=False):
                    row.bind(field, self._remembered.get(field.name, ""))
                for row in rows[len(wanted) :]:
                    row.release()
        self._rows = [row for wanted, rows in pools for row, _ in zip(rows, wanted, strict=False)]
        self._fields = fields
        self.read()
        self.shell.title_words = filling.title(self._remembered)
        self.shell.entitle()
        if self._rows and (first or (focused is not None and focused.field is None)):
            empty = next((row for row in self._rows if not row.typed), self._rows[0])
            empty.editor.focus()

    async def _pool(
        self, where: str, editor: type[LineInput] | type[LongInput], least: int
    ) -> list[FieldRow]:
        """Return the rows of one sort, made more where there are too few."""
        rows = list(self.query_one(where).query(FieldRow))
        more = [FieldRow(editor()) for _ in range(least - len(rows))]
        if more:
            await self.query_one(where).mount(*more)
        return rows + more

    # Typing.

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _changed(self, event: Input.Changed | TextArea.Changed) -> None:
        """Take note of what is typed; what was put there by the form itself is known already."""
        event.stop()
        row = next((row for row in self._rows if row.editor is event.control), None)
        filling = self.filling
        if filling is None or row is None or row.field is None:
            return
        if self._remembered.get(row.field.name, "") == row.typed:
            return
        self._remembered[row.field.name] = row.typed
        if filling.form.fields(self._remembered) != self._fields:
            self.call_later(self._lay_out)
        else:
            self.read()
        self._say_draft("")
        title = filling.title(self._remembered)
        self.shell.drafts.typed(self.about, title, self._remembered)
        self._prepare(filling)

    def _prepare(self, filling: Filling) -> None:
        """Read the choices anew, where something else is needed for them by now."""
        needed = filling.needed(self._remembered)
        if needed == self._needed:
            return
        self._needed = needed

        def prepared(_: None) -> None:
            if filling is self.filling:
                self.call_later(self._lay_out)

        self.shell.read(
            "prepare", lambda desk: filling.prepare(desk, needed), prepared, lambda _: None
        )

    def kept(self, about: str) -> None:
        """Hear that a draft is kept."""
        if self.filling is not None and about == self.about:
            self._say_draft(f"Draft saved {in_london(self.shell.office.now()):%H:%M}.")

    def not_kept(self, about: str, why: str) -> None:
        """Hear that a draft could not be kept."""
        if self.filling is not None and about == self.about:
            self._say_draft(f"! This is not saved as a draft. {why}")

    def _say_draft(self, words: str) -> None:
        if words != self._draft_said:
            self._draft_said = words
            self.query_one("#draft", Static).update(plain_text(words), layout=False)

    def read(self) -> dict[str, Reading]:
        """Read what is typed, and say beside each field how."""
        if self.filling is None:
            return {}
        today = london_day(self.shell.office.now())
        read = read_form(self.filling.form, self._remembered, today=today)
        for row in self._rows:
            if row.field is not None and row.field.name in read:
                row.note(self._note_of(row, row.field, read[row.field.name]))
        self.help()
        return read

    def _note_of(self, row: FieldRow, field: FormField, reading: Reading) -> str:
        said = row.typed.strip()
        if not said:
            return ""
        if reading.wrong:
            return f"{WRONG}{reading.wrong.removeprefix(f'{field.label}: ')}"
        if field.kind is FieldKind.PERSON:
            return self._names.of(said)
        return f"→ {reading.shown}" if reading.shown else ""

    @on(events.DescendantFocus)
    def _focused(self) -> None:
        self.help()
        self.shell.foot()

    def help(self) -> None:
        """Say of the field in focus what is wrong, in full, or how it is read, and its help."""
        row = self.row_in_focus
        words = ""
        if row is not None and row.field is not None:
            cut = row.noted.startswith(WRONG) or cell_len(row.noted) > row.note_width
            choices = "F4 shows the choices." if row.field.offered else ""
            help_ = f"{row.field.help} {choices}".strip()
            noted = row.noted
            if noted.startswith(WRONG):
                noted = f"{WRONG}{row.field.label}: {noted.removeprefix(WRONG)}"
            words = f"{noted}\n{help_}" if cut else help_
        if words != self._helped:
            self._helped = words
            shown = self.query_one("#field-help", Static)
            weight = "bold" if words.startswith(WRONG) else "dim"
            shown.update(plain_text(words, lines=True, style=weight), layout=False)

    @property
    def has_choices(self) -> bool:
        """Whether the field in focus has choices to show."""
        row = self.row_in_focus
        field = row.field if row is not None else None
        return field is not None and bool(field.offered or field.kind is FieldKind.PERSON)

    @property
    def row_in_focus(self) -> FieldRow | None:
        return next((row for row in self._rows if row.editor.has_focus), None)

    async def caught_up(self) -> None:
        """Wait until all that was typed so far is taken note of, and the fields are as it asks.

        What a field was sent goes up from it, queue by queue; at the latest after a second
        typing goes on.
        """
        focused = self.screen.focused
        if focused is None:
            return
        way = [node for node in focused.ancestors_with_self if isinstance(node, Widget)]
        way = [*way[: way.index(self) + 1], self]  # once more: laying out comes after reading
        with suppress(TimeoutError):
            async with timeout(_LONGEST_CATCHING_UP):
                for node in way:
                    passed = Event()
                    node.call_later(passed.set)
                    await passed.wait()

    async def leave_field(self, key: str) -> bool:
        """Go from field to field with Tab, and out of a field of one line with Enter.

        Other keys that look at what is typed only wait for it. Return whether the key has done
        all it does.
        """
        focused = self.screen.focused
        if key not in _WAIT or focused is None or self not in focused.ancestors_with_self:
            return False
        await self.caught_up()
        on_a_line = isinstance(self.screen.focused, LineInput)
        if key == "tab" or (key == "enter" and on_a_line):
            self.screen.focus_next()
        elif key == "shift+tab":
            self.screen.focus_previous()
        else:
            return False
        return True


def _is_back(kept: DraftLine, filling: Filling) -> str:
    """Say when a draft was kept, and what it holds that the form has no field for any more."""
    fields = {field.name for field in filling.form.fields(kept.contents)}
    left = [f"{name}: {said}" for name, said in kept.contents.items() if said.strip()]
    over = [words for words in left if words.partition(":")[0] not in fields]
    back = f"Your draft of {in_words(kept.saved_at)} is back."
    return f"{back} Not in this form: {'; '.join(over)}" if over else back
