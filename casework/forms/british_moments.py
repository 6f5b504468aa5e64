"""Moments as people in Britain type them, by the London clock: 9.30, 0930, 3/4/26 14:05."""

import re
from datetime import UTC, date, datetime, time

from casework.forms.british_days import read_british_day
from rules.days import LONDON, in_london, say, say_moment

_CLOCK = r"(?:([0-9]{1,2})[:.]([0-9]{2})|([0-9]{2})([0-9]{2})|([0-9]{1,2}))"
_TIME = re.compile(rf"{_CLOCK} ?([ap]m)?(?: ?(bst|gmt))?")
_AFTER_DAY = re.compile(
    r"(.+?)(?:,| at|t)? ?(?<![0-9.:])([0-9][0-9.:]* ?(?:[ap]m)?(?: ?(?:bst|gmt))?)"
)
_NOON = 12
_LAST_HOUR, _LAST_MINUTE = 23, 59


def read_british_moment(typed: str, *, today: date, on: date | None = None) -> datetime:
    """Return in UTC the moment typed. *on* is the day of a bare time, None means today.

    Raises:
        ValueError: it is no moment, there was no such time that day, or there were two.
    """
    text = " ".join(typed.casefold().split())
    if (bare := _TIME.fullmatch(text)) is not None and _is_time(bare):
        return _moment(on or today, bare)
    if _is_day(text, today):
        raise ValueError("give the time too, as in 14:05.")
    parted = _AFTER_DAY.fullmatch(text)
    clock = _TIME.fullmatch(parted[2]) if parted else None
    if parted is None or clock is None or not _is_time(clock):
        raise ValueError(f"“{typed}” is no time, such as 9.30, 0930 or 3/4/26 14:05.")
    return _moment(read_british_day(parted[1].rstrip(" ,"), today=today), clock)


def moment_beside(moment: datetime) -> str:
    """Return a moment as it is shown beside what was typed."""
    return say_moment(moment)


def _is_day(text: str, today: date) -> bool:
    try:
        read_british_day(text, today=today)
    except ValueError:
        return False
    return True


def _is_time(found: re.Match[str]) -> bool:
    """Whether it says more than an hour alone, or says which half of the day."""
    return found[5] is None or found[6] is not None


def _moment(day: date, found: re.Match[str]) -> datetime:
    wall = datetime.combine(day, _clock(found))
    first, second = (wall.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1))
    shown = f"{wall:%H:%M} on {say(day)}"
    if in_london(first).replace(tzinfo=None) != wall:
        raise ValueError(f"there was no {shown}: the clocks went forward an hour that night.")
    zone = found[7]
    if zone is None and first != second:
        raise ValueError(
            f"{shown} came twice, for the clocks went back; add BST for the first, GMT for the "
            "second."
        )
    for moment in (first, second):
        if zone is None or (in_london(moment).tzname() or "").casefold() == zone:
            return moment
    raise ValueError(f"London did not keep {zone.upper()} at {shown}; leave it out.")


def _clock(found: re.Match[str]) -> time:
    hour = int(found[1] or found[3] or found[5])
    minute = int(found[2] or found[4] or 0)
    half = found[6]
    if half is not None:
        if not 1 <= hour <= _NOON:
            raise ValueError(f"there is no {hour} {half}; hours with am or pm go from 1 to 12.")
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        raise ValueError(f"there is no {hour:02}:{minute:02}; days go from 00:00 to 23:59.")
    return time(hour, minute)
