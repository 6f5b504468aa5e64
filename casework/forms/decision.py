"""What an officer fills in about a flag: a decision, an answer to a colleague, a putting aside."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.errors import CaseworkError
from casework.forms.filling import Choice, FieldKind, FormField, choices_of
from casework.forms.reason import reason_given
from casework.forms.timeless import TimelessForm
from casework.models import DecisionKind
from rules.days import say

CONFIRM, REFUSE = "confirm", "refuse"
"""How a second officer answers a decision that was proposed."""

DAYS_ASIDE = (3, 7, 14)
"""For how many days a flag is mostly put aside."""


def decision_of(code: str) -> DecisionKind:
    """Return the kind of decision of a code."""
    return DecisionKind(code)


def _reason(help_: str) -> FormField:
    return FormField(name="reason", label="Reason", kind=FieldKind.LONG, needed=True, help=help_)


def _wrong_reason(values: Mapping[str, Any]) -> dict[str, str]:
    """Say what is wrong of a reason that was typed."""
    if not values.get("reason"):
        return {}
    try:
        reason_given(values["reason"])
    except CaseworkError as refused:
        return {"reason": str(refused)}
    return {}


class DecideForm(TimelessForm):
    """A decision on a flag, and why."""

    def fields(self, _typed: Mapping[str, str]) -> tuple[FormField, ...]:
        """Return the fields to fill in."""
        return (
            FormField(
                name="kind",
                label="Decision",
                kind=FieldKind.CHOICE,
                needed=True,
                help="What you decide.",
                choices=choices_of(DecisionKind),
            ),
            _reason("Why you decide so, for whoever reads it in years; it is kept for good."),
        )

    def wrong(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        """Return what is wrong of the reason."""
        return _wrong_reason(values)


class SettleForm(TimelessForm):
    """A second officer's answer to a decision that a colleague proposed, and why."""

    def fields(self, _typed: Mapping[str, str]) -> tuple[FormField, ...]:
        """Return the fields to fill in."""
        return (
            FormField(
                name="answer",
                label="Your answer",
                kind=FieldKind.CHOICE,
                needed=True,
                help="Whether the decision is to stand.",
                choices=(
                    Choice(CONFIRM, "confirm it"),
                    Choice(REFUSE, "refuse it"),
                ),
            ),
            _reason("Why you agree, or do not, for whoever reads it in years."),
        )

    def wrong(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        """Return what is wrong of the reason."""
        return _wrong_reason(values)


class SnoozeForm:
    """To which day a flag is put aside, and why. *latest* is the last it may be, None unknown."""

    def __init__(self, latest: date | None = None) -> None:
        self._latest = latest

    def fields(self, _typed: Mapping[str, str]) -> tuple[FormField, ...]:
        """Return the fields to fill in."""
        most = f" At most to {say(self._latest)}." if self._latest else ""
        return (
            FormField(
                name="until",
                label="Aside to",
                kind=FieldKind.DAY,
                needed=True,
                help=f"The last day it is put aside for: a day, or +7 for a week from today.{most}",
                choices=tuple(Choice(f"+{days}", f"+{days}") for days in DAYS_ASIDE),
            ),
            _reason("Why it can wait; it is kept for good."),
        )

    def check(self, values: Mapping[str, Any], today: date, /) -> Mapping[str, str]:
        """Return what is wrong of the day, and of the reason."""
        wrong, until = _wrong_reason(values), values.get("until")
        if until is not None and until <= today:
            wrong["until"] = "Aside to: this has to be a day after today."
        elif until is not None and self._latest is not None and until > self._latest:
            wrong["until"] = f"Aside to: at most to {say(self._latest)}."
        return wrong
