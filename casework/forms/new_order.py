"""A new order as an officer types it: what the court imposed, its term, and its service."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.forms.filling import Choice, FieldKind, FormField, choices_of
from casework.forms.spans import read_span
from rules.days import Length
from rules.vocabulary import Counting, Court, Nation, OrderKind, ServiceMethod, Unit
from rules.words import ORDER_NAMES

_MAY_BE_ENDLESS = frozenset({OrderKind.CONFISCATION, OrderKind.RESTRAINT, OrderKind.OTHER})
"""Orders that may name neither a term nor a last day."""


def _choice(
    name: str, label: str, choices: tuple[Choice, ...], help_: str = "", *, needed: bool = True
) -> FormField:
    return FormField(
        name=name,
        label=label,
        kind=FieldKind.CHOICE,
        choices=choices,
        help=help_,
        needed=needed,
    )


_FIELDS = (
    _choice("kind", "order", tuple(Choice(k.value, name) for k, name in ORDER_NAMES.items())),
    _choice("nation", "nation", choices_of(Nation), "Its calendar of working days counts."),
    _choice("court", "court", choices_of(Court)),
    FormField(name="court_name", label="court's name", help="As in Leeds Crown Court."),
    FormField(name="reference", label="reference", help="The court's own number."),
    FormField(name="made_on", label="made on", kind=FieldKind.DAY, needed=True),
    FormField(
        name="represented",
        label="represented",
        kind=FieldKind.YES_NO,
        help="At the hearing, in person or otherwise. Leave it empty if nothing says.",
    ),
    FormField(
        name="term",
        label="term",
        help="As 5 years, beginning with its first day. Or a last day instead.",
    ),
    FormField(
        name="ends_on",
        label="or last day",
        kind=FieldKind.DAY,
        ahead=True,
        help="Where the order names a day; that day is counted.",
    ),
    FormField(name="served_on", label="served on", kind=FieldKind.DAY),
    _choice("method", "served how", choices_of(ServiceMethod), needed=False),
)


class NewOrderForm:
    """The form of an order; its clauses are recorded one by one afterwards."""

    def fields(self, _typed: Mapping[str, str]) -> tuple[FormField, ...]:
        """Return the fields of an order."""
        return _FIELDS

    def check(self, values: Mapping[str, Any], today: date, /) -> Mapping[str, str]:
        """Return what is wrong of the term and of the days."""
        return {**_wrong_term(values), **_wrong_days(values, today)}


def _wrong_term(values: Mapping[str, Any]) -> dict[str, str]:
    kind, term, ends_on = values.get("kind"), values.get("term"), values.get("ends_on")
    if term is not None and ends_on is not None:
        return {"ends_on": "or last day: give the term or the last day, the one the order states."}
    if term is not None:
        try:
            term_of(values)
        except ValueError as refused:
            return {"term": f"term: {refused}"}
    if term is None and ends_on is None and kind and OrderKind(kind) not in _MAY_BE_ENDLESS:
        return {"term": "term: give the term or the last day, whichever the order states."}
    return {}


def _wrong_days(values: Mapping[str, Any], today: date) -> dict[str, str]:
    made_on, served_on = values.get("made_on"), values.get("served_on")
    wrong: dict[str, str] = {}
    if made_on is not None and made_on > today:
        wrong["made_on"] = "made on: it is a day to come."
    if served_on is not None and served_on > today:
        wrong["served_on"] = "served on: it is a day to come."
    elif served_on is not None and made_on is not None and served_on < made_on:
        wrong["served_on"] = "served on: it is before the day the order was made."
    if (served_on is None) != (values.get("method") is None):
        missing = "method" if served_on is not None else "served_on"
        wrong[missing] = "served: give both the day and how, or neither."
    ends_on = values.get("ends_on")
    if ends_on is not None and made_on is not None and ends_on < made_on:
        wrong["ends_on"] = "or last day: it is before the day the order was made."
    return wrong


def term_of(values: Mapping[str, Any]) -> Length | None:
    """Return the term as typed, counted beginning with its first day; None where none is.

    Raises:
        ValueError: it is no term; the words tell.
    """
    if values.get("term") is None:
        return None
    count, unit = read_span(values["term"])
    if unit is Unit.HOURS:
        raise ValueError("a term is in days, weeks, months or years.")
    months = unit in {Unit.MONTHS, Unit.YEARS}
    counting = Counting.MONTHS_BEGINNING if months else Counting.BEGINNING_WITH
    return Length(count=count, unit=unit, counting=counting)
