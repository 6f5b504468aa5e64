"""The run of a night: cheap, repeatable, in order, one at a time, stopped by no single case."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from casework import processes
from casework.desk import Desk
from casework.errors import (
    DayRefusedError,
    LeaseHeldError,
    LeaseLostError,
)
from casework.models import (
    CaseCheck,
    CourtOrder,
    FlagChange,
    FlagState,
    Lease,
    Night,
)
from casework.nightly import run_nights
from casework.services.begin_night import JOB, begin_night
from casework.services.check_batch import check_batch
from casework.services.read_health import read_health
from casework.services.take_lease import give_back_lease, take_lease
from rules.book import AsAt, Evaluation, Rulebook, evaluate
from rules.facts import CaseFile
from rules.vocabulary import Feed
from tests.builders import (
    a_person,
    complete,
)
from tests.casework.conftest import Clock
from tests.casework.nights import BOOK, DUE, changes, flags, night, reporting


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


def test_the_same_night_again_changes_nothing_and_writes_no_second_row(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    reporting(desk)
    night(nightly_desk, date(2014, 8, 11))
    before = [(f.id, f.revised_at) for f in flags(engine)]

    again = night(nightly_desk, date(2014, 8, 11))
    full = night(nightly_desk, date(2014, 8, 11), full=True)

    assert again is None
    assert full is not None
    assert (full.cases_checked, full.flags_raised, full.flags_reworded) == (1, 0, 0)
    assert [(f.id, f.revised_at) for f in flags(engine)] == before


def test_missed_nights_are_caught_up_in_order(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    reporting(desk)
    night(nightly_desk, date(2014, 8, 8))

    told = run_nights(
        nightly_desk, on=date(2014, 8, 12), last_ended=date(2026, 3, 15), rulebook=BOOK
    )

    assert [n.judged_on.day for n in told] == [9, 10, 11, 12]
    assert [n.flags_raised for n in told] == [0, 0, 1, 0]
    assert [flag.raised_on for flag in flags(engine)] == [date(2014, 8, 11)]


def test_only_cases_that_can_have_changed_are_looked_at(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    reporting(desk)
    for number in range(5):
        a_person(desk, f"Other{number}")
    first = night(nightly_desk, date(2014, 8, 1))
    second = night(nightly_desk, date(2014, 8, 2))
    third = night(nightly_desk, date(2014, 8, 11))

    assert first is not None
    assert second is not None
    assert third is not None
    assert (first.cases_checked, second.cases_checked, third.cases_checked) == (6, 0, 1)


def test_a_case_that_fails_is_named_and_does_not_stop_the_rest(
    desk: Desk, nightly_desk: Desk, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, _ = reporting(desk)
    reporting(desk)
    judge = evaluate

    def breaks(case: CaseFile, at: AsAt, book: Rulebook) -> Evaluation:
        if f"P{case.person}" == bad:
            raise ValueError("a rule went wrong")
        return judge(case, at, book)

    monkeypatch.setattr("casework.services.check_batch.evaluate", breaks)
    told = night(nightly_desk, date(2014, 8, 11))

    assert told is not None
    assert (told.cases_checked, told.cases_failed, told.flags_raised) == (1, 1, 1)
    [failure] = told.failures
    assert f"P{failure.person_id}" == bad
    assert failure.error.startswith("ValueError at casework/test_night_runs.py:")

    monkeypatch.undo()
    again = night(nightly_desk, date(2014, 8, 12))
    assert again is not None
    assert (again.cases_failed, len(flags(engine))) == (0, 2)


def test_a_changed_rulebook_looks_at_everyone(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    reporting(desk)
    night(nightly_desk, date(2014, 8, 11))
    others = tuple(rule for rule in BOOK.rules if rule.name != "financial_report.late")
    fewer = Rulebook(BOOK.calendar, BOOK.figures, others)

    told = run_nights(
        nightly_desk, on=date(2014, 8, 11), last_ended=date(2026, 3, 15), rulebook=fewer
    )

    assert [n.cases_checked for n in told] == [1]
    [flag] = flags(engine)
    assert changes(engine, flag.id)[-1] == (FlagChange.WITHDRAWN, "the rulebook has changed")


def test_a_day_that_has_not_ended_is_refused(nightly_desk: Desk) -> None:
    with pytest.raises(DayRefusedError, match="has not ended"):
        night(nightly_desk, date(2026, 3, 16))


def test_a_day_before_the_last_judged_is_refused(desk: Desk, nightly_desk: Desk) -> None:
    night(nightly_desk, date(2014, 8, 11))

    with pytest.raises(DayRefusedError, match="flags never go back"):
        night(nightly_desk, date(2014, 8, 10))


def test_a_second_run_is_told_who_is_at_work_since_when(nightly_desk: Desk) -> None:
    token = nightly_desk.run(take_lease, JOB)

    with pytest.raises(LeaseHeldError, match="since 09:00 on Mon 16 Mar 2026"):
        night(nightly_desk, date(2014, 8, 11))

    nightly_desk.run(give_back_lease, JOB, token)
    assert night(nightly_desk, date(2014, 8, 11)) is not None


def test_a_dead_holder_is_taken_over_and_can_write_no_more(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    reporting(desk)
    token = nightly_desk.run(take_lease, JOB)
    plan = nightly_desk.run(
        begin_night, on=date(2014, 8, 11), rulebook=BOOK, token=token, full=False
    )
    assert plan is not None
    with Session(engine) as session, session.begin():
        lease = session.get_one(Lease, JOB)
        lease.process = "999999999:1"

    told = night(nightly_desk, date(2014, 8, 11))

    assert told is not None
    assert told.cases_checked == 1
    with pytest.raises(LeaseLostError):
        nightly_desk.run(check_batch, plan, plan.people)


def test_a_silent_holder_on_another_host_is_taken_over_after_ten_minutes(
    nightly_desk: Desk, engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    nightly_desk.run(take_lease, JOB)
    monkeypatch.setattr(processes, "host", lambda: "elsewhere")
    with pytest.raises(LeaseHeldError):
        nightly_desk.run(take_lease, JOB)

    clock.move_on(minutes=11)

    assert nightly_desk.run(take_lease, JOB) == 2


def test_an_interrupted_night_goes_on_where_it_stopped(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    for _ in range(3):
        reporting(desk)
    token = nightly_desk.run(take_lease, JOB)
    plan = nightly_desk.run(
        begin_night, on=date(2014, 8, 11), rulebook=BOOK, token=token, full=False
    )
    assert plan is not None
    nightly_desk.run(check_batch, plan, plan.people[:1])
    nightly_desk.run(give_back_lease, JOB, token)

    told = night(nightly_desk, date(2014, 8, 11))

    assert told is not None
    assert (told.cases_due, told.cases_checked, told.flags_raised) == (3, 3, 3)
    with Session(engine) as session:
        assert len(session.scalars(select(Night)).all()) == 1


def test_health_counts_the_nights_missing(desk: Desk, nightly_desk: Desk) -> None:
    assert desk.run(read_health).missing(date(2014, 8, 11)) == 0
    a_person(desk)
    assert desk.run(read_health).missing(date(2014, 8, 11)) == 1

    night(nightly_desk, date(2014, 8, 9))

    assert desk.run(read_health).missing(date(2014, 8, 11)) == 2


def test_people_without_any_order_are_checked_once_and_left(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    a_person(desk)
    night(nightly_desk, date(2014, 8, 9))

    with Session(engine) as session:
        [check] = session.scalars(select(CaseCheck)).all()
    assert check.wake_on is None


def test_a_row_no_rule_can_read_stops_nobody_else(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    """Such as a term an older release wrote; the gate refuses it today."""
    bad, _ = reporting(desk)
    reporting(desk)
    with Session(engine) as session, session.begin():
        session.execute(
            update(CourtOrder)
            .where(CourtOrder.person_id == int(bad[1:]))
            .values(term_unit="hours", term_counting="MB")
        )

    told = night(nightly_desk, date(2014, 8, 11))

    assert told is not None
    assert (told.cases_checked, [f"P{f.person_id}" for f in told.failures]) == (1, [bad])


def test_a_look_that_failed_is_owed_until_it_is_made(
    desk: Desk, nightly_desk: Desk, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The feed was taken back that night: no later change would wake the case."""
    reporting(desk)
    night(nightly_desk, date(2014, 8, 12))
    complete(desk, DUE - timedelta(days=1), Feed.POST_LOG)

    def breaks(*_: object) -> None:
        raise ValueError("a rule went wrong")

    monkeypatch.setattr("casework.services.check_batch.evaluate", breaks)
    night(nightly_desk, date(2014, 8, 13))
    monkeypatch.undo()

    told = night(nightly_desk, date(2014, 8, 14))

    assert told is not None
    assert (told.cases_checked, told.cases_failed) == (1, 0)
    [flag] = flags(engine)
    assert flag.state == FlagState.WITHDRAWN
    assert "when a look at it failed" in str(changes(engine, flag.id)[-1])


def test_a_night_gone_on_with_tells_what_it_went_on_with(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    """Begun with a feed short, gone on with it complete, then the feed takes its word back."""
    reporting(desk)
    complete(desk, DUE - timedelta(days=1), Feed.POST_LOG)
    night(nightly_desk, DUE)
    token = nightly_desk.run(take_lease, JOB)
    day = date(2014, 8, 11)
    nightly_desk.run(begin_night, on=day, rulebook=BOOK, token=token, full=False)
    nightly_desk.run(give_back_lease, JOB, token)
    complete(desk, DUE, Feed.POST_LOG)
    night(nightly_desk, day)
    assert [f.state for f in flags(engine)] == [FlagState.OPEN]

    complete(desk, DUE - timedelta(days=1), Feed.POST_LOG)
    told = night(nightly_desk, date(2014, 8, 12))

    assert told is not None
    assert told.cases_failed == 0
    assert [f.state for f in flags(engine)] == [FlagState.WITHDRAWN]
