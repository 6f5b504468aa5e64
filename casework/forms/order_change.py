"""What changes an order, as an officer types it: a variation, a suspension, or its end."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from casework.forms.filling import Choice, FieldKind, FormField, read_field
from rules.days import say


class ChangeKind(StrEnum):
    """What can change an order. The last three end it."""

    VARIATION = "variation"
    SUSPENSION = "suspension"
    DISCHARGED = "discharged"
    REVOKED = "revoked"
    QUASHED = "quashed"


CHANGE_NAMES = {
    ChangeKind.VARIATION: "a variation",
    ChangeKind.SUSPENSION: "a suspension",
    ChangeKind.DISCHARGED: "its discharge",
    ChangeKind.REVOKED: "its revocation",
    ChangeKind.QUASHED: "its quashing",
}
_KIND = FormField(
    name="kind",
    label="what",
    kind=FieldKind.CHOICE,
    needed=True,
    choices=tuple(Choice(kind.value, name) for kind, name in CHANGE_NAMES.items()),
)
_SUSPENSION = (
    FormField(name="since", label="from", kind=FieldKind.DAY, needed=True, help="Its first day."),
    FormField(
        name="until",
        label="to",
        kind=FieldKind.DAY,
        ahead=True,
        help="Its last day, that day counted; left empty where none is known.",
    ),
)
_ENDING = (
    FormField(
        name="ended_on",
        label="ended on",
        kind=FieldKind.DAY,
        needed=True,
        help="The first day on which the order has no effect any more.",
    ),
)


class OrderChangeForm:
    """The form of a change; *clauses* are those a variation can take out, by fact id.

    *made_on* is the day the order was made: nothing changes it before.
    """

    def __init__(self, clauses: tuple[Choice, ...] = (), made_on: date = date.min) -> None:
        self.clauses, self.made_on = clauses, made_on

    def fields(self, typed: Mapping[str, str]) -> tuple[FormField, ...]:
        """Return what it is, and the fields of it."""
        code = read_field(_KIND, typed.get("kind", ""), today=date.min).value
        if code is None:
            return (_KIND,)
        if code == ChangeKind.VARIATION:
            return (_KIND, *self._variation())
        return (_KIND, *(_SUSPENSION if code == ChangeKind.SUSPENSION else _ENDING))

    def _variation(self) -> tuple[FormField, ...]:
        return (
            FormField(name="made_on", label="made on", kind=FieldKind.DAY, needed=True),
            FormField(
                name="represented",
                label="represented",
                kind=FieldKind.YES_NO,
                help="At the hearing of the variation. Leave it empty if nothing says.",
            ),
            FormField(
                name="ends_on",
                label="new last day",
                kind=FieldKind.DAY,
                ahead=True,
                help="Of the order, that day counted; only where the variation moved it.",
            ),
            FormField(
                name="takes_out",
                label="takes out",
                kind=FieldKind.SEVERAL,
                choices=self.clauses,
                help="Clauses that end with it, parted by semicolons. What it adds comes after.",
            ),
            FormField(
                name="pending_charge",
                label="charge pending",
                kind=FieldKind.YES_NO,
                help="Whether it was made under s.22E while a charge was pending.",
            ),
        )

    def check(self, values: Mapping[str, Any], today: date, /) -> Mapping[str, str]:
        """Return what is wrong of the days."""
        wrong: dict[str, str] = {}
        for name, label in (("made_on", "made on"), ("since", "from"), ("ended_on", "ended on")):
            day = values.get(name)
            if day is not None and day < self.made_on:
                wrong[name] = f"{label}: the order was made later, on {say(self.made_on)}."
            elif day is not None and day > today:
                wrong[name] = f"{label}: it is a day to come."
        first, last = values.get("since"), values.get("until")
        if first is not None and last is not None and last < first:
            wrong["until"] = "to: it is before the first day."
        return wrong
