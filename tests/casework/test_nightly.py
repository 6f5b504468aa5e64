"""The night: raises, keeps, rewords, withdraws, re-opens; cheap, repeatable, in order."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from casework import processes
from casework.calendars import build_calendar
from casework.desk import Desk
from casework.errors import (
    DayRefusedError,
    FlagChangedError,
    LeaseHeldError,
    LeaseLostError,
)
from casework.models import (
    Agency,
    CaseCheck,
    CourtOrder,
    DecisionKind,
    Event,
    Flag,
    FlagChange,
    FlagState,
    FlagVersion,
    Lease,
    Movement,
    Night,
    Source,
)
from casework.nightly import run_nights
from casework.services.begin_night import JOB, begin_night
from casework.services.check_batch import check_batch
from casework.services.decide_flag import decide_flag
from casework.services.read_health import read_health
from casework.services.record_facts import correct_fact, withdraw_fact
from casework.services.take_lease import give_back_lease, take_lease
from casework.views.night import NightSummary
from rules.book import AsAt, Evaluation, Rulebook, evaluate
from rules.facts import CaseFile
from rules.vocabulary import Feed, MovementKind
from tests.builders import (
    NOW,
    PHONE_IN_THREE_DAYS,
    SIX_MONTHLY,
    a_movement,
    a_notice,
    a_person,
    a_phone,
    a_provision,
    a_report,
    an_fro,
    an_order,
    complete,
    given,
)
from tests.casework.conftest import Clock

BOOK = Rulebook(build_calendar())
DUE = date(2014, 8, 10)
"""The first report of the order of 14 January 2014 falls due; nothing else happens near it."""


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


def night(desk: Desk, on: date, *, full: bool = False) -> NightSummary | None:
    told = run_nights(desk, on=on, last_ended=date(2026, 3, 15), rulebook=BOOK, full=full)
    return told[-1] if told else None


def flags(engine: Engine) -> list[Flag]:
    with Session(engine) as session:
        return list(session.scalars(select(Flag).order_by(Flag.id)))


def changes(engine: Engine, flag_id: int) -> list[tuple[FlagChange, str | None]]:
    with Session(engine) as session:
        rows = session.scalars(
            select(FlagVersion).where(FlagVersion.flag_id == flag_id).order_by(FlagVersion.id)
        )
        return [(row.change, row.reason) for row in rows]


def reporting(desk: Desk) -> tuple[str, int]:
    """A person under a financial reporting order with no report; return them and the clause."""
    person = a_person(desk)
    [order] = given(desk, person, an_fro())
    [clause] = given(desk, person, a_provision(order, SIX_MONTHLY, starts_on=date(2014, 1, 14)))
    complete(desk, DUE + timedelta(days=2))
    return person, clause


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


def test_a_report_recorded_late_rewords_the_flag_and_does_not_end_it(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person, clause = reporting(desk)
    night(nightly_desk, date(2014, 8, 11))
    given(desk, person, a_report(clause, date(2014, 8, 22), date(2014, 1, 14)))

    told = night(nightly_desk, date(2014, 8, 22))

    assert told is not None
    [flag] = flags(engine)
    assert (told.flags_reworded, flag.state) == (1, FlagState.OPEN)
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


def test_a_decision_stands_until_a_new_fact_contradicts_it(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person, clause = reporting(desk)
    night(nightly_desk, date(2014, 8, 11))
    [flag] = flags(engine)
    desk.run(
        decide_flag,
        flag.id,
        DecisionKind.EXCUSE_ACCEPTED,
        reason="he was in hospital",
        seen=flag.fingerprint,
    )

    night(nightly_desk, date(2014, 8, 12), full=True)
    assert [f.state for f in flags(engine)] == [FlagState.DECIDED]

    given(desk, person, a_report(clause, date(2014, 8, 12), date(2014, 1, 14)))
    night(nightly_desk, date(2014, 8, 13))
    assert [f.state for f in flags(engine)] == [FlagState.OPEN]


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
    assert failure.error.startswith("ValueError at casework/test_nightly.py:")

    monkeypatch.undo()
    again = night(nightly_desk, date(2014, 8, 12))
    assert again is not None
    assert (again.cases_failed, len(flags(engine))) == (0, 2)


def test_a_changed_rulebook_looks_at_everyone(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    reporting(desk)
    night(nightly_desk, date(2014, 8, 11))
    fewer = Rulebook(BOOK.calendar, BOOK.figures, BOOK.rules[:-2])

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


def test_a_decision_on_a_fact_corrected_since_is_withdrawn_with_the_reason(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    """A recall asked for on a wrong record must not stand unsaid."""
    person, clause = reporting(desk)
    night(nightly_desk, date(2014, 8, 11))
    [flag] = flags(engine)
    desk.run(decide_flag, flag.id, DecisionKind.RECALL_ASKED, reason="again", seen=flag.fingerprint)
    [report] = given(desk, person, a_report(clause, date(2014, 8, 5), date(2014, 1, 14)))

    night(nightly_desk, date(2014, 8, 12))

    assert [f.state for f in flags(engine)] == [FlagState.WITHDRAWN]
    assert changes(engine, flag.id)[-1] == (FlagChange.WITHDRAWN, f"event {report} recorded")


def test_a_flag_is_decided_only_as_it_was_seen_and_only_while_open(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    reporting(desk)
    night(nightly_desk, date(2014, 8, 11))
    [flag] = flags(engine)
    no_action = DecisionKind.NO_FURTHER_ACTION

    with pytest.raises(FlagChangedError, match="has changed since you saw it"):
        desk.run(decide_flag, flag.id, no_action, reason="old wording", seen="another")
    desk.run(decide_flag, flag.id, no_action, reason="seen", seen=flag.fingerprint)
    with pytest.raises(FlagChangedError):
        desk.run(decide_flag, flag.id, no_action, reason="twice", seen=flag.fingerprint)


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
