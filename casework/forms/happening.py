"""Record anything: one form that changes with what happened."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from casework.forms.filling import Choice, FieldKind, FormField, read_field
from casework.forms.happening_choices import RecordChoices
from casework.forms.happening_fields import FIELDS
from casework.forms.happening_parts import MAIN_DAY, HappeningKind
from casework.forms.timeless import TimelessForm
from rules.days import london_day, say
from rules.words import opening

_LABELS = {
    HappeningKind.JOURNEY_OUT: "journey out",
    HappeningKind.JOURNEY_BACK: "journey back",
    HappeningKind.SERVICE: "service of an order or variation",
    HappeningKind.OFFICER_CONTACT: "officer's contact with the person",
    HappeningKind.OFFICER_NOTICE_SERVED: "officer's notice served",
    HappeningKind.HOLDING: "holding: a phone, vehicle, account, company or other thing",
}
_NAMED_SOMEBODY = frozenset({HappeningKind.VISIT, HappeningKind.CONTACT, HappeningKind.CALL})
_ITEMS = frozenset({HappeningKind.FIND, HappeningKind.SEIZURE})
_IN_ORDER = (
    ("since", "until", "is before the first day"),
    ("happened_on", "expected_on", "is before the day above"),
    ("reviewed_on", "next_due_on", "is before the review"),
)
_SAME_DAY = (("happened_on", "happened_at"), ("expected_on", "expected_at"))


def label_of(kind: HappeningKind) -> str:
    """Return how a kind of happening is called."""
    return _LABELS.get(kind, kind.value.replace("_", " "))


_PERSON = FormField(
    name="person",
    label="person",
    kind=FieldKind.PERSON,
    needed=True,
    help="Our number, a prison number, a PNC, a CRO or a CRN. F4 finds a name.",
)
_KIND = FormField(
    name="kind",
    label="what happened",
    kind=FieldKind.CHOICE,
    needed=True,
    help="The rest of the form goes by this.",
    choices=tuple(Choice(kind.value, label_of(kind)) for kind in HappeningKind),
)


class HappeningForm(TimelessForm):
    """The form for one person; `asks_who` where it is not known whom it is about."""

    def __init__(self, choices: RecordChoices, *, asks_who: bool) -> None:
        self.choices = choices
        self.asks_who = asks_who

    def fields(self, typed: Mapping[str, str]) -> tuple[FormField, ...]:
        """Return whom, what, and what belongs to what happened."""
        first = (_PERSON, _KIND) if self.asks_who else (_KIND,)
        kind = kind_typed(typed)
        if kind is None:
            return first
        return (*first, *FIELDS[kind](self.choices, typed))

    def wrong(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        """Return what is wrong of fields taken together."""
        return dict(_wrong(values))


def kind_typed(typed: Mapping[str, str]) -> HappeningKind | None:
    """Return what is said to have happened; None where that is not said, or not clear."""
    value = read_field(_KIND, typed.get("kind", ""), today=date.min).value
    return None if value is None else HappeningKind(value)


def main_day(kind: HappeningKind, values: Mapping[str, Any]) -> date | None:
    """Return the day on which it happened, None where it is not known."""
    day: date | None = values.get(MAIN_DAY[kind])
    return day


def doubts(choices: RecordChoices, values: Mapping[str, Any], *, today: date) -> Iterator[str]:
    """Say what an officer should look at again before it is recorded; nothing of it forbids."""
    kind = HappeningKind(values["kind"])
    day = main_day(kind, values)
    if day is None:
        return
    if day > today:
        yield f"{say(day)} has not come yet."
    clause = choices.clause(values.get("clause"))
    made_on = dict(choices.made_on).get(str(values.get("order")))
    if clause is not None:
        made_on = clause.made_on
        if made_on <= day and not clause.in_force_on(day):
            named = clause.choice.label.partition(":")[0]
            yield f"{opening(named)} did not bind the person on {say(day)}."
        ends = dict(clause.period_ends).get(str(values.get("period")))
        if ends is not None and day <= ends:
            yield f"The period it covers goes on to {say(ends)}: it had not ended."
    elif "clause" in values and choices.clauses:
        yield "No clause is named, so the machine cannot tell which duty this is about."
    if made_on is not None and day < made_on:
        yield f"The order was made on {say(made_on)}, after this happened."


def _wrong(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    kind = values.get("kind")
    if kind in _NAMED_SOMEBODY and not (values.get("other_person") or values.get("other_name")):
        yield "other_name", "Their name: say whom it was with, on record or by name."
    if kind == HappeningKind.ASSOCIATION and not (
        values.get("other_person") or values.get("other_name")
    ):
        yield "other_name", "Their name: say who it is, on record or by name."
    if kind in _ITEMS and not any(values.get(name) for name in ("item_kind", "item", "amount")):
        yield "item", "What it is: say it in words, by its kind or by the amount."
    for first, last, words in _IN_ORDER:
        begins, ends = values.get(first), values.get(last)
        if begins is not None and ends is not None and ends < begins:
            yield last, f"{say(ends)} {words}, {say(begins)}."
    for day, moment in _SAME_DAY:
        on, at = values.get(day), values.get(moment)
        if on is not None and at is not None and london_day(at) != on:
            yield moment, f"This time is of {say(london_day(at))}, not of {say(on)}."
