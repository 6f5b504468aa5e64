"""A flag put aside for some days: capped, counted, and back by itself."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from casework.decision_policy import SNOOZE
from casework.desk import Desk
from casework.errors import SnoozeRefusedError
from casework.facts import case_files
from casework.models import DecisionKind, Flag, FlagChange, FlagProgress, FlagState, Role
from casework.services.decide_flag import decide_flag
from casework.services.list_flags import list_flags
from casework.services.snooze_flag import end_snooze, snooze_flag
from casework.services.take_up_flag import look_into_flag
from casework.views.flag import FlagStep
from rules.vocabulary import Severity
from tests.builders import TODAY, a_report, given
from tests.casework.conftest import Clock, Colleague
from tests.casework.flag_work import (
    CRITICAL,
    LATE,
    PERIOD_FROM,
    judge,
    judging,
    owing,
    steps,
    the_flag,
)

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


@pytest.fixture
def late(desk: Desk, nightly_desk: Desk) -> tuple[str, int]:
    found = owing(desk)
    judge(nightly_desk)
    return found


def put_aside(desk: Desk, engine: Engine, until: date) -> FlagStep:
    flag = the_flag(engine)
    return desk.run(
        snooze_flag, flag.id, until=until, reason="his officer is away", seen=flag.fingerprint
    )


def listed(desk: Desk) -> tuple[int, int]:
    found = desk.run(list_flags)
    return len(found.flags), found.snoozed


def test_a_flag_put_aside_is_left_out_and_counted(
    desk: Desk, engine: Engine, late: tuple[str, int]
) -> None:
    assert listed(desk) == (1, 0)

    put_aside(desk, engine, TODAY + 3 * DAY)

    assert listed(desk) == (0, 1)
    everything = desk.run(list_flags, snoozed=True)
    assert [line.snoozed_until for line in everything.flags] == [TODAY + 3 * DAY]
    assert everything.snoozed == 0
    last = steps(engine)[-1]
    assert last.change is FlagChange.SNOOZED
    assert last.reason == "to Thu 19 Mar 2026: his officer is away"


def test_it_is_back_by_itself_the_day_after(
    desk: Desk, engine: Engine, clock: Clock, late: tuple[str, int]
) -> None:
    put_aside(desk, engine, TODAY + 3 * DAY)

    clock.move_on(days=3)
    assert listed(desk) == (0, 1)

    clock.move_on(days=1)
    assert listed(desk) == (1, 0)


def test_it_is_brought_back_by_hand(desk: Desk, engine: Engine, late: tuple[str, int]) -> None:
    put_aside(desk, engine, TODAY + 3 * DAY)
    flag = the_flag(engine)

    told = desk.run(end_snooze, flag.id, seen=flag.fingerprint, reason="back at work")
    again = desk.run(end_snooze, flag.id, seen=flag.fingerprint)

    assert told.says == f"Flag {flag.id} is back among the open flags."
    assert again.says == f"Flag {flag.id} is not put aside."
    assert listed(desk) == (1, 0)
    assert [(step.change, step.reason) for step in steps(engine)[2:]] == [
        (FlagChange.SNOOZE_ENDED, "back at work")
    ]


def test_its_days_without_a_decision_still_count(
    desk: Desk, engine: Engine, late: tuple[str, int]
) -> None:
    put_aside(desk, engine, TODAY + 3 * DAY)

    with Session(engine) as session:
        [case] = case_files(session, {the_flag(engine).person_id: 1})

    assert [(flag.id, flag.open_since) for flag in case.flags] == [(the_flag(engine).id, LATE)]


@pytest.mark.parametrize("days", [-1, 0, 15])
def test_no_day_is_taken_that_has_come_or_lies_over_two_weeks_ahead(
    days: int, desk: Desk, engine: Engine, late: tuple[str, int]
) -> None:
    with pytest.raises(SnoozeRefusedError, match="from tomorrow to Mon 30 Mar 2026: at most 14"):
        put_aside(desk, engine, TODAY + days * DAY)

    assert the_flag(engine).snoozed_until is None


@pytest.mark.parametrize("days", [1, 14])
def test_tomorrow_and_two_weeks_ahead_are_taken(
    days: int, desk: Desk, engine: Engine, late: tuple[str, int]
) -> None:
    put_aside(desk, engine, TODAY + days * DAY)

    assert the_flag(engine).snoozed_until == TODAY + days * DAY


def test_it_is_never_put_aside_past_four_weeks_from_its_opening(
    desk: Desk, engine: Engine, clock: Clock, late: tuple[str, int]
) -> None:
    """Opened on 14 March: 11 April is its last day, however often it is put aside."""
    clock.move_on(days=18)
    with pytest.raises(SnoozeRefusedError, match="from tomorrow to Sat 11 Apr 2026"):
        put_aside(desk, engine, date(2026, 4, 12))
    put_aside(desk, engine, date(2026, 4, 11))

    clock.move_on(days=8)
    with pytest.raises(SnoozeRefusedError, match="open since Sat 14 Mar 2026, and may not"):
        put_aside(desk, engine, date(2026, 4, 12))


def test_what_is_critical_is_never_put_aside(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    owing(desk)
    judge(nightly_desk, book=CRITICAL)

    with pytest.raises(SnoozeRefusedError, match="critical severity, and may not be put aside"):
        put_aside(desk, engine, TODAY + DAY)


def test_every_severity_but_the_critical_has_a_cap() -> None:
    assert set(SNOOZE) == set(Severity) - {Severity.CRITICAL}


def test_rewording_brings_it_back_at_once_and_says_so(
    desk: Desk, nightly_desk: Desk, engine: Engine, late: tuple[str, int]
) -> None:
    put_aside(desk, engine, TODAY + 3 * DAY)

    judge(nightly_desk, LATE + DAY, book=judging(Severity.MEDIUM, version=2))

    assert the_flag(engine).snoozed_until is None
    assert listed(desk) == (1, 0)
    assert [(step.change, step.reason) for step in steps(engine)[-2:]] == [
        (FlagChange.REWORDED, "the rulebook has changed"),
        (FlagChange.SNOOZE_ENDED, "the flag was reworded while it was put aside"),
    ]


def test_rewording_after_its_days_have_passed_tells_of_no_snooze(
    desk: Desk, nightly_desk: Desk, engine: Engine, clock: Clock, late: tuple[str, int]
) -> None:
    put_aside(desk, engine, TODAY + DAY)
    clock.move_on(days=2)

    judge(nightly_desk, LATE + DAY, book=judging(Severity.MEDIUM, version=2))

    assert the_flag(engine).snoozed_until is None
    assert steps(engine)[-1].change is FlagChange.REWORDED


def test_a_flag_decided_and_reopened_is_not_put_aside_any_more(
    desk: Desk, nightly_desk: Desk, engine: Engine, late: tuple[str, int]
) -> None:
    person, clause = late
    put_aside(desk, engine, TODAY + 10 * DAY)
    flag = the_flag(engine)
    desk.run(decide_flag, flag.id, DecisionKind.WARNING_GIVEN, reason="told", seen=flag.fingerprint)
    given(desk, person, a_report(clause, date(2026, 3, 15), PERIOD_FROM))

    judge(nightly_desk, LATE + DAY)

    now = the_flag(engine)
    assert (now.state, now.progress, now.snoozed_until) == (FlagState.OPEN, FlagProgress.NEW, None)


def test_mine_are_those_i_handle(
    desk: Desk, colleague: Colleague, engine: Engine, late: tuple[str, int]
) -> None:
    other = colleague("robin", Role.OFFENDER_MANAGER)
    flag = the_flag(engine)
    assert desk.run(list_flags, mine=True).flags == ()

    desk.run(look_into_flag, flag.id, seen=flag.fingerprint)

    [line] = desk.run(list_flags, mine=True).flags
    assert (line.handled_by, line.progress) == ("First officer", FlagProgress.LOOKED_INTO)
    assert other.run(list_flags, mine=True).flags == ()


def test_a_cap_is_counted_from_the_day_it_was_opened_last(
    desk: Desk, engine: Engine, clock: Clock, late: tuple[str, int]
) -> None:
    with Session(engine) as session, session.begin():
        session.execute(update(Flag).values(open_since=TODAY))
    clock.move_on(days=27)

    put_aside(desk, engine, TODAY + 28 * DAY)

    assert the_flag(engine).snoozed_until == TODAY + 28 * DAY
