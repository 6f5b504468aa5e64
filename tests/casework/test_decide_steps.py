"""An officer's steps on a flag: acknowledged, looked into, decided; who, when and why is kept."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import (
    DecisionPendingError,
    FlagChangedError,
    FlagNotFoundError,
    FlagNotOpenError,
    NotPermittedError,
    ReasonMissingError,
)
from casework.facts import case_files
from casework.models import (
    Decision,
    DecisionKind,
    FlagChange,
    FlagProgress,
    FlagState,
    Officer,
    Person,
    Role,
)
from casework.services.decide_flag import decide_flag
from casework.services.snooze_flag import end_snooze, snooze_flag
from casework.services.take_up_flag import acknowledge_flag, look_into_flag
from rules.facts import StandingFlag
from tests.builders import NOW, TODAY, a_person
from tests.casework.conftest import Clock, Colleague
from tests.casework.flag_work import HIGH, LATE, judge, owing, steps, the_flag

Step = Callable[[Desk, int, str], object]


def _acknowledge(desk: Desk, flag: int, seen: str) -> object:
    return desk.run(acknowledge_flag, flag, seen=seen)


def _look_into(desk: Desk, flag: int, seen: str) -> object:
    return desk.run(look_into_flag, flag, seen=seen)


def _decide(desk: Desk, flag: int, seen: str) -> object:
    return desk.run(decide_flag, flag, DecisionKind.WARNING_GIVEN, reason="seen him", seen=seen)


def _snooze(desk: Desk, flag: int, seen: str) -> object:
    until = TODAY + timedelta(days=2)
    return desk.run(snooze_flag, flag, until=until, reason="on leave", seen=seen)


def _end_snooze(desk: Desk, flag: int, seen: str) -> object:
    return desk.run(end_snooze, flag, seen=seen)


EVERY_STEP = pytest.mark.parametrize(
    "step", [_acknowledge, _look_into, _decide, _snooze, _end_snooze]
)


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


@pytest.fixture
def late(desk: Desk, nightly_desk: Desk) -> str:
    person, _ = owing(desk)
    judge(nightly_desk)
    return person


def _officer(engine: Engine, login: str) -> int:
    with Session(engine) as session:
        return session.scalars(select(Officer.id).where(Officer.login == login)).one()


def _undecided(engine: Engine, person: int) -> tuple[StandingFlag, ...]:
    with Session(engine) as session:
        [case] = case_files(session, {person: 1})
    return case.flags


def test_each_step_keeps_who_took_it_when_and_why(desk: Desk, engine: Engine, late: str) -> None:
    flag = the_flag(engine)

    desk.run(acknowledge_flag, flag.id, seen=flag.fingerprint)
    desk.run(look_into_flag, flag.id, seen=flag.fingerprint, reason=" the post room ")
    desk.run(
        decide_flag, flag.id, DecisionKind.WARNING_GIVEN, reason="no excuse", seen=flag.fingerprint
    )

    me = _officer(engine, "officer")
    told = [(step.change, step.changed_by, step.reason) for step in steps(engine)[1:]]
    assert told == [
        (FlagChange.ACKNOWLEDGED, me, None),
        (FlagChange.LOOKED_INTO, me, "the post room"),
        (FlagChange.DECIDED, me, "warning given: no excuse"),
    ]
    assert all(step.changed_at > NOW and step.judged_on == TODAY for step in steps(engine)[1:])
    assert all(step.finding == flag.finding for step in steps(engine))


def test_a_flag_comes_forward_step_by_step(desk: Desk, engine: Engine, late: str) -> None:
    flag = the_flag(engine)
    me = _officer(engine, "officer")
    assert (flag.progress, flag.handled_by) == (FlagProgress.NEW, None)

    _acknowledge(desk, flag.id, flag.fingerprint)
    now = the_flag(engine)
    assert (now.progress, now.handled_by) == (FlagProgress.ACKNOWLEDGED, me)

    _look_into(desk, flag.id, flag.fingerprint)
    assert the_flag(engine).progress is FlagProgress.LOOKED_INTO

    _decide(desk, flag.id, flag.fingerprint)
    assert the_flag(engine).state is FlagState.DECIDED
    with Session(engine) as session:
        decision = session.scalars(select(Decision)).one()
    assert (decision.decided_by, decision.decided_on, decision.reason) == (me, TODAY, "seen him")
    assert decision.settled_at is not None
    assert decision.second_officer_id is None


@EVERY_STEP
def test_no_step_is_taken_on_another_wording(
    step: Step, desk: Desk, engine: Engine, late: str
) -> None:
    with pytest.raises(FlagChangedError, match="has changed since you saw it"):
        step(desk, the_flag(engine).id, "another wording")

    assert len(steps(engine)) == 1


@EVERY_STEP
def test_no_step_is_taken_on_a_flag_that_is_not_open(
    step: Step, desk: Desk, engine: Engine, late: str
) -> None:
    flag = the_flag(engine)
    _decide(desk, flag.id, flag.fingerprint)

    with pytest.raises(FlagNotOpenError, match=f"Flag {flag.id} is not open: it was decided"):
        step(desk, flag.id, flag.fingerprint)


@EVERY_STEP
def test_no_step_is_taken_on_a_flag_of_another_agency(
    step: Step, colleague: Colleague, engine: Engine, late: str
) -> None:
    stranger = colleague("stranger", Role.OFFENDER_MANAGER, Role.SUPERVISOR, agency="ELSEWHERE")
    flag = the_flag(engine)

    with pytest.raises(FlagNotFoundError, match=f"There is no flag {flag.id}"):
        step(stranger, flag.id, flag.fingerprint)


@EVERY_STEP
def test_no_step_is_taken_by_who_only_reads(
    step: Step, colleague: Colleague, engine: Engine, late: str
) -> None:
    reader = colleague("reader", Role.COUNTER_CORRUPTION_OFFICER)
    flag = the_flag(engine)

    with pytest.raises(NotPermittedError):
        step(reader, flag.id, flag.fingerprint)


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_decision_and_a_snooze_need_a_reason(
    reason: str, desk: Desk, engine: Engine, late: str
) -> None:
    flag = the_flag(engine)

    with pytest.raises(ReasonMissingError):
        desk.run(decide_flag, flag.id, DecisionKind.REFERRED, reason=reason, seen=flag.fingerprint)
    with pytest.raises(ReasonMissingError):
        desk.run(snooze_flag, flag.id, until=TODAY, reason=reason, seen=flag.fingerprint)


def test_acknowledging_twice_is_harmless_and_says_so(desk: Desk, engine: Engine, late: str) -> None:
    flag = the_flag(engine)
    first = desk.run(acknowledge_flag, flag.id, seen=flag.fingerprint)

    again = desk.run(acknowledge_flag, flag.id, seen=flag.fingerprint)

    assert first.says == f"Flag {flag.id} is acknowledged; it is yours to handle."
    assert again.says == f"You have acknowledged flag {flag.id} already."
    assert len(steps(engine)) == 2


def test_a_second_officer_who_acknowledges_takes_nothing_over(
    desk: Desk, colleague: Colleague, engine: Engine, late: str
) -> None:
    other = colleague("robin", Role.OFFENDER_MANAGER)
    flag = the_flag(engine)
    _acknowledge(desk, flag.id, flag.fingerprint)

    told = other.run(acknowledge_flag, flag.id, seen=flag.fingerprint)

    assert told.says.endswith("acknowledged by you too; First officer handles it.")
    assert the_flag(engine).handled_by == _officer(engine, "officer")
    assert steps(engine)[-1].changed_by == _officer(engine, "robin")


def test_looking_into_a_flag_takes_it_over_and_says_from_whom(
    desk: Desk, colleague: Colleague, engine: Engine, late: str
) -> None:
    other = colleague("robin", Role.OFFENDER_MANAGER)
    flag = the_flag(engine)
    _look_into(desk, flag.id, flag.fingerprint)

    told = other.run(look_into_flag, flag.id, seen=flag.fingerprint)
    again = other.run(look_into_flag, flag.id, seen=flag.fingerprint)

    assert told.says.endswith("now, in place of First officer.")
    assert again.says.endswith("already.")
    assert the_flag(engine).handled_by == _officer(engine, "robin")
    assert len(steps(engine)) == 3


def test_acknowledging_does_not_take_a_flag_back_to_an_earlier_step(
    desk: Desk, engine: Engine, late: str
) -> None:
    flag = the_flag(engine)
    _look_into(desk, flag.id, flag.fingerprint)

    _acknowledge(desk, flag.id, flag.fingerprint)

    assert the_flag(engine).progress is FlagProgress.LOOKED_INTO


@pytest.mark.parametrize("step", [_look_into, _snooze])
def test_a_decision_that_waits_is_not_gone_past(
    step: Step, desk: Desk, nightly_desk: Desk, colleague: Colleague, engine: Engine
) -> None:
    owing(desk)
    judge(nightly_desk, book=HIGH)
    flag = the_flag(engine)
    desk.run(
        decide_flag, flag.id, DecisionKind.EXCUSE_ACCEPTED, reason="ill", seen=flag.fingerprint
    )
    other = colleague("robin", Role.OFFENDER_MANAGER)

    with pytest.raises(DecisionPendingError, match="was proposed by First officer and waits"):
        step(other, flag.id, flag.fingerprint)
    with pytest.raises(DecisionPendingError):
        _decide(other, flag.id, flag.fingerprint)


def test_a_decision_raises_the_revision_and_ends_the_watch_on_the_undecided(
    desk: Desk, engine: Engine, late: str
) -> None:
    """So the night looks again, and the reminder of a flag undecided lapses."""
    flag = the_flag(engine)
    assert [one.id for one in _undecided(engine, flag.person_id)] == [flag.id]
    with Session(engine) as session:
        before = session.get_one(Person, flag.person_id).revision

    _decide(desk, flag.id, flag.fingerprint)

    with Session(engine) as session:
        assert session.get_one(Person, flag.person_id).revision == before + 1
    assert all(one.decided for one in _undecided(engine, flag.person_id))


def test_steps_before_a_decision_leave_the_case_as_it_was(
    desk: Desk, nightly_desk: Desk, engine: Engine, late: str
) -> None:
    flag = the_flag(engine)

    for step in (_acknowledge, _look_into, _snooze, _end_snooze):
        step(desk, flag.id, flag.fingerprint)

    assert judge(nightly_desk, LATE) is None


def test_nobody_else_s_flag_is_touched(desk: Desk, engine: Engine, late: str) -> None:
    with Session(engine) as session:
        untouched = int(a_person(desk)[1:])
        before = session.get_one(Person, untouched).revision

    flag = the_flag(engine)
    _decide(desk, flag.id, flag.fingerprint)

    with Session(engine) as session:
        assert session.get_one(Person, untouched).revision == before
