"""The application: a desk, and the screen it opens on."""

from typing import ClassVar

from textual.app import App
from textual.binding import BindingType

from casework.desk import Desk
from tui.screens.needs_decision import NeedsDecisionScreen


class CaseworkApp(App[None]):
    """The screens of one officer at one desk."""

    TITLE = "casework"
    CSS_PATH: ClassVar[str] = "styles/casework.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+q", "quit", "Leave")]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def on_mount(self) -> None:
        self.push_screen(NeedsDecisionScreen(self.desk))

    def _handle_exception(self, error: Exception) -> None:
        """Leave without Textual's trace: it prints local variables, which are case data."""
        self._exception = error
        self.panic(f"casework had to stop ({type(error).__name__}). Nothing saved is lost.")
