"""The search on the screens: one box, open at once, and Enter opens what was found."""

from threading import Event

from tests.tui.conftest import SIZES, Open


async def test_what_is_found_is_what_an_officer_expects(open_screens: Open) -> None:
    for size in SIZES:
        async with open_screens(size=size) as screens:
            await screens.press("p", "s")
            await screens.golden("search")

            await screens.type("older")
            await screens.golden("search-older")


async def test_enter_opens_what_was_typed_and_escape_comes_back_to_it(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("s")
        read_on = Event()
        screens.app.threads.read("other", read_on.wait, lambda _: None, lambda _: None)
        await screens.pilot.press(*"bramble", "enter")
        assert "Search" in screens.text.splitlines()[1], "what was typed is not read yet"
        read_on.set()
        await screens.settled()
        assert "P2" in screens.text.splitlines()[1]

        await screens.press("escape")
        assert "BRAMBLE Jo" in screens.text
        assert screens.text.splitlines()[2].strip() == "bramble"

        await screens.press("escape")
        assert "Today" in screens.text.splitlines()[1]


async def test_arrows_move_over_what_was_found_while_typing(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("s")
        await screens.type("lee")
        await screens.press("down", "down", "enter")

        assert "P8" in screens.text.splitlines()[1]


async def test_hostile_and_odd_words_are_only_words(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("s")
        await screens.type("dogwood [red")
        assert "DOGWOOD [REDACTED] Zoë" in screens.text

        await screens.press("ctrl+u")
        await screens.type("[/bold] %_'")
        assert "Nothing you may see goes with “[/bold] %_'”." in screens.text


async def test_go_to_person_finds_by_a_misspelt_name(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("ctrl+g")
        await screens.type("bramlbe")
        assert "like BRAMBLE: two letters" in screens.text
        await screens.press("enter")

        assert "P2" in screens.text.splitlines()[1]


async def test_a_search_begun_anew_begins_empty_and_goes_to_a_person_from_the_box(
    open_screens: Open,
) -> None:
    async with open_screens() as screens:
        await screens.press("s")
        await screens.type("bramble")
        await screens.press("escape", "s")
        await screens.type("alder")
        assert "ALDER Sam" in screens.text
        assert screens.text.splitlines()[2].strip() == "alder"

        await screens.press("ctrl+g")
        assert "Go to a person" in screens.text
