"""What matters most is decided by two officers: proposed by one, settled or refused by another."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from casework.decision_policy import needs_second
from casework.desk import Desk
from casework.errors import (
    DecisionNotPendingError,
    FlagChangedError,
    FlagNotFoundError,
    NotPermittedError,
    ReasonMissingError,
    SecondOfficerNeededError,
)
from casework.models import (
    Decision,
    DecisionKind,
    FlagChange,
    FlagProgress,
    FlagState,
    Officer,
    Role,
)
from casework.services.decide_flag import decide_flag
from casework.services.list_flags import list_flags
from casework.services.settle_decision import confirm_decision, refuse_decision
from casework.views.flag import FlagStep
from rules.book import Rulebook
from rules.vocabulary import FlagKind, Severity
from tests.builders import NOW, a_report, given
from tests.casework.conftest import Clock, Colleague
from tests.casework.flag_work import (
    CRITICAL,
    HIGH,
    LATE,
    MEDIUM,
    PERIOD_FROM,
    judge,
    judging,
    owing,
    steps,
    the_flag,
)

Settle = Callable[..., FlagStep]

NO_ACTION = {
    DecisionKind.EXCUSE_ACCEPTED,
    DecisionKind.NO_FURTHER_ACTION,
    DecisionKind.RECORD_WRONG,
}


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


def decided(desk: Desk, engine: Engine, kind: DecisionKind) -> FlagStep:
    flag = the_flag(engine)
    return desk.run(decide_flag, flag.id, kind, reason="he was ill", seen=flag.fingerprint)


def settled(desk: Desk, engine: Engine, settle: Settle, reason: str) -> FlagStep:
    """Settle the last decision on the flag, both as they stand now."""
    flag, last = the_flag(engine), max((d.id for d in decisions(engine)), default=0)
    return desk.run(settle, flag.id, decision=last, reason=reason, seen=flag.fingerprint)


def decisions(engine: Engine) -> list[Decision]:
    with Session(engine) as session:
        return list(session.scalars(select(Decision).order_by(Decision.id)))


@pytest.fixture
def second(colleague: Colleague) -> Desk:
    return colleague("robin", Role.SUPERVISOR)


@pytest.fixture
def proposed(desk: Desk, nightly_desk: Desk, engine: Engine) -> FlagStep:
    owing(desk)
    judge(nightly_desk, book=HIGH)
    return decided(desk, engine, DecisionKind.EXCUSE_ACCEPTED)


@pytest.mark.parametrize("kind", list(DecisionKind))
@pytest.mark.parametrize(
    ("book", "alone"),
    [
        (MEDIUM, set(DecisionKind)),
        (HIGH, set(DecisionKind) - NO_ACTION),
        (CRITICAL, set()),
    ],
    ids=["medium", "high", "critical"],
)
def test_only_what_matters_most_waits_for_a_second_officer(
    *,
    book: Rulebook,
    alone: set[DecisionKind],
    kind: DecisionKind,
    desk: Desk,
    nightly_desk: Desk,
    engine: Engine,
) -> None:
    owing(desk)
    judge(nightly_desk, book=book)

    decided(desk, engine, kind)

    flag = the_flag(engine)
    [decision] = decisions(engine)
    if kind in alone:
        assert flag.state is FlagState.DECIDED
        assert decision.settled_at is not None
    else:
        assert (flag.state, flag.progress) == (FlagState.OPEN, FlagProgress.DECISION_PROPOSED)
        assert decision.settled_at is None


@pytest.mark.parametrize("kind", [FlagKind.REMINDER, FlagKind.DEFECT, FlagKind.LINE_OF_ENQUIRY])
def test_a_high_flag_that_suspects_nobody_needs_one_officer(kind: FlagKind) -> None:
    assert needs_second(kind, Severity.HIGH, DecisionKind.NO_FURTHER_ACTION) is None
    assert needs_second(kind, Severity.CRITICAL, DecisionKind.NO_FURTHER_ACTION) is not None


def test_another_officer_settles_it(second: Desk, engine: Engine, proposed: FlagStep) -> None:
    told = settled(second, engine, confirm_decision, "I agree")

    [decision] = decisions(engine)
    with Session(engine) as session:
        robin = session.scalars(select(Officer.id).where(Officer.login == "robin")).one()
    assert (decision.second_officer_id, decision.settled_at is None) == (robin, False)
    assert the_flag(engine).state is FlagState.DECIDED
    assert told.says == (
        f"Flag {told.flag} is decided by two officers: excuse accepted (decision {decision.id})."
    )
    last = steps(engine)[-1]
    assert (last.change, last.changed_by) == (FlagChange.DECIDED, robin)
    assert last.reason == "excuse accepted, confirmed: I agree"


def test_another_officer_refuses_it_with_a_reason(
    desk: Desk, second: Desk, engine: Engine, proposed: FlagStep
) -> None:
    settled(second, engine, refuse_decision, "ask the hospital")

    now = the_flag(engine)
    assert (now.state, now.progress) == (FlagState.OPEN, FlagProgress.LOOKED_INTO)
    [decision] = decisions(engine)
    assert decision.settled_at is None
    assert decision.second_officer_id is not None
    last = steps(engine)[-1]
    assert last.change is FlagChange.DECISION_REFUSED
    assert last.reason == "excuse accepted, refused: ask the hospital"
    with pytest.raises(DecisionNotPendingError):
        settled(second, engine, confirm_decision, "after all")
    decided(desk, engine, DecisionKind.EXCUSE_ACCEPTED)
    settled(second, engine, confirm_decision, "it is shown now")
    assert the_flag(engine).state is FlagState.DECIDED


@pytest.mark.parametrize("settle", [confirm_decision, refuse_decision])
def test_nobody_is_their_own_second_officer(
    settle: Settle, desk: Desk, second: Desk, engine: Engine, proposed: FlagStep
) -> None:
    with pytest.raises(SecondOfficerNeededError, match=r"yourself\. It waits .*: Robin"):
        settled(desk, engine, settle, "I am sure")

    assert the_flag(engine).state is FlagState.OPEN
    assert decisions(engine)[0].second_officer_id is None


def test_a_lone_officer_is_told_that_a_second_account_is_needed(
    desk: Desk, engine: Engine, proposed: FlagStep
) -> None:
    assert "a second account with the role of supervisor is needed" in proposed.says
    with pytest.raises(SecondOfficerNeededError, match="a second account"):
        settled(desk, engine, confirm_decision, "nobody else")


def test_who_may_not_approve_or_is_elsewhere_or_has_left_is_not_waited_for(
    desk: Desk, nightly_desk: Desk, colleague: Colleague, engine: Engine
) -> None:
    colleague("manager", Role.OFFENDER_MANAGER)
    colleague("stranger", Role.SUPERVISOR, agency="ELSEWHERE")
    colleague("gone", Role.SUPERVISOR)
    with Session(engine) as session, session.begin():
        session.execute(update(Officer).where(Officer.login == "gone").values(closed_at=NOW))
    owing(desk)
    judge(nightly_desk, book=HIGH)

    told = decided(desk, engine, DecisionKind.EXCUSE_ACCEPTED)

    assert "Nobody else here may approve it" in told.says


def test_an_offender_manager_and_another_agency_cannot_settle_it(
    colleague: Colleague, engine: Engine, proposed: FlagStep
) -> None:
    manager = colleague("manager", Role.OFFENDER_MANAGER)
    stranger = colleague("stranger", Role.SUPERVISOR, agency="ELSEWHERE")

    with pytest.raises(NotPermittedError):
        settled(manager, engine, confirm_decision, "fine")
    with pytest.raises(FlagNotFoundError):
        settled(stranger, engine, confirm_decision, "fine")


@pytest.mark.parametrize("settle", [confirm_decision, refuse_decision])
def test_settling_needs_a_reason_and_the_wording_seen(
    settle: Settle, second: Desk, engine: Engine, proposed: FlagStep
) -> None:
    flag = the_flag(engine)

    with pytest.raises(ReasonMissingError):
        settled(second, engine, settle, " ")
    with pytest.raises(FlagChangedError):
        second.run(settle, flag.id, decision=1, reason="fine", seen="another wording")


def test_nothing_is_settled_that_nobody_proposed(
    desk: Desk, nightly_desk: Desk, second: Desk, engine: Engine
) -> None:
    owing(desk)
    judge(nightly_desk, book=HIGH)
    with pytest.raises(DecisionNotPendingError, match="needs-second"):
        settled(second, engine, confirm_decision, "fine")


def test_who_proposed_may_think_again(
    desk: Desk, second: Desk, engine: Engine, proposed: FlagStep
) -> None:
    decided(desk, engine, DecisionKind.NO_FURTHER_ACTION)
    settled(second, engine, confirm_decision, "yes")

    assert [(d.kind, d.settled_at is not None) for d in decisions(engine)] == [
        (DecisionKind.EXCUSE_ACCEPTED, False),
        (DecisionKind.NO_FURTHER_ACTION, True),
    ]


def test_what_waits_for_a_second_officer_is_listed_with_what_was_proposed(
    desk: Desk, second: Desk, engine: Engine, proposed: FlagStep
) -> None:
    [line] = second.run(list_flags, needs_second=True).flags

    assert line.proposed is not None
    assert (line.proposed.by, line.proposed.kind, line.proposed.reason) == (
        "First officer",
        DecisionKind.EXCUSE_ACCEPTED,
        "he was ill",
    )
    settled(second, engine, refuse_decision, "no")
    assert second.run(list_flags, needs_second=True).flags == ()


def test_new_words_alone_leave_a_proposal_waiting(
    nightly_desk: Desk, second: Desk, engine: Engine, proposed: FlagStep
) -> None:
    judge(nightly_desk, LATE + timedelta(days=1), book=judging(Severity.HIGH, version=2))
    flag = the_flag(engine)
    assert flag.progress is FlagProgress.DECISION_PROPOSED
    assert steps(engine)[-1].change is FlagChange.REWORDED

    settled(second, engine, confirm_decision, "the same to me")

    assert the_flag(engine).state is FlagState.DECIDED


def test_a_new_fact_ends_a_proposal_and_says_which(
    desk: Desk, nightly_desk: Desk, second: Desk, engine: Engine
) -> None:
    person, clause = owing(desk)
    judge(nightly_desk, book=HIGH)
    decided(desk, engine, DecisionKind.EXCUSE_ACCEPTED)
    [report] = given(desk, person, a_report(clause, date(2026, 3, 15), PERIOD_FROM))

    judge(nightly_desk, LATE + timedelta(days=1), book=HIGH)

    flag = the_flag(engine)
    assert (flag.state, flag.progress) == (FlagState.OPEN, FlagProgress.LOOKED_INTO)
    reason = str(steps(engine)[-1].reason)
    assert f"event {report} (report received on Sun 15 Mar 2026)" in reason
    assert "the decision proposed has lapsed" in reason
    with pytest.raises(DecisionNotPendingError):
        settled(second, engine, confirm_decision, "late")
