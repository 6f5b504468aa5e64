"""Figures of law and policy, dated and sourced. They reach the rules as data.

A rulebook is made with one `Figures`; its digest counts them, so that changing one is
seen as a change of rulebook, and a past night can be judged again by the figures it had.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from rules.dated import Dated, Value
from rules.days import Length
from rules.source import Source
from rules.vocabulary import Counting, Nation, Stage, Unit

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
_SCA_TERM = Source(
    instrument="Serious Crime Act 2007",
    provision="s.16(2)",
    read_on=date(2026, 5, 1),
)
_SCA_COPY = Source(
    instrument="Serious Crime Act 2007",
    provision="s.25(4); the days to get the copy are policy",
    read_on=date(2026, 5, 1),
    mark="inferred",
)
_SCA_2015 = Source(
    instrument="Serious Crime Act 2015",
    provision="ss.50, 86; SI 2015/820, SI 2016/148",
    read_on=date(2026, 5, 1),
)
_SOCPA = Source(
    instrument="Serious Organised Crime and Police Act 2005",
    provision="ss.76-78",
    read_on=date(2026, 5, 1),
)
_REVIEWS = Source(
    instrument="Lifetime management practice",
    provision="suggested cycle of reviews",
    read_on=date(2026, 5, 1),
    mark="inferred",
)
_DECIDING = Source(
    instrument="Data Protection Act 2018",
    provision="ss.49-50; the days are policy",
    read_on=date(2026, 5, 1),
    mark="inferred",
)
_SCA_IN_FORCE = date(2008, 4, 6)
_SOCPA_IN_FORCE = date(2005, 7, 1)
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

    serious_crime_order_maximum: Dated[Length]
    """The longest a serious crime prevention order may run, from its first clause in force."""

    certified_copy_days: Dated[int]
    """Days after an order is put on record in which its certified copy is to be got."""

    reporting_order_last_day: Dated[Mapping[Nation, date]]
    """The last day on which a financial reporting order could be made, by nation."""

    reporting_order_maximum: Dated[Mapping[str, Length]]
    """The longest a financial reporting order may run: `summary` court, `other`, or `life`."""

    release_warning_months: Dated[tuple[int, ...]]
    """Months before an expected release at which to warn, farthest first."""

    review_months: Dated[Mapping[Stage, int]]
    """Months from one review to the next, by stage; a stage left out needs none."""

    early_licence_months: Dated[int]
    """Months after a release for which reviews on licence come monthly."""

    undecided_days: Dated[tuple[int, ...]]
    """Days a flag may stand without a decision before each reminder, nearest first."""

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
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in sorted(value.items())}
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _years(count: int) -> Length:
    return Length(count=count, unit=Unit.YEARS, counting=Counting.MONTHS_BEGINNING)


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
    serious_crime_order_maximum=Dated(
        "longest run of a serious crime prevention order",
        (Value(since=_SCA_IN_FORCE, value=_years(5), source=_SCA_TERM),),
    ),
    certified_copy_days=Dated(
        "days in which a certified copy is to be got",
        (Value(since=date.min, value=14, source=_SCA_COPY),),
    ),
    reporting_order_last_day=Dated(
        "last day on which a financial reporting order could be made",
        (
            Value(
                since=_SOCPA_IN_FORCE,
                value={
                    Nation.ENGLAND_AND_WALES: date(2015, 5, 2),
                    Nation.NORTHERN_IRELAND: date(2015, 5, 2),
                    Nation.SCOTLAND: date(2016, 2, 29),
                },
                source=_SCA_2015,
            ),
        ),
    ),
    reporting_order_maximum=Dated(
        "longest run of a financial reporting order",
        (
            Value(
                since=_SOCPA_IN_FORCE,
                value={"summary": _years(5), "other": _years(15), "life": _years(20)},
                source=_SOCPA,
            ),
        ),
    ),
    release_warning_months=Dated(
        "months of warning before a release",
        (Value(since=date.min, value=(12, 6, 3, 1), source=_PRACTICE),),
    ),
    review_months=Dated(
        "months between reviews",
        (
            Value(
                since=date.min,
                value={
                    Stage.BAIL: 6,
                    Stage.REMAND: 6,
                    Stage.CUSTODY: 6,
                    Stage.TEMPORARY_RELEASE: 6,
                    Stage.HOSPITAL: 6,
                    Stage.IMMIGRATION_DETENTION: 6,
                    Stage.RECALLED: 6,
                    Stage.LICENCE: 3,
                    Stage.UNLAWFULLY_AT_LARGE: 3,
                    Stage.ABROAD: 3,
                    Stage.ORDER_ONLY: 3,
                    Stage.WATCH: 6,
                },
                source=_REVIEWS,
            ),
        ),
    ),
    early_licence_months=Dated(
        "months of monthly reviews on licence",
        (Value(since=date.min, value=3, source=_REVIEWS),),
    ),
    undecided_days=Dated(
        "days a flag may stand undecided",
        (Value(since=date.min, value=(7, 14, 28), source=_DECIDING),),
    ),
)
"""The figures as read for this release."""
