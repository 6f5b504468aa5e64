"""A decision stands until a new fact contradicts it; then the flag says which fact."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.context import Context
from casework.desk import Desk, declares
from casework.flagging import Cause
from casework.models import (
    DecisionKind,
    Event,
    FlagChange,
    FlagProgress,
    FlagState,
    IdentityJudgement,
    Person,
    Sameness,
    Verb,
)
from casework.permissions import Action
from casework.queries import people
from casework.queries.changes import changed_since
from casework.recording import correct, take_cases, withdraw
from casework.services.decide_flag import decide_flag
from rules.vocabulary import Severity
from tests.builders import a_person, a_phone, a_report, given, origin_of
from tests.casework.conftest import Clock
from tests.casework.flag_work import (
    HIGH,
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


@declares(Action.CORRECT_FACTS, Verb.ALTER)
def _correct(context: Context, typed: str, fact: int, changes: dict[str, object]) -> None:
    person = people.require(context, typed).id
    correct(context, Event, person, fact, changes, reason="misread postmark")


@declares(Action.CORRECT_FACTS, Verb.ALTER)
def _withdraw(context: Context, typed: str, fact: int) -> None:
    withdraw(context, Event, people.require(context, typed).id, fact, reason="another's report")


@declares(Action.CORRECT_FACTS, Verb.ALTER)
def _judge_same(context: Context, first: int, second: int, sameness: Sameness) -> None:
    stamps = take_cases(context, {first, second})
    context.touch(Verb.ALTER, stamps)
    context.session.add(
        IdentityJudgement(
            first_id=first,
            second_id=second,
            sameness=sameness,
            reason="same fingerprints",
            known_from=max(stamps.values()),
            recorded_by=context.officer.id,
            source_id=origin_of(context).source_id,
        )
    )


@declares(Action.CORRECT_FACTS, Verb.ALTER)
def _withdraw_judgement(context: Context, first: int, second: int) -> None:
    stamps = take_cases(context, {first, second})
    context.touch(Verb.ALTER, stamps)
    judgement = context.session.scalars(select(IdentityJudgement)).one()
    judgement.known_to = max(stamps.values())
    judgement.closed_by = context.officer.id
    judgement.closed_reason = "the prints were mixed up"


def warned(desk: Desk, engine: Engine) -> int:
    flag = the_flag(engine)
    desk.run(
        decide_flag, flag.id, DecisionKind.WARNING_GIVEN, reason="told him", seen=flag.fingerprint
    )
    return flag.id


def test_a_new_fact_reopens_the_flag_and_is_named(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person, clause = owing(desk)
    judge(nightly_desk)
    warned(desk, engine)
    [report] = given(desk, person, a_report(clause, date(2026, 3, 15), PERIOD_FROM))

    judge(nightly_desk, LATE + DAY)

    flag, last = the_flag(engine), steps(engine)[-1]
    assert (flag.state, flag.progress, flag.handled_by) == (
        FlagState.OPEN,
        FlagProgress.NEW,
        None,
    )
    assert flag.open_since == LATE + DAY
    assert last.change is FlagChange.REOPENED
    assert last.reason == (
        f"it rests now on event {report} (report received on Sun 15 Mar 2026); "
        f"event {report} recorded; flag {flag.id} decided (warning given)"
    )


def test_a_corrected_fact_reopens_the_flag_and_is_named_with_what_it_says_now(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person, clause = owing(desk)
    [report] = given(desk, person, a_report(clause, date(2026, 3, 14), PERIOD_FROM))
    judge(nightly_desk)
    warned(desk, engine)
    desk.run(_correct, person, report, {"happened_on": date(2026, 3, 15)})

    judge(nightly_desk, LATE + DAY)

    last = steps(engine)[-1]
    assert last.change is FlagChange.REOPENED
    assert str(last.reason).startswith(
        f"it rests now on event {report} as corrected (report received on Sun 15 Mar 2026); "
        f"event {report} corrected (misread postmark)"
    )


def test_a_withdrawn_fact_reopens_the_flag_and_says_what_it_rests_on_no_longer(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person, clause = owing(desk)
    [report] = given(desk, person, a_report(clause, date(2026, 3, 14), PERIOD_FROM))
    judge(nightly_desk)
    warned(desk, engine)
    desk.run(_withdraw, person, report)

    judge(nightly_desk, LATE + DAY)

    last = steps(engine)[-1]
    assert last.change is FlagChange.REOPENED
    assert str(last.reason).startswith(
        f"it rests no longer on event {report} (report received on Sat 14 Mar 2026); "
        f"event {report} withdrawn (another's report)"
    )


def test_among_many_facts_the_one_that_contradicts_is_named_first(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person, clause = owing(desk)
    judge(nightly_desk)
    warned(desk, engine)
    for number in range(8):
        given(desk, person, a_phone(desk, f"07700 90012{number}", date(2026, 3, 1)))
    [report] = given(desk, person, a_report(clause, date(2026, 3, 15), PERIOD_FROM))

    judge(nightly_desk, LATE + DAY)

    assert f"it rests now on event {report} (" in str(steps(engine)[-1].reason)


def test_new_words_alone_reopen_nothing(desk: Desk, nightly_desk: Desk, engine: Engine) -> None:
    owing(desk)
    judge(nightly_desk)
    warned(desk, engine)
    worded = the_flag(engine).fingerprint

    judge(nightly_desk, LATE + DAY, book=judging(Severity.HIGH, version=2))

    assert (the_flag(engine).state, the_flag(engine).fingerprint) == (FlagState.DECIDED, worded)


def test_a_fact_beside_the_point_reopens_nothing(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person, _ = owing(desk)
    judge(nightly_desk)
    warned(desk, engine)
    given(desk, person, a_phone(desk, "07700 900123", date(2026, 3, 1)))

    judge(nightly_desk, LATE + DAY)

    assert the_flag(engine).state is FlagState.DECIDED


def test_a_decision_proposed_is_no_decision_and_the_night_rewords_the_flag(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    owing(desk)
    judge(nightly_desk, book=HIGH)
    flag = the_flag(engine)
    desk.run(
        decide_flag, flag.id, DecisionKind.EXCUSE_ACCEPTED, reason="ill", seen=flag.fingerprint
    )

    judge(nightly_desk, LATE + DAY, book=judging(Severity.HIGH, version=2))

    assert steps(engine)[-1].change is FlagChange.REWORDED


def test_a_decision_is_told_as_what_changed_and_contradicts_nothing(
    desk: Desk, nightly_desk: Desk, engine: Engine, clock: Clock
) -> None:
    owing(desk)
    judge(nightly_desk)
    flag = the_flag(engine)
    with Session(engine) as session:
        before = session.get_one(Person, flag.person_id)
    warned(desk, engine)

    with Session(engine) as session:
        after = session.get_one(Person, flag.person_id)
        changed = changed_since(
            session, flag.person_id, before.changed_at, raised=after.revision - before.revision
        )

    assert changed == Cause(f"flag {flag.id} decided (warning given)", of_facts=False)


def test_a_decision_hides_no_fact_recorded_beside_it(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person, _ = owing(desk)
    judge(nightly_desk)
    with Session(engine) as session:
        before = session.get_one(Person, the_flag(engine).person_id)
    flag = warned(desk, engine)
    [phone] = given(desk, person, a_phone(desk, "07700 900123", date(2026, 3, 1)))

    with Session(engine) as session:
        changed = changed_since(session, before.id, before.changed_at, raised=2)

    words = f"holding {phone} recorded; flag {flag} decided (warning given)"
    assert changed == Cause(words, of_facts=True)


@pytest.mark.parametrize(
    ("sameness", "words"),
    [
        (Sameness.SAME, "judged the same person as {}"),
        (Sameness.NOT_SAME, "judged not the same person as {}"),
    ],
)
def test_a_judgement_of_who_somebody_is_is_told_to_both_records(
    sameness: Sameness, words: str, desk: Desk, engine: Engine
) -> None:
    first, second = int(a_person(desk)[1:]), int(a_person(desk)[1:])
    with Session(engine) as session:
        moment = max(session.scalars(select(Person.changed_at)))
    desk.run(_judge_same, first, second, sameness)

    with Session(engine) as session:
        told = [changed_since(session, one, moment, raised=1) for one in (first, second)]

    assert told == [
        Cause(f"{words.format(f'P{second}')} (same fingerprints)", of_facts=True),
        Cause(f"{words.format(f'P{first}')} (same fingerprints)", of_facts=True),
    ]


def test_a_judgement_withdrawn_is_told_with_its_reason(desk: Desk, engine: Engine) -> None:
    first, second = int(a_person(desk)[1:]), int(a_person(desk)[1:])
    desk.run(_judge_same, first, second, Sameness.SAME)
    with Session(engine) as session:
        moment = max(session.scalars(select(Person.changed_at)))
    desk.run(_withdraw_judgement, first, second)

    with Session(engine) as session:
        told = changed_since(session, first, moment, raised=1)

    expected = f"no longer judged the same person as P{second} (the prints were mixed up)"
    assert told == Cause(expected, of_facts=True)


def test_a_judgement_made_and_withdrawn_since_is_told_as_both(desk: Desk, engine: Engine) -> None:
    first, second = int(a_person(desk)[1:]), int(a_person(desk)[1:])
    with Session(engine) as session:
        moment = max(session.scalars(select(Person.changed_at)))
    desk.run(_judge_same, first, second, Sameness.SAME)
    desk.run(_withdraw_judgement, first, second)

    with Session(engine) as session:
        told = changed_since(session, first, moment, raised=2)

    assert told.words.count("judged the same person") == 2
