"""What was filled in as the columns of facts: which table, and what goes into it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.forms.happening_parts import NEW_THING, HappeningKind
from casework.models import (
    Association,
    Event,
    Holding,
    Movement,
    Note,
    OfficerContact,
    OrderService,
    Payment,
    PersonFact,
    Review,
)
from rules.days import london_day
from rules.vocabulary import EventKind, HoldingKind, HoldingRole

Columns = dict[str, Any]

_OF_AN_EVENT = (
    *("happened_on", "happened_at", "period_from", "expected_on", "expected_at"),
    *("other_name", "place", "item_kind", "item", "held_by_name", "reference", "details", "grade"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What of a form had to be looked up: ids by field, of people and of facts pointed at."""

    officer_id: int
    prison_id: int | None = None
    thing_id: int | None = None
    others: Mapping[str, int]
    pointed: Mapping[str, int]


def table_of(kind: HappeningKind) -> type[PersonFact]:
    """Return the table of the fact a happening is recorded as."""
    return _TABLES.get(kind, Event)


def columns_of(values: Mapping[str, Any], looked: Looked, today: date) -> Columns:
    """Return the columns of the fact; *today* is the day of a note that names none."""
    kind = HappeningKind(values["kind"])
    return _COLUMNS.get(kind, _event)(values, looked, today)


def new_thing(values: Mapping[str, Any], looked: Looked, today: date) -> Columns | None:
    """Return the columns of a holding that is recorded with the notice of it, or None."""
    return _holding(values, looked, today) if values.get("about") == NEW_THING else None


def _event(values: Mapping[str, Any], looked: Looked, _today: date) -> Columns:
    columns: Columns = {"kind": EventKind(values["kind"]), **_given(values, *_OF_AN_EVENT)}
    if values.get("period"):
        columns["period_from"] = date.fromisoformat(values["period"])
    if columns.get("expected_at") and not columns.get("expected_on"):
        columns["expected_on"] = london_day(columns["expected_at"])
    if values.get("contents") is not None:
        columns["contents"] = json.dumps(values["contents"])
    for field, column in (("clause", "provision_id"), ("about", "about_id")):
        if field in looked.pointed:
            columns[column] = looked.pointed[field]
    return columns | _money(values, "amount") | _people(looked)


def _holding(values: Mapping[str, Any], looked: Looked, _today: date) -> Columns:
    """An address is a holding: the person is its occupier."""
    return {
        "kind": values.get("thing_kind") or HoldingKind.ADDRESS,
        "role": values.get("role") or HoldingRole.OCCUPIER,
        "thing_id": looked.thing_id,
        **_given(values, "since", "until", "trade", "held_by_name", "reference", "grade"),
        **_money(values, "value"),
        **_people(looked),
    }


def _association(values: Mapping[str, Any], looked: Looked, _today: date) -> Columns:
    given = _given(values, "other_name", "since", "until", "grade")
    return {"kind": values["association"], **given, **_people(looked)}


def _movement(values: Mapping[str, Any], looked: Looked, _today: date) -> Columns:
    given = _given(values, "happened_on", "happened_at", "basis")
    return {"kind": values["movement"], "establishment_id": looked.prison_id, **given}


def _payment(values: Mapping[str, Any], looked: Looked, _today: date) -> Columns:
    order = looked.pointed["order"]
    return {"order_id": order, "paid_on": values["paid_on"], **_money(values, "amount")}


def _service(values: Mapping[str, Any], looked: Looked, _today: date) -> Columns:
    return {
        "order_id": looked.pointed["order"],
        "variation_id": looked.pointed.get("variation"),
        **_given(values, "served_on", "method"),
    }


def _officer_contact(values: Mapping[str, Any], looked: Looked, _today: date) -> Columns:
    given = _given(values, "contacted_on", "method", "outcome")
    return {"officer_id": looked.officer_id, **given}


def _note(values: Mapping[str, Any], _looked: Looked, today: date) -> Columns:
    return {
        "written_on": values.get("written_on") or today,
        "body": values["body"],
        "is_assessment": values["sort"] == "assessment",
    }


def _review(values: Mapping[str, Any], _looked: Looked, _today: date) -> Columns:
    return _given(values, "reviewed_on", "next_due_on", "outcome")


def _given(values: Mapping[str, Any], *names: str) -> Columns:
    return {name: values[name] for name in names if values.get(name) is not None}


def _money(values: Mapping[str, Any], name: str) -> Columns:
    money = values.get(name)
    return {} if money is None else {name: money.amount, "currency": money.currency}


def _people(looked: Looked) -> Columns:
    return {f"{field}_id": person for field, person in looked.others.items()}


_TABLES: Mapping[HappeningKind, type[PersonFact]] = {
    HappeningKind.OFFICER_CONTACT: OfficerContact,
    HappeningKind.NOTE: Note,
    HappeningKind.HOLDING: Holding,
    HappeningKind.ADDRESS: Holding,
    HappeningKind.ASSOCIATION: Association,
    HappeningKind.MOVEMENT: Movement,
    HappeningKind.PAYMENT: Payment,
    HappeningKind.SERVICE: OrderService,
    HappeningKind.REVIEW: Review,
}
_COLUMNS: Mapping[HappeningKind, Callable[[Mapping[str, Any], Looked, date], Columns]] = {
    HappeningKind.OFFICER_CONTACT: _officer_contact,
    HappeningKind.NOTE: _note,
    HappeningKind.HOLDING: _holding,
    HappeningKind.ADDRESS: _holding,
    HappeningKind.ASSOCIATION: _association,
    HappeningKind.MOVEMENT: _movement,
    HappeningKind.PAYMENT: _payment,
    HappeningKind.SERVICE: _service,
    HappeningKind.REVIEW: _review,
}
