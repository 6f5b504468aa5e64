"""Figures of law and policy, dated and sourced. They reach the rules as data.

A rulebook is made with one `Figures`; its digest counts them, so that changing one is
seen as a change of rulebook, and a past night can be judged again by the figures it had.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from rules.dated import Dated, Value
from rules.days import Length
from rules.source import Source
from rules.vocabulary import Counting, Unit

_CJPA = Source(
    instrument="Criminal Justice and Police Act 2001",
    provision="s.33",
    read_on=date(2026, 5, 1),
)
_PRACTICE = Source(
    instrument="Lifetime management practice",
    provision="warnings at 12, 6, 3 and 1 months",
    read_on=date(2026, 5, 1),
    mark="inferred",
)
_LIFETIME = Source(
    instrument="Lifetime management practice",
    provision="time to act on a start",
    read_on=date(2026, 5, 1),
    mark="inferred",
)
_CJPA_IN_FORCE = date(2002, 4, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Every figure a rule uses that is not a limit of the order itself."""

    expiry_warning_months: Dated[tuple[int, ...]]
    """Months before an order's end at which to warn, farthest first."""

    travel_restriction_minimum: Dated[Length]
    """The shortest term a travel restriction order may have."""

    start_reminder_days: Dated[int]
    """Days after a start on release for which its reminder stands, the first being day 0."""

    repeat_months: Dated[int]
    """Months within which a second flag of one rule is a repeat."""

    def to_data(self) -> dict[str, Any]:
        """Return the figures as plain data, in a fixed order, for the rulebook's digest."""
        return {
            figure.name: [
                {
                    "since": value.since.isoformat(),
                    "value": _plain(value.value),
                    "source": str(value.source),
                }
                for value in getattr(self, figure.name).values
            ]
            for figure in fields(self)
        }


def _plain(value: object) -> object:
    if isinstance(value, Length):
        return [value.count, value.unit.value, value.counting.value]
    return list(value) if isinstance(value, tuple) else value


FIGURES = Figures(
    expiry_warning_months=Dated(
        "months of warning before an order ends",
        (Value(since=date.min, value=(12, 6, 3, 1), source=_PRACTICE),),
    ),
    travel_restriction_minimum=Dated(
        "shortest term of a travel restriction order",
        (
            Value(
                since=_CJPA_IN_FORCE,
                value=Length(count=2, unit=Unit.YEARS, counting=Counting.MONTHS_BEGINNING),
                source=_CJPA,
            ),
        ),
    ),
    start_reminder_days=Dated(
        "days for which the reminder of a start on release stands",
        (Value(since=date.min, value=28, source=_LIFETIME),),
    ),
    repeat_months=Dated(
        "months within which a second flag is a repeat",
        (Value(since=date.min, value=12, source=_PRACTICE),),
    ),
)
"""The figures as read for this release."""
