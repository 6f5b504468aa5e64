"""That a flag was acknowledged or looked into is taken back, while nobody has relied on it."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework.context import Context
from casework.desk import Desk, declares
from casework.errors import CaseworkError, FlagNotFoundError, NotPermittedError
from casework.flag_steps import counted, handling
from casework.models import (
    DecisionKind,
    Event,
    FlagChange,
    FlagProgress,
    Role,
    Told,
    Verb,
)
from casework.permissions import Action
from casework.queries import people
from casework.recording import withdraw
from casework.services.decide_flag import decide_flag
from casework.services.read_flag import read_flag
from casework.services.read_today import read_today
from casework.services.settle_decision import confirm_decision, refuse_decision
from casework.services.snooze_flag import end_snooze, snooze_flag
from casework.services.take_up_flag import acknowledge_flag, look_into_flag
from casework.services.undo_decision import undo_decision
from casework.services.undo_step import StepKeptError, undo_step
from casework.views.flag import FlagStep
from rules.vocabulary import Severity
from tests.builders import TODAY, a_report, given
from tests.casework.conftest import Clock, Colleague
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
NEW, ACKNOWLEDGED, LOOKED_INTO = (
    FlagProgress.NEW,
    FlagProgress.ACKNOWLEDGED,
    FlagProgress.LOOKED_INTO,
)
TAKING_UP = pytest.mark.parametrize("service", [acknowledge_flag, look_into_flag])


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


@pytest.fixture
def flag(desk: Desk, nightly_desk: Desk, engine: Engine) -> int:
    """One open flag of high severity."""
    owing(desk)
    judge(nightly_desk, book=HIGH)
    return the_flag(engine).id


@pytest.fixture
def robin(colleague: Colleague) -> Desk:
    return colleague("robin", Role.OFFENDER_MANAGER, Role.SUPERVISOR)


def taken(desk: Desk, service: object, flag: int) -> int:
    """Take a step on the flag as it is worded, and return by which number it is taken back."""
    seen = desk.run(read_flag, flag).flag.fingerprint
    step: FlagStep = desk.run(service, flag, seen=seen)  # type: ignore[arg-type]  # either service
    assert step.step is not None
    return step.step


def stands(desk: Desk, flag: int) -> tuple[FlagProgress, str | None]:
    """Return how a flag is handled now, and by whom."""
    line = desk.run(read_flag, flag).flag
    return line.progress, line.handled_by


@TAKING_UP
def test_a_flag_is_new_again_and_its_history_says_both(
    desk: Desk, engine: Engine, flag: int, service: object
) -> None:
    step = taken(desk, service, flag)

    told = desk.run(undo_step, flag, step=step)

    assert told.says == f"Taken back: flag {flag} is new again; nobody handles it."
    assert stands(desk, flag) == (told.progress, None) == (NEW, None)
    done, back = steps(engine)[1:]
    words = {acknowledge_flag: "acknowledged", look_into_flag: "looked into"}[service]  # type: ignore[index]  # either service
    assert (done.id, done.change.value.replace("_", " ")) == (step, words)
    assert back.change is FlagChange.TAKEN_BACK
    assert back.reason == f"{words}, by the officer who did so, before anybody relied on it"


def test_whoever_handled_it_before_handles_it_again(desk: Desk, robin: Desk, flag: int) -> None:
    taken(robin, acknowledge_flag, flag)
    step = taken(desk, look_into_flag, flag)
    assert stands(desk, flag) == (LOOKED_INTO, "First officer")

    told = desk.run(undo_step, flag, step=step)

    assert told.says == f"Taken back: flag {flag} is acknowledged again, by Robin."
    assert stands(desk, flag) == (ACKNOWLEDGED, "Robin")


def test_of_a_step_that_changed_nothing_of_the_flag_nothing_is_said_to_be_so_again(
    desk: Desk, robin: Desk, flag: int
) -> None:
    seen = desk.run(read_flag, flag).flag.fingerprint
    desk.run(decide_flag, flag, DecisionKind.EXCUSE_ACCEPTED, reason="ill", seen=seen)
    step = taken(robin, acknowledge_flag, flag)

    told = robin.run(undo_step, flag, step=step)

    assert told.says == (
        f"Taken back: flag {flag} is not acknowledged by you any more; First officer handles it as "
        "before."
    )


def test_steps_are_taken_back_one_after_another(desk: Desk, flag: int) -> None:
    first, second = taken(desk, acknowledge_flag, flag), taken(desk, look_into_flag, flag)

    with pytest.raises(StepKeptError, match="another step was taken on the flag since"):
        desk.run(undo_step, flag, step=first)
    desk.run(undo_step, flag, step=second)
    assert stands(desk, flag) == (ACKNOWLEDGED, "First officer")
    desk.run(undo_step, flag, step=first)
    assert stands(desk, flag) == (NEW, None)


@TAKING_UP
def test_a_step_is_taken_back_once_and_may_be_taken_again(
    desk: Desk, flag: int, service: object
) -> None:
    step = taken(desk, service, flag)
    desk.run(undo_step, flag, step=step)

    with pytest.raises(StepKeptError, match="it was taken back already"):
        desk.run(undo_step, flag, step=step)
    assert taken(desk, service, flag) > step


def test_what_changed_nothing_is_no_step_to_take_back(desk: Desk, flag: int) -> None:
    taken(desk, look_into_flag, flag)
    seen = desk.run(read_flag, flag).flag.fingerprint

    assert desk.run(look_into_flag, flag, seen=seen).step is None


def test_a_colleagues_step_is_theirs(desk: Desk, robin: Desk, flag: int) -> None:
    step = taken(desk, acknowledge_flag, flag)

    with pytest.raises(StepKeptError, match="only the officer who took it"):
        robin.run(undo_step, flag, step=step)


def test_other_steps_are_not_taken_back_so(desk: Desk, engine: Engine, flag: int) -> None:
    seen = desk.run(read_flag, flag).flag.fingerprint
    desk.run(
        decide_flag, flag, DecisionKind.EXCUSE_ACCEPTED, reason="ill", seen=seen
    )  # by two officers

    with pytest.raises(StepKeptError, match="only the officer who took it"):
        desk.run(undo_step, flag, step=steps(engine)[-1].id)


def test_a_proposal_taken_back_is_not_proposed_again(desk: Desk, engine: Engine, flag: int) -> None:
    seen = desk.run(read_flag, flag).flag.fingerprint
    made = desk.run(decide_flag, flag, DecisionKind.EXCUSE_ACCEPTED, reason="ill", seen=seen)
    assert made.decision is not None
    desk.run(undo_decision, flag, decision=made.decision)

    with pytest.raises(StepKeptError, match="by it a decision that was proposed was taken back"):
        desk.run(undo_step, flag, step=steps(engine)[-1].id)


@TAKING_UP
def test_a_step_that_a_colleague_followed_is_kept(
    desk: Desk, robin: Desk, flag: int, service: object
) -> None:
    step = taken(desk, service, flag)
    taken(robin, acknowledge_flag, flag)

    with pytest.raises(StepKeptError, match="another step was taken on the flag since"):
        desk.run(undo_step, flag, step=step)


def test_a_step_on_another_wording_is_kept(desk: Desk, nightly_desk: Desk, flag: int) -> None:
    step = taken(desk, acknowledge_flag, flag)
    judge(nightly_desk, LATE + DAY, book=judging(Severity.HIGH, version=2))

    with pytest.raises(StepKeptError, match="the flag was reworded since"):
        desk.run(undo_step, flag, step=step)


def test_a_step_on_a_flag_decided_since_is_kept(desk: Desk, flag: int) -> None:
    step = taken(desk, acknowledge_flag, flag)
    seen = desk.run(read_flag, flag).flag.fingerprint
    desk.run(decide_flag, flag, DecisionKind.WARNING_GIVEN, reason="told him", seen=seen)

    with pytest.raises(StepKeptError, match="the flag is not open any more"):
        desk.run(undo_step, flag, step=step)


def test_what_somebody_was_told_of_is_kept(desk: Desk, engine: Engine, flag: int) -> None:
    step = taken(desk, acknowledge_flag, flag)
    with Session(engine) as session, session.begin():
        session.add(
            Told(
                person_id=the_flag(engine).person_id,
                flag_id=flag,
                recipient="OM",
                means="telephone",
                told_at=desk.now(),
                told_by=steps(engine)[-1].changed_by,
            )
        )

    with pytest.raises(StepKeptError, match="somebody has been told of it"):
        desk.run(undo_step, flag, step=step)


def test_only_who_may_take_up_flags_and_sees_this_one(
    desk: Desk, colleague: Colleague, flag: int
) -> None:
    step = taken(desk, acknowledge_flag, flag)
    stranger = colleague("stranger", Role.OFFENDER_MANAGER, agency="ELSEWHERE")

    with pytest.raises(NotPermittedError):
        colleague("reader", Role.COUNTER_CORRUPTION_OFFICER).run(undo_step, flag, step=step)
    with pytest.raises(FlagNotFoundError):
        stranger.run(undo_step, flag, step=step)


def test_a_step_taken_back_is_no_news_and_no_work_for_the_night(
    desk: Desk, nightly_desk: Desk, clock: Clock, flag: int
) -> None:
    clock.move_on(hours=1)
    since = clock.at
    desk.run(undo_step, flag, step=taken(desk, acknowledge_flag, flag))

    today = desk.run(read_today, everybody=True, since=since)

    assert today.new.total == 0
    assert judge(nightly_desk, LATE, book=HIGH) is None


@declares(Action.CORRECT_FACTS, Verb.ALTER)
def _withdraw(context: Context, typed: str, fact: int) -> None:
    withdraw(context, Event, people.require(context, typed).id, fact, reason="another's report")


class _Work:
    """Two officers and the night at one flag, each step drawn by chance."""

    def __init__(self, chance: Random, desks: tuple[Desk, Desk], night: Desk) -> None:
        self.chance, self.desks, self.night = chance, desks, night
        self.person, self.clause = owing(desks[0])
        self.on = LATE
        self.reports: list[int] = []
        self.taken: list[tuple[Desk, int]] = []
        self.decided: list[tuple[Desk, int]] = []
        judge(night, book=HIGH)

    def one_step(self, flag: int) -> None:
        """Take one step; what is refused changes nothing."""
        desk = self.chance.choice(self.desks)
        seen = desk.run(read_flag, flag).flag.fingerprint
        step = self.chance.choice(
            [self._take_up, self._take_up, self._undo, self._undo, self._decide, self._settle,
             self._undo_decision, self._snooze, self._night, self._night]
        )  # fmt: skip
        try:
            step(desk, flag, seen)
        except CaseworkError:
            return

    def _take_up(self, desk: Desk, flag: int, seen: str) -> None:
        service = self.chance.choice([acknowledge_flag, look_into_flag])
        made = desk.run(service, flag, seen=seen)
        if made.step is not None:
            self.taken.append((desk, made.step))

    def _undo(self, _: Desk, flag: int, __: str) -> None:
        if self.taken:
            desk, step = self.taken.pop()
            desk.run(undo_step, flag, step=step)

    def _decide(self, desk: Desk, flag: int, seen: str) -> None:
        kind = self.chance.choice([DecisionKind.EXCUSE_ACCEPTED, DecisionKind.WARNING_GIVEN])
        made = desk.run(decide_flag, flag, kind, reason="as said", seen=seen)
        assert made.decision is not None
        self.decided.append((desk, made.decision))

    def _settle(self, desk: Desk, flag: int, seen: str) -> None:
        service = self.chance.choice([confirm_decision, refuse_decision])
        if self.decided:
            number = self.decided[-1][1]
            desk.run(service, flag, decision=number, reason="I looked", seen=seen)

    def _undo_decision(self, _: Desk, flag: int, __: str) -> None:
        if self.decided:
            desk, decision = self.decided.pop()
            desk.run(undo_decision, flag, decision=decision)

    def _snooze(self, desk: Desk, flag: int, seen: str) -> None:
        if desk.run(read_flag, flag).flag.snoozed_until:
            desk.run(end_snooze, flag, seen=seen)
        else:
            desk.run(snooze_flag, flag, until=TODAY + DAY, reason="ill", seen=seen)

    def _night(self, desk: Desk, _: int, __: str) -> None:
        """Judge the next day, by other words or on other facts."""
        if self.chance.random() < 0.5:
            if self.reports:
                desk.run(_withdraw, self.person, self.reports.pop())
            else:
                on = self.chance.choice([LATE - DAY, LATE + DAY])
                self.reports += given(desk, self.person, a_report(self.clause, on, PERIOD_FROM))
        version = self.chance.choice([1, 1, 2])
        self.on += DAY
        judge(self.night, self.on, book=judging(Severity.HIGH, version=version))


@pytest.mark.parametrize("seed", [0, 1, 2, 6])  # by these every kind of change is reached
def test_the_history_of_any_flag_tells_how_it_is_handled(
    desk: Desk, robin: Desk, nightly_desk: Desk, engine: Engine, seed: int
) -> None:
    work = _Work(Random(seed), (desk, robin), nightly_desk)  # noqa: S311  # the same each time
    flag = the_flag(engine).id

    for _ in range(40):
        work.one_step(flag)
        now = the_flag(engine)
        history = steps(engine)
        assert handling(history) == (now.progress, now.handled_by), [s.change for s in history]
        assert not {FlagChange.TAKEN_BACK} & {step.change for step in counted(history)}
