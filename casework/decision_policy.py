"""What it takes to decide a flag, and how long one may be put aside: policy, as data."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from casework.models.flags import DecisionKind
from rules.dated import Dated, Value
from rules.source import Source
from rules.vocabulary import FlagKind, Severity

_NO_ACTION = frozenset(
    {DecisionKind.EXCUSE_ACCEPTED, DecisionKind.NO_FURTHER_ACTION, DecisionKind.RECORD_WRONG}
)
_EVERY_KIND = frozenset(FlagKind)
_SUSPECTED = frozenset({FlagKind.SUSPECTED_NON_COMPLIANCE})


class Second(NamedTuple):
    """Decisions that come to stand only when a second officer agrees, and why they do."""

    severity: Severity
    flags: frozenset[FlagKind]
    decisions: frozenset[DecisionKind]
    why: str


NEEDS_SECOND = (
    Second(
        Severity.CRITICAL,
        _EVERY_KIND,
        frozenset(DecisionKind),
        "lives or the safety of the public may hang on it",
    ),
    Second(
        Severity.HIGH,
        _SUSPECTED,
        _NO_ACTION,
        "it would end a grave suspicion with nothing done",
    ),
)
"""What matters most: the decisions that one officer proposes and another settles."""


def needs_second(kind: FlagKind, severity: Severity, decision: DecisionKind) -> str | None:
    """Return why a decision needs a second officer; None where one officer is enough."""
    return next(
        (
            second.why
            for second in NEEDS_SECOND
            if severity is second.severity and kind in second.flags and decision in second.decisions
        ),
        None,
    )


_DECIDING = Source(
    instrument="Data Protection Act 2018",
    provision="ss.49-50; the days are policy",
    read_on=date(2026, 5, 1),
    mark="inferred",
)


class Snooze(NamedTuple):
    """How long a flag may be put aside, in calendar days.

    `ahead` is counted from the day it is asked for, `in_all` from the day the flag was
    opened; those days are day 0, and the last day is included.
    """

    ahead: int
    in_all: int


SNOOZE: Mapping[Severity, Dated[Snooze]] = {
    severity: Dated(
        f"days a flag of {severity} severity may be put aside",
        (Value(since=date.min, value=Snooze(ahead=14, in_all=28), source=_DECIDING),),
    )
    for severity in (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
}
"""The longest that a flag of each severity may be put aside; one left out may not be at all."""


def latest_snooze(severity: Severity, open_since: date, today: date) -> date | None:
    """Return the last day a flag may be put aside to, inclusive; None where it may not be."""
    if severity not in SNOOZE:
        return None
    cap = SNOOZE[severity].on(today)
    latest = min(today + timedelta(days=cap.ahead), open_since + timedelta(days=cap.in_all))
    return latest if latest > today else None
