"""Whether something that was due arrived in time: one reading for reports and notices."""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from rules.days import NEVER, ONE_DAY, Length, later, moment_of
from rules.deadlines import Deadline
from rules.facts import Event
from rules.vocabulary import Counting, Unit
from rules.words import days_late

_AT_ONCE = timedelta(0)
_FULL_DAYS = frozenset({Counting.AFTER, Counting.CIVIL_PROCEDURE, Counting.AFTER_PERIOD})


class Lateness(NamedTuple):
    """How a deadline was met, on what is recorded by the day judged.

    `default_on` is the first day of default, None where there is none (yet). `doubtful`
    is true between a strict and a lenient day: a reminder, never a flag.
    """

    default_on: date | None
    doubtful: bool
    answered_by: Event | None


def lateness(deadline: Deadline, answer: Event | None, on: date) -> Lateness:
    """Read a deadline at the end of *on*, given the first answer recorded, if any.

    A duty due on day D is in default from D + 1; one counted in hours, from the day its
    moment falls on, unless that moment is the end of the day. Where only the day of an
    answer is known, it counts as in time on the deadline's own day.
    """
    if answer is not None and in_time(deadline, answer):
        return Lateness(None, doubtful=False, answered_by=answer)
    first_default = default_from(deadline)
    if NEVER != first_default <= on:
        return Lateness(first_default, doubtful=False, answered_by=answer)
    return Lateness(None, doubtful=on > deadline.strict, answered_by=None)


def in_time(deadline: Deadline, answer: Event) -> bool:
    """Whether *answer* met *deadline*, the lenient day or the moment included."""
    if deadline.moment is not None and answer.happened_at is not None:
        return answer.happened_at <= deadline.moment
    return answer.happened_on <= deadline.lenient


def default_from(deadline: Deadline) -> date:
    """Return the first day at whose end the duty is in default if nothing came, or NEVER."""
    if deadline.moment is not None and deadline.moment < moment_of(deadline.lenient):
        return deadline.lenient
    return later(deadline.lenient)


def days_to_wake(deadline: Deadline) -> tuple[date, ...]:
    """Return the days on which the reading of a deadline can change by itself."""
    first_default = default_from(deadline)
    if deadline.strict == deadline.lenient:
        return (first_default,)
    return (later(deadline.strict), first_default)


def always_in_time(length: Length) -> timedelta:
    """Return for how long after day 0 an answer is in time, whatever court or holiday.

    It is the quick test that spares most deadlines being worked out, never longer than
    the length itself.
    """
    return _always_in_time(length)


@lru_cache(maxsize=1024)
def _always_in_time(length: Length) -> timedelta:
    if length.counting in _FULL_DAYS:
        return timedelta(days=length.days)
    if length.counting is Counting.BEGINNING_WITH:
        return timedelta(days=length.days - 1)
    return _AT_ONCE if length.unit is Unit.HOURS else ONE_DAY


def how_late(answer: Event, deadline: Deadline) -> str:
    """Word how late an answer came, as in "12 days late"."""
    if answer.happened_on > deadline.lenient:
        return days_late(answer.happened_on, deadline.lenient)
    return "later that day than it was due"
