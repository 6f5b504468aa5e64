"""The shell: signing in, going and coming back, help, palette, filter, leaving."""

from tests.tui.conftest import Open


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

        assert "14 of 14" in screens.text


async def test_the_palette_finds_a_person_and_goes_there(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("ctrl+p")
        await screens.type("P5")
        await screens.press("enter")

        assert "P5" in screens.text.splitlines()[1]


async def test_escape_goes_back_to_where_the_cursor_was(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("j", "j", "j", "enter")
        assert "4 of" not in screens.text

        await screens.press("escape")

        assert "4 of" in screens.text


async def test_the_filter_narrows_as_one_types_and_escape_shows_all(open_screens: Open) -> None:
    async with open_screens() as screens:
        everyone = screens.text
        await screens.press("slash")
        await screens.type("elder")
        assert "BRAMBLE" not in screens.text
        assert "ELDER" in screens.text

        await screens.press("escape")

        assert screens.text == everyone
