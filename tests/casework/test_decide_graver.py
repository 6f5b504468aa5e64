"""One officer's decision on a flag that has become graver since, so that it takes two."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.models import DecisionKind, FlagChange, FlagProgress, FlagState, Role
from casework.services.decide_flag import decide_flag
from casework.services.settle_decision import confirm_decision
from rules.book import Rulebook
from tests.casework.conftest import Clock, Colleague
from tests.casework.flag_work import CRITICAL, HIGH, LATE, MEDIUM, judge, owing, steps, the_flag

DAY = timedelta(days=1)
REFERRED, NO_ACTION = DecisionKind.REFERRED, DecisionKind.NO_FURTHER_ACTION


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


def _decide(
    desk: Desk, nightly_desk: Desk, engine: Engine, book: Rulebook, kind: DecisionKind
) -> None:
    owing(desk)
    judge(nightly_desk, book=book)
    flag = the_flag(engine)
    desk.run(decide_flag, flag.id, kind, reason="he was ill", seen=flag.fingerprint)


@pytest.mark.parametrize(
    ("before", "kind", "now", "state"),
    [
        (MEDIUM, NO_ACTION, HIGH, FlagState.OPEN),
        (MEDIUM, NO_ACTION, CRITICAL, FlagState.OPEN),
        (HIGH, REFERRED, CRITICAL, FlagState.OPEN),
        (MEDIUM, REFERRED, HIGH, FlagState.DECIDED),
    ],
)
def test_a_decision_of_one_stands_while_one_is_enough(
    *,
    before: Rulebook,
    kind: DecisionKind,
    now: Rulebook,
    state: FlagState,
    desk: Desk,
    nightly_desk: Desk,
    engine: Engine,
) -> None:
    _decide(desk, nightly_desk, engine, before, kind)
    assert the_flag(engine).state is FlagState.DECIDED

    judge(nightly_desk, LATE + DAY, book=now, full=True)

    assert the_flag(engine).state is state


def test_the_flag_says_why_it_is_open_again(desk: Desk, nightly_desk: Desk, engine: Engine) -> None:
    _decide(desk, nightly_desk, engine, MEDIUM, NO_ACTION)

    judge(nightly_desk, LATE + DAY, book=CRITICAL, full=True)

    last = steps(engine)[-1]
    assert last.change is FlagChange.REOPENED
    assert str(last.reason).startswith(
        "its severity is critical now, and no further action, which one officer decided, takes "
        "two, for lives or the safety of the public may hang on it; "
    )
    flag = the_flag(engine)
    assert (flag.progress, flag.open_since) == (FlagProgress.NEW, LATE + DAY)


def test_a_decision_two_officers_signed_outlives_the_rise(
    desk: Desk, nightly_desk: Desk, colleague: Colleague, engine: Engine
) -> None:
    _decide(desk, nightly_desk, engine, HIGH, NO_ACTION)
    second = colleague("robin", Role.SUPERVISOR)
    flag = the_flag(engine)
    second.run(confirm_decision, flag.id, decision=1, reason="I agree", seen=flag.fingerprint)

    judge(nightly_desk, LATE + DAY, book=CRITICAL, full=True)

    assert the_flag(engine).state is FlagState.DECIDED
