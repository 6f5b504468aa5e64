"""The only module that reads the clock; days are London days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.days import say

LONDON = ZoneInfo("Europe/London")
MIDNIGHT = time(0, 0)


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)  # noqa: TID251  the one place where the clock is read


def today() -> date:
    """Return the day it is now in London."""
    return london_day(now())


def london_day(at: datetime) -> date:
    """Return the day it is in London at the moment *at*.

    Raises:
        ValueError: *at* does not say its time zone.
    """
    return _in_london(at).date()


def last_ended_day(at: datetime, *, turns_at: time = MIDNIGHT) -> date:
    """Return the last day that has ended in London at the moment *at*.

    A day ends when the clock on the wall in London next shows *turns_at*: with the
    default a run at 02:00 judges the day before; with a turn at 04:00 it judges the
    day before that, because the night still belongs to the day that began it.

    Raises:
        ValueError: *at* does not say its time zone.
    """
    wall = _in_london(at)
    days_back = 1 if wall.time() >= turns_at else 2
    return wall.date() - timedelta(days=days_back)


def _in_london(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError(f"{at.isoformat()} does not say its time zone.")
    return at.astimezone(LONDON)


def in_words(at: datetime | None) -> str:
    """Word a moment by the London clock, as in "02:00 on Sun 22 Nov 2026"; None as "never"."""
    if at is None:
        return "never"
    wall = _in_london(at)
    return f"{wall:%H:%M} on {say(wall.date())}"
