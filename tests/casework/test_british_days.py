"""Days, moments and money as they are typed: every form reads back, and nothing is guessed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.forms.british_days import YEARS_BACK, YEARS_ON, day_beside, read_british_day
from casework.forms.british_moments import moment_beside, read_british_moment
from casework.forms.money_typed import Money, read_money

TODAY = date(2026, 3, 16)
"""A Monday."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WITH_FOUR = (
    "{d}/{m}/{y}",
    "{d:02}/{m:02}/{y}",
    "{d}-{m}-{y}",
    "{d}.{m}.{y}",
    "{d} {m} {y}",
    "{d} {month} {y}",
    "{d}{th} {month} {y}",
    "{d}{th} of {month}, {y}",
    "{d} {mon} {y}",
    "{d}-{mon}-{y}",
    "{d}{mon}{y}",
    "{weekday} {d} {month} {y}",
    "{weekday}, {d}/{m}/{y}",
    "{wd} {d}{th} {mon} {y}",
    "{y}-{m:02}-{d:02}",
    "{y}/{m:02}/{d:02}",
    "{y}{m:02}{d:02}",
    "  {d}  {MON}   {y} ",
)
_WITH_TWO = ("{d}/{m}/{yy:02}", "{d}.{m}.{yy:02}", "{d} {mon} {yy:02}", "{d}{th} {month} {yy:02}")
_WITHOUT = ("{d}/{m}", "{d} {mon}", "{d}{th} {month}", "{d}-{mon}")

_MINUTES_IN_A_CENTURY = 52_600_000

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def _written(form: str, day: date) -> str:
    ending = "th" if day.day in {11, 12, 13} else ["th", "st", "nd", "rd"][day.day % 10 % 4]
    if day.day % 10 > 3:
        ending = "th"
    return form.format(
        d=day.day,
        m=day.month,
        y=day.year,
        yy=day.year % 100,
        th=ending,
        month=_MONTHS[day.month - 1],
        mon=_MONTHS[day.month - 1][:3],
        MON=_MONTHS[day.month - 1][:3].upper(),
        weekday=_WEEKDAYS[day.weekday()],
        wd=_WEEKDAYS[day.weekday()][:3],
    )


def _refusal(read: Callable[..., object], typed: str) -> str:
    try:
        read(typed, today=TODAY)
    except ValueError as refused:
        return str(refused)
    return "Read."


@given(day=days, form=st.sampled_from(_WITH_FOUR), today=days)
def test_a_day_written_in_any_form_reads_back(day: date, form: str, today: date) -> None:
    assert read_british_day(_written(form, day), today=today) == day


@given(back=st.integers(-YEARS_BACK, YEARS_ON), day=days, form=st.sampled_from(_WITH_TWO))
def test_a_year_of_two_figures_is_of_the_stated_window(back: int, day: date, form: str) -> None:
    if (day.month, day.day) == (2, 29):
        day -= timedelta(days=1)
    meant = day.replace(year=TODAY.year + back)

    assert read_british_day(_written(form, meant), today=TODAY) == meant


@given(away=st.integers(0, 364), form=st.sampled_from(_WITHOUT), ahead=st.booleans())
def test_a_day_without_a_year_is_the_last_or_the_next(away: int, form: str, *, ahead: bool) -> None:
    day = TODAY + timedelta(days=away if ahead else -away)

    assert read_british_day(_written(form, day), today=TODAY, ahead=ahead) == day


@given(typed=st.text(max_size=12))
def test_whatever_else_is_typed_is_read_or_refused_in_words(typed: str) -> None:
    for read in (read_british_day, read_british_moment):
        assert _refusal(read, typed).endswith((".", "?"))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", TODAY),
        ("Yesterday", date(2026, 3, 15)),
        ("tomorrow", date(2026, 3, 17)),
        ("monday", TODAY),
        ("sun", date(2026, 3, 15)),
        ("tues", date(2026, 3, 10)),
        ("last monday", date(2026, 3, 9)),
        ("next monday", date(2026, 3, 23)),
        ("-3", date(2026, 3, 13)),
        ("+7", date(2026, 3, 23)),
        ("3 days ago", date(2026, 3, 13)),
        ("a week ago", date(2026, 3, 9)),
        ("1 month ago", date(2026, 2, 16)),
        ("in 2 weeks", date(2026, 3, 30)),
        ("29 feb", date(2024, 2, 29)),
        ("3 sept", date(2025, 9, 3)),
    ],
)
def test_days_told_by_today(typed: str, day: date) -> None:
    assert read_british_day(typed, today=TODAY) == day


@pytest.mark.parametrize(("typed", "day"), [("mon", TODAY), ("sun", date(2026, 3, 22))])
def test_a_weekday_of_what_is_to_come_is_the_next(typed: str, day: date) -> None:
    assert read_british_day(typed, today=TODAY, ahead=True) == day


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("4/13/26", "there is no month 13; days come first"),
        ("9.30", "there is no month 30"),
        ("30/2/26", "February 2026 has 28 days, and no day 30"),
        ("29/2/2025", "February 2025 has 28 days"),
        ("Thu 3 Apr 2026", "Fri 3 Apr 2026 is not a Thursday"),
        ("April 3 2026", "days come first, as in 3 Apr 2026"),
        ("030426", "only figures"),
        ("3/4/1", "no year"),
        ("3/4/126", "no year"),
        ("3/4/1066", "not one of the years 1900 to 2200"),
        ("2th may", "is written 2nd"),
        ("3/4.26", "is no day we know"),
        ("20261303", "there is no month 13"),
        ("-999999", "is no day we know"),
        ("99999 years ago", "before 1900"),
        ("soon", "is no day we know"),
    ],
)
def test_what_is_not_clear_is_refused_in_words(typed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why.replace("(", r"\(")):
        read_british_day(typed, today=TODAY)


@pytest.mark.parametrize(
    ("day", "beside"),
    [
        (date(2026, 3, 28), "Sat 28 Mar 2026, in 12 days"),
        (TODAY, "Mon 16 Mar 2026, today"),
        (date(2026, 3, 15), "Sun 15 Mar 2026, yesterday"),
        (date(2026, 3, 1), "Sun 1 Mar 2026, 15 days ago"),
        (date(2024, 3, 1), "Fri 1 Mar 2024"),
    ],
)
def test_the_reading_says_how_far_off_a_day_is(day: date, beside: str) -> None:
    assert day_beside(day, today=TODAY) == beside


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("9.30", datetime(2026, 3, 16, 9, 30, tzinfo=UTC)),
        ("0930", datetime(2026, 3, 16, 9, 30, tzinfo=UTC)),
        ("9pm", datetime(2026, 3, 16, 21, 0, tzinfo=UTC)),
        ("12.15am", datetime(2026, 3, 16, 0, 15, tzinfo=UTC)),
        ("3/4/26 14:05", datetime(2026, 4, 3, 13, 5, tzinfo=UTC)),
        ("yesterday at 9.30", datetime(2026, 3, 15, 9, 30, tzinfo=UTC)),
        ("3 apr 9.30", datetime(2025, 4, 3, 8, 30, tzinfo=UTC)),
        ("2026-04-03T14:05", datetime(2026, 4, 3, 13, 5, tzinfo=UTC)),
        ("25/10/26 01:30 BST", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("25/10/26 01:30 gmt", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_moments_are_of_the_london_clock(typed: str, moment: datetime) -> None:
    assert read_british_moment(typed, today=TODAY) == moment


def test_a_bare_time_is_of_the_day_beside_it() -> None:
    moment = read_british_moment("14.05", today=TODAY, on=date(2026, 7, 1))

    assert moment_beside(moment) == "14:05 BST on Wed 1 Jul 2026"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("29/3/26 01:30", "the clocks went forward"),
        ("25/10/26 01:30", "came twice, for the clocks went back; add BST for the first"),
        ("1/1/26 9am BST", "London did not keep BST"),
        ("3/4/26", "give the time too"),
        ("3 apr 2026", "give the time too"),
        ("25:00", "there is no 25:00"),
        ("13pm", "hours with am or pm"),
        ("9", "is no time"),
        ("4/13/26 9.30", "there is no month 13"),
    ],
)
def test_a_moment_that_is_not_clear_is_refused_in_words(typed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_british_moment(typed, today=TODAY)


@given(minutes=st.integers(0, _MINUTES_IN_A_CENTURY))
def test_a_moment_as_shown_reads_back(minutes: int) -> None:
    minute = datetime(1981, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    time, zone, _, day = moment_beside(minute).split(" ", 3)

    assert read_british_moment(f"{day} {time} {zone}", today=TODAY) == minute


@pytest.mark.parametrize(
    ("typed", "money"),
    [
        ("£4,200.50", Money(420050, "GBP")),
        ("4200", Money(420000, "GBP")),
        ("100 eur", Money(10000, "EUR")),
        ("€5.00", Money(500, "EUR")),
        ("JPY 500", Money(500, "JPY")),
    ],
)
def test_money_is_read_with_its_currency(typed: str, money: Money) -> None:
    assert read_money(typed) == money


@pytest.mark.parametrize("typed", ["4,20", "1.5", "$5", "£5 EUR", "-3", "lots", "JPY 5.00", "£"])
def test_money_that_is_not_clear_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        read_money(typed)
