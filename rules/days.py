"""Lengths of time, days, months and periods; with deadlines.py, all date arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from rules.vocabulary import Counting, Unit

NEVER = date.max
"""The day of what does not end or fall due; what would come after the year 9999 is NEVER."""

LONDON = ZoneInfo("Europe/London")
"""A day begins and ends at midnight here, whichever nation made the order."""

ONE_DAY = timedelta(days=1)
DAYS_IN_A_WEEK = 7
MONTHS_IN_A_YEAR = 12

_DAYS = (Unit.DAYS, Unit.WEEKS)
_MONTHS = (Unit.MONTHS, Unit.YEARS)
_UNITS: Mapping[Counting, tuple[Unit, ...]] = {
    Counting.BEGINNING_WITH: _DAYS,
    Counting.AFTER: _DAYS,
    Counting.CLEAR_BEFORE: _DAYS,
    Counting.NOT_LESS_BEFORE: _DAYS,
    Counting.CIVIL_PROCEDURE: _DAYS,
    Counting.AFTER_PERIOD: _DAYS,
    Counting.WORKING_DAYS: (Unit.DAYS,),
    Counting.HOURS: (Unit.HOURS,),
    Counting.MONTHS_AFTER: _MONTHS,
    Counting.MONTHS_BEGINNING: _MONTHS,
}
_MOST: Mapping[Unit, int] = {
    Unit.HOURS: 876_600,
    Unit.DAYS: 36_525,
    Unit.WEEKS: 5_217,
    Unit.MONTHS: 1_200,
    Unit.YEARS: 100,
}
"""A hundred years in each unit: no order lasts longer, and a slip of the pen often does."""

_MAY_BE_NONE = (Counting.AFTER, Counting.AFTER_PERIOD)

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTH_NAMES = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_MONTH_ENDS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
_SHORTEST_MONTH = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length of time; never a bare number.

    Only "of or after a day" and "after a period" may be of no days at all: both then
    mean the day itself. Every other way of counting needs at least one.

    Raises:
        ValueError: the unit cannot be counted in that way, or the count is too small or
            it is more than a hundred years.
    """

    count: int
    unit: Unit
    counting: Counting

    def __post_init__(self) -> None:
        units = _UNITS[self.counting]
        if self.unit not in units:
            raise ValueError(
                f"A length counted by code {self.counting} is in {' or '.join(units)}, "
                f"not in {self.unit}."
            )
        least = 0 if self.counting in _MAY_BE_NONE else 1
        if self.count < least:
            raise ValueError(
                f"A length counted by code {self.counting} is at least {least}, not {self.count}."
            )
        if self.count > _MOST[self.unit]:
            raise ValueError(
                f"A length in {self.unit} is at most {_MOST[self.unit]:,}, not {self.count:,}."
            )

    @property
    def days(self) -> int:
        """The whole length in days, a week being seven.

        Raises:
            ValueError: the length is in hours, months or years.
        """
        if self.unit not in _DAYS:
            raise ValueError(f"{self.in_words()} is not a number of days.")
        return self.count * DAYS_IN_A_WEEK if self.unit == Unit.WEEKS else self.count

    @property
    def months(self) -> int:
        """The whole length in calendar months, a year being twelve.

        Raises:
            ValueError: the length is in hours, days or weeks.
        """
        if self.unit == Unit.YEARS:
            return self.count * MONTHS_IN_A_YEAR
        if self.unit != Unit.MONTHS:
            raise ValueError(f"{self.in_words()} is not a number of months.")
        return self.count

    def in_words(self, adjective: str = "") -> str:
        """Return the length as in "28 days", "1 month" or, say, "7 clear days"."""
        noun = self.unit.removesuffix("s")
        return counted(self.count, f"{adjective} {noun}" if adjective else noun)


def counted(count: int, noun: str) -> str:
    """Return a count and its regular noun, as in "1 clear day" or "7 clear days"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def say(day: date) -> str:
    """Return a day as officers write it, as in "Sun 10 Aug 2014", in English always."""
    return _said(day)


@lru_cache(maxsize=65_536)
def _said(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


def say_moment(moment: datetime) -> str:
    """Return a moment by the London clock, as in "14:05 GMT on Fri 30 Oct 2026".

    Raises:
        ValueError: the moment has no time zone.
    """
    local = in_london(moment)
    return f"{local.hour:02}:{local.minute:02} {local.tzname()} on {say(local.date())}"


def in_london(moment: datetime) -> datetime:
    """Return a moment as the clock on the wall in London shows it.

    Raises:
        ValueError: the moment has no time zone.
    """
    return _aware(moment).astimezone(LONDON)


def london_day(moment: datetime) -> date:
    """Return the day on which a moment falls in London.

    A moment at midnight exactly belongs to the day that it begins.

    Raises:
        ValueError: the moment has no time zone.
    """
    return in_london(moment).date()


def day_of(when: date | datetime) -> date:
    """Return the day of a fact known by its day, or by its moment, in London.

    Raises:
        ValueError: the moment has no time zone.
    """
    return london_day(when) if isinstance(when, datetime) else when


def moment_of(when: date | datetime) -> datetime:
    """Return in UTC a moment that is known, or else the last microsecond of its day.

    Raises:
        ValueError: the moment has no time zone.
    """
    if isinstance(when, datetime):
        return _aware(when).astimezone(UTC)
    return datetime.combine(when, time.max, LONDON).astimezone(UTC)


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"A moment needs its time zone, and {moment.isoformat()} has none.")
    return moment


def later(day: date, by: timedelta = ONE_DAY) -> date:
    """Return a day later on, the next where *by* is not given; after the year 9999, NEVER."""
    try:
        return day + by
    except OverflowError:
        return NEVER


def add_months(day: date, months: int) -> date:
    """Return the same day number a number of months on, or back if it is negative.

    A month with no such day answers with its last day. Count from the anchor in one
    step: month by month, 31 January would drift to the 28th for good. After the year
    9999 the answer is NEVER.

    Raises:
        ValueError: the answer lies before the year 1.
    """
    return _months_on(day, months)


@lru_cache(maxsize=65_536)
def _months_on(day: date, months: int) -> date:
    """Work out `add_months`; the same orders ask for the same days rule after rule."""
    reached = day.year * MONTHS_IN_A_YEAR + day.month - 1 + months
    year, month = divmod(reached, MONTHS_IN_A_YEAR)
    if year > MAXYEAR:
        return NEVER
    if day.day <= _SHORTEST_MONTH:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, _last_day_number(year, month + 1)))


def _last_day_number(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _MONTH_ENDS[month] + (leap and month == _FEBRUARY)


def last_day(length: Length, *, start: date) -> date:
    """Return the last day, inclusive, of a term beginning with `start`, which is day 1.

    Five years from 1 Jul 2026 end on 30 Jun 2031. A term of months from a day number
    that its last month does not have ends with that month.

    Raises:
        ValueError: the length is not counted as beginning with a day (B or MB).
    """
    return _last_day(length, start)


@lru_cache(maxsize=65_536)
def _last_day(length: Length, start: date) -> date:
    if length.counting == Counting.MONTHS_BEGINNING:
        target = add_months(start, length.months)
        return target - ONE_DAY if target.day == start.day and target != NEVER else target
    if length.counting != Counting.BEGINNING_WITH:
        raise ValueError(f"A term is counted by code B or MB, not by {length.counting}.")
    return later(start, timedelta(days=length.days - 1))


def period(anchor: date, *, months: int, number: int) -> tuple[date, date]:
    """Return the first and the last day, both inclusive, of one reporting period.

    Args:
        anchor: the day the first period begins.
        months: the length of every period.
        number: which period; the first is 1.

    Raises:
        ValueError: the number or the months are below 1.
    """
    _require_positive(months, "A reporting period lasts at least 1 month")
    _require_positive(number, "Reporting periods are numbered from 1")
    begins = add_months(anchor, (number - 1) * months)
    return begins, add_months(anchor, number * months) - ONE_DAY


def periods_ended_by(anchor: date, *, months: int, on: date) -> int:
    """Return how many reporting periods have ended by the end of the day `on`.

    It is 0 until the last day of the first period, and 1 from that day.

    Raises:
        ValueError: the months are below 1.
    """
    _require_positive(months, "A reporting period lasts at least 1 month")
    morrow = later(on)
    apart = (morrow.year - anchor.year) * MONTHS_IN_A_YEAR + morrow.month - anchor.month
    begun = max(apart // months, 0)
    return begun - 1 if begun and add_months(anchor, begun * months) > morrow else begun


def _require_positive(number: int, sentence: str) -> None:
    if number < 1:
        raise ValueError(f"{sentence}, not {number}.")
