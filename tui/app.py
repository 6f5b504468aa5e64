"""The application: it draws the sign-in at once, and opens the case database behind it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.events import Event, Key
from textual.filter import LineFilter
from textual.screen import ModalScreen

from tui.actions import Keymap
from tui.marks import Colourless
from tui.sign_in import SignInScreen
from tui.threads import DatabaseThreads, Delivered

if TYPE_CHECKING:
    from casework.office import Office
    from casework.views.desks import SignedIn

_STYLES, _NO_COLOUR = "styles/casework.tcss", "styles/no_colour.tcss"


class CaseworkApp(App[None], inherit_bindings=False):
    """The screens of one officer. *opened* opens the case database, on the reader's thread."""

    TITLE = "casework"
    CSS_PATH: ClassVar[str] = _STYLES
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, opened: "Callable[[], Office]", *, log: Path) -> None:
        super().__init__(css_path=[_STYLES, _NO_COLOUR] if "NO_COLOR" in environ else None)
        self.opened = opened
        self.log_file = log
        self.threads = DatabaseThreads(self.post_message)
        self.office: Office | None = None
        self.keymap: Keymap = {}
        self.keep_typed: Callable[[], None] = lambda: None
        self.refusal: str | None = None
        self._colourless = (Colourless(),)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return self._colourless if self.no_color else super().get_line_filters()

    def on_mount(self) -> None:
        self.push_screen(SignInScreen())

    def on_delivered(self, delivered: Delivered) -> None:
        delivered.run()

    def seat(self, signed_in: "SignedIn") -> None:
        """Give the officer who signed in the shell, in place of the sign-in."""
        from tui.shell import Shell  # noqa: PLC0415  # heavy, and loaded behind the sign-in

        assert self.office is not None  # noqa: S101  # nobody signs in before it is open
        self.switch_screen(Shell(self.office, signed_in))

    def leave(self, refusal: str | None = None) -> None:
        """Close the screens once every write is made; *refusal* is said where they were."""
        self.refusal = refusal
        self.threads.close()
        self.exit()

    def pop_screen(self) -> AwaitComplete:
        """Close what is asked on top; the screen below it stays, however often Esc is pressed."""
        return super().pop_screen() if isinstance(self.screen, ModalScreen) else AwaitComplete()

    async def on_event(self, event: Event) -> None:
        """Let Tab and Enter leave a field at once.

        Over a slow line keys come in bursts. Textual hands each to whatever has the focus as it
        comes in, and a key that moves the focus does so only once it has come back from its
        field: what was typed after it would stand in the field before.
        """
        if isinstance(event, Key) and not event.is_forwarded:
            form = getattr(self.screen, "form", None)
            if form is not None and await form.leave_field(event.key):
                return
        await super().on_event(event)

    async def action_quit(self) -> None:
        self.leave()

    def _handle_exception(self, error: Exception) -> None:
        """Leave without Textual's trace: it prints local variables, which are case data."""
        from tui import crash  # noqa: PLC0415  # only where something is wrong

        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        reference = crash.keep(error, self.log_file)
        self.panic(
            Text(
                f"casework had to stop (reference {reference}). Nothing saved is lost, and what "
                "you were typing is kept as a draft. Give the reference to whoever looks after it."
            )
        )
        with suppress(Exception):  # what is wrong may be here too
            self.keep_typed()
            self.threads.close()
