"""The only module that reads the clock; days are London days."""

from datetime import UTC, date, datetime, time, timedelta

from rules.days import in_london, london_day, say

MIDNIGHT = time(0, 0)


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)  # noqa: TID251  the one place where the clock is read


def today() -> date:
    """Return the day it is now in London."""
    return london_day(now())


def last_ended_day(at: datetime, *, turns_at: time = MIDNIGHT) -> date:
    """Return the last day that has ended in London at the moment *at*.

    A day ends when the clock on the wall in London next shows *turns_at*: with the
    default a run at 02:00 judges the day before; with a turn at 04:00 it judges the
    day before that, because the night still belongs to the day that began it.

    Raises:
        ValueError: *at* does not say its time zone.
    """
    wall = in_london(at)
    days_back = 1 if wall.time() >= turns_at else 2
    return wall.date() - timedelta(days=days_back)


def in_words(at: datetime | None) -> str:
    """Word a moment by the London clock, as in "02:00 on Sun 22 Nov 2026"; None as "never"."""
    if at is None:
        return "never"
    wall = in_london(at)
    return f"{wall:%H:%M} on {say(wall.date())}"
