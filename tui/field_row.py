"""One row of the form pane: a label, an editor, and how what is typed was read."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from casework.forms.filling import FieldKind, FormField
from tui.inputs import LineInput, LongInput
from tui.safe import plain_text

WRONG = "! "
"""What a note begins with that says what is wrong."""


class FieldRow(Horizontal):
    """A field: its label, what is typed, and how it was read."""

    def __init__(self, editor: LineInput | LongInput) -> None:
        super().__init__(classes="field")
        self.editor = editor
        self.set_class(isinstance(editor, LongInput), "long")
        self.field: FormField | None = None
        self.noted = self._labelled = ""
        self._label = Static(classes="label", markup=False)
        self._note = Static(classes="note", markup=False)

    def compose(self) -> ComposeResult:
        yield self._label
        yield self.editor
        yield self._note

    @property
    def typed(self) -> str:
        """What is typed."""
        return self.editor.text if isinstance(self.editor, LongInput) else self.editor.value

    @property
    def note_width(self) -> int:
        """Cells for the note; one that is wider is cut."""
        return self._note.content_size.width

    def bind(self, field: FormField, typed: str) -> None:
        """Become another field, or the same anew: what is typed is then left as it is."""
        if self.field is None or self.field.name != field.name:
            self.note("")
            self.put(typed)
        self.field = field
        self.display = True
        self._entitle()

    def on_descendant_focus(self) -> None:
        self._entitle(in_focus=True)

    def on_descendant_blur(self) -> None:
        self._entitle(in_focus=False)

    def _entitle(self, *, in_focus: bool | None = None) -> None:
        """Show the label: ">" before the field in focus, "*" before one that is needed."""
        if self.field is None:
            return
        here = self.editor.has_focus if in_focus is None else in_focus
        words = f"{'>' if here else ' '}{'*' if self.field.needed else ' '} {self.field.label}"
        if words != self._labelled:
            self._labelled = words
            self._label.update(plain_text(words), layout=False)

    def put(self, typed: str) -> None:
        """Type something in the officer's place; what could be taken back of before is gone."""
        if isinstance(self.editor, LongInput):
            self.editor.load_text(typed)
        elif self.typed != typed:
            self.editor.value = typed
            self.editor.cursor_position = len(typed)

    def release(self) -> None:
        """Hold nothing, and be seen no more."""
        self.display = False
        self.field = None
        self.put("")
        self.note("")

    def pick(self, value: str) -> None:
        """Take a value that was picked from a list; a field for several takes it too."""
        several = self.field is not None and self.field.kind is FieldKind.SEVERAL
        self.put(f"{self.typed.rstrip(' ;')}; {value}" if several and self.typed.strip() else value)
        self.editor.focus()

    def wrong(self, why: str) -> None:
        """Say beside the field what is wrong, if that is not said already."""
        label = "" if self.field is None else f"{self.field.label}: "
        self.note(self.noted or f"{WRONG}{why.removeprefix(label)}")

    def note(self, words: str) -> None:
        """Say beside the field how it was read. Its room is fixed: nothing is laid out anew."""
        if words != self.noted:
            self.noted = words
            weight = "bold" if words.startswith(WRONG) else ""
            self._note.update(plain_text(words, style=weight), layout=False)
