"""Lengths of time as officers type them: a count and a unit, and a way of counting in words."""

import re

from rules.days import Length
from rules.vocabulary import Counting, Unit

_SPAN = re.compile(r"(\d{1,6}) *(hour|day|week|month|year)s?")

COUNTING_NAMES = {
    Counting.AFTER: "after that day, which is not counted",
    Counting.BEGINNING_WITH: "beginning with that day, which is counted",
    Counting.AFTER_PERIOD: "after the period ends; a weekend does not move it",
    Counting.CIVIL_PROCEDURE: "civil procedure: CPR 2.8 leaves out days off in short times",
    Counting.WORKING_DAYS: "working days after that day",
    Counting.MONTHS_AFTER: "same day number of a later month",
    Counting.MONTHS_BEGINNING: "months beginning with that day, which is counted",
    Counting.CLEAR_BEFORE: "clear days before",
    Counting.NOT_LESS_BEFORE: "not less than so many days before",
}
"""Ways of counting, in words; hours are counted in one way only."""

ON_FROM_A_DAY = (
    Counting.AFTER,
    Counting.BEGINNING_WITH,
    Counting.CIVIL_PROCEDURE,
    Counting.WORKING_DAYS,
    Counting.MONTHS_AFTER,
    Counting.MONTHS_BEGINNING,
)
"""Ways of counting on from a day."""

BACK = (Counting.CLEAR_BEFORE, Counting.NOT_LESS_BEFORE)
"""Ways of counting back from what is to come."""


def read_span(typed: str) -> tuple[int, Unit]:
    """Read a count and a unit, as in "28 days" or "1 year".

    Raises:
        ValueError: it is not written so; the words tell.
    """
    found = _SPAN.fullmatch(" ".join(typed.casefold().split()))
    if found is None:
        raise ValueError("write a count and a unit, such as 28 days, 6 months or 48 hours.")
    return int(found[1]), Unit(f"{found[2]}s")


def length_typed(typed: str, counted: str | None) -> Length:
    """Read a length whose way of counting was chosen apart; hours need none.

    Raises:
        ValueError: it is no length, or it cannot be counted so; the words tell.
    """
    count, unit = read_span(typed)
    if unit is Unit.HOURS:
        return Length(count=count, unit=unit, counting=Counting.HOURS)
    if not counted:
        raise ValueError("say how it is counted, in the field below.")
    return Length(count=count, unit=unit, counting=Counting(counted))


def period_typed(typed: str) -> Length:
    """Read how often something is due, as in "6 months".

    Raises:
        ValueError: it is no length in months or years; the words tell.
    """
    count, unit = read_span(typed)
    return Length(count=count, unit=unit, counting=Counting.MONTHS_AFTER)
