"""One row of what happened: each part of it by our columns, and what has to be looked up."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from casework.errors import RowRefusedError
from casework.forms.cell_reader import CellReader
from casework.forms.event_map import EVENT_FIELDS
from casework.forms.mapping import Cells, ImportMap
from rules.days import london_day
from rules.vocabulary import EventKind, HoldingKind, HoldingRole, ItemKind, OrderKind

_LONGEST_DETAILS = 20_000
_HUNDREDTHS = 100
_WHOLE = 10_000
"""All of a thing, in hundredths of one per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSought:
    """An order by its reference, or its kind and the day it was made; `clause` by its number."""

    reference: str | None
    kind: OrderKind | None
    made_on: date | None
    clause: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One part of a row. What it does not say is left out of `values`.

    `people` are the numbers of others by the column their record goes into; `about` is the
    source's own reference of another fact, `item` a thing, `officer` a login.
    """

    part: str
    values: Mapping[str, Any]
    order: OrderSought | None = None
    about: str | None = None
    item: str | None = None
    officer: str | None = None
    people: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """What a row says of one person."""

    person: str
    said: tuple[Said, ...]


def read_event_row(cells: Cells, mapping: ImportMap, *, today: date) -> EventRow:
    """Read a row whole.

    Raises:
        RowRefusedError: something in it is wrong; the sentence names every such cell.
    """
    reader = CellReader(cells, mapping)
    spoken_of = [part for part in EVENT_FIELDS if _speaks_of(reader, part)]
    person = _person(reader)
    said = tuple(_PARTS[part](reader, today) for part in spoken_of)
    if not said:
        reader.problems.append("the row says nothing but whom it is about")
    if reader.problems:
        raise RowRefusedError(f"{'; '.join(reader.problems)}.")
    return EventRow(person=person, said=said)


def _speaks_of(reader: CellReader, part: str) -> bool:
    """Whether a row tells of a part: of the one there is it always does."""
    if part in reader.mapping.parts and len(reader.mapping.parts) == 1:
        return True
    return any(said == part and name != "person" for said, name in reader.cells)


def _person(reader: CellReader) -> str:
    """Return whom the row is about; its parts may say it once for all."""
    said = {text for (_, name), text in reader.cells.items() if name == "person"}
    if len(said) > 1:
        reader.problems.append(f"its parts are about {' and '.join(sorted(said))}; give one person")
    where = [part for part, named in reader.mapping.parts.items() if "person" in named]
    part = next((p for p in where if (p, "person") in reader.cells), where[0] if where else "event")
    return reader.text(part, "person", needed=True) or ""


def _event(reader: CellReader, today: date) -> Said:
    part = "event"
    day = reader.day(part, "happened_on", by=today)
    moment = reader.moment(part, "happened_at", on=day)
    if moment is not None and day is None:
        day = london_day(moment)
    elif moment is not None and day != london_day(moment):
        reader.refuse(part, "happened_at", "is of another day than the row's")
    if day is None and not {(part, "happened_on"), (part, "happened_at")} & reader.cells.keys():
        reader.refuse(part, "happened_on", "is empty; it is needed")
    if day is not None and day > today and (part, "happened_at") in reader.cells:
        reader.refuse(part, "happened_at", "has not come yet")
    expected_on = reader.day(part, "expected_on")
    expected_at = reader.moment(part, "expected_at", on=expected_on)
    contents = reader.several(part, "contents")
    period_from = reader.day(part, "period_from")
    if period_from is not None and day is not None and period_from > day:
        reader.refuse(part, "period_from", "is after the day it came")
    values = {
        "kind": reader.code(part, "kind", EventKind, needed=True),
        "happened_on": day,
        "happened_at": moment,
        "period_from": period_from,
        "expected_on": london_day(expected_at) if expected_at and not expected_on else expected_on,
        "expected_at": expected_at,
        "contents": None if contents is None else json.dumps(contents),
        "item_kind": reader.code(part, "item_kind", ItemKind),
        "details": reader.text(part, "details", most=_LONGEST_DETAILS),
        **_money(reader, part, "amount"),
        **_texts(reader, part, "place", "item", "reference", "other_name", "held_by_name"),
    }
    people = {"other_person_id": "other_person", "held_by_person_id": "held_by"}
    return Said(
        part=part,
        values=_given(values, reader, part),
        order=_order(reader, part),
        about=reader.text(part, "about"),
        people=_people(reader, part, people),
    )


def _holding(reader: CellReader, today: date) -> Said:
    part = "holding"
    since, until = reader.day(part, "since", by=today), reader.day(part, "until", by=today)
    if since is None and until is None and not {(part, "since"), (part, "until")} & {*reader.cells}:
        reader.refuse(part, "since", "is empty; a first or a last day is needed")
    if since is not None and until is not None and until < since:
        reader.refuse(part, "until", "is before the first day")
    values = {
        "kind": reader.code(part, "kind", HoldingKind, needed=True),
        "role": reader.code(part, "role", HoldingRole, needed=True),
        "since": since,
        "until": until,
        "share": _share(reader, part),
        **_money(reader, part, "value"),
        **_texts(reader, part, "held_by_name", "trade", "reference"),
    }
    return Said(
        part=part,
        values=_given(values, reader, part),
        item=reader.text(part, "item", needed=True),
        people=_people(reader, part, {"held_by_person_id": "held_by"}),
    )


def _payment(reader: CellReader, today: date) -> Said:
    part = "payment"
    values = {
        "paid_on": reader.day(part, "paid_on", needed=True, by=today),
        "amount": reader.amount(part, "amount", needed=True),
        "currency": reader.currency(part, needed=True),
    }
    sought = _order(reader, part) or OrderSought(
        reference=None, kind=None, made_on=None, clause=None
    )
    return Said(part=part, values=_given(values, reader, part), order=sought)


def _contact(reader: CellReader, today: date) -> Said:
    part = "contact"
    values = {
        "contacted_on": reader.day(part, "contacted_on", needed=True, by=today),
        "method": reader.text(part, "method", needed=True),
        "outcome": reader.text(part, "outcome", most=_LONGEST_DETAILS),
    }
    officer = reader.text(part, "officer", needed=True)
    return Said(part=part, values=_given(values, reader, part), officer=officer)


def _review(reader: CellReader, today: date) -> Said:
    part = "review"
    reviewed_on = reader.day(part, "reviewed_on", needed=True, by=today)
    values = {
        "reviewed_on": reviewed_on,
        "next_due_on": reader.day(part, "next_due_on"),
        "outcome": reader.text(part, "outcome", needed=True, most=_LONGEST_DETAILS),
    }
    due = values["next_due_on"]
    if isinstance(due, date) and reviewed_on is not None and due < reviewed_on:
        reader.refuse(part, "next_due_on", "is before the review")
    return Said(part=part, values=_given(values, reader, part))


_PARTS: Mapping[str, Callable[[CellReader, date], Said]] = {
    "event": _event,
    "holding": _holding,
    "payment": _payment,
    "contact": _contact,
    "review": _review,
}


def _given(values: Mapping[str, Any], reader: CellReader, part: str) -> dict[str, Any]:
    """Return what is said, with the grade and the handling it came with."""
    said = {**values, **_texts(reader, part, "grade", "handling")}
    return {name: value for name, value in said.items() if value is not None}


def _texts(reader: CellReader, part: str, *names: str) -> dict[str, str | None]:
    return {name: reader.text(part, name) for name in names}


def _people(reader: CellReader, part: str, columns: Mapping[str, str]) -> dict[str, str]:
    said = {column: reader.text(part, name) for column, name in columns.items()}
    return {column: number for column, number in said.items() if number is not None}


def _money(reader: CellReader, part: str, name: str) -> dict[str, Any]:
    amount = reader.amount(part, name)
    currency = reader.currency(part, needed=amount is not None)
    return {name: amount, "currency": currency if amount is not None else None}


def _order(reader: CellReader, part: str) -> OrderSought | None:
    sought = OrderSought(
        reference=reader.text(part, "order"),
        kind=reader.code(part, "order_kind", OrderKind),
        made_on=reader.day(part, "order_made_on"),
        clause=reader.text(part, "clause"),
    )
    named = sought.reference or sought.kind or sought.made_on
    if part == "event" and named and sought.clause is None:
        reader.refuse(part, "clause", "is empty; give the number of the order's clause it answers")
    return sought if named or sought.clause else None


def _share(reader: CellReader, part: str) -> int | None:
    """Return a share written in per cent, such as 25 or 12.5%, in hundredths of one."""
    said = reader.text(part, "share")
    if said is None:
        return None
    try:
        share = Decimal(said.removesuffix("%").strip()) * _HUNDREDTHS
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 < share <= _WHOLE or share != share.to_integral_value():
        reader.refuse(part, "share", "is no share in per cent, such as 25 or 12.5%")
        return None
    return int(share)
