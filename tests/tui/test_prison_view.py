"""The prisons and one prison, driven by keys."""

import pytest

from casework.models import PrisonRecord
from casework.office import Office
from casework.recording import NewFact
from tests.builders import YESTERDAY, given
from tests.tui.conftest import SIZES, Open

HOSTILE = "[red]C-1[/red] \x1b[31m\u202e"


@pytest.mark.parametrize("size", SIZES)
async def test_prisons_lead_to_a_prison_and_its_digits_to_its_sections(
    open_screens: Open, size: tuple[int, int]
) -> None:
    async with open_screens("prison-1", size=size) as screens:
        await screens.press("g", "p")
        await screens.golden("prisons")

        await screens.press("p", "enter")  # the person beside is another view's golden
        await screens.golden("prison-here")
        for key, section in (("2", "arriving"), ("3", "leaving"), ("4", "together")):
            await screens.press(key)
            await screens.golden(f"prison-{section}")


async def test_each_person_is_one_key_away_and_back_is_where_one_was(open_screens: Open) -> None:
    async with open_screens("prison-1") as screens:
        await screens.press("g", "p", "enter", "4", "j")
        assert "2 of" in screens.text.splitlines()[1]

        await screens.press("enter")
        assert "P3" in screens.text.splitlines()[1]
        await screens.press("escape")

        assert "Leeds (HMP) (LEI): co-located   2 of" in screens.text


async def test_n_records_of_the_one_the_filter_finds(open_screens: Open) -> None:
    async with open_screens("prison-1") as screens:
        await screens.press("g", "p", "enter", "slash")
        await screens.type("cedar")
        assert "CEDAR" in screens.text
        assert "BRAMBLE" not in screens.text

        await screens.press("enter", "n")

        assert "P3" in screens.text.splitlines()[1]


async def test_a_record_that_differs_is_told_and_hostile_text_stays_text(
    open_screens: Open, office: Office
) -> None:
    desk = office.desk("test")
    values = {"observed_on": YESTERDAY, "status": "ACTIVE IN", "prison_code": "WDI"}
    given(desk, "P3", NewFact(PrisonRecord, values | {"cell_location": HOSTILE}))

    async with open_screens("prison-1") as screens:
        await screens.press("g", "p", "enter")
        assert "Said to be here, and gone by as elsewhere" in screens.text
        await screens.press("escape", "j", "enter")

        assert "Sources differ. Movements, the last of Tue 10 Mar 2026" in screens.text
        assert "[red]C-1[/red]" in screens.text
        assert "\x1b" not in screens.text
