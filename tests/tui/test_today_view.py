"""Today as an officer sees it, and the drafts and the unchecked beside it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.desk import declares
from casework.errors import NotPermittedError
from casework.models import Night, NightFailure, Verb
from casework.nightly import run_nights
from casework.office import Office
from casework.pages.page import Target
from casework.pages.unchecked import NOT_JUDGED
from casework.permissions import Action
from casework.services import read_ahead
from casework.services.keep_draft import keep_draft, list_drafts
from tests.builders import TODAY, YESTERDAY, a_phone, complete, given
from tests.casework.conftest import Clock
from tests.tui.conftest import SIZES, Open
from tui.shell import Shell
from tui.views.flags import FlagsView
from tui.views.form import FormView
from tui.views.today import TodayView
from tui.views.unchecked import UncheckedView


async def test_today_tells_everything_that_needs_an_officer(open_screens: Open) -> None:
    for size in SIZES:
        async with open_screens(size=size) as screens:
            await screens.golden("today")
            await screens.press("m")
            await screens.golden("today-mine")


async def test_who_leads_nobody_is_told_why_and_what_to_press(open_screens: Open) -> None:
    async with open_screens("prison-1") as screens:
        await screens.golden("today-nobody")

        await screens.press("m")

        assert "everybody you may see" in screens.text
        assert "P5 ELDER Max" in screens.text


async def test_rows_lead_to_what_they_tell_and_the_last_to_the_whole_list(
    open_screens: Open,
) -> None:
    async with open_screens() as screens:
        shell = screens.app.screen
        assert isinstance(shell, Shell)
        lines = (shell.main.source.line(y) for y in range(shell.main.source.height))
        rows = {(line.target.view, line.target.key) for line in lines if line.target}
        assert {("flags", ""), ("person", "P2"), ("unchecked", "free_wording")} <= rows
        assert {view for view, _ in rows} == {"flag", "flags", "order", "person", "unchecked"}

        await screens.press("m", *["j"] * 8, "enter")

        assert isinstance(shell.view, FlagsView)
        assert shell.view.key == "mine"


async def test_what_was_raised_since_the_last_visit_is_new(
    open_screens: Open, office: Office, clock: Clock
) -> None:
    async with open_screens() as screens:
        assert "This is your first visit." in screens.text
    clock.move_on(days=1)
    desk = office.desk("test")
    given(desk, "P1", a_phone(desk, "07700900103", YESTERDAY - timedelta(days=3)))
    complete(desk, TODAY)
    run_nights(
        office.nightly_desk(), on=TODAY, last_ended=TODAY, rulebook=office.rulebook(anew=True)
    )

    async with open_screens() as screens:
        await screens.golden("today-new")


async def test_a_night_that_did_not_run_is_said_plainly(open_screens: Open, clock: Clock) -> None:
    clock.move_on(days=2)

    async with open_screens() as screens:
        assert "did not run: 2 nights missing" in screens.text


async def test_cases_that_could_not_be_judged_are_named_one_key_away(
    open_screens: Open, office: Office
) -> None:
    with Session(office.engine) as session, session.begin():
        night = session.scalars(select(Night)).one()
        for person in range(2, 9):
            error = f"ValueError at rules/days.py:{person}"
            session.add(NightFailure(night_id=night.id, person_id=person, error=error))

    for size in SIZES:
        async with open_screens(size=size) as screens:
            await screens.golden("today-not-judged")
            await screens.press("j", "enter")
            assert isinstance(screens.shell.view, UncheckedView)
            assert screens.shell.view.key == NOT_JUDGED
            await screens.golden("not-judged")
            await screens.press("g", "u")
            assert "Show all 7" in screens.text
            await screens.press("j", "j", "enter")
            assert screens.shell.view.name == "person"


async def test_where_every_case_was_judged_the_list_of_others_says_so(open_screens: Open) -> None:
    async with open_screens() as screens:
        screens.shell.go(Target("unchecked", NOT_JUDGED))
        await screens.settled()

        assert "The last night judged every case it looked at." in screens.text


async def test_what_is_coming_fills_in_and_the_cursor_stays(
    open_screens: Open, office: Office
) -> None:
    office.desk("test").run(keep_draft, "record/P1", "A report [REDACTED] of P1", {"place": "x"})

    async with open_screens() as screens:
        shell = screens.app.screen
        assert isinstance(shell, Shell)
        view = shell.view
        assert isinstance(view, TodayView)
        ahead, view.ahead = view.ahead, None
        assert ahead is not None
        view.draw()
        await screens.settled()
        assert "Looking ahead…" in screens.text
        await screens.press("G")
        before = shell.main.target

        view.looked_ahead(ahead.model_copy(update={"due": ahead.due * 3}))
        await screens.settled()

        assert before == ("form", "record/P1") == shell.main.target


async def test_where_what_is_coming_cannot_be_read_the_rest_is_there(
    open_screens: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise NotPermittedError(login="officer", action=Action.READ_TODAY)

    declares(Action.READ_TODAY, Verb.CONSULT)(refused)
    monkeypatch.setattr(read_ahead, "read_ahead", refused)

    async with open_screens() as screens:
        assert "P5 ELDER Max" in screens.text
        assert "could not be read; press r" in screens.text
        assert "officer may not read today" in screens.text


async def test_a_draft_is_thrown_away_only_on_a_clear_yes(
    open_screens: Open, office: Office
) -> None:
    desk = office.desk("test")
    desk.run(keep_draft, "record/P1", "A report [REDACTED] of P1", {"place": "Leeds", "day": ""})
    async with open_screens() as screens:
        await screens.press("g", "d")
        await screens.golden("drafts")

        await screens.press("X")
        assert "place: Leeds" in screens.text
        await screens.press("enter")
        assert len(desk.run(list_drafts)) == 1
        await screens.press("enter")
        assert isinstance(screens.app.screen, Shell)
        assert isinstance(screens.app.screen.view, FormView)
        await screens.press("escape")

        await screens.press("X", "down", "enter")

        assert desk.run(list_drafts) == ()
        assert "was thrown away" in screens.text
        assert "Nothing is begun" in screens.text
        assert "draft" not in screens.text.splitlines()[0]


async def test_what_cannot_be_checked_is_told_with_what_would_help(open_screens: Open) -> None:
    for size in SIZES:
        async with open_screens(size=size) as screens:
            await screens.press("g", "u")
            await screens.golden("unchecked")
