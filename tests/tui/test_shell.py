"""The shell: signing in, going and coming back, help, palette, filter, asking, leaving."""

from pathlib import Path

import pytest
from textual.events import Key
from textual.screen import ModalScreen

from casework.desk import Desk
from casework.errors import CaseworkError
from casework.office import Office
from casework.pages.page import Page, Paragraph, Target
from casework.views.desks import OfficerLine, SignedIn
from tests.tui.conftest import Open, Screens
from tui.ask import AskScreen
from tui.shell import Shell
from tui.words import header_words


def at_once(screens: Screens, *keys: str) -> None:
    """Press keys faster than anything can be done about the first of them."""
    for key in keys:
        screens.app.post_message(Key(key, key if len(key) == 1 else None))


async def test_an_officer_signs_in_and_sees_today(open_screens: Open) -> None:
    async with open_screens(size=(140, 40)) as screens:
        assert "Today" in screens.text
        assert "officer (administrator, offender manager, supervisor)" in screens.text


async def test_help_lists_what_can_be_done_and_does_it(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("question_mark")
        assert "What can be done here" in screens.text

        await screens.type("last item")
        await screens.press("enter")

        at, of = screens.text.splitlines()[1].rpartition("   ")[2].split(" of ")
        assert at == of != "1"


async def test_the_palette_finds_a_person_and_goes_there(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("ctrl+p")
        await screens.type("P5")
        assert "ELDER Max" in screens.text
        await screens.press("enter")

        assert "P5" in screens.text.splitlines()[1]


async def test_escape_goes_back_to_where_the_cursor_was(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("g", "c", "j", "j", "enter")
        assert "3 of" not in screens.text

        await screens.press("escape")

        assert "Caseload" in screens.text
        assert "3 of" in screens.text


async def test_the_filter_narrows_as_one_types_and_escape_shows_all(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("g", "f")
        everyone = screens.text
        await screens.press("slash")
        await screens.type("elder")
        assert "BRAMBLE" not in screens.text
        assert "ELDER" in screens.text

        await screens.press("escape")

        assert screens.text == everyone


async def test_keys_pressed_at_once_are_meant_for_what_is_coming(open_screens: Open) -> None:
    async with open_screens() as screens:
        at_once(screens, "g", "c", "j", "j", "enter", "3")
        await screens.settled()
        assert "[3 orders]" in screens.text

        await screens.press("question_mark")
        asked = screens.app.screen
        assert isinstance(asked, ModalScreen)
        asked.dismiss()
        asked.dismiss()  # Esc was pressed twice before the first was heard
        await screens.settled()
        assert isinstance(screens.app.screen, Shell)

        done: list[str] = []
        page = Page("Do it?", (Paragraph("It is done once."),))
        screens.app.push_screen(AskScreen(page, yes="Do it", then=done.append))
        await screens.settled()
        at_once(screens, "down", "enter", "enter", "enter")
        await screens.settled()
        assert done == [""]


async def test_a_reason_is_asked_for_and_cancel_does_nothing(open_screens: Open) -> None:
    done: list[str] = []
    page = Page("Do it?", (Paragraph("It takes a reason."),))
    async with open_screens() as screens:
        for _ in range(2):
            screens.app.push_screen(AskScreen(page, yes="Do it", then=done.append, reason="Why"))
            await screens.settled()
            await screens.press("enter", "enter")
            assert isinstance(screens.app.screen, Shell)
            assert done == []

        screens.app.push_screen(AskScreen(page, yes="Do it", then=done.append, reason="Why"))
        await screens.settled()
        await screens.press("enter", "down", "enter")
        assert "Say why: type a reason." in screens.text
        await screens.type("[so] it is")
        await screens.press("enter", "enter")
        assert done == ["[so] it is"]


async def test_leaving_waits_where_words_could_not_be_kept(
    open_screens: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Desk) -> None:
        raise CaseworkError("The database is full.")

    async with open_screens() as screens:
        shell = screens.shell
        monkeypatch.setattr(shell.drafts, "keep_now", lambda: shell.write(refuse, print))
        await screens.press("ctrl+q")
        assert "could not be kept" in screens.text
        assert "Ctrl+Q again leaves without it." in screens.text

        await screens.press("escape", "ctrl+q")
        assert not screens.app.is_running or screens.app._exit  # noqa: SLF001  # it is on its way


@pytest.mark.parametrize("width", [80, 140])
def test_the_header_says_how_things_stand_before_it_names_roles(width: int) -> None:
    officer = OfficerLine(
        login="officer", name="First officer", roles=("administrator", "supervisor")
    )
    signed_in = SignedIn(officer=officer, agency="Unit", last_visit=None, drafts=2)

    words = header_words(signed_in, width, drafts=2, offline=True, read_only=True)

    assert len(words) <= width
    for said in ("officer", "OFFICIAL-SENSITIVE", "OFFLINE", "READ-ONLY", "2 drafts (g d)"):
        assert said in words
    assert ("administrator" in words) == (width == 140)


async def test_an_error_of_many_words_is_read_to_its_end(open_screens: Open) -> None:
    async with open_screens() as screens:
        screens.shell.say("So much is wrong that it does not go into one line. " * 2 + "End.")
        await screens.settled()
        assert "End." in screens.text
        screens.shell.go(Target("flag", "999"))
        await screens.settled()
        assert "Nothing to show" in screens.text


async def test_keys_of_ones_own_are_used(
    open_screens: Open, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "keys.toml"
    file.write_text('"shell.flags" = ["f2"]')
    office.settings.__dict__["keymap"] = file  # settings are frozen
    async with open_screens() as screens:
        await screens.press("f2")
        assert "Flags" in screens.text


async def test_enter_before_a_person_is_found_is_meant_for_the_first_that_is(
    open_screens: Open,
) -> None:
    async with open_screens() as screens:
        await screens.press("ctrl+g")
        await screens.type("elder\n")

        assert "P5  ELDER Max" in screens.text.splitlines()[1]


async def test_what_is_asked_takes_keys_while_it_closes(open_screens: Open) -> None:
    async with open_screens() as screens:
        done: list[str] = []
        for keys in (("escape", "pagedown", "down", "enter"), ("down", "enter", "enter", "tab")):
            asked = AskScreen(Page("Sure?", (Paragraph("It is."),)), yes="Yes", then=done.append)
            screens.app.push_screen(asked)
            asked.dismiss()
            await screens.settled()
            asked = AskScreen(Page("Sure?", (Paragraph("It is."),)), yes="Yes", then=done.append)
            screens.app.push_screen(asked)
            await screens.settled()
            at_once(screens, *keys)
            await screens.pilot.resize_terminal(100, 30)
            await screens.settled()

        assert isinstance(screens.app.screen, Shell)
        assert done == [""]


async def test_what_the_cursor_is_on_is_shown_beside_once_there_is_room(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("g", "c")
        assert "Born" not in screens.text

        await screens.pilot.resize_terminal(140, 40)
        await screens.pilot.pause(0.3)
        await screens.settled()

        assert "Born" in screens.text


@pytest.mark.parametrize("opens", ["ctrl+g", "ctrl+p"])
async def test_a_number_nobody_has_is_said_to_be_nobodys(open_screens: Open, opens: str) -> None:
    async with open_screens() as screens:
        await screens.press(opens)
        assert "Nobody you may see" not in screens.text
        await screens.type("P99999999999999999999")
        assert "Nobody you may see is found by that." in screens.text

        await screens.press(*["backspace"] * 21)
        assert "Nobody you may see" not in screens.text
