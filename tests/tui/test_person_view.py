"""A person's record at the screens: nine sections, the life on one line, and single facts."""

import pytest

from casework.desk import Desk
from casework.models import Note
from casework.office import Office
from tests.builders import TODAY, given
from tests.tui.conftest import SIZES, Open, Screens
from tests.tui.region import fact

SECTIONS = {
    "1": "Orders that bind or will",
    "2": "Stages, newest first",
    "3": "reference T20207001",
    "4": "Have at most 1 telephone at a time.",
    "5": "Found: cash in a car, Batley, GBP 4,200.00.",
    "6": "P2 BRAMBLE Jo: co-defendant",
    "7": "Flag 4: high, enquire",
    "8": "Capacity and capability: Money, vehicles and people to move drugs.",
    "9": "Every look is logged",
}
"""What tells each section, by its key."""

KEPT = {"1": "summary", "4": "duties", "6": "associates"}
"""Sections whose screens are kept whole."""


@pytest.fixture
def office_desk(office: Office) -> Desk:
    """The first officer's desk, to put more on record than the region has."""
    return office.desk("test", login="officer")


async def go_to(screens: Screens, person: str) -> None:
    await screens.press("ctrl+g")
    await screens.type(person)
    await screens.press("enter")


async def test_each_section_is_one_key_away(open_screens: Open) -> None:
    async with open_screens() as screens:
        await go_to(screens, "P1")
        for key, words in SECTIONS.items():
            await screens.press(key)
            assert f"[{key} " in screens.text
            assert words in screens.text
            if key in KEPT:
                await screens.golden(f"person-{KEPT[key]}")
        await screens.press("tab", "j", "j", "tab")
        assert "[2 life]" in screens.text
        assert "   1 of" in screens.text.splitlines()[1], "a section begins at its top"
        await screens.press("shift+tab", "shift+tab")
        assert "[9 looks]" in screens.text
        await screens.press("o")
        assert screens.app.screen.places.now.target.key == "order/P1"  # type: ignore[attr-defined]  # the shell


async def test_who_may_not_record_an_order_is_not_offered_it(open_screens: Open) -> None:
    async with open_screens(login="prison-1") as screens:
        await go_to(screens, "P1")
        await screens.press("o", "a")

        assert "[1 summary]" in screens.text
        assert "new order" not in screens.text


async def test_a_wide_screen_shows_the_fact_beside_the_turn(open_screens: Open) -> None:
    async with open_screens(size=SIZES[1]) as screens:
        await go_to(screens, "P1")
        await screens.press("p")
        await screens.golden("person-summary")
        await screens.press("p", "2", "j", "j")
        await screens.golden("person-timeline")


async def test_the_life_is_seen_closer_and_moved_along(open_screens: Open) -> None:
    async with open_screens() as screens:
        await go_to(screens, "P1")
        await screens.press("2")
        whole = screens.text
        await screens.press("plus", "plus", "plus")
        await screens.golden("person-closer")
        closer = screens.text
        await screens.press("h")
        assert screens.text != closer
        await screens.press("t")
        assert screens.text == closer
        await screens.press("minus", "minus", "minus")

        assert screens.text == whole


async def test_a_line_leads_on_and_escape_comes_back_to_the_section(open_screens: Open) -> None:
    async with open_screens() as screens:
        await go_to(screens, "P1")
        await screens.press("5", "j", "enter")
        await screens.golden("fact")
        await screens.press("escape")

        assert "[5 events]" in screens.text
        assert "2 of" in screens.text.splitlines()[1]
        view = screens.app.screen.view_of("person")  # type: ignore[attr-defined]  # the shell
        assert set(view.parts) == {"events"}
        await screens.press("escape")
        assert view.answer is None
        assert view.parts == {}, "what was read is let go when one leaves"


async def test_older_events_are_read_when_asked_for(open_screens: Open) -> None:
    async with open_screens() as screens:
        await go_to(screens, "P1")
        screens.app.screen.view_of("person").most = 2  # type: ignore[attr-defined]  # the shell
        await screens.press("5")
        assert "2 of 3" in screens.text
        await screens.press("m")

        assert "3 of 3" in screens.text


async def test_a_section_is_filtered_under_the_head_that_stays(open_screens: Open) -> None:
    async with open_screens() as screens:
        await go_to(screens, "P1")
        await screens.press("5", "slash")
        await screens.type("cash")

        assert "GBP 4,200.00" in screens.text
        assert "gym" not in screens.text
        assert "2012/0394773H" in screens.text


async def test_hostile_words_of_a_record_stay_words(open_screens: Open, office_desk: Desk) -> None:
    given(
        office_desk,
        "P4",
        fact(
            Note,
            written_on=TODAY,
            body="[red]x[/] \x1b[2J\u202eabc [@click=quit]",
            is_assessment=False,
        ),
    )
    async with open_screens() as screens:
        await go_to(screens, "P4")
        await screens.press("8")

        assert "DOGWOOD [REDACTED] Zoë" in screens.text
        assert "[red]x[/] ␛[2J" in screens.text
        assert "\x1b" not in screens.text


async def test_a_wrong_fact_is_withdrawn_once_all_of_it_is_said(open_screens: Open) -> None:
    async with open_screens() as screens:
        await go_to(screens, "P1")
        await screens.press("5", "j", "enter", "x")
        await screens.type("Of somebody else.")
        await screens.press("f9")
        assert "not taken back" in screens.text
        await screens.press("down", "enter")

        assert "Withdrawn: event" in screens.text
        assert "“Of somebody else.”" in " ".join(screens.text.split())
        assert "x withdraw" not in screens.text
