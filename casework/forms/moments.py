"""Days and moments as files write them, moments by the London clock where no offset is named."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from rules.days import LONDON, in_london

_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?")
_TIMES = ("%H:%M", "%H:%M:%S")
_EARLIEST, _LATEST = 1900, 2200


def read_day(said: str, forms: Sequence[str]) -> date | None:
    """Return a day written in one of *forms*, by strptime's signs; None where it is no day.

    Raises:
        ValueError: it is of a year nothing here can be of.
    """
    for form in forms:
        try:
            day = datetime.strptime(said, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
        refuse_out_of_reach(day)
        return day
    return None


def refuse_out_of_reach(day: date) -> None:
    """Refuse a day, or a moment, of a year nothing here can be of.

    Raises:
        ValueError: it is before 1900 or after 2200.
    """
    if not _EARLIEST <= day.year <= _LATEST:
        raise ValueError(f"is not in the years from {_EARLIEST} to {_LATEST}")


def read_moment(said: str, days: Sequence[str], *, on: date | None) -> datetime:
    """Return a moment in UTC, from an ISO form, from one of *days* and a time, or a bare time.

    *on* is the day of a bare time. Without an offset it is by the London clock.

    Raises:
        ValueError: it is no moment, there was no such time that day, or there were two.
    """
    read = _read(said, days, on)
    refuse_out_of_reach(read)
    return _by_the_clock(read) if read.tzinfo is None else read.astimezone(UTC)


def _read(said: str, days: Sequence[str], on: date | None) -> datetime:
    if _TIME.fullmatch(said):
        if on is None:
            raise ValueError("is a time without its day")
        return datetime.combine(on, _time(said))
    if len(said) > len("2026-03-16"):
        try:
            return datetime.fromisoformat(said)
        except ValueError:
            pass
    for form in days:
        for clock in _TIMES:
            try:
                return datetime.strptime(said, f"{form} {clock}")  # noqa: DTZ007  # the zone comes after
            except ValueError:
                continue
    raise ValueError("is not a moment, such as 2026-03-16T09:30, or a time, such as 09:30")


def _time(said: str) -> time:
    try:
        return time.fromisoformat(said.zfill(len("09:30")) if said.count(":") == 1 else said)
    except ValueError:
        raise ValueError("is no time of day, such as 09:30") from None


def _by_the_clock(read: datetime) -> datetime:
    first, second = (read.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1))
    if in_london(first).replace(tzinfo=None) != read:
        raise ValueError("is a time that the clocks left out that night; look for the right one")
    if first != second:
        raise ValueError(
            "is a time that came twice that night, for the clocks went back; give its offset, as "
            f"in {read.isoformat(timespec='minutes')}+01:00"
        )
    return first
