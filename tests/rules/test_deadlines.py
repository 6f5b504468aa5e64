"""Deadlines: every worked date of the law, and what must hold of each counting code."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import Calendar
from rules.days import (
    LONDON,
    ONE_DAY,
    Length,
    london_day,
)
from rules.deadlines import Deadline, deadline, latest_before
from rules.vocabulary import Counting, Court, Nation, Unit

CASES = tomllib.loads((Path(__file__).parent / "cases/days.toml").read_text())
CALENDAR = Calendar(
    first=date(2026, 1, 1),
    last=date(2027, 12, 31),
    holidays={
        nation: frozenset(
            day for entry in CASES["holidays"] if entry["nation"] == nation for day in entry["days"]
        )
        for nation in Nation
    },
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
COVERED = st.dates(date(2026, 1, 1), date(2027, 11, 1))
NEAR_MIDNIGHT = st.sampled_from([0, 1, 1379, 1380, 1381, 1439])
MOMENTS = st.builds(
    lambda day, minute: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day, minutes=minute),
    st.integers(0, 699),
    st.integers(0, 1439) | NEAR_MIDNIGHT,
)
COUNTS = st.integers(1, 400)
SHORT = st.integers(1, 5)
NATIONS = st.sampled_from(Nation)
MONTHS = st.integers(1, 60)


def _length(case: dict[str, Any]) -> Length:
    written = case["length"]
    return Length(
        count=written["count"],
        unit=Unit(written["unit"]),
        counting=Counting(written["counting"]),
    )


def _days(count: int, counting: Counting) -> Length:
    return Length(count=count, unit=Unit.DAYS, counting=counting)


def _months(count: int, counting: Counting) -> Length:
    return Length(count=count, unit=Unit.MONTHS, counting=counting)


def _hours(count: int) -> Length:
    return Length(count=count, unit=Unit.HOURS, counting=Counting.HOURS)


def _named(case: dict[str, Any]) -> str:
    return str(case["name"])


def _after(
    length: Length,
    start: date | datetime,
    *,
    nation: Nation = Nation.ENGLAND_AND_WALES,
    court: Court | None = None,
) -> Deadline:
    return deadline(length, start=start, nation=nation, court=court, calendar=CALENDAR)


def _assert_as_written(found: Deadline, case: dict[str, Any]) -> None:
    assert (found.strict, found.lenient, found.moment) == (
        case["strict"],
        case.get("lenient", case["strict"]),
        case.get("moment"),
    )
    assert found.in_words() == case.get("words", found.in_words())


@pytest.mark.parametrize("case", CASES["deadline"], ids=_named)
def test_worked_deadline(case: dict[str, Any]) -> None:
    found = _after(
        _length(case),
        case["start"],
        nation=Nation(case.get("nation", Nation.ENGLAND_AND_WALES)),
        court=Court(case["court"]) if "court" in case else None,
    )

    _assert_as_written(found, case)


@pytest.mark.parametrize("case", CASES["latest_before"], ids=_named)
def test_worked_notice(case: dict[str, Any]) -> None:
    found = latest_before(_length(case), event=case["event"])

    _assert_as_written(found, case)


@given(COVERED, SHORT, st.sampled_from(Court), NATIONS)
def test_beginning_with_is_one_day_short_of_after(
    start: date, count: int, court: Court, nation: Nation
) -> None:
    beginning = _after(_days(count, Counting.BEGINNING_WITH), start, court=court, nation=nation)
    after = _after(_days(count, Counting.AFTER), start, court=court, nation=nation)

    assert beginning.strict == beginning.lenient == after.strict - ONE_DAY


@given(COVERED, st.integers(0, 30), st.sampled_from(Court), NATIONS)
def test_after_a_day_is_in_doubt_only_for_short_periods_in_one_court(
    start: date, count: int, court: Court, nation: Nation
) -> None:
    found = _after(_days(count, Counting.AFTER), start, court=court, nation=nation)

    assert found.strict == start + timedelta(days=count)
    assert found.strict <= found.lenient
    if (court, nation) != (Court.HIGH_COURT, Nation.ENGLAND_AND_WALES) or count > 5:
        assert found.strict == found.lenient


@given(COVERED, SHORT, NATIONS)
def test_civil_procedure_ends_leniently_on_a_business_day_never_before_strict(
    start: date, count: int, nation: Nation
) -> None:
    civil = _after(_days(count, Counting.CIVIL_PROCEDURE), start, nation=nation)
    worked = _after(_days(count, Counting.WORKING_DAYS), start)

    assert civil.strict == start + timedelta(days=count)
    assert civil.lenient == worked.strict >= civil.strict
    assert CALENDAR.is_working(civil.lenient, Nation.ENGLAND_AND_WALES)


@given(COVERED, st.integers(6, 400))
def test_civil_procedure_counts_longer_periods_in_plain_days(start: date, count: int) -> None:
    found = _after(_days(count, Counting.CIVIL_PROCEDURE), start)

    assert found.strict == found.lenient == start + timedelta(days=count)


@given(COVERED, st.integers(1, 30), NATIONS)
def test_working_days_end_on_one_and_are_as_many_as_asked(
    start: date, count: int, nation: Nation
) -> None:
    found = _after(_days(count, Counting.WORKING_DAYS), start, nation=nation)

    apart = (found.strict - start).days
    counted = [start + timedelta(days=n) for n in range(1, apart + 1)]
    assert CALENDAR.is_working(found.strict, nation)
    assert sum(CALENDAR.is_working(day, nation) for day in counted) == count
    assert found.strict == found.lenient


@given(DAYS, COUNTS, st.sampled_from(Court))
def test_days_after_a_period_are_never_moved(start: date, count: int, court: Court) -> None:
    found = _after(_days(count, Counting.AFTER_PERIOD), start, court=court)

    assert found.strict == found.lenient == start + timedelta(days=count)


@given(DAYS, COUNTS)
def test_clear_days_are_one_day_stricter_than_not_less_than(event: date, count: int) -> None:
    clear = latest_before(_days(count, Counting.CLEAR_BEFORE), event=event)
    not_less = latest_before(_days(count, Counting.NOT_LESS_BEFORE), event=event)

    assert clear.strict == clear.lenient == not_less.strict
    assert not_less.lenient == not_less.strict + ONE_DAY
    assert (event - clear.strict).days - 1 == count


@given(MOMENTS, COUNTS)
def test_hours_are_real_time_whatever_the_clocks_do(start: datetime, count: int) -> None:
    after = _after(_hours(count), start.astimezone(LONDON))
    before = latest_before(_hours(count), event=start.astimezone(LONDON))

    assert after.moment == start + timedelta(hours=count)
    assert before.moment == start - timedelta(hours=count)
    assert after.strict == after.lenient == london_day(start + timedelta(hours=count))
    assert before.strict == before.lenient == london_day(start - timedelta(hours=count))


@given(MOMENTS, COUNTS)
def test_hours_from_a_day_favour_the_person(start: datetime, count: int) -> None:
    day = london_day(start)

    by_moment, by_day = _after(_hours(count), start), _after(_hours(count), day)

    assert by_moment.moment is not None
    assert by_day.moment is not None
    assert by_moment.moment <= by_day.moment


@given(MOMENTS, COUNTS)
def test_days_from_a_moment_are_days_from_its_london_day(moment: datetime, count: int) -> None:
    for counting in (Counting.BEGINNING_WITH, Counting.AFTER):
        length = _days(count, counting)
        by_moment, by_day = _after(length, moment), _after(length, london_day(moment))

        assert by_moment.strict == by_day.strict
        assert by_moment.in_words() == by_day.in_words()


@given(DAYS, st.integers(0, 70), MONTHS)
def test_months_keep_the_order_of_their_starts(start: date, later: int, months: int) -> None:
    other = start + timedelta(days=later)

    for counting in (Counting.MONTHS_AFTER, Counting.MONTHS_BEGINNING):
        length = _months(months, counting)
        assert _after(length, start).strict <= _after(length, other).strict


@given(DAYS, MONTHS)
def test_months_beginning_end_the_day_before_or_with_the_month(start: date, months: int) -> None:
    after = _after(_months(months, Counting.MONTHS_AFTER), start).strict
    beginning = _after(_months(months, Counting.MONTHS_BEGINNING), start).strict

    if after.day == start.day:
        assert beginning + ONE_DAY == after
    else:
        assert beginning == after
        assert (after + ONE_DAY).day == 1


@pytest.mark.parametrize("counting", [Counting.CLEAR_BEFORE, Counting.NOT_LESS_BEFORE])
def test_refuses_to_count_notice_on_from_a_start(counting: Counting) -> None:
    with pytest.raises(ValueError, match=f"code {counting} is counted back"):
        _after(_days(7, counting), date(2026, 11, 20))


@pytest.mark.parametrize("counting", [Counting.AFTER, Counting.WORKING_DAYS])
def test_refuses_to_count_other_codes_back_from_an_event(counting: Counting) -> None:
    with pytest.raises(ValueError, match=f"by code C, N or H, not by {counting}"):
        latest_before(_days(7, counting), event=date(2026, 11, 20))


@pytest.mark.parametrize("length", [_hours(24), _days(3, Counting.AFTER)])
def test_refuses_a_moment_without_its_time_zone(length: Length) -> None:
    naive = datetime.fromisoformat("2026-10-30T14:05")

    with pytest.raises(ValueError, match="2026-10-30T14:05:00 has none"):
        _after(length, naive)
