"""The calendar built from the holidays package agrees with the law as published."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.calendars import build_calendar
from rules.calendar import Calendar, OutsideCalendarError
from rules.vocabulary import Nation

_WORKED = Path(__file__).parents[1] / "rules/cases/days.toml"
PUBLISHED = tomllib.loads(_WORKED.read_text())["holidays"]


@pytest.fixture(scope="module", name="calendar")
def _calendar() -> Calendar:
    return build_calendar()


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case["name"])
def test_has_the_published_holidays_of_a_year(calendar: Calendar, case: dict[str, Any]) -> None:
    holidays = calendar.holidays[Nation(case["nation"])]

    assert sorted(day for day in holidays if day.year == case["year"]) == case["days"]


@pytest.mark.parametrize("nation", Nation)
def test_covers_1990_to_2099(calendar: Calendar, nation: Nation) -> None:
    assert not calendar.is_working(date(1990, 1, 1), nation)
    assert not calendar.is_working(date(2099, 12, 25), nation)
    assert calendar.is_working(date(2099, 12, 31), nation)
    for day in (date(1989, 12, 31), date(2100, 1, 1)):
        with pytest.raises(OutsideCalendarError):
            calendar.is_working(day, nation)


@pytest.mark.parametrize(
    ("day", "occasion"),
    [
        (date(1999, 12, 31), "the millennium"),
        (date(2020, 5, 8), "the early May holiday moved to a Friday"),
        (date(2022, 9, 19), "the funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "the coronation"),
    ],
)
def test_has_the_days_proclaimed_once(calendar: Calendar, day: date, occasion: str) -> None:
    assert all(not calendar.is_working(day, nation) for nation in Nation), occasion


def test_scotland_works_on_easter_monday_and_rests_early_in_august(
    calendar: Calendar,
) -> None:
    assert calendar.is_working(date(2026, 4, 6), Nation.SCOTLAND)
    assert not calendar.is_working(date(2026, 8, 3), Nation.SCOTLAND)
    assert calendar.is_working(date(2026, 8, 31), Nation.SCOTLAND)


def test_comes_back_the_same_from_storage(calendar: Calendar) -> None:
    assert Calendar.from_data(calendar.to_data()) == calendar
