"""Correct a fact: the form that records such facts, filled with what this one holds, and why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from casework.errors import CaseworkError
from casework.forms.british_moments import read_british_moment
from casework.forms.filling import Choice, FieldKind, FormField, choice_typed, read_field
from casework.forms.happening import HappeningForm, label_of
from casework.forms.happening_choices import RecordChoices
from casework.forms.happening_parts import NEW_THING, HappeningKind
from casework.forms.money_typed import Money
from casework.forms.reason import reason_given
from rules.days import in_london, london_day, say

_REASON = FormField(
    name="reason",
    label="why",
    kind=FieldKind.LONG,
    needed=True,
    help="Why it is corrected, for whoever reads it in years; it is kept for good.",
)
_OF_ITS_CLAUSE = frozenset({"period", "contents"})
_KEPT_WHERE_EMPTY = {"officer": "Who had the contact.", "written_on": "The day it is of."}
"""What recording fills in where it is left empty, and correcting asks for: how each is helped."""


class CorrectionForm(HappeningForm):
    """The form of one kind of happening, with all that the fact holds among the choices.

    *held* is the fact as `values_held` gives it; *kept* are choices by field of what it holds
    and what may not be offered any more.
    """

    def __init__(
        self,
        choices: RecordChoices,
        kind: HappeningKind,
        held: Mapping[str, Any],
        kept: Mapping[str, Choice],
    ) -> None:
        super().__init__(choices, asks_who=False)
        self.kind = kind
        self.held = held
        self._kept = kept

    def fields(self, typed: Mapping[str, str]) -> tuple[FormField, ...]:
        """Return the fields of the kind, and at the end why it is corrected."""
        _, *own = super().fields({**typed, "kind": label_of(self.kind)})
        clause = next((field for field in own if field.name == "clause"), None)
        other = clause is not None and self._other_clause(clause, typed)
        return (*(self._offering(field, other=other) for field in own), _REASON)

    def wrong(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        """Return what is wrong of fields taken together, and of the reason."""
        found = dict(super().wrong({**values, "kind": self.kind.value}))
        if values.get("reason"):
            try:
                reason_given(values["reason"])
            except CaseworkError as refused:
                found["reason"] = str(refused)
        return found

    def typed(self) -> dict[str, str]:
        """Return what the fields hold, as an officer would type it."""
        typed: dict[str, str] = {}
        for _ in range(2):  # what else is asked goes by the clause
            for field in self.fields(typed):
                value = self.value(field.name)
                if value is not None:
                    typed[field.name] = _typed(field, value, self.value(field.day_of))
        return typed

    def value(self, name: str) -> Any:
        """Return what the fact holds in a field, None where that is nothing."""
        if name == "period" and self.held.get("period_from") is not None:
            return self.held["period_from"].isoformat()
        return self.held.get(name)

    def _other_clause(self, clause: FormField, typed: Mapping[str, str]) -> bool:
        offered = self._offering(clause, other=False)
        read = read_field(offered, typed.get("clause", ""), today=date.min)
        return bool(read.value != self.held.get("clause"))

    def _offering(self, field: FormField, *, other: bool) -> FormField:
        """Return a field that offers what is held too, and nothing that is to be recorded anew."""
        if other and field.name in _OF_ITS_CLAUSE:
            return field
        if field.name in _KEPT_WHERE_EMPTY:
            field = replace(field, needed=True, help=_KEPT_WHERE_EMPTY[field.name])
        offered = [choice for choice in field.choices if choice.code != NEW_THING]
        codes = {choice.code for choice in offered}
        kept = [choice for choice in self._kept_of(field) if choice.code not in codes]
        return replace(field, choices=(*offered, *kept))

    def _kept_of(self, field: FormField) -> tuple[Choice, ...]:
        value = self.value(field.name)
        if field.name == "period" and value is not None:
            return (Choice(value, f"the period from {say(self.held['period_from'])}"),)
        if field.name == "contents" and value is not None:
            return tuple(Choice(name, name) for name in value)
        return (self._kept[field.name],) if field.name in self._kept else ()


def _typed(field: FormField, value: Any, day: Any) -> str:
    """Return a value as it is typed; a time of *day* without its day, to go along with it."""
    if isinstance(value, datetime):
        return _moment_typed(value, day)
    if isinstance(value, date):
        return _day_typed(value)
    if isinstance(value, Money):
        return value.in_words()
    if field.kind is FieldKind.SEVERAL:
        labels = {choice.code: choice.label for choice in field.choices}
        return "; ".join(labels.get(code, code) for code in value) or "none"
    if field.kind is FieldKind.TEXT:
        return " ".join(str(value).splitlines())
    choice = next((choice for choice in field.offered if choice.code == value), None)
    return str(value) if choice is None else choice_typed(field, choice)


def _day_typed(day: date) -> str:
    """Return a day without its weekday, which would have to be put right with it."""
    return say(day).partition(" ")[2]


def _moment_typed(moment: datetime, day: Any) -> str:
    """Return a time of London; which of two it is, where the clocks went back."""
    there = in_london(moment)
    on = london_day(moment)
    text = f"{there:%H:%M}" if on == day else f"{_day_typed(on)} {there:%H:%M}"
    try:
        read_british_moment(text, today=on, on=on)
    except ValueError:
        return f"{text} {there.tzname()}"
    return text
