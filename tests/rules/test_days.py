"""Lengths, months, terms and periods: the worked dates of the law, and what must hold."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given
from hypothesis import strategies as st

from rules.days import (
    NEVER,
    ONE_DAY,
    Length,
    add_months,
    last_day,
    later,
    london_day,
    moment_of,
    period,
    periods_ended_by,
    say,
    say_moment,
)
from rules.vocabulary import Counting, Unit

CASES = tomllib.loads((Path(__file__).parent / "cases/days.toml").read_text())
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
NEAR_MIDNIGHT = st.sampled_from([0, 1, 1379, 1380, 1381, 1439])
MOMENTS = st.builds(
    lambda day, minute: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day, minutes=minute),
    st.integers(0, 699),
    st.integers(0, 1439) | NEAR_MIDNIGHT,
)
COUNTS = st.integers(1, 400)
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


@pytest.mark.parametrize("case", CASES["last_day"], ids=_named)
def test_worked_term(case: dict[str, Any]) -> None:
    starts = [case["start"], case.get("later_provision", case["start"])]

    assert last_day(_length(case), start=min(starts)) == case["last"]


@pytest.mark.parametrize("case", CASES["period"], ids=_named)
def test_worked_period(case: dict[str, Any]) -> None:
    found = period(case["anchor"], months=case["months"], number=case["number"])

    assert found == (case["begins"], case["ends"])


@given(MOMENTS)
def test_a_day_ends_at_midnight_in_london(moment: datetime) -> None:
    day = london_day(moment)

    assert moment <= moment_of(day)
    assert london_day(moment_of(day)) == day
    assert london_day(moment_of(day) + timedelta(microseconds=1)) == day + ONE_DAY


@given(st.dates(date(1000, 1, 1), date(9000, 1, 1)), st.integers(-5000, 5000))
def test_months_are_those_of_dateutil(day: date, months: int) -> None:
    assert add_months(day, months) == day + relativedelta(months=months)


@pytest.mark.parametrize(("year", "last"), [(2000, 29), (2028, 29), (2027, 28), (2100, 28)])
def test_february_knows_the_leap_years(year: int, last: int) -> None:
    assert add_months(date(year, 1, 31), 1) == date(year, 2, last)


@given(DAYS, st.integers(1, 20))
def test_a_year_is_twelve_months(start: date, years: int) -> None:
    year = Length(count=years, unit=Unit.YEARS, counting=Counting.MONTHS_BEGINNING)

    assert last_day(year, start=start) == last_day(
        _months(12 * years, Counting.MONTHS_BEGINNING), start=start
    )


@given(DAYS, st.integers(0, 70), COUNTS, MONTHS)
def test_a_term_that_starts_later_or_lasts_longer_ends_no_earlier(
    start: date, later: int, days: int, months: int
) -> None:
    other = start + timedelta(days=later)

    for shorter, longer in (
        (_days(days, Counting.BEGINNING_WITH), _days(days + 1, Counting.BEGINNING_WITH)),
        (
            _months(months, Counting.MONTHS_BEGINNING),
            _months(months + 1, Counting.MONTHS_BEGINNING),
        ),
    ):
        assert last_day(shorter, start=start) <= last_day(shorter, start=other)
        assert start <= last_day(shorter, start=start) < last_day(longer, start=start)


@given(DAYS, st.integers(1, 12), st.integers(1, 200))
def test_each_period_begins_the_day_after_the_last_one_ended(
    anchor: date, months: int, number: int
) -> None:
    begins, ends = period(anchor, months=months, number=number)
    next_begins, _ = period(anchor, months=months, number=number + 1)

    assert begins <= ends
    assert next_begins == ends + ONE_DAY
    assert begins == anchor + relativedelta(months=(number - 1) * months)


@given(DAYS, st.integers(1, 12), st.integers(1, 200))
def test_a_period_has_ended_from_its_last_day(anchor: date, months: int, number: int) -> None:
    _, ends = period(anchor, months=months, number=number)

    assert periods_ended_by(anchor, months=months, on=ends) == number
    assert periods_ended_by(anchor, months=months, on=ends - ONE_DAY) == number - 1


@given(DAYS, st.integers(1, 12), DAYS)
def test_the_day_after_an_ended_period_is_in_the_next(anchor: date, months: int, on: date) -> None:
    assume(on >= anchor)

    ended = periods_ended_by(anchor, months=months, on=on)

    begins, ends = period(anchor, months=months, number=ended + 1)
    assert begins <= on + ONE_DAY <= ends


@given(DAYS, st.integers(1, 12), st.integers(1, 5000))
def test_no_period_has_ended_before_the_first_begins(
    anchor: date, months: int, earlier: int
) -> None:
    on = anchor - timedelta(days=earlier)

    assert periods_ended_by(anchor, months=months, on=on) == 0


def test_a_hundred_years_are_a_length() -> None:
    for count, unit, counting in (
        (100, Unit.YEARS, Counting.MONTHS_BEGINNING),
        (1_200, Unit.MONTHS, Counting.MONTHS_BEGINNING),
        (36_525, Unit.DAYS, Counting.BEGINNING_WITH),
        (5_217, Unit.WEEKS, Counting.BEGINNING_WITH),
    ):
        length = Length(count=count, unit=unit, counting=counting)
        assert date(2126, 6, 1) < last_day(length, start=date(2026, 7, 1)) < date(2126, 7, 2)


def test_what_would_come_after_the_year_9999_is_never() -> None:
    assert later(NEVER) == NEVER
    assert later(NEVER - ONE_DAY) == NEVER
    assert later(date(9999, 1, 1), timedelta(days=365)) == NEVER
    assert add_months(date(9999, 12, 1), 1) == NEVER
    assert add_months(date(9998, 2, 28), 12) == date(9999, 2, 28)
    assert last_day(_months(24, Counting.MONTHS_BEGINNING), start=date(9998, 5, 31)) == NEVER
    assert last_day(_days(9, Counting.BEGINNING_WITH), start=date(9999, 12, 30)) == NEVER


def test_periods_can_be_counted_to_the_end_of_time() -> None:
    assert periods_ended_by(date(2014, 1, 14), months=12, on=NEVER) == 7985


@pytest.mark.parametrize(
    ("count", "unit", "counting", "sentence"),
    [
        (24, Unit.DAYS, Counting.HOURS, "code H is in hours, not in days"),
        (3, Unit.HOURS, Counting.AFTER, "code A is in days or weeks, not in hours"),
        (1, Unit.DAYS, Counting.MONTHS_AFTER, "code M is in months or years, not in days"),
        (2, Unit.WEEKS, Counting.MONTHS_BEGINNING, "code MB is in months or years"),
        (2, Unit.WEEKS, Counting.WORKING_DAYS, "code W is in days, not in weeks"),
        (1, Unit.MONTHS, Counting.AFTER_PERIOD, "code F is in days or weeks"),
        (0, Unit.DAYS, Counting.BEGINNING_WITH, "code B is at least 1, not 0"),
        (-1, Unit.DAYS, Counting.AFTER, "code A is at least 0, not -1"),
        (101, Unit.YEARS, Counting.MONTHS_BEGINNING, "in years is at most 100, not 101"),
        (99_999, Unit.YEARS, Counting.MONTHS_AFTER, "in years is at most 100, not 99,999"),
        (1_201, Unit.MONTHS, Counting.MONTHS_AFTER, "in months is at most 1,200, not 1,201"),
        (36_526, Unit.DAYS, Counting.AFTER, "in days is at most 36,525, not 36,526"),
        (5_218, Unit.WEEKS, Counting.AFTER, "in weeks is at most 5,217, not 5,218"),
        (876_601, Unit.HOURS, Counting.HOURS, "in hours is at most 876,600, not 876,601"),
    ],
)
def test_refuses_an_impossible_length(
    count: int, unit: Unit, counting: Counting, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        Length(count=count, unit=unit, counting=counting)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (_days(28, Counting.AFTER_PERIOD), "28 days"),
        (_months(1, Counting.MONTHS_AFTER), "1 month"),
        (_hours(24), "24 hours"),
        (_days(0, Counting.AFTER), "0 days"),
    ],
)
def test_a_length_is_said_in_words(length: Length, words: str) -> None:
    assert length.in_words() == words


def test_a_length_is_in_days_or_in_months_but_not_both() -> None:
    with pytest.raises(ValueError, match="1 month is not a number of days"):
        _ = _months(1, Counting.MONTHS_AFTER).days
    with pytest.raises(ValueError, match="28 days is not a number of months"):
        _ = _days(28, Counting.AFTER).months


def test_refuses_a_term_that_does_not_begin_with_its_start() -> None:
    with pytest.raises(ValueError, match="code B or MB, not by A"):
        last_day(_days(7, Counting.AFTER), start=date(2026, 11, 20))


def test_refuses_periods_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="numbered from 1, not 0"):
        period(date(2014, 1, 14), months=6, number=0)
    with pytest.raises(ValueError, match="at least 1 month, not 0"):
        period(date(2014, 1, 14), months=0, number=1)
    with pytest.raises(ValueError, match="at least 1 month, not 0"):
        periods_ended_by(date(2014, 1, 14), months=0, on=date(2014, 7, 13))


def test_days_are_said_in_english() -> None:
    assert say(date(2014, 8, 10)) == "Sun 10 Aug 2014"
    assert say(date(2026, 1, 2)) == "Fri 2 Jan 2026"


@given(DAYS)
def test_a_day_is_said_as_the_machine_would_in_plain_english(day: date) -> None:
    assert say(day) == f"{day:%a} {day.day} {day:%b} {day.year}"


def test_refuses_a_moment_without_its_time_zone() -> None:
    naive = datetime.fromisoformat("2026-10-30T14:05")

    for read in (london_day, moment_of, say_moment):
        with pytest.raises(ValueError, match="2026-10-30T14:05:00 has none"):
            read(naive)


def test_a_length_takes_an_adjective() -> None:
    assert _days(7, Counting.CLEAR_BEFORE).in_words("clear") == "7 clear days"
    assert _days(1, Counting.WORKING_DAYS).in_words("working") == "1 working day"
