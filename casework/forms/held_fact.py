"""A fact on record as the form that records such facts would be filled in, and what changed in it.

A form says less than a fact may hold: a time to the minute, words without blanks around them.
What is left in a form as it was filled in changes nothing of the fact.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casework.forms.filling import Choice
from casework.forms.happening_choices import code_of
from casework.forms.happening_parts import HappeningKind
from casework.forms.money_typed import Money
from rules.days import in_london
from rules.vocabulary import HoldingKind, HoldingRole

Row = Mapping[str, Any]
Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFact:
    """A fact as it was read: what it holds, and choices by field of what may be offered no more."""

    fact: str
    version: int
    person: str
    name: str
    kind: HappeningKind
    values: Mapping[str, Any]
    kept: Mapping[str, Choice]


_KINDS = {
    "association": HappeningKind.ASSOCIATION,
    "movement": HappeningKind.MOVEMENT,
    "note": HappeningKind.NOTE,
    "officer_contact": HappeningKind.OFFICER_CONTACT,
    "order_service": HappeningKind.SERVICE,
    "payment": HappeningKind.PAYMENT,
    "review": HappeningKind.REVIEW,
}
_BEYOND_AN_ADDRESS = ("value", "trade", "held_by_person_id", "held_by_name")
"""What the form of an address does not ask for, and that of any holding does."""

_SAME = frozenset(
    {
        *("happened_on", "happened_at", "expected_on", "expected_at", "period_from"),
        *("other_name", "place", "item_kind", "item", "held_by_name", "reference", "details"),
        *("grade", "role", "since", "until", "trade", "basis", "paid_on", "served_on", "method"),
        *("contacted_on", "outcome", "written_on", "body", "reviewed_on", "next_due_on"),
    }
)
"""The fields that are called as the one column they fill."""

_COLUMNS: Mapping[str, tuple[str, ...]] = {name: (name,) for name in _SAME} | {
    "clause": ("provision_id",),
    "about": ("about_id",),
    "contents": ("contents",),
    "amount": ("amount", "currency"),
    "value": ("value", "currency"),
    "other_person": ("other_person_id",),
    "held_by_person": ("held_by_person_id",),
    "officer": ("officer_id",),
    "prison": ("establishment_id",),
    "thing": ("thing_id",),
    "thing_kind": ("kind", "thing_id"),
    "association": ("kind",),
    "movement": ("kind",),
    "order": ("order_id", "variation_id"),
    "sort": ("is_assessment",),
}
_OF_ITS_CLAUSE = ("about", "period_from", "contents")
"""What is of a clause: where the form of another clause does not ask for it, it goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldNames:
    """What the numbers in a fact stand for: our numbers of people, by field, and codes."""

    people: Mapping[str, str]
    thing: str | None = None
    officer: str | None = None
    prison: str | None = None


def kind_held(kind: str, row: Row) -> HappeningKind | None:
    """Return which form records such a fact, of the table *kind*; None where none does."""
    if kind == "event":
        return HappeningKind(row["kind"].value)
    if kind == "holding":
        plain = all(row[name] is None for name in _BEYOND_AN_ADDRESS)
        lives = (row["kind"], row["role"]) == (HoldingKind.ADDRESS, HoldingRole.OCCUPIER)
        return HappeningKind.ADDRESS if lives and plain else HappeningKind.HOLDING
    return _KINDS.get(kind)


def values_held(kind: HappeningKind, row: Row, names: HeldNames) -> Values:
    """Return the fact as the fields of its form are read; what it does not hold is left out."""
    found: Values = {name: row[name] for name in _SAME & row.keys()}
    found |= {field: row[f"{field}_id"] and names.people[field] for field in _people(row)}
    found |= {"officer": names.officer, "prison": names.prison, "thing": names.thing}
    for field, column in (("clause", "provision_id"), ("about", "about_id")):
        found[field] = _code(row.get(column))
    found["order"] = _code(row.get("variation_id") or row.get("order_id"))
    for field in ("amount", "value"):
        if row.get(field) is not None:
            found[field] = Money(row[field], row["currency"])
    if row.get("contents") is not None:
        found["contents"] = tuple(json.loads(row["contents"]))
    found |= _coded(kind, row)
    return {"kind": kind.value} | {
        name: value.value if hasattr(value, "value") else value
        for name, value in found.items()
        if value is not None
    }


def _people(row: Row) -> Iterator[str]:
    return (field for field in ("other_person", "held_by_person") if f"{field}_id" in row)


def _code(fact_id: int | None) -> str | None:
    return None if fact_id is None else code_of(fact_id)


def _coded(kind: HappeningKind, row: Row) -> Values:
    """Return the fields that hold a code under another name than their column's."""
    if kind is HappeningKind.NOTE:
        return {"sort": "assessment" if row["is_assessment"] else "fact"}
    if kind is HappeningKind.HOLDING:
        return {"thing_kind": row["kind"]}
    if kind in {HappeningKind.ASSOCIATION, HappeningKind.MOVEMENT}:
        return {kind.value: row["kind"]}
    return {}


def corrected(held: Mapping[str, Any], values: Mapping[str, Any]) -> Values:
    """Return the fact as it would be: *values* are all fields the form shows, None if empty.

    What the form does not ask for stays; but of another clause only what is asked for.
    """
    now = {name: value for name, value in values.items() if name != "period"}
    if values.get("period"):
        now["period_from"] = date.fromisoformat(values["period"])
    elif "period" in values:
        now["period_from"] = None
    if "clause" in now and now["clause"] != held.get("clause"):
        now = dict.fromkeys(_OF_ITS_CLAUSE) | now
    after = dict(held) | {
        name: held.get(name) if _alike(held.get(name), value) else _to_the_second(held, name, value)
        for name, value in now.items()
    }
    return {name: value for name, value in after.items() if value is not None}


def fields_changed(held: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields in which a fact would be another than it is, in order."""
    names = dict.fromkeys((*held, *after))
    return tuple(name for name in names if held.get(name) != after.get(name))


def columns_changed(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns that fields fill."""
    return tuple(dict.fromkeys(column for field in fields for column in _COLUMNS[field]))


def _alike(held: Any, value: Any) -> bool:
    """Whether a field says what the fact holds, as far as a form can say it."""
    if held is None or value is None:
        return held is None and value is None
    if isinstance(held, datetime):
        return bool(held.replace(second=0, microsecond=0) == value)
    if isinstance(held, str):
        return bool(_as_typed(held, value) == value)
    if isinstance(held, tuple) and not isinstance(held, Money):
        return sorted(held) == sorted(value)
    return bool(held == value)


def _to_the_second(held: Mapping[str, Any], name: str, value: Any) -> Any:
    """Return a time that went along with its day with the seconds the fact has, else the value."""
    was = held.get(name)
    if not isinstance(was, datetime) or not isinstance(value, datetime):
        return value
    then, now = in_london(was), in_london(value)
    if (then.hour, then.minute) != (now.hour, now.minute):
        return value
    return value.replace(second=was.second, microsecond=was.microsecond)


def _as_typed(held: str, value: str) -> str:
    """Return words as a field gives them back: in one line where the field has only one."""
    lines = held.replace("\r\n", "\n").replace("\r", "\n").strip()
    return lines if "\n" in value else " ".join(lines.splitlines()).strip()
