"""Declare the last day for which a source has told us everything it holds."""

from datetime import date, datetime, timedelta

from casework.clock import last_ended_day
from casework.context import Context
from casework.desk import declares
from casework.errors import DayRefusedError
from casework.models import SourceCompleteness, Verb
from casework.permissions import Action
from casework.queries import sources
from rules.days import say

_TICK = timedelta(microseconds=1)


@declares(Action.IMPORT, Verb.ADMINISTER)
def declare_complete(context: Context, source: str, day: date, *, take_back: bool = False) -> bool:
    """Declare *source* complete to *day*, inclusive; return False if that was known.

    What was said before stays to be read as it was known. An earlier day than before, for
    a source that turned out to have a gap, has to be meant: give *take_back*.

    Raises:
        SourceUnknownError: there is no such source.
        DayRefusedError: the day has not ended, or is earlier than before.
    """
    refuse_unended(day, context.now)
    taken = sources.take(context.session, source)
    before = sources.current_completeness(context.session, taken.id)
    since = context.clock()
    if before is not None:
        if before.complete_to == day:
            return False
        if day < before.complete_to and not take_back:
            raise DayRefusedError(
                f"{taken.name} is complete to {say(before.complete_to)} already. If that was "
                f"wrong and it is complete only to {say(day)}, say that it is to be taken back."
            )
        since = max(since, before.known_from + _TICK)
        before.known_to = since
        context.session.flush()
    context.session.add(
        SourceCompleteness(
            source_id=taken.id,
            complete_to=day,
            known_from=since,
            recorded_by=context.officer.id,
        )
    )
    return True


def refuse_unended(day: date, now: datetime) -> None:
    """Refuse a day that has not ended: nobody can have told all of it.

    Raises:
        DayRefusedError: the day has not ended in London.
    """
    last = last_ended_day(now)
    if day > last:
        raise DayRefusedError(
            f"{say(day)} has not ended, so no source can be complete to it. The last day that "
            f"has is {say(last)}."
        )
