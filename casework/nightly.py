"""The nightly check from beginning to end, in batches, safe to kill and to repeat."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from casework.collector import collect, collector_paused
from casework.desk import Desk
from casework.errors import DayRefusedError
from casework.services.begin_night import JOB, NightPlan, begin_night
from casework.services.check_batch import check_batch
from casework.services.finish_night import finish_night
from casework.services.read_health import read_health
from casework.services.take_lease import give_back_lease, take_lease
from casework.views.night import NightSummary
from rules.book import Rulebook
from rules.days import ONE_DAY, say

BATCH = 500
"""Cases in one transaction: some hundreds, so that an officer's write never waits long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a night has come. Counts are of cases."""

    judged_on: date
    done: int
    due: int


def run_nights(
    desk: Desk,
    *,
    on: date,
    last_ended: date,
    rulebook: Rulebook,
    full: bool = False,
    batch: int = BATCH,
    tell: Callable[[Progress], None] = lambda _: None,
) -> list[NightSummary]:
    """Judge the day *on*, after every day missed since the last finished night, in order.

    Returns a summary a day; none for a day judged already with nothing changed since.
    *last_ended* is the last day that has ended. *full* looks at everyone. *batch* is how
    many cases one transaction takes.

    Raises:
        DayRefusedError: *on* has not ended, or lies before a day judged already.
        LeaseHeldError: another run is at work.
        LeaseLostError: another run took this one over.
    """
    token = desk.run(take_lease, JOB)
    try:
        plans = (
            desk.run(begin_night, on=day, rulebook=rulebook, token=token, full=full)
            for day in _days(desk, on, last_ended)
        )
        return [_one_night(desk, plan, batch, tell) for plan in plans if plan is not None]
    finally:
        desk.run(give_back_lease, JOB, token)


def _days(desk: Desk, on: date, last_ended: date) -> Iterator[date]:
    if on > last_ended:
        raise DayRefusedError(
            f"{say(on)} has not ended; the last day that has is {say(last_ended)}. "
            "`casework check PERSON --on DAY` looks ahead without writing."
        )
    night = desk.run(read_health).last_night
    if night is None:
        return iter((on,))
    if on < night.judged_on:
        raise DayRefusedError(
            f"{say(night.judged_on)} has been judged already, and flags never go back. "
            "`casework check PERSON --on DAY` looks back without writing."
        )
    first = min(on, night.judged_on + ONE_DAY)
    return (first + timedelta(days=n) for n in range((on - first).days + 1))


def _one_night(
    desk: Desk, plan: NightPlan, batch: int, tell: Callable[[Progress], None]
) -> NightSummary:
    done, due = 0, len(plan.people)
    tell(Progress(judged_on=plan.at.on, done=done, due=due))
    with collector_paused():
        for start in range(0, due, batch):
            people = plan.people[start : start + batch]
            desk.run(check_batch, plan, people)
            collect()
            done += len(people)
            tell(Progress(judged_on=plan.at.on, done=done, due=due))
    return desk.run(finish_night, plan)
