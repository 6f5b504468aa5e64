"""A clause of an order as an officer types it: the court's wording and its typed duty."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.forms.filling import Choice, FieldKind, FormField, read_field
from casework.forms.timeless import TimelessForm
from casework.forms.typed_duty import DUTY_NAMES, duty_fields, duty_of, wrong_in_duty
from rules.duties import Duty
from rules.vocabulary import DutyKind, OrderKind, StartCondition

ON_A_DAY, WITH_ORDER = "on_a_day", "with_order"
_STARTS = (
    Choice(WITH_ORDER, "with the order"),
    Choice(ON_A_DAY, "on a day the order names"),
    Choice(StartCondition.ON_RELEASE.value, "on release"),
    Choice(StartCondition.ON_EVENT.value, "on an event only a person can recognise"),
)
_NUMBER = FormField(name="number", label="number", needed=True, help="As the order has it.")
_KIND = FormField(
    name="kind",
    label="duty",
    kind=FieldKind.CHOICE,
    needed=True,
    choices=tuple(Choice(kind.value, name) for kind, name in DUTY_NAMES.items()),
    help="What the machine is to check; free wording where no kind fits.",
)
_START = FormField(
    name="starts",
    label="starts",
    kind=FieldKind.CHOICE,
    needed=True,
    choices=_STARTS,
    help="When it comes into force, by the order's own words.",
)
_START_DAY = FormField(
    name="starts_on", label="first day", kind=FieldKind.DAY, needed=True, ahead=True
)
_END = FormField(
    name="ends_on",
    label="last day",
    kind=FieldKind.DAY,
    ahead=True,
    help="Only where the clause ends before its order; that day is counted.",
)
_WORDING = FormField(
    name="wording",
    label="wording",
    kind=FieldKind.LONG,
    needed=True,
    help="Word for word, as the court has it.",
)


class ClauseForm(TimelessForm):
    """The form of one clause; its fields change with the kind of duty and the start.

    *variations* are those of the order, of which one may have brought the clause in.
    """

    def __init__(self, variations: tuple[Choice, ...] = ()) -> None:
        self.variations = variations

    def fields(self, typed: Mapping[str, str]) -> tuple[FormField, ...]:
        """Return the fields of a clause, those of its duty, and its wording last."""
        kind = _chosen(_KIND, typed)
        starts = _chosen(_START, typed)
        return (
            _NUMBER,
            _KIND,
            *(duty_fields(DutyKind(kind)) if kind else ()),
            _START,
            *((_START_DAY,) if starts == ON_A_DAY else ()),
            _END,
            *((self._brought_in(),) if self.variations else ()),
            _WORDING,
        )

    def _brought_in(self) -> FormField:
        return FormField(
            name="introduced_by",
            label="brought in by",
            kind=FieldKind.CHOICE,
            choices=self.variations,
            help="The variation that added it; left empty, it is of the order as made.",
        )

    def wrong(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        """Return what is wrong of the duty's limits and of the days."""
        wrong: dict[str, str] = {}
        if values.get("kind"):
            wrong |= wrong_in_duty(DutyKind(values["kind"]), values)
        first, last = values.get("starts_on"), values.get("ends_on")
        if first is not None and last is not None and last < first:
            wrong["ends_on"] = "last day: it is before the first day."
        return wrong


def _chosen(field: FormField, typed: Mapping[str, str]) -> str | None:
    """Return the code of a choice as it is read of what is typed, None while it is not one."""
    code: str | None = read_field(field, typed.get(field.name, ""), today=date.min).value
    return code


def clause_duty(values: Mapping[str, Any]) -> Duty:
    """Return the typed duty of a clause that is filled in."""
    return duty_of(DutyKind(values["kind"]), values)


def clause_start(
    values: Mapping[str, Any], kind: OrderKind, made_on: date
) -> tuple[date | None, StartCondition | None]:
    """Return the first day of a clause of an order, or the condition it waits for.

    With the order is the day it was made, said as such: a serious crime prevention order has
    no start of its own. Both are None for a travel restriction order, which runs from release,
    and for a clause that a variation brings in, which starts with that.
    """
    starts = values["starts"]
    if starts == ON_A_DAY:
        return values["starts_on"], None
    if starts != WITH_ORDER:
        return None, StartCondition(starts)
    own = kind is OrderKind.TRO or values.get("introduced_by")
    return None if own else made_on, None
