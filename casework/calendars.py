"""The calendar of working days as the holidays package has it; nothing else imports it."""

import hashlib
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

from rules.calendar import Calendar
from rules.vocabulary import Nation

FIRST_DAY = date(1990, 1, 1)
LAST_DAY = date(2099, 12, 31)

_SUBDIVISIONS: Mapping[Nation, str] = {
    Nation.ENGLAND_AND_WALES: "ENG",  # Wales has the same bank holidays
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}
_SATURDAY = 5


def build_calendar() -> Calendar:
    """Return the bank and public holidays of the nations, 1990 to 2099 inclusive.

    Holidays not yet proclaimed are those the package expects. It takes a third of a
    second: build it once, store `Calendar.to_data`, and hand rules what was stored.
    """
    return Calendar(
        first=FIRST_DAY,
        last=LAST_DAY,
        holidays={nation: _closed_days(code) for nation, code in _SUBDIVISIONS.items()},
        made_from=made_from(),
    )


def made_from() -> str:
    """Name what `build_calendar` makes the calendar from; it takes a millisecond.

    That is the release of the holidays package and the very text of this module: where both
    are the same the calendar is the same, and one that was kept need not be made again.
    """
    recipe = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    return f"holidays {version('holidays')}, recipe {recipe}"


def _closed_days(subdivision: str) -> frozenset[date]:
    """Leave out holidays at a weekend: their substitutes on working days are listed."""
    import holidays  # noqa: PLC0415  # slow to load, and not needed where a calendar was kept

    years = range(FIRST_DAY.year, LAST_DAY.year + 1)
    days = holidays.country_holidays("GB", subdiv=subdivision, years=years, expand=False)
    return frozenset(day for day in days if day.weekday() < _SATURDAY)
