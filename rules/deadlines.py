"""Deadlines: the last day or moment for an act, with its arithmetic in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from rules.calendar import Calendar
from rules.days import (
    ONE_DAY,
    Length,
    add_months,
    day_of,
    last_day,
    later,
    london_day,
    moment_of,
    say,
    say_moment,
)
from rules.vocabulary import Counting, Court, Nation

CPR_SHORT_PERIOD = 5
"""CPR 2.8(4): a period of 5 days or less leaves out days that are not business days."""

_DAYS_AFTER = (Counting.AFTER, Counting.CIVIL_PROCEDURE, Counting.AFTER_PERIOD)
_TERMS = (Counting.BEGINNING_WITH, Counting.MONTHS_BEGINNING)
_MONTHS = (Counting.MONTHS_AFTER, Counting.MONTHS_BEGINNING)

_WORDS: Mapping[Counting, str] = {
    Counting.BEGINNING_WITH: "{length} beginning with {day}, that day counted",
    Counting.AFTER: "within {length} of {day}, the first day not counted",
    Counting.CLEAR_BEFORE: "{length} before {day}",
    Counting.NOT_LESS_BEFORE: "not less than {length} before {day}",
    Counting.CIVIL_PROCEDURE: "within {length} of {day}, the first day not counted",
    Counting.MONTHS_AFTER: "{length} after {day}, that day not counted",
    Counting.MONTHS_BEGINNING: "{length} beginning with {day}, that day counted",
    Counting.AFTER_PERIOD: "{length} after the period ended; a weekend does not extend it",
    Counting.WORKING_DAYS: "{length} after {day}, weekends and holidays left out",
}
_ADJECTIVES: Mapping[Counting, str] = {
    Counting.CLEAR_BEFORE: "clear",
    Counting.WORKING_DAYS: "working",
}
_WORDS_FOR_NONE: Mapping[Counting, str] = {
    Counting.AFTER: "on {day}, the same day",
    Counting.AFTER_PERIOD: "on the day the period ended; a weekend does not extend it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day for an act, inclusive, and what is needed to say how it was counted.

    `strict` is the earlier day, to remind by; `lenient` the day after which a flag may be
    raised. They differ only where the law is arguable. `moment` is known for a length in
    hours only, in UTC, and the act is in time at that very moment. `counted_from` is the
    day or moment the length was counted on from, or back from.
    """

    strict: date
    lenient: date
    moment: datetime | None
    length: Length
    counted_from: date | datetime

    def in_words(self) -> str:
        """Return the arithmetic as one line for an officer to read aloud."""
        if self.moment is not None:
            return _hours_in_words(self, self.moment)
        day = day_of(self.counted_from)
        counting = self.length.counting
        words = _WORDS if self.length.count else _WORDS_FOR_NONE
        length = self.length.in_words(_ADJECTIVES.get(counting, ""))
        line = words[counting].format(length=length, day=say(day))
        return line + _doubt_in_words(self) + _month_end_in_words(self, day)


def deadline(
    length: Length,
    *,
    start: date | datetime,
    nation: Nation,
    court: Court | None,
    calendar: Calendar,
) -> Deadline:
    """Count a length on from a day or a moment.

    Args:
        length: counted by code B, A, P, H, M, MB, F or W; D, the day of `start` in London,
            is day 1 for B and MB, and day 0 for the rest.
        start: the event, or the end of the period. For hours a moment is counted in real
            time; a day whose hour is not known is counted from its end.
        nation: whose working days count for W, and whose High Court made the order.
        court: the court that made the order, None if none did or it is not known.
        calendar: the working days, asked only where they matter.

    Raises:
        ValueError: the length is counted back from an event, or a moment has no time zone.
        OutsideCalendarError: working days matter and the calendar does not cover them.
    """
    if length.counting == Counting.HOURS:
        return _by_hours(length, counted_from=start, hours=length.count)
    day = day_of(start)
    strict = _last_day_after(length, day=day, nation=nation, calendar=calendar)
    lenient = strict
    if _is_short_civil_period(length, nation=nation, court=court):
        lenient = _cpr_last_day(length, day=day, calendar=calendar)
    return Deadline(strict=strict, lenient=lenient, moment=None, length=length, counted_from=start)


def latest_before(length: Length, *, event: date | datetime) -> Deadline:
    """Count a length back from an event: the latest day, inclusive, to give notice of it.

    Args:
        length: counted by code C, N or H. The day of the event in London never counts,
            nor, for clear days, the day of the notice.
        event: for hours, a day whose hour is not known is taken at its end.

    Raises:
        ValueError: the length is counted on from an event, or a moment has no time zone.
    """
    if length.counting == Counting.HOURS:
        return _by_hours(length, counted_from=event, hours=-length.count)
    if length.counting not in (Counting.CLEAR_BEFORE, Counting.NOT_LESS_BEFORE):
        raise ValueError(
            f"Notice before an event is counted by code C, N or H, not by {length.counting}."
        )
    unclear = day_of(event) - timedelta(days=length.days)
    clear = unclear - ONE_DAY
    lenient = unclear if length.counting == Counting.NOT_LESS_BEFORE else clear
    return Deadline(strict=clear, lenient=lenient, moment=None, length=length, counted_from=event)


def _by_hours(length: Length, *, counted_from: date | datetime, hours: int) -> Deadline:
    moment = _moved_by(moment_of(counted_from), timedelta(hours=hours))
    day = london_day(moment)
    return Deadline(
        strict=day, lenient=day, moment=moment, length=length, counted_from=counted_from
    )


def _moved_by(moment: datetime, span: timedelta) -> datetime:
    try:
        return moment + span
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _last_day_after(length: Length, *, day: date, nation: Nation, calendar: Calendar) -> date:
    """Count a length of days or months on from D, where no law is in doubt."""
    if length.counting in _DAYS_AFTER:
        return later(day, timedelta(days=length.days))
    if length.counting in _TERMS:
        return last_day(length, start=day)
    if length.counting == Counting.MONTHS_AFTER:
        return add_months(day, length.months)
    if length.counting == Counting.WORKING_DAYS:
        return calendar.working_day_after(day, nation, number=length.count)
    raise ValueError(
        f"A length counted by code {length.counting} is counted back from an event, "
        "not on from a start."
    )


def _is_short_civil_period(length: Length, *, nation: Nation, court: Court | None) -> bool:
    """Say whether CPR 2.8(4) governs, or arguably governs, the length."""
    if length.counting == Counting.AFTER:
        civil = court == Court.HIGH_COURT and nation == Nation.ENGLAND_AND_WALES
    else:
        civil = length.counting == Counting.CIVIL_PROCEDURE
    return civil and length.days <= CPR_SHORT_PERIOD


def _cpr_last_day(length: Length, *, day: date, calendar: Calendar) -> date:
    """Count business days; the rules of civil procedure know one nation's only."""
    return calendar.working_day_after(day, Nation.ENGLAND_AND_WALES, number=length.days)


def _doubt_in_words(deadline: Deadline) -> str:
    if deadline.strict == deadline.lenient:
        return ""
    before = deadline.length.counting == Counting.NOT_LESS_BEFORE
    doubt = "if they need not be clear days" if before else "if CPR 2.8 governs"
    return f"; {doubt}, by {say(deadline.lenient)}"


def _month_end_in_words(deadline: Deadline, day: date) -> str:
    if deadline.length.counting not in _MONTHS:
        return ""
    target = add_months(day, deadline.length.months)
    if target.day == day.day:
        return ""
    month = say(target).split(maxsplit=2)[2]
    return f"; {month} has no such day, so its last day is taken"


def _hours_in_words(deadline: Deadline, moment: datetime) -> str:
    known = deadline.counted_from
    forwards = moment > moment_of(known)
    if isinstance(known, datetime):
        anchor = say_moment(known)
    else:
        anchor = f"the end of {say(known)}, its hour not known"
    side, verge = ("after", "until") if forwards else ("before", "by")
    return f"{deadline.length.in_words()} {side} {anchor}: {verge} {say_moment(moment)}"
