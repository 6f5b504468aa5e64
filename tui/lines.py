"""The lines of the shell's own words; they do not lay the screen out anew, which costs most."""

from textual.widgets import Static

from tui.safe import plain_text


class OneLine(Static):
    """One line, always there."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id, markup=False)
        self._said = ""

    def say(self, words: str) -> None:
        """Say something else."""
        if words != self._said:
            self._said = words
            self.update(plain_text(words), layout=False)


class Hint(OneLine):
    """As many lines as are needed, and none where there is nothing to say."""

    def on_mount(self) -> None:
        self.display = False

    def say(self, words: str) -> None:
        """Say something else, or nothing."""
        if words != self._said:
            self._said = words
            self.update(plain_text(words))
            self.display = bool(words)

    def unsay(self, words: str) -> None:
        """Say it no more, where it is still said."""
        if words == self._said:
            self.say("")
