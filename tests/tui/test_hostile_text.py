"""Hostile words in a record: every view shows them, obeys none, and loses nothing."""

import unicodedata

import pytest
from rich.text import Text

from casework.desk import Desk
from casework.models import Event, Note
from casework.office import Office
from casework.pages.page import Target
from casework.safe_text import safe_text
from rules.vocabulary import EventKind
from tests.builders import given
from tests.tui.conftest import Open, Screens
from tests.tui.region import _person, fact
from tui.safe import on_screen, plain_text

ESCAPES = "\x1b[2J\x1b]0;owned\x07"
MARKUP = "[red]RED[/red] [REDACTED] [/]"
TURNED = "\u202eDLO\u202c\u200b"
WIDE = "山田"
VIEWS = (
    Target("today"),
    Target("caseload"),
    Target("flags"),
    Target("person", "P12"),
    Target("person", "P12/notes"),
    Target("person", "P12/events"),
    Target("order", "1"),
    Target("flag", "7"),
    Target("fact", "1"),
    Target("prisons"),
    Target("prison", "LEI"),
    Target("allocation"),
    Target("unchecked"),
    Target("drafts"),
    Target("search", "red redacted"),
)
SHOWN = {Target("caseload"), Target("person", "P12")}
"""Where the name is to be read."""


def put_on_record(office: Office) -> None:
    """Put P12 on record, with words that no form would take, as an import of old may hold them."""
    desk = Desk(engine=office.engine, login="officer", interface="test", now=office.now)
    person = _person(desk, MARKUP, f"{WIDE}{TURNED}{ESCAPES}", 12, born=1980)
    body = f"{ESCAPES}{MARKUP}{TURNED}\n{WIDE}\n" + "x" * 3_000
    note = fact(Note, written_on=office.now().date(), body=body, is_assessment=False)
    event = fact(
        Event,
        kind=EventKind.CONTACT,
        happened_on=office.now().date(),
        other_name=body,
        place=TURNED,
    )
    given(desk, person, note, event)


def obeyed(text: str) -> list[str]:
    """Return what of a screen a terminal would obey rather than show."""
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return [char for char in text if char != "\n" and unicodedata.category(char) in hidden]


async def test_hostile_words_are_shown_and_obeyed_nowhere(
    open_screens: Open, office: Office
) -> None:
    put_on_record(office)
    async with open_screens(size=(140, 40)) as screens:
        for target in VIEWS:
            screens.shell.go(target)
            await screens.settled()
            assert obeyed(screens.text) == [], target
            assert target not in SHOWN or "[RED]RED" in screens.text, screens.text
        await palette_shows(screens)


async def palette_shows(screens: Screens) -> None:
    """The palette and a question before an action draw words too."""
    await screens.press("ctrl+g")
    await screens.type("P12")
    assert "[RED]RED" in screens.text
    assert obeyed(screens.text) == []
    await screens.press("escape")


async def test_hostile_words_typed_or_pasted_are_kept_as_typed(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("slash")
        await screens.type("[/] [red]")
        assert "[/] [red]" in screens.text
        assert obeyed(screens.text) == []


@pytest.mark.parametrize("words", [ESCAPES, MARKUP, TURNED, "\t\r\x9b"])
def test_what_the_shell_itself_says_is_made_safe(words: str) -> None:
    assert obeyed(on_screen(words)) == []
    assert isinstance(plain_text(words), Text)
    assert plain_text(words).plain == safe_text(words)
    assert plain_text(words).spans == []
