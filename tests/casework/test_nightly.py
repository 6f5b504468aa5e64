"""The night: raises, keeps, rewords, withdraws and re-opens flags."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.models import (
    Agency,
    Event,
    FlagChange,
    FlagState,
    Movement,
    Source,
)
from casework.services.record_facts import correct_fact, withdraw_fact
from rules.vocabulary import Feed, MovementKind
from tests.builders import (
    NOW,
    PHONE_IN_THREE_DAYS,
    a_movement,
    a_notice,
    a_person,
    a_phone,
    a_provision,
    a_report,
    an_order,
    complete,
    given,
)
from tests.casework.conftest import Clock
from tests.casework.nights import DUE, changes, flags, night, reporting


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


def test_a_missing_report_is_flagged_the_day_after_it_fell_due_and_not_before(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    reporting(desk)

    first = night(nightly_desk, DUE)
    assert first is not None
    assert (first.flags_raised, flags(engine)) == (0, [])

    second = night(nightly_desk, DUE + timedelta(days=1))
    assert second is not None
    [flag] = flags(engine)
    assert (second.flags_raised, flag.state, flag.rule) == (
        1,
        FlagState.OPEN,
        "financial_report.late",
    )
    assert flag.raised_on == DUE + timedelta(days=1)


def test_a_report_recorded_late_rewords_the_flag_and_does_not_end_it(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person, clause = reporting(desk)
    night(nightly_desk, date(2014, 8, 11))
    given(desk, person, a_report(clause, date(2014, 8, 22), date(2014, 1, 14)))

    told = night(nightly_desk, date(2014, 8, 22))

    assert told is not None
    [flag] = flags(engine)
    with_the_reminder_that_it_is_undecided = 2
    assert (told.flags_reworded, flag.state) == (
        with_the_reminder_that_it_is_undecided,
        FlagState.OPEN,
    )
    assert "12 days late" in flag.finding


def test_a_report_shown_to_have_come_in_time_withdraws_the_flag_and_says_why(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person, clause = reporting(desk)
    night(nightly_desk, date(2014, 8, 11))
    [report] = given(desk, person, a_report(clause, date(2014, 8, 8), date(2014, 1, 14)))

    told = night(nightly_desk, date(2014, 8, 12))

    assert told is not None
    [flag] = flags(engine)
    assert (told.flags_withdrawn, flag.state) == (1, FlagState.WITHDRAWN)
    assert changes(engine, flag.id) == [
        (FlagChange.RAISED, None),
        (FlagChange.WITHDRAWN, f"event {report} recorded"),
    ]


def test_a_corrected_fact_reopens_a_withdrawn_flag(
    desk: Desk, nightly_desk: Desk, engine: Engine, clock: Clock
) -> None:
    person, clause = reporting(desk)
    night(nightly_desk, date(2014, 8, 11))
    [report] = given(desk, person, a_report(clause, date(2014, 8, 8), date(2014, 1, 14)))
    clock.move_on(minutes=1)
    night(nightly_desk, date(2014, 8, 12))
    clock.move_on(minutes=1)
    desk.run(withdraw_fact, person, Event, report, reason="it was another man's report")
    clock.move_on(minutes=1)

    told = night(nightly_desk, date(2014, 8, 13))

    assert told is not None
    [flag] = flags(engine)
    assert (told.flags_reopened, flag.state) == (1, FlagState.OPEN)
    assert changes(engine, flag.id)[-1] == (
        FlagChange.REOPENED,
        f"event {report} withdrawn (it was another man's report)",
    )


def test_passing_time_ends_no_suspicion(desk: Desk, nightly_desk: Desk, engine: Engine) -> None:
    reporting(desk)
    night(nightly_desk, date(2014, 8, 11))

    night(nightly_desk, date(2014, 12, 31), full=True)

    assert [flag.state for flag in flags(engine)] == [FlagState.OPEN]


def test_an_absence_is_not_flagged_before_its_source_is_complete(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    reporting(desk)
    complete(desk, DUE - timedelta(days=1), Feed.POST_LOG)

    told = night(nightly_desk, date(2014, 8, 12))
    assert told is not None
    assert (flags(engine), told.duties_unchecked) == ([], 1)

    complete(desk, DUE, Feed.POST_LOG)
    again = night(nightly_desk, date(2014, 8, 13))
    assert again is not None
    assert (again.cases_checked, again.flags_raised, again.duties_unchecked) == (1, 1, 0)


def test_a_source_that_takes_its_word_back_withdraws_what_rested_on_it(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    reporting(desk)
    night(nightly_desk, date(2014, 8, 12))
    complete(desk, DUE - timedelta(days=1), Feed.POST_LOG)

    night(nightly_desk, date(2014, 8, 13))

    [flag] = flags(engine)
    assert flag.state == FlagState.WITHDRAWN
    assert "complete less far" in str(changes(engine, flag.id)[-1])


def test_a_reminder_lapses_by_itself(desk: Desk, nightly_desk: Desk, engine: Engine) -> None:
    person = a_person(desk)
    complete(desk, date(2026, 3, 15))
    given(
        desk,
        person,
        an_order(
            represented=False,
            ends_on=date(2025, 6, 30),
            term_count=None,
            term_unit=None,
            term_counting=None,
        ),
    )
    night(nightly_desk, date(2025, 6, 30))
    assert {f.rule: f.state for f in flags(engine)}["order.not_bound"] == FlagState.OPEN

    night(nightly_desk, date(2025, 7, 1))

    assert {f.state for f in flags(engine)} == {FlagState.LAPSED}


def test_a_corrected_movement_moves_the_start_of_an_order_on_release(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person = a_person(desk)
    complete(desk, date(2026, 3, 15))
    [order] = given(desk, person, an_order())
    [clause] = given(
        desk, person, a_provision(order, PHONE_IN_THREE_DAYS, start_condition="on_release")
    )
    given(desk, person, a_movement(MovementKind.RECEPTION, date(2024, 1, 15)))
    [release] = given(desk, person, a_movement(MovementKind.RELEASE, date(2025, 2, 1)))
    [phone] = given(desk, person, a_phone(desk, "07700 900123", date(2025, 2, 5)))
    night(nightly_desk, date(2025, 2, 20))
    late = [flag for flag in flags(engine) if flag.rule == "notification.late"]
    assert [flag.occurrence for flag in late] == [f"fact {phone}"]

    desk.run(
        correct_fact,
        person,
        Movement,
        release,
        {"happened_on": date(2025, 2, 10)},
        reason="misread",
    )
    night(nightly_desk, date(2025, 2, 21))

    states = {flag.rule: flag.state for flag in flags(engine)}
    assert states["notification.late"] == FlagState.WITHDRAWN
    assert states["order.started_on_release"] == FlagState.OPEN
    started = next(f for f in flags(engine) if f.rule == "order.started_on_release")
    assert "Mon 10 Feb 2025" in started.finding
    assert clause


def test_a_notice_about_the_thing_answers_the_duty(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person = a_person(desk)
    complete(desk, date(2026, 3, 15))
    [order] = given(desk, person, an_order())
    [clause] = given(desk, person, a_provision(order, PHONE_IN_THREE_DAYS))
    [phone] = given(desk, person, a_phone(desk, "07700 900123", date(2025, 2, 5)))
    given(desk, person, a_notice(clause, date(2025, 2, 7), phone))

    night(nightly_desk, date(2025, 2, 20))

    assert [f for f in flags(engine) if f.rule == "notification.late"] == []


def test_a_disposal_before_its_day_is_not_judged_early(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person = a_person(desk)
    complete(desk, date(2026, 3, 15))
    [order] = given(desk, person, an_order())
    given(desk, person, a_provision(order, PHONE_IN_THREE_DAYS))
    [phone] = given(desk, person, a_phone(desk, "07700 900123", date(2025, 2, 5)))
    night(nightly_desk, date(2025, 2, 8))
    assert [f.rule for f in flags(engine)] == []

    night(nightly_desk, date(2025, 2, 9))

    assert [f.occurrence for f in flags(engine)] == [f"fact {phone}"]


def test_a_source_that_never_said_how_far_it_is_complete_tells_of_no_absence(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    reporting(desk)
    with Session(engine) as session, session.begin():
        home = session.scalars(select(Agency.id)).one()
        second = Source(
            code="second_post_log",
            name="Second post log",
            feed=Feed.POST_LOG,
            agency_id=home,
            opened_at=NOW,
        )
        session.add(second)

    told = night(nightly_desk, date(2014, 8, 11))

    assert told is not None
    assert (flags(engine), told.duties_unchecked) == ([], 1)
