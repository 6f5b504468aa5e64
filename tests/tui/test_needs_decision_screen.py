"""The screen of open flags, driven as an officer would drive it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from casework.calendars import build_calendar
from casework.desk import Desk
from casework.installation import NIGHTLY_LOGIN, install
from casework.nightly import run_nights
from rules.book import Rulebook
from tests.builders import (
    NOW,
    SIX_MONTHLY,
    TODAY,
    a_person,
    a_provision,
    an_fro,
    complete,
    given,
)
from tests.casework.conftest import Clock
from tests.tui.conftest import Golden, screen_text, settled
from tui.app import CaseworkApp


@pytest.fixture
def desk(engine: Engine) -> Desk:
    install(engine, agency="Example Regional Unit", login="officer", at=NOW, today=TODAY)
    clock = Clock(ticks=timedelta(milliseconds=1))
    return Desk(engine=engine, login="officer", interface="tui", now=clock)


def one_flag(desk: Desk, surname: str = "Example") -> None:
    person = a_person(desk, surname)
    [order] = given(desk, person, an_fro())
    given(desk, person, a_provision(order, SIX_MONTHLY, starts_on=date(2014, 1, 14)))
    complete(desk, date(2014, 8, 12))
    nightly = Desk(engine=desk.engine, login=NIGHTLY_LOGIN, interface="test", now=desk.now)
    on = date(2014, 8, 12)
    run_nights(nightly, on=on, last_ended=on, rulebook=Rulebook(build_calendar()))


async def shown(desk: Desk, assert_golden: Golden, name: str, size: tuple[int, int]) -> None:
    app = CaseworkApp(desk)
    async with app.run_test(size=size) as pilot:
        await assert_golden(app, pilot, name)


async def test_shows_each_flag_and_why_it_was_raised(desk: Desk, assert_golden: Golden) -> None:
    one_flag(desk)

    await shown(desk, assert_golden, "needs_decision_80x24", (80, 24))


async def test_says_so_when_nothing_is_open(desk: Desk, assert_golden: Golden) -> None:
    await shown(desk, assert_golden, "needs_decision_empty", (80, 24))


async def test_says_so_when_the_officer_may_not_look(desk: Desk, engine: Engine) -> None:
    app = CaseworkApp(Desk(engine=engine, login="stranger", interface="tui", now=desk.now))

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)

        assert "no open account with the login stranger" in screen_text(app)


async def test_hostile_names_are_shown_and_not_obeyed(desk: Desk) -> None:
    one_flag(desk, "[red]\x1b[2J\u202eEvil")
    app = CaseworkApp(desk)

    async with app.run_test(size=(140, 24)) as pilot:
        await settled(app, pilot)

        text = screen_text(app)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[RED]␛[2J" in text


async def test_reads_again_when_asked(desk: Desk) -> None:
    app = CaseworkApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        one_flag(desk)

        await pilot.press("r")
        await settled(app, pilot)

        assert "1 of 1 open flags" in screen_text(app)
