"""A decision is taken back by the officer who made it, while nobody has relied on it."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import FlagNotFoundError, NotPermittedError
from casework.flagging import Cause
from casework.models import (
    Decision,
    DecisionKind,
    FlagChange,
    FlagProgress,
    FlagState,
    Person,
    Role,
    Told,
)
from casework.queries.changes import changed_since
from casework.queries.standing_flags import flags_standing_at
from casework.services.decide_flag import decide_flag
from casework.services.read_flag import read_flag
from casework.services.settle_decision import confirm_decision, refuse_decision
from casework.services.undo_decision import DecisionKeptError, undo_decision
from tests.builders import a_phone, given
from tests.casework.conftest import Clock, Colleague
from tests.casework.flag_work import HIGH, LATE, judge, owing, steps, the_flag

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


@pytest.fixture
def flag(desk: Desk, nightly_desk: Desk, engine: Engine) -> int:
    """One open flag of high severity."""
    owing(desk)
    judge(nightly_desk, book=HIGH)
    return the_flag(engine).id


def decided(desk: Desk, flag: int, kind: DecisionKind = DecisionKind.WARNING_GIVEN) -> int:
    """Decide the flag as it is worded, and return the decision's number."""
    seen = desk.run(read_flag, flag).flag.fingerprint
    desk.run(decide_flag, flag, kind, reason="told him", seen=seen)
    return desk.run(read_flag, flag).decisions[-1].decision


def test_a_decision_taken_back_stays_on_record_and_the_flag_is_open(
    desk: Desk, engine: Engine, flag: int
) -> None:
    decision = decided(desk, flag)

    told = desk.run(undo_decision, flag, decision=decision)

    whole = desk.run(read_flag, flag)
    [kept] = whole.decisions
    assert told.state is whole.state is FlagState.OPEN
    assert (kept.decision, kept.stands, kept.waits) == (decision, False, False)
    assert (whole.flag.progress, whole.flag.handled_by) == (
        FlagProgress.LOOKED_INTO,
        "First officer",
    )
    last = steps(engine)[-1]
    assert last.change is FlagChange.REOPENED
    assert last.reason == "taken back by the officer who decided it: warning given"


def test_the_flag_has_been_open_all_the_time(desk: Desk, engine: Engine, flag: int) -> None:
    before = the_flag(engine)
    desk.run(undo_decision, flag, decision=decided(desk, flag))

    after = the_flag(engine)
    with Session(engine) as session:
        [stood] = flags_standing_at(session, [after.person_id], desk.now())[after.person_id]
    assert after.open_since == before.open_since == stood.open_since
    assert not stood.decided


def test_the_night_looks_again_and_is_told_of_a_decision_and_no_fact(
    desk: Desk, nightly_desk: Desk, engine: Engine, flag: int
) -> None:
    person = the_flag(engine).person_id
    with Session(engine) as session:
        before = session.get_one(Person, person)
    desk.run(undo_decision, flag, decision=decided(desk, flag))
    with Session(engine) as session:
        raised = session.get_one(Person, person).revision - before.revision
        told = changed_since(session, person, before.changed_at, raised=raised)

    night = judge(nightly_desk, LATE + DAY, book=HIGH)

    assert told == Cause(f"flag {flag} decided (warning given)", of_facts=False)
    assert night is not None
    assert night.cases_checked == 1
    assert the_flag(engine).state is FlagState.OPEN


def test_a_flag_whose_decision_was_taken_back_can_be_decided_again(
    desk: Desk, engine: Engine, flag: int
) -> None:
    desk.run(undo_decision, flag, decision=decided(desk, flag))

    again = decided(desk, flag, DecisionKind.REFERRED)

    first, second = desk.run(read_flag, flag).decisions
    assert (first.stands, second.stands, second.decision) == (False, True, again)
    assert the_flag(engine).state is FlagState.DECIDED


def test_a_decision_proposed_is_taken_back_and_nobody_can_settle_it(
    desk: Desk, colleague: Colleague, flag: int
) -> None:
    second = colleague("second", Role.SUPERVISOR)
    decision = decided(desk, flag, DecisionKind.EXCUSE_ACCEPTED)

    desk.run(undo_decision, flag, decision=decision)

    whole = second.run(read_flag, flag)
    assert whole.flag.proposed is None
    assert [one.waits for one in whole.decisions] == [False]
    assert whole.flag.progress is FlagProgress.LOOKED_INTO
    assert "taken back by the officer who proposed it" in str(whole.history[-1].reason)


@pytest.mark.parametrize("settle", [confirm_decision, refuse_decision])
def test_what_a_second_officer_answered_is_kept(
    desk: Desk, colleague: Colleague, flag: int, settle: object
) -> None:
    second = colleague("second", Role.SUPERVISOR)
    decision = decided(desk, flag, DecisionKind.EXCUSE_ACCEPTED)
    seen = desk.run(read_flag, flag).flag.fingerprint
    second.run(settle, flag, decision=decision, reason="I looked", seen=seen)  # type: ignore[arg-type]  # either service

    with pytest.raises(DecisionKeptError, match="a second officer has answered it"):
        desk.run(undo_decision, flag, decision=decision)


def test_what_a_night_has_judged_is_kept(desk: Desk, nightly_desk: Desk, flag: int) -> None:
    decision = decided(desk, flag)
    judge(nightly_desk, LATE + DAY, book=HIGH)

    with pytest.raises(DecisionKeptError, match="the nightly check has judged the case"):
        desk.run(undo_decision, flag, decision=decision)


def test_a_night_counts_though_the_case_changed_after_it(
    desk: Desk, nightly_desk: Desk, flag: int
) -> None:
    decision = decided(desk, flag)
    judge(nightly_desk, LATE + DAY, book=HIGH)
    given(desk, "P1", a_phone(desk, "07700 900123", LATE))

    with pytest.raises(DecisionKeptError, match="the nightly check has judged the case"):
        desk.run(undo_decision, flag, decision=decision)


def test_a_fact_recorded_since_relies_on_no_decision(desk: Desk, engine: Engine, flag: int) -> None:
    decision = decided(desk, flag)
    given(desk, "P1", a_phone(desk, "07700 900123", LATE))

    desk.run(undo_decision, flag, decision=decision)

    assert the_flag(engine).state is FlagState.OPEN


def test_nobody_takes_back_a_colleagues_decision(
    desk: Desk, colleague: Colleague, flag: int
) -> None:
    other = colleague("other", Role.OFFENDER_MANAGER)
    decision = decided(desk, flag)

    with pytest.raises(DecisionKeptError, match="only the officer who made it"):
        other.run(undo_decision, flag, decision=decision)


def test_a_decision_is_taken_back_once(desk: Desk, flag: int) -> None:
    decision = decided(desk, flag)
    desk.run(undo_decision, flag, decision=decision)

    with pytest.raises(DecisionKeptError, match="it does not stand any more"):
        desk.run(undo_decision, flag, decision=decision)


def test_only_the_last_decision_is_taken_back(desk: Desk, flag: int) -> None:
    first = decided(desk, flag, DecisionKind.EXCUSE_ACCEPTED)
    decided(desk, flag, DecisionKind.NO_FURTHER_ACTION)

    with pytest.raises(DecisionKeptError, match="another decision was made on the flag since"):
        desk.run(undo_decision, flag, decision=first)


def test_what_somebody_was_told_of_is_kept(desk: Desk, engine: Engine, flag: int) -> None:
    decision = decided(desk, flag)
    person = the_flag(engine).person_id
    with Session(engine) as session, session.begin():
        made = session.scalars(select(Decision)).one()
        session.add(
            Told(
                person_id=person,
                flag_id=flag,
                recipient="OM",
                means="telephone",
                told_at=desk.now(),
                told_by=made.decided_by,
            )
        )

    with pytest.raises(DecisionKeptError, match="somebody has been told of it"):
        desk.run(undo_decision, flag, decision=decision)


def test_who_may_not_decide_takes_nothing_back(desk: Desk, colleague: Colleague, flag: int) -> None:
    reader = colleague("reader", Role.PRISON_INTELLIGENCE_OFFICER)

    with pytest.raises(NotPermittedError):
        reader.run(undo_decision, flag, decision=decided(desk, flag))


def test_a_flag_of_another_agency_is_not_there(desk: Desk, colleague: Colleague, flag: int) -> None:
    stranger = colleague("stranger", Role.OFFENDER_MANAGER, agency="ELSEWHERE")

    with pytest.raises(FlagNotFoundError):
        stranger.run(undo_decision, flag, decision=decided(desk, flag))
