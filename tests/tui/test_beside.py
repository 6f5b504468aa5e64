"""What stands beside a list is of whoever the cursor is on, or nothing does."""

import asyncio
import functools
import threading

import pytest

from casework.context import Context
from casework.errors import PersonNotFoundError
from casework.office import Office
from casework.services import list_caseload, read_person
from casework.views.caseload import CaseloadLine
from casework.views.person import PersonRecord
from tests.builders import a_person
from tests.tui.conftest import SIZES, Open, Screens
from tui.views import caseload as caseload_view
from tui.views import person as person_view

ALDER, BRAMBLE = "A1001BC", "A1002BC"


def beside(screens: Screens) -> str:
    source = screens.shell.beside._sheet.source  # noqa: SLF001  # what it holds, drawn or not
    lines = (source.line(y) for y in range(source.height))
    return "\n".join("".join(words.text for words in line.words) for line in lines)


async def rested(screens: Screens) -> None:
    """Wait until what the cursor rests on has been looked at."""
    await screens.settled()
    while screens._rests():  # noqa: SLF001  # as goldens wait
        await asyncio.sleep(0.01)
        await screens.settled()


async def test_what_was_hidden_is_not_shown_again_beside_somebody_else(open_screens: Open) -> None:
    async with open_screens(size=SIZES[1]) as screens:
        await screens.press("g", "c", "o")
        await rested(screens)
        assert ALDER in beside(screens)

        screens.shell.beside.toggle()
        await screens.press("j")
        screens.shell.beside.toggle()

        assert beside(screens) == ""
        await rested(screens)
        assert BRAMBLE in beside(screens)


async def test_beside_whom_one_may_not_see_stands_nobody(
    open_screens: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    @functools.wraps(read_person.read_person)
    def refused(context: Context, person: str, **_: object) -> PersonRecord:
        raise PersonNotFoundError(person)

    async with open_screens(size=SIZES[1]) as screens:
        await screens.press("g", "c", "o")
        await rested(screens)
        assert ALDER in beside(screens)

        monkeypatch.setattr(person_view, "read_person", refused)
        await screens.press("j")
        await rested(screens)

        assert beside(screens) == ""


async def test_while_the_next_is_read_for_long_the_one_before_is_let_go_of(
    open_screens: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()

    @functools.wraps(read_person.read_person)
    def slow(context: Context, person: str, **rest: object) -> PersonRecord:
        goes_on.wait(10)
        return read_person.read_person(context, person, **rest)  # type: ignore[arg-type]  # as given

    async with open_screens(size=SIZES[1]) as screens:
        await screens.press("g", "c", "o")
        await rested(screens)
        monkeypatch.setattr(person_view, "read_person", slow)
        await screens.pilot.press("j")
        await asyncio.sleep(0.9)
        assert beside(screens) == ""

        await screens.pilot.press("k")
        shown: list[str] = []
        monkeypatch.setattr(screens.shell.beside, "show", lambda page: shown.append(page.title))
        goes_on.set()
        await rested(screens)
        assert [title[:3] for title in shown] == ["P1 "], "what came late was of another"


async def test_rows_that_come_late_have_the_record_of_their_cursor_beside_them(
    open_screens: Open, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.desk("test")
    for number in range(130):
        a_person(desk, f"ZED{number:03}")
    goes_on = threading.Event()

    @functools.wraps(list_caseload.read_caseload_lines)
    def slow(context: Context, ids: tuple[int, ...]) -> tuple[CaseloadLine, ...]:
        goes_on.wait(10)
        return list_caseload.read_caseload_lines(context, ids)

    async with open_screens(size=SIZES[1]) as screens:
        monkeypatch.setattr(caseload_view, "read_caseload_lines", slow)
        await screens.pilot.press("g", "c")
        await asyncio.sleep(0.5)
        await screens.pilot.press("G")
        await asyncio.sleep(0.3)
        assert beside(screens) == "", "no row has come"
        goes_on.set()
        await rested(screens)

        assert "ZED129" in beside(screens)


async def test_beside_what_leads_to_a_list_of_flags_is_how_many_it_holds(
    open_screens: Open,
) -> None:
    async with open_screens(size=SIZES[1]) as screens:
        await screens.press("g", "f", "slash")
        await screens.type("elder")
        await screens.press("enter", "g", "h")
        while "Show all 6" not in screens.text.split(">")[-1].splitlines()[0]:
            await screens.press("j")
        await rested(screens)

        said = " ".join(beside(screens).split())
        assert "No flag" not in said
        assert said.startswith("7 flags are open: suspected non-compliance 5, lines of enquiry 1,")
