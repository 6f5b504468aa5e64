"""Whether something that was due arrived in time: one reading for reports and notices."""

from datetime import date
from typing import NamedTuple

from rules.days import ONE_DAY
from rules.deadlines import Deadline
from rules.facts import Event


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
    moment falls on. Where only the day of an answer is known, it counts as in time on
    the deadline's own day.
    """
    if answer is not None and in_time(deadline, answer):
        return Lateness(None, doubtful=False, answered_by=answer)
    first_default = deadline.lenient if deadline.moment else deadline.lenient + ONE_DAY
    if on >= first_default:
        return Lateness(first_default, doubtful=False, answered_by=answer)
    return Lateness(None, doubtful=on > deadline.strict, answered_by=None)


def in_time(deadline: Deadline, answer: Event) -> bool:
    """Whether *answer* met *deadline*, the lenient day or the moment included."""
    if deadline.moment is not None and answer.happened_at is not None:
        return answer.happened_at <= deadline.moment
    return answer.happened_on <= deadline.lenient


def days_to_wake(deadline: Deadline) -> tuple[date, ...]:
    """Return the days on which the reading of a deadline can change by itself."""
    if deadline.moment is not None:
        return (deadline.lenient,)
    if deadline.strict == deadline.lenient:
        return (deadline.lenient + ONE_DAY,)
    return (deadline.strict + ONE_DAY, deadline.lenient + ONE_DAY)
