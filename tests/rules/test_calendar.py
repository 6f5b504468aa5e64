"""The calendar of working days: what it covers, how it is stored, what it refuses."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import Calendar, OutsideCalendarError
from rules.vocabulary import Nation

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
COVERED = st.dates(FIRST, LAST)
NATIONS = st.sampled_from(Nation)


def _calendar(**closed: set[date]) -> Calendar:
    return Calendar(
        first=FIRST,
        last=LAST,
        holidays={nation: frozenset(closed.get(nation, ())) for nation in Nation},
    )


CALENDARS = st.fixed_dictionaries(
    {nation.value: st.sets(COVERED, max_size=20) for nation in Nation}
).map(lambda closed: _calendar(**closed))


@given(CALENDARS, COVERED, NATIONS)
def test_a_day_is_worked_unless_at_a_weekend_or_a_holiday(
    calendar: Calendar, day: date, nation: Nation
) -> None:
    at_leisure = day.isoweekday() in (6, 7) or day in calendar.holidays[nation]

    assert calendar.is_working(day, nation) is not at_leisure


def test_a_holiday_of_one_nation_is_worked_in_another() -> None:
    calendar = _calendar(scotland={date(2026, 11, 30)})

    assert not calendar.is_working(date(2026, 11, 30), Nation.SCOTLAND)
    assert calendar.is_working(date(2026, 11, 30), Nation.ENGLAND_AND_WALES)


@given(CALENDARS, st.dates(FIRST, date(2027, 9, 1)), NATIONS, st.integers(1, 20))
def test_working_days_after_a_day_are_as_many_as_asked(
    calendar: Calendar, day: date, nation: Nation, number: int
) -> None:
    last = calendar.working_day_after(day, nation, number=number)

    counted = [day + timedelta(days=n) for n in range(1, (last - day).days + 1)]
    assert calendar.is_working(last, nation)
    assert sum(calendar.is_working(each, nation) for each in counted) == number


def test_no_working_days_after_a_day_end_on_that_day() -> None:
    for day in (date(2026, 11, 1), date(2030, 1, 1)):
        assert _calendar().working_day_after(day, Nation.SCOTLAND, number=0) == day


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2028, 1, 1)])
def test_refuses_a_day_it_does_not_cover(day: date) -> None:
    with pytest.raises(OutsideCalendarError, match="Thu 1 Jan 2026 to Fri 31 Dec 2027"):
        _calendar().is_working(day, Nation.SCOTLAND)


@pytest.mark.parametrize("day", [date(2025, 12, 30), date(2027, 12, 30), date(2027, 12, 31)])
def test_refuses_to_count_days_it_does_not_cover(day: date) -> None:
    with pytest.raises(OutsideCalendarError, match="does not cover"):
        _calendar().working_day_after(day, Nation.SCOTLAND, number=3)


def test_counts_from_the_day_before_it_begins_to_its_last_day() -> None:
    calendar = _calendar()

    assert calendar.working_day_after(date(2025, 12, 31), Nation.SCOTLAND, number=1) == date(
        2026, 1, 1
    )
    assert calendar.working_day_after(date(2027, 12, 30), Nation.SCOTLAND, number=1) == date(
        2027, 12, 31
    )


@given(CALENDARS)
def test_what_is_stored_comes_back_the_same(calendar: Calendar) -> None:
    stored = json.dumps(calendar.to_data())

    restored = Calendar.from_data(json.loads(stored))

    assert restored == calendar
    assert hash(restored) == hash(calendar)
    assert json.dumps(restored.to_data()) == stored


def test_is_stored_in_one_order_only() -> None:
    days = [date(2026, 12, 25), date(2026, 1, 1)]
    backwards = {nation: frozenset(days) for nation in reversed(Nation)}

    data = Calendar(first=FIRST, last=LAST, holidays=backwards).to_data()

    assert list(data["holidays"]) == ["england_and_wales", "northern_ireland", "scotland"]
    assert data["holidays"]["scotland"] == ["2026-01-01", "2026-12-25"]
    assert (data["first"], data["last"]) == ("2026-01-01", "2027-12-31")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"last": "2025-12-31"}, "ends on Wed 31 Dec 2025, before it begins"),
        ({"holidays": {"scotland": []}}, "no holidays of england_and_wales"),
        ({"holidays": {"wales": []}}, "'wales' is not a valid Nation"),
        ({"first": "yesterday"}, "Invalid isoformat string"),
    ],
)
def test_refuses_what_is_not_a_calendar(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Calendar.from_data(_calendar().to_data() | change)


def test_refuses_a_holiday_outside_the_days_covered() -> None:
    with pytest.raises(OutsideCalendarError, match="does not cover Sat 1 Jan 2028"):
        _calendar(scotland={date(2028, 1, 1)})
