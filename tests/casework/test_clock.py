"""Days are London days, and a night belongs to the day that began it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import clock
from rules.days import london_day


def test_now_says_its_time_zone() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_today_is_the_day_in_london() -> None:
    before = london_day(clock.now())

    assert before <= clock.today() <= london_day(clock.now())


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 1, 14, 23, 30, tzinfo=UTC), date(2026, 1, 14)),
        (datetime(2026, 7, 14, 22, 59, tzinfo=UTC), date(2026, 7, 14)),
        (datetime(2026, 7, 14, 23, 0, tzinfo=UTC), date(2026, 7, 15)),
    ],
)
def test_a_summer_day_begins_an_hour_before_midnight_in_utc(at: datetime, day: date) -> None:
    assert london_day(at) == day


@pytest.mark.parametrize(
    ("at", "turns_at", "day"),
    [
        (datetime(2026, 1, 15, 2, 0, tzinfo=UTC), time(0), date(2026, 1, 14)),
        (datetime(2026, 1, 15, 0, 0, tzinfo=UTC), time(0), date(2026, 1, 14)),
        (datetime(2026, 1, 14, 23, 59, tzinfo=UTC), time(0), date(2026, 1, 13)),
        (datetime(2026, 7, 14, 23, 0, tzinfo=UTC), time(0), date(2026, 7, 14)),
        (datetime(2026, 1, 15, 2, 0, tzinfo=UTC), time(4), date(2026, 1, 13)),
        (datetime(2026, 1, 15, 4, 0, tzinfo=UTC), time(4), date(2026, 1, 14)),
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), time(2), date(2026, 10, 23)),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), time(2), date(2026, 10, 24)),
    ],
)
def test_a_night_run_judges_the_day_that_ended(at: datetime, turns_at: time, day: date) -> None:
    assert clock.last_ended_day(at, turns_at=turns_at) == day


@given(
    at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  hypothesis adds the zone
    turns_at=st.times(),
)
def test_the_day_judged_is_always_over(at: datetime, turns_at: time) -> None:
    days_ago = london_day(at) - clock.last_ended_day(at, turns_at=turns_at)

    assert timedelta(days=1) <= days_ago <= timedelta(days=2)


def test_refuses_a_moment_without_a_time_zone() -> None:
    with pytest.raises(ValueError, match="needs its time zone"):
        clock.last_ended_day(datetime(2026, 1, 15, 2, 0))  # noqa: DTZ001  the fault itself
