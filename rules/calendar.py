"""Working days: which days are worked in each nation, as data that rules are given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rules.days import ONE_DAY, later, say
from rules.vocabulary import Nation

_SATURDAY = 5


class OutsideCalendarError(LookupError):
    """A working day was asked for that the calendar does not cover."""

    def __init__(self, day: date, *, first: date, last: date) -> None:
        super().__init__(
            f"The calendar of working days runs from {say(first)} to {say(last)} "
            f"and does not cover {say(day)}."
        )
        self.day = day


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The bank and public holidays of every nation, `first` and `last` day inclusive.

    Two calendars are equal if they say the same, whatever they were made from; `made_from`
    names that, where it is known, so that one kept need not be made again.

    Raises:
        ValueError: the days end before they begin, or a nation is missing.
        OutsideCalendarError: a holiday lies outside the days covered.
    """

    first: date
    last: date
    holidays: Mapping[Nation, frozenset[date]] = field(hash=False)
    made_from: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"The calendar ends on {say(self.last)}, before it begins.")
        if missing := [nation for nation in Nation if nation not in self.holidays]:
            raise ValueError(f"The calendar has no holidays of {', '.join(missing)}.")
        for day in frozenset[date]().union(*self.holidays.values()):
            self._require_covered(day)

    def is_working(self, day: date, nation: Nation) -> bool:
        """Say whether a day is neither Saturday, Sunday nor a holiday of the nation.

        Raises:
            OutsideCalendarError: the calendar does not cover the day.
        """
        self._require_covered(day)
        return day.weekday() < _SATURDAY and day not in self.holidays[nation]

    def working_day_after(self, day: date, nation: Nation, *, number: int) -> date:
        """Return the last of a number of working days after a day, which is day 0.

        No working days at all end on the day itself, worked or not.

        Raises:
            OutsideCalendarError: the calendar does not cover every day counted.
        """
        if number == 0:
            return day
        closed = self.holidays[nation]
        reached, left = day, number
        self._require_covered(later(day))
        while left:
            reached += ONE_DAY
            left -= reached.weekday() < _SATURDAY and reached not in closed
        self._require_covered(reached)
        return reached

    def to_data(self) -> dict[str, Any]:
        """Return what the calendar says as sorted plain data, fit for JSON and for a digest."""
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "holidays": {
                nation.value: [day.isoformat() for day in sorted(self.holidays[nation])]
                for nation in sorted(Nation)
            },
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Calendar":
        """Return the calendar that `to_data` gave; what it was made from is not in it.

        Raises:
            KeyError: a part is missing.
            ValueError: a nation or a day is not one, the days end before they begin, or a
                nation is missing.
            OutsideCalendarError: a holiday lies outside the days covered.
        """
        return cls(
            first=date.fromisoformat(data["first"]),
            last=date.fromisoformat(data["last"]),
            holidays={Nation(nation): _days(days) for nation, days in data["holidays"].items()},
        )

    def _require_covered(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise OutsideCalendarError(day, first=self.first, last=self.last)


def _days(written: Iterable[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in written)
