"""Days as people in Britain type them: 3/4/26, 3 apr, monday, -3, 3 days ago, today.

The day comes before the month, always. What could mean two days is refused in words, but for
three habits whose reading is shown beside what is typed: a day without its year, a weekday
alone, and a year of two figures.
"""

import calendar
import re
from datetime import date, timedelta

from rules.days import ONE_DAY, add_months, say

YEARS_BACK, YEARS_ON = 80, 19
"""A year of two figures is the one from 80 years back to 19 years on that ends in them."""

_EARLIEST, _LATEST = 1900, 2200
_FAR = 99
"""Days away up to which it is said how many."""

_WEEKDAYS = {
    short: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "weds", "wed"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for short in names
}
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTHS = {
    name: number
    for number, month in enumerate(_MONTH_NAMES, 1)
    for name in (month.lower(), month[:3].lower())
} | {"sept": 9}
_WEEKDAY_NAMES = [name.title() for name in _WEEKDAYS if name.endswith("day")]
_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_MONTHS_IN = {"month": 1, "year": 12}
_DAYS_IN = {"day": 1, "week": 7}

_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_NAMED = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FIGURES = re.compile(r"([0-9]{1,2})([/.\- ])([0-9]{1,2})(?:\2([0-9]+))?")
_WITH_MONTH = re.compile(
    rf"([0-9]{{1,2}})(st|nd|rd|th)?[ /.\-]?(?:of )?({_NAMED})\.?,?(?:[ /.\-]?([0-9]+))?"
)
_MONTH_FIRST = re.compile(rf"({_NAMED})\.? ?[0-9].*")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.\-]?)([0-9]{2})\2([0-9]{2})")
_AWAY = re.compile(r"([+\-\u2212]) ?([0-9]{1,5})")
_AGO = re.compile(r"(an?|[0-9]{1,5}) (day|week|month|year)s? ago")
_AHEAD = re.compile(r"in (an?|[0-9]{1,5}) (day|week|month|year)s?")
_OF_WEEK = re.compile(rf"(?:(last|next) )?({_WEEKDAY})")
_BEFORE_DAY = re.compile(rf"({_WEEKDAY})\.?,? +(?=[0-9])")

_EXAMPLES = "such as 3/4/26, 3 Apr, Friday or yesterday."


def read_british_day(typed: str, *, today: date, ahead: bool = False) -> date:
    """Return the day typed.

    A day without a year, or a weekday alone, is the last one there was, today included; with
    *ahead*, the next to come, today included.

    Raises:
        ValueError: it is no day, or not clear which; the words tell.
    """
    text = " ".join(typed.casefold().split())
    weekday = _BEFORE_DAY.match(text)
    bare = text[weekday.end() :] if weekday else text
    day = None if weekday else _from_today(text, today, ahead=ahead)
    if day is None:
        day = _of_calendar(bare, today, ahead=ahead)
    if day is None:
        raise ValueError(_no_day(typed, bare))
    if not _EARLIEST <= day.year <= _LATEST:
        raise ValueError(f"{day.year} is not one of the years {_EARLIEST} to {_LATEST}.")
    if weekday and day.weekday() != _WEEKDAYS[weekday[1]]:
        named = _WEEKDAY_NAMES[_WEEKDAYS[weekday[1]]]
        raise ValueError(f"{say(day)} is not a {named}; put the weekday or the day right.")
    return day


def day_beside(day: date, *, today: date) -> str:
    """Return a day as it is shown beside what was typed: "Fri 3 Apr 2026, in 12 days"."""
    away = (day - today).days
    if away in _WORDS.values():
        told = next(word for word, days in _WORDS.items() if days == away)
        return f"{say(day)}, {told}"
    if abs(away) > _FAR:
        return say(day)
    return f"{say(day)}, in {away} days" if away > 0 else f"{say(day)}, {-away} days ago"


def _from_today(text: str, today: date, *, ahead: bool) -> date | None:
    """Read a day told by how far it is from today."""
    if text in _WORDS:
        return today + timedelta(days=_WORDS[text])
    if found := _AWAY.fullmatch(text):
        return _days_on(today, int(found[2]) if found[1] == "+" else -int(found[2]))
    if found := _AGO.fullmatch(text):
        return _on(today, -_count(found[1]), found[2])
    if found := _AHEAD.fullmatch(text):
        return _on(today, _count(found[1]), found[2])
    if found := _OF_WEEK.fullmatch(text):
        return _weekday(today, _WEEKDAYS[found[2]], said=found[1], ahead=ahead)
    return None


def _count(said: str) -> int:
    return int(said) if said.isdigit() else 1


def _on(today: date, count: int, unit: str) -> date:
    if unit in _DAYS_IN:
        return _days_on(today, count * _DAYS_IN[unit])
    try:
        return add_months(today, count * _MONTHS_IN[unit])
    except ValueError:
        raise ValueError(f"that is before {_EARLIEST}.") from None


def _days_on(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise ValueError(f"that is not in the years {_EARLIEST} to {_LATEST}.") from None


def _weekday(today: date, wanted: int, *, said: str | None, ahead: bool) -> date:
    """Return the last such weekday or the next; today counts where neither was said."""
    if said == "next" or (said is None and ahead):
        first = today + ONE_DAY if said else today
        return first + timedelta(days=(wanted - first.weekday()) % 7)
    last = today - ONE_DAY if said else today
    return last - timedelta(days=(last.weekday() - wanted) % 7)


def _of_calendar(text: str, today: date, *, ahead: bool) -> date | None:
    """Read a day told by its number, its month, and mostly its year."""
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[4]), int(found[3]), int(found[1]))
    if found := _FIGURES.fullmatch(text):
        day, month, year = int(found[1]), int(found[3]), found[4]
    elif found := _WITH_MONTH.fullmatch(text):
        day, month, year = int(found[1]), _MONTHS[found[3]], found[4]
        _refuse_wrong_ending(day, found[2])
    else:
        return None
    if year is None:
        return _without_year(day, month, today, ahead=ahead)
    return _day(day, month, _year(year, today))


def _refuse_wrong_ending(day: int, ending: str | None) -> None:
    usual = "th" if day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    if ending not in {None, usual}:
        raise ValueError(f"“{day}{ending}” is written {day}{usual}; is that the day you mean?")


def _year(said: str, today: date) -> int:
    if len(said) == len("2026"):
        return int(said)
    if len(said) != len("26"):
        raise ValueError(f"“{said}” is no year; write two figures or four, as in 26 or 2026.")
    first = today.year - YEARS_BACK
    return first + (int(said) - first) % 100


def _without_year(day: int, month: int, today: date, *, ahead: bool) -> date:
    """Return the last such day up to today, or the next from today on."""
    step = 1 if ahead else -1
    wrong: ValueError | None = None
    for year in range(today.year, today.year + 9 * step, step):
        try:
            found = _day(day, month, year)
        except ValueError as refused:
            wrong = wrong or refused
            continue
        if (found >= today) if ahead else (found <= today):
            return found
    raise wrong or ValueError("there is no such day.")


def _day(day: int, month: int, year: int) -> date:
    if not 1 <= month <= len(_MONTH_NAMES):
        raise ValueError(f"there is no month {month}; days come first, as in 31/12/26.")
    if not _EARLIEST <= year <= _LATEST:
        raise ValueError(f"{year} is not one of the years {_EARLIEST} to {_LATEST}.")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise ValueError(f"{_MONTH_NAMES[month - 1]} {year} has {last} days, and no day {day}.")
    return date(year, month, day)


def _no_day(typed: str, bare: str) -> str:
    if bare.isdigit():
        return f"“{typed}” is only figures; part them, {_EXAMPLES}"
    if _MONTH_FIRST.fullmatch(bare):
        return f"“{typed}” begins with the month; days come first, as in 3 Apr 2026."
    return f"“{typed}” is no day we know; write one {_EXAMPLES}"
