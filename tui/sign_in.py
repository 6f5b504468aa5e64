"""Sign in: who is at the desk. Drawn before anything heavy is loaded."""

from importlib import import_module
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Static

from casework.pages.page import Column, Heading, Page, Paragraph, Row, Table, Target
from tui.actions import Keymap, key_of, owned_by, pressed
from tui.safe import plain_text
from tui.sheet import Sheet
from tui.sources import PageSource

if TYPE_CHECKING:
    from casework.office import Office
    from casework.views.desks import OfficerLine, SignedIn
    from tui.app import CaseworkApp

_WAIT = Page("Sign in", (Paragraph("Opening the case database…"),))
_COLUMNS = (Column("Login", 22), Column("Name", None), Column("Roles", 34, drop=1))


class SignInScreen(Screen[None]):
    """Choose who signs in: oneself, or on the demo any of its invented officers."""

    app: "CaseworkApp"
    _chosen = False

    def compose(self) -> ComposeResult:
        yield Static(plain_text("casework"), id="header")
        yield Static(plain_text("Sign in"), id="title")
        yield Sheet(id="main")
        yield Static(plain_text("Enter sign in   Ctrl+Q leave"), id="footer")

    def on_mount(self) -> None:
        self.sheet = self.query_one(Sheet)
        self.sheet.show(PageSource(_WAIT))
        self.sheet.focus()
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        self.app.threads.read("sign-in", self._officers, self._offer, self._refused)

    def _officers(self) -> "tuple[Office, Keymap, tuple[OfficerLine, ...]]":
        from casework.services.sign_in import list_sign_ins  # noqa: PLC0415  # heavy: loaded here

        office = self.app.opened()
        keymap: Keymap = {}
        if office.settings.keymap is not None:
            from tui.keymap import read_keymap  # noqa: PLC0415  # it loads every view

            keymap = read_keymap(office.settings.keymap)
        return office, keymap, office.desk("tui").run(list_sign_ins)

    def _offer(self, found: "tuple[Office, Keymap, tuple[OfficerLine, ...]]") -> None:
        self.app.office, self.app.keymap, officers = found
        rows = tuple(
            Row(
                (one.login, one.name, ", ".join(role.replace("_", " ") for role in one.roles)),
                Target("sign-in", one.login),
            )
            for one in officers
        )
        blocks = (
            Heading("Who is at the desk?"),
            Table(_COLUMNS, rows, "Nobody can sign in here; an administrator opens accounts."),
        )
        mine = self.app.office.settings.officer
        at = next((n for n, one in enumerate(officers) if one.login == mine), 0)
        self.sheet.show(PageSource(Page("Sign in", blocks)), cursor=at)
        self.app.threads.read("load", _load_screens, lambda _: None, self._refused)

    def _refused(self, error: Exception) -> None:
        from tui import crash  # noqa: PLC0415  # only where something is wrong

        self.app.leave(crash.in_words(error, self.app.log_file))

    def on_sheet_chosen(self, chosen: Sheet.Chosen) -> None:
        if chosen.target is None or self.app.office is None or self._chosen:
            return
        self._chosen = True
        desk = self.app.office.desk("tui", login=chosen.target.key)

        def take_seat() -> "SignedIn":
            from casework.services.sign_in import sign_in  # noqa: PLC0415  # loaded by now

            return desk.run(sign_in)

        self.app.threads.read("sign-in", take_seat, self.app.seat, self._refused)

    async def on_key(self, event: Key) -> None:
        if event.key == "ctrl+q":
            self.app.leave()
            return
        keys = owned_by(self.sheet, Sheet.ACTIONS, self.app.keymap)
        found = pressed([key_of(event)], keys).owned
        if found is not None:
            event.stop()
            found.run()


def _load_screens() -> None:
    """Load what is shown first, on the reader's thread, while the officer chooses."""
    import_module("tui.shell")
    import_module("tui.views.today")
