"""A second officer settles the decision they saw, and never one put in its place since."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import FlagChangedError
from casework.models import Decision, DecisionKind, FlagState, Role
from casework.services.decide_flag import decide_flag
from casework.services.list_flags import list_flags
from casework.services.read_flag import read_flag
from casework.services.settle_decision import confirm_decision, refuse_decision
from casework.views.flag import FlagStep
from tests.casework.conftest import Clock, Colleague, Run
from tests.casework.flag_work import CRITICAL, judge, owing, the_flag

Settle = Callable[..., FlagStep]


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


@pytest.fixture
def second(desk: Desk, nightly_desk: Desk, colleague: Colleague, engine: Engine) -> Desk:
    """Robin, a second officer, while the first proposes to refer a critical flag."""
    owing(desk)
    judge(nightly_desk, book=CRITICAL)
    _propose(desk, engine, DecisionKind.REFERRED)
    return colleague("robin", Role.SUPERVISOR)


def _propose(desk: Desk, engine: Engine, kind: DecisionKind) -> None:
    flag = the_flag(engine)
    desk.run(decide_flag, flag.id, kind, reason="as I see it", seen=flag.fingerprint)


@pytest.mark.parametrize("settle", [confirm_decision, refuse_decision])
def test_a_proposal_put_in_the_place_of_the_one_seen_is_not_settled(
    settle: Settle, desk: Desk, second: Desk, engine: Engine
) -> None:
    [line] = second.run(list_flags, needs_second=True).flags
    assert line.proposed is not None
    saw = {"decision": line.proposed.decision, "seen": line.fingerprint}
    _propose(desk, engine, DecisionKind.NO_FURTHER_ACTION)

    with pytest.raises(FlagChangedError, match="another decision on it is proposed"):
        second.run(settle, line.flag, reason="I agree with the referral", **saw)

    assert the_flag(engine).state is FlagState.OPEN
    with Session(engine) as session:
        assert {d.second_officer_id for d in session.scalars(select(Decision))} == {None}


def test_the_one_seen_is_settled_by_its_number(second: Desk, engine: Engine) -> None:
    [decision] = second.run(read_flag, the_flag(engine).id).decisions

    told = second.run(
        confirm_decision,
        the_flag(engine).id,
        decision=decision.decision,
        reason="I agree",
        seen=the_flag(engine).fingerprint,
    )

    assert told.state is FlagState.DECIDED


def test_at_the_command_line_a_decision_is_named_or_the_one_that_waits_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, desk: Desk, second: Desk, engine: Engine
) -> None:
    number = str(the_flag(engine).id)
    monkeypatch.setenv("CASEWORK_OFFICER", "robin")
    assert f"`casework confirm {number} --decision 1`" in run("flags", "--needs-second").stdout
    _propose(desk, engine, DecisionKind.NO_FURTHER_ACTION)

    other = run("confirm", number, "--decision", "1", "--reason", "to the prosecutor, yes")
    assert (other.exit_code, "has changed since you saw it" in other.stderr) == (2, True)

    told = run("confirm", number, "--reason", "nothing in it")
    assert told.stdout == (
        f"Flag {number} is decided by two officers: no further action (decision 2).\n"
    )
