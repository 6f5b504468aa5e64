"""The shell: one long-lived screen whose one sheet the views are bound to in turn."""

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key, Resize
from textual.widgets import Input

from casework.office import Office
from casework.pages.page import Page, Paragraph, Target
from casework.permissions import Action as Right
from casework.views.desks import SignedIn
from tui.actions import Owned, owned_by
from tui.beside import Beside
from tui.commands import Commands
from tui.desk_screen import DeskScreen
from tui.drafts import DraftKeeper
from tui.form_pane import FormPane
from tui.inputs import LineInput
from tui.keyboard import Keyboard
from tui.lines import Hint, OneLine
from tui.memory import forget_drawn
from tui.places import Place, Places
from tui.sheet import Sheet
from tui.sources import PageSource, Source
from tui.undo import Undo
from tui.view import View
from tui.views import view_class
from tui.words import footer_words, header_words


class Shell(DeskScreen):
    """The officer's screen. Views are bound to its sheet; nothing is built when one is opened."""

    def __init__(self, office: Office, signed_in: SignedIn) -> None:
        super().__init__(office, signed_in)
        self.places = Places()
        self.views: dict[str, View[Any]] = {}
        self.view: View[Any] | None = None
        self.done: list[Undo] = []
        self.drafts_kept = signed_in.drafts
        self.keyboard = Keyboard(self)
        self._cursor = 0

    def compose(self) -> ComposeResult:
        yield OneLine(id="header")
        yield OneLine(id="title")
        yield LineInput(id="filter", placeholder="filter")
        with Horizontal(id="body"):
            yield Sheet(id="main")
            yield Sheet(id="side")
            yield FormPane(self)
        yield Hint(id="hint")
        yield OneLine(id="footer")

    def on_mount(self) -> None:
        self.main = self.query_one("#main", Sheet)
        self.main.heard = self._moved
        self.beside = Beside(self, self.query_one("#side", Sheet))
        self.form = self.query_one(FormPane)
        self.filter = self.query_one("#filter", LineInput)
        self.drafts = DraftKeeper(self)
        self.commands = Commands(self)
        self.app.keep_typed = self.drafts.keep_now
        self.filter.display = self.form.display = False
        self._make_room()
        self.head()
        self.main.focus()
        self.go(Target("today"))

    # Where one is.

    def go(self, target: Target, *, cursor: int = 0) -> None:
        """Show a view; the place one comes from can be gone back to."""
        self._keep_cursor()
        place = self.places.go(target)
        place.cursor = cursor or place.cursor
        self.view_of(target.view).gone_to()
        self.show_place(place)

    def show_place(self, place: Place) -> None:
        """Bind a view to the sheet, and read what it shows."""
        name, key = place.target
        view = self.view_of(name)
        if self.view is not None and (view is not self.view or key != view.key):
            self.view.left()
        self.view = view
        self._cursor = place.cursor
        self.app.threads.forget("main")
        self.awaited()
        self.beside.clear()
        self.say("")
        self.close_filter()
        self._use_form(name == "form")
        self.keyboard.awaits()
        view.open(key)
        if view.narrowed_by or view.searches:
            self.open_filter(focus=view.searches)
        self.foot()

    def view_of(self, name: str) -> View[Any]:
        """Return the one view of a name; it is made when it is first wanted."""
        if name not in self.views:
            self.views[name] = view_class(name)(self)
        return self.views[name]

    def _keep_cursor(self) -> None:
        if self.places.now is not None:
            self.places.now.cursor = self.main.cursor

    def _use_form(self, in_use: bool) -> None:
        self.form.display = in_use
        self.main.display = not in_use
        self._make_room()
        if not in_use:
            self.main.focus()

    # What is shown.

    def show(self, source: Source, title: str) -> None:
        """Show a source in the sheet, with the cursor where it was when one was last here."""
        cursor = self._cursor or self.main.cursor
        here = self.places.now
        if here is not None and self._shown_place is not here:
            cursor = here.cursor
            self._shown_place = here
            self.call_after_refresh(forget_drawn)  # what was shown before is drawn no more
        self._cursor = 0
        self.title_words = title
        self.main.show(source, cursor=cursor)
        self.keyboard.shown()
        self.entitle()
        self.foot()

    _shown_place: Place | None = None
    _leaving = False
    title_words = ""

    def entitle(self) -> None:
        """Say in the title line what is shown, and where in it the cursor is."""
        items = 0 if self.form.display else self.main.source.items
        at = f"{self.main.cursor + 1:,} of {items:,}" if items else ""
        self.query_one("#title", OneLine).say(f"{self.title_words}   {at}")

    def head(self) -> None:
        """Say in the header who is at the desk, and what they have begun."""
        words = header_words(
            self.signed_in,
            self.size.width,
            drafts=self.drafts_kept,
            offline=self.offline,
            read_only=not self.may(Right.RECORD_FACTS),
        )
        self.query_one("#header", OneLine).say(words)

    def foot(self) -> None:
        """Say in the footer what can be done here."""
        words = footer_words(self.owned(), self.size.width, typing=self.form.display)
        self.query_one("#footer", OneLine).say(words)

    def say(self, words: str) -> None:
        """Say something in a line above the footer, until something else is said."""
        self.query_one("#hint", Hint).say(words)

    def unsay(self, words: str) -> None:
        """Say it no more, where it is still said."""
        self.query_one("#hint", Hint).unsay(words)

    def failed(self, error: Exception) -> None:
        """Say in the hint what went wrong."""
        self.say(self.in_words(error))

    def nothing_to_show(self, error: Exception) -> None:
        """Say in the sheet why there is nothing in it."""
        words = self.in_words(error)
        if self.view is not None:
            self.view.refused()
        self._use_form(False)
        self.show(PageSource(Page("Nothing to show", (Paragraph(words),))), "Nothing to show")

    # Keys and the cursor.

    def owned(self) -> list[Owned]:
        """Return what can be done here, and who does it: the view first, the shell last."""
        keymap = self.app.keymap
        owned = owned_by(self.view, self.view.ACTIONS, keymap) if self.view else []
        if self.form.display:
            owned += owned_by(self.form, FormPane.ACTIONS, keymap)
        else:
            owned += owned_by(self.main, Sheet.ACTIONS, keymap)
        return owned + owned_by(self.commands, Commands.ACTIONS, keymap)

    async def on_key(self, event: Key) -> None:
        self.keyboard.take(event)

    def _moved(self, target: Target | None) -> None:
        self.entitle()
        if self.view is not None:
            self.view.moved(target)
            self.beside.rest(self.view, target)

    @on(Sheet.Chosen, "#main")
    def _main_chosen(self, chosen: Sheet.Chosen) -> None:
        if self.view is not None:
            self.view.chosen(chosen.target)
        self.keyboard.chosen()

    @on(Input.Changed, "#filter")
    def _filter_typed(self, changed: Input.Changed) -> None:
        if self.view is not None and self.filter.display and changed.value == self.filter.value:
            self.view.narrow(changed.value)

    @on(Input.Submitted, "#filter")
    def _filter_done(self) -> None:
        if self.focused is self.main:
            self.main.do_choose()  # a second Enter, pressed before the first was done
        elif self.view is not None:
            self.view.submitted()

    def on_resize(self, _: Resize) -> None:
        self._make_room()
        self.head()
        self.foot()

    def _make_room(self) -> None:
        self.beside.make_room(self.size.width)

    # What the commands ask for.

    def again(self) -> None:
        """Read what is shown again."""
        if self.view is not None:
            self._keep_cursor()
            self.view.again()

    def back(self) -> None:
        """Close the filter if it is open; else go to the place before, if there is one."""
        if self.filter.display and self.view is not None and not self.view.searches:
            self.close_filter()
            self.view.narrow("")
            return
        self._keep_cursor()
        place = self.places.back()
        if place is not None:
            self.show_place(place)

    def forward(self) -> None:
        """Go forward to where one came back from."""
        self._keep_cursor()
        place = self.places.forward()
        if place is not None:
            self.show_place(place)

    def open_filter(self, *, focus: bool = True) -> None:
        """Open the filter, with what the view is narrowed by."""
        searches = self.view is not None and self.view.searches
        self.filter.placeholder = "search" if searches else "filter"
        self.filter.display = True
        self.filter.value = self.view.narrowed_by if self.view is not None else ""
        self.filter.cursor_position = len(self.filter.value)
        if focus:
            self.filter.focus()
        self.foot()

    def close_filter(self) -> None:
        """Close the filter; who closes it shows all again."""
        if self.filter.display:
            self.filter.display = False
            self.filter.value = ""
            self.main.focus()

    def person_here(self) -> str:
        """Return the number of the person shown, or under the cursor; empty where nobody is."""
        places = [self.places.now.target] if self.places.now else []
        places += [target] if (target := self.main.target) else []
        for place in places:
            number = place.key.partition("/")[0]
            if number[:1] == "P" and number[1:].isdigit():
                return number
        return ""

    def go_to_person(self, person: str) -> None:
        """Show a person's record."""
        self.go(Target("person", person))

    def leave(self) -> None:
        """Keep what is typed, and close once all is written; asked again, close regardless."""
        self.drafts.keep_now()
        before = self.unwritten if not self._leaving else None
        self._leaving = True

        def leave_if_kept(_: None) -> None:
            if before in {None, self.unwritten}:
                self.app.leave()
            else:
                self.say("What you typed could not be kept. Ctrl+Q again leaves without it.")

        self.write(lambda _: None, leave_if_kept)
