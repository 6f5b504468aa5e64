"""The caseload on the screens: order, filter, lists, and coming back to where one was."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.facts import case_files, stage_files
from casework.models import Officer, Person, PrisonRecord, ReleaseDate
from casework.office import Office
from casework.recording import NewFact
from casework.services.list_caseload import orders_in_force
from rules.stages import stage_on
from rules.vocabulary import CustodyBasis, MovementKind, ReleaseDateKind, Stage
from tests.builders import a_movement, a_person, given
from tests.tui.conftest import SIZES, Open, Screens
from tui.sources import PageSource


def people(screens: Screens) -> list[str]:
    """Return the numbers of the people on the screen, from top to bottom."""
    words = [line.replace(">", " ").split() for line in screens.text.splitlines()]
    return [line[0] for line in words if line and line[0][0] == "P" and line[0][1:].isdigit()]


def title(screens: Screens) -> str:
    return screens.text.splitlines()[1]


async def test_the_caseload_is_what_an_officer_expects(open_screens: Open) -> None:
    for size in SIZES:
        async with open_screens(size=size) as screens:
            await screens.press("g", "c", "p")
            await screens.golden("caseload")

            await screens.press("slash")
            await screens.type("leeds")
            await screens.golden("caseload-filtered")


async def test_orders_and_mine_are_one_key_each_and_said(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("g", "c")
        assert people(screens)[0] == "P5", "the gravest flag"

        await screens.press("o")
        assert "by name" in title(screens)
        assert people(screens)[:3] == ["P1", "P2", "P3"]
        await screens.press("y")
        assert screens.app.clipboard == "P1", "our number, and nothing else"

        await screens.press("m")
        assert "9 of 11: mine" in title(screens)
        assert "P4" not in people(screens), "led by somebody else"

        await screens.press("m")
        assert "11: everybody" in title(screens)


async def test_one_comes_back_to_the_same_filter_and_line(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("g", "c", "slash")
        await screens.type("lee")
        await screens.press("enter", "j", "j")
        before = screens.text
        assert "3 of 8" in title(screens)

        await screens.press("enter")
        assert screens.text != before
        await screens.press("escape")

        assert screens.text == before
        await screens.press("escape")
        assert "11: everybody" in title(screens)


async def test_a_list_is_kept_picked_and_forgotten(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("g", "c", "o", "slash")
        await screens.type("lee")
        await screens.press("enter", "V")
        assert "holding “lee”; by name" in screens.text
        await screens.type("The Lees")
        await screens.press("enter", "j", "enter")
        assert "Kept as “The Lees”" in screens.text

        await screens.press("escape", "v")
        await screens.type("custody")
        await screens.press("enter")
        assert people(screens) == ["P2", "P3"]
        await screens.press("v")
        await screens.type("lees")
        await screens.press("enter")
        assert people(screens)[0] == "P2"
        assert len(people(screens)) == 8

        await screens.press("X", "enter")
        assert "is forgotten" in screens.text
        await screens.press("enter")
        await screens.press("X", "enter", "j", "enter", "X")
        assert "You keep no list yet" in screens.text


async def test_nobody_left_says_why_and_what_to_press(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("g", "c", "slash")
        await screens.type("nobody is:custody")

        assert "Nobody here: in custody; holding “nobody”." in screens.text
        assert "m shows everybody or yours" in screens.text


async def test_one_comes_back_to_what_was_there_at_once_and_then_to_what_is_there_now(
    open_screens: Open, office: Office
) -> None:
    async with open_screens() as screens:
        await screens.press("g", "c", "o", "j", "enter")
        shell = screens.shell
        assert "P2" in title(screens)
        a_person(office.desk("test"), "AARDVARK")

        shell.back()
        assert shell.main.source.items == 11, "before anything is read"
        assert "by name" in shell.title_words
        await screens.settled()

        assert people(screens)[:2] == ["P12", "P1"]
        assert "3 of 12" in title(screens), "the cursor stays with the person"
        await screens.press("o")
        assert "by number" in title(screens), "in another order nothing old is shown"


async def test_what_was_listed_before_it_was_refused_is_not_shown_again(
    open_screens: Open, office: Office
) -> None:
    async with open_screens() as screens:
        await screens.press("g", "c")
        with Session(office.engine) as session, session.begin():
            here = session.scalars(select(Officer).where(Officer.login == "officer")).one()
            here.closed_at = office.now()
        await screens.press("ctrl+r")
        assert "There is no open account" in screens.text

        screens.shell.again()

        assert isinstance(screens.shell.main.source, PageSource), "nor while it is read again"
        await screens.settled()


def test_what_a_list_reads_of_a_case_tells_as_much_of_its_stage_and_orders_as_the_whole(
    office: Office,
) -> None:
    desk = office.desk("test")
    given(
        desk,
        a_person(desk, "MAPLE"),
        a_movement(MovementKind.RECEPTION, date(2015, 5, 5), basis=CustodyBasis.SENTENCE),
        a_movement(MovementKind.RELEASE, date(2018, 5, 5)),
        NewFact(
            ReleaseDate,
            {"kind": ReleaseDateKind.LICENCE_EXPIRY, "falls_on": date(2021, 5, 5)},
        ),
        NewFact(
            PrisonRecord,
            {"prison_code": "LEI", "status": "ACTIVE IN", "observed_on": date(2022, 5, 5)},
        ),
    )
    with Session(office.engine) as session:
        revisions = {row[0]: row[1] for row in session.execute(select(Person.id, Person.revision))}
        lists = stage_files(session, revisions)
        whole = {case.person: case for case in case_files(session, revisions)}
    days = [date(2012, 1, 1) + timedelta(days=7) * week for week in range(52 * 20)]

    told = {
        (person, day): (stage_on(case, day), orders_in_force(case, day))
        for person, case in lists.items()
        for day in days
    }

    assert told == {
        (person, day): (stage_on(case, day), orders_in_force(case, day))
        for person, case in whole.items()
        for day in days
    }
    assert {stage for stage, _ in told.values()} >= {Stage.ABROAD, Stage.CUSTODY, Stage.LICENCE}
