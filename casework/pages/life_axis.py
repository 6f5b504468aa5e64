"""The time axis of a life line: which day stands in which column, and what is in sight."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from rules.days import MONTHS_IN_A_YEAR

LENGTHS = (7_305, 3_652, 1_826, 730, 365, 182, 91)
"""Days in sight, from twenty years to a quarter of one, as one comes closer."""

_LAST_DAY = date.max.toordinal()
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 12_000, 120_000)
"""Months between two labels, the fewest first."""

_DAYS_IN_A_MONTH = 30.4
_MONTH_AND_YEAR = 10
_SHORT = 6
"""Cells a label needs, with a blank after it."""


class Axis(NamedTuple):
    """A span of days, both inclusive, drawn in columns: every day is in exactly one."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days there are."""
        return self.last.toordinal() - self.first.toordinal() + 1

    def columns(self, width: int) -> int:
        """Return how many columns are drawn in *width* cells: never more than days."""
        return max(min(width, self.days), 1)

    def column(self, day: date, columns: int) -> int:
        """Return the column of a day, from 0; a day outside stands at the end it is beyond."""
        within = max(self.first, min(day, self.last))
        return (within.toordinal() - self.first.toordinal()) * columns // self.days

    def span(self, column: int, columns: int) -> tuple[date, date]:
        """Return the first and the last day of a column, both inclusive."""
        begins, ends = (-(-at * self.days // columns) for at in (column, column + 1))
        first = self.first.toordinal()
        return date.fromordinal(first + begins), date.fromordinal(first + ends - 1)

    def meets(self, first: date, last: date | None) -> bool:
        """Whether some day of a span is on the axis; *last* None has no end."""
        return first <= self.last and (last is None or last >= self.first)


@dataclass(frozen=True, slots=True)
class Window:
    """What is in sight of a life: all of it at level 0, and less at each level after."""

    whole: Axis
    today: date
    centre: date
    level: int = 0

    @property
    def _lengths(self) -> tuple[int, ...]:
        return tuple(length for length in LENGTHS if length < self.whole.days)

    @property
    def axis(self) -> Axis:
        """The days in sight."""
        if not self.level:
            return self.whole
        days = self._lengths[self.level - 1]
        first = self.centre.toordinal() - days // 2
        first = max(1, min(first, _LAST_DAY - days + 1))
        return Axis(date.fromordinal(first), date.fromordinal(first + days - 1))

    def closer(self) -> "Window":
        """Return fewer days around the same middle; at the closest, the same."""
        return replace(self, level=min(self.level + 1, len(self._lengths)))

    def wider(self) -> "Window":
        """Return more days around the same middle; with all in sight, the same."""
        return replace(self, level=max(self.level - 1, 0))

    def panned(self, steps: int) -> "Window":
        """Return as many days, a third of them later a step, or earlier; some of the life stays."""
        if not self.level:
            return self
        first, last = self.whole.first.toordinal(), self.whole.last.toordinal()
        to = self.centre.toordinal() + steps * max(self.axis.days // 3, 1)
        return replace(self, centre=date.fromordinal(max(first, min(to, last))))

    def around_today(self) -> "Window":
        """Return as many days around today."""
        return replace(self, centre=self.today)

    def all(self) -> "Window":
        """Return the whole life."""
        return replace(self, level=0)


def labels(axis: Axis, columns: int) -> Iterator[tuple[int, str]]:
    """Yield the columns at which months or years begin, with the label of each."""
    a_month = columns * _DAYS_IN_A_MONTH / axis.days
    step = next((step for step in _STEPS if a_month * step >= _SHORT), _STEPS[-1])
    first = axis.first.year * MONTHS_IN_A_YEAR + axis.first.month - 1
    last = axis.last.year * MONTHS_IN_A_YEAR + axis.last.month - 1
    for months in range(-(-first // step) * step, last + 1, step):
        year, month = divmod(months, MONTHS_IN_A_YEAR)
        day = date(max(year, 1), month + 1, 1)
        if day >= axis.first:
            yield axis.column(day, columns), _label(day, step, a_month * step)


def _label(day: date, step: int, room: float) -> str:
    if step >= MONTHS_IN_A_YEAR or (day.month == 1 and room < _MONTH_AND_YEAR):
        return str(day.year)
    name = _MONTHS[day.month - 1]
    return f"{name} {day.year}" if room >= _MONTH_AND_YEAR else name
