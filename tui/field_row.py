"""One row of the form pane: a label, an editor, and how what is typed was read."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from casework.forms.filling import FormField
from tui.inputs import LineInput, LongInput
from tui.safe import plain_text


class FieldRow(Horizontal):
    """A field: its label, what is typed, and how it was read."""

    def __init__(self, editor: LineInput | LongInput) -> None:
        super().__init__(classes="field")
        self.editor = editor
        self.set_class(isinstance(editor, LongInput), "long")
        self.field: FormField | None = None
        self._label = Static(classes="label", markup=False)
        self._note = Static(classes="note", markup=False)
        self._noted = ""

    def compose(self) -> ComposeResult:
        yield self._label
        yield self.editor
        yield self._note

    @property
    def typed(self) -> str:
        """What is typed."""
        return self.editor.text if isinstance(self.editor, LongInput) else self.editor.value

    def bind(self, field: FormField, typed: str) -> None:
        """Become another field."""
        if self.field != field:
            self.field = field
            mark = "*" if field.needed else " "
            self._label.update(plain_text(f"{mark} {field.label}"))
        self.put(typed)
        self.display = True

    def put(self, typed: str) -> None:
        """Type something in the officer's place."""
        if self.typed == typed:
            return
        if isinstance(self.editor, LongInput):
            self.editor.text = typed
        else:
            self.editor.value = typed
            self.editor.cursor_position = len(typed)

    def release(self) -> None:
        """Hold nothing, and be seen no more."""
        self.display = False
        self.field = None
        self.put("")
        self.note("")

    def pick(self, value: str) -> None:
        """Take a value that was picked from a list."""
        self.put(value)
        self.editor.focus()

    def note(self, words: str) -> None:
        """Say beside the field how it was read."""
        if words != self._noted:
            self._noted = words
            self._note.update(plain_text(words))
