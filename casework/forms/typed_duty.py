"""The typed duty of a clause as an officer fills it in: the fields of each kind, and the duty."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import time
from typing import Any, NamedTuple, get_args

from casework.forms.filling import Choice, FieldKind, FormField, choices_of
from casework.forms.spans import BACK, COUNTING_NAMES, ON_FROM_A_DAY, length_typed, period_typed
from rules.duties import Duty
from rules.vocabulary import Counting, DutyKind, HoldingKind, Notifiable, TransactionKind
from rules.words import thing

_DUTIES: Mapping[DutyKind, type[Duty]] = {
    DutyKind(str(field.default)): duty
    for duty in get_args(Duty)
    for field in fields(duty)
    if field.name == "kind"
}
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_RECORD = re.compile(r"[Pp][1-9][0-9]{0,14}")

DUTY_NAMES = {
    DutyKind.PERIODIC_REPORT: "report for each period",
    DutyKind.FIRST_NOTIFICATION: "first notification of what is held",
    DutyKind.NOTIFY_CHANGE: "notify a change",
    DutyKind.NOTIFY_BEFOREHAND: "give notice beforehand",
    DutyKind.REPORT_RETURN: "report a return from abroad",
    DutyKind.COUNT_LIMIT: "at most so many things",
    DutyKind.CASH_LIMIT: "at most so much cash",
    DutyKind.TRANSACTION_LIMIT: "no dealing above an amount",
    DutyKind.PROHIBITED_ITEM: "not to possess things",
    DutyKind.PROHIBITED_ASSOCIATION: "not to associate with people",
    DutyKind.PLACE: "to keep out of places, or to them",
    DutyKind.CURFEW: "curfew",
    DutyKind.PROHIBITED_WORK: "not to do kinds of work",
    DutyKind.TRAVEL_BAN: "not to travel abroad",
    DutyKind.SURRENDER_DOCUMENT: "hand over a document",
    DutyKind.ANSWER_NOTICE: "answer an officer's notice",
    DutyKind.ELECTRONIC_MONITORING: "electronic monitoring",
    DutyKind.PAY: "pay an amount",
    DutyKind.RESIDE_AT: "live at an address",
    DutyKind.FREE_WORDING: "free wording: a person must monitor it",
}
"""What each kind of duty is called where one is chosen."""

_COUNTED = "_counted"
"""Ends the name of the field that says how a length is counted."""


class _Part(NamedTuple):
    """A part of a duty: the fields it is typed in, and what they come to, by its columns."""

    fields: tuple[FormField, ...]
    read: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    """Raises ValueError, in words for the first of the fields."""


def _plain(field: FormField, empty: Any = None) -> _Part:
    def read(values: Mapping[str, Any]) -> Mapping[str, Any]:
        value = values.get(field.name)
        return {field.name: empty if value is None else value}

    return _Part((field,), read)


def _text(name: str, label: str, help_: str = "") -> _Part:
    return _plain(FormField(name=name, label=label, help=help_, needed=True))


def _yes_no(name: str, label: str, help_: str) -> _Part:
    return _plain(FormField(name=name, label=label, kind=FieldKind.YES_NO, help=help_), False)


def _several(name: str, label: str, help_: str, *, needed: bool = True) -> _Part:
    help_ = f"{help_} Several are parted by semicolons."
    field = FormField(
        name=name, label=label, kind=FieldKind.SEVERAL, needed=needed, help=help_.strip()
    )
    return _Part((field,), lambda values: {name: tuple(values.get(name) or ())})


def _of(choices: tuple[Choice, ...], label: str) -> _Part:
    field = FormField(
        name="of",
        label=label,
        kind=FieldKind.SEVERAL,
        needed=True,
        choices=choices,
        help="Several are parted by semicolons.",
    )
    return _Part((field,), lambda values: {"of": tuple(values["of"])})


def _within(name: str, label: str, ways: tuple[Counting, ...] = ON_FROM_A_DAY) -> _Part:
    amount = FormField(
        name=name, label=label, needed=True, help="A count and a unit: 28 days, 48 hours."
    )
    counted = FormField(
        name=name + _COUNTED,
        label="counted",
        kind=FieldKind.CHOICE,
        choices=tuple(Choice(way.value, COUNTING_NAMES[way]) for way in ways),
        help="How the order counts it; hours need none.",
    )
    return _Part(
        (amount, counted),
        lambda values: {name: length_typed(values[name], values.get(name + _COUNTED))},
    )


def _money(amount: str, label: str) -> _Part:
    field = FormField(
        name=amount, label=label, kind=FieldKind.MONEY, needed=True, help="As £1,000 or 100 EUR."
    )
    return _Part(
        (field,),
        lambda values: {amount: values[amount].amount, "currency": values[amount].currency},
    )


def _time_of_day(name: str, label: str) -> _Part:
    def read(values: Mapping[str, Any]) -> Mapping[str, Any]:
        found = _TIME.fullmatch(values[name].strip())
        if found is None:
            raise ValueError("write a time of day, such as 21:00.")
        return {name: time(int(found[1]), int(found[2]))}

    return _Part((FormField(name=name, label=label, needed=True, help="As 21:00."),), read)


def _records(values: Mapping[str, Any]) -> Mapping[str, Any]:
    named = values.get("records") or ()
    if wrong := [number for number in named if not _RECORD.fullmatch(number)]:
        raise ValueError(f"“{wrong[0]}” is no number of ours, such as P12.")
    return {"records": tuple(int(number[1:]) for number in named)}


_RECORDS = _Part(
    (
        FormField(
            name="records",
            label="their records",
            kind=FieldKind.SEVERAL,
            help="Our numbers of those named who have one: P12; P31.",
        ),
    ),
    _records,
)
_EVERY = _Part(
    (FormField(name="every", label="every", needed=True, help="6 months, 1 year."),),
    lambda values: {"every": period_typed(values["every"])},
)
_NOTIFIABLE = tuple(Choice(kind.value, thing(kind)) for kind in Notifiable)


def _day(name: str, label: str, help_: str, *, needed: bool = False) -> _Part:
    return _plain(
        FormField(
            name=name, label=label, kind=FieldKind.DAY, help=help_, needed=needed, ahead=needed
        )
    )


_PARTS: Mapping[DutyKind, tuple[_Part, ...]] = {
    DutyKind.PERIODIC_REPORT: (
        _EVERY,
        _within("due_within", "due within", (Counting.AFTER_PERIOD, *ON_FROM_A_DAY)),
        _day("first_period_from", "first period", "Its first day, only where the order names it."),
        _several("particulars", "particulars", "What it must state.", needed=False),
        _several("documents", "documents", "What must come with it.", needed=False),
    ),
    DutyKind.FIRST_NOTIFICATION: (_of(_NOTIFIABLE, "of what"), _within("within", "within")),
    DutyKind.NOTIFY_CHANGE: (
        _of(_NOTIFIABLE, "of what"),
        _within("within", "within"),
        _yes_no("on_disposal", "loss too", "Whether a thing given up must be notified too."),
    ),
    DutyKind.NOTIFY_BEFOREHAND: (
        _of(_NOTIFIABLE, "of what"),
        _within("notice", "notice", BACK),
    ),
    DutyKind.REPORT_RETURN: (_within("within", "within"),),
    DutyKind.COUNT_LIMIT: (
        _plain(
            FormField(
                name="of",
                label="of what",
                kind=FieldKind.CHOICE,
                needed=True,
                choices=choices_of(HoldingKind),
            )
        ),
        _plain(FormField(name="most", label="at most", kind=FieldKind.NUMBER, needed=True)),
    ),
    DutyKind.CASH_LIMIT: (_money("most", "at most"),),
    DutyKind.TRANSACTION_LIMIT: (
        _of(choices_of(TransactionKind), "of what"),
        _money("most", "at most"),
    ),
    DutyKind.PROHIBITED_ITEM: (_several("items", "things", "In the order's words."),),
    DutyKind.PROHIBITED_ASSOCIATION: (
        _several("people", "people", "By name, as the order has them."),
        _several("exceptions", "exceptions", "In the order's words.", needed=False),
        _RECORDS,
    ),
    DutyKind.PLACE: (
        _several("places", "places", "In the order's words."),
        _yes_no("permitted", "keep to them", "Yes if the person must keep to them, not out."),
    ),
    DutyKind.CURFEW: (
        _text("address", "address"),
        _time_of_day("begins", "from"),
        _time_of_day("ends", "to"),
    ),
    DutyKind.PROHIBITED_WORK: (_several("work", "kinds of work", "In the order's words."),),
    DutyKind.TRAVEL_BAN: (
        _several("destinations", "only to", "Left empty, all travel abroad.", needed=False),
    ),
    DutyKind.SURRENDER_DOCUMENT: (_text("document", "document"), _within("within", "within")),
    DutyKind.ANSWER_NOTICE: (),
    DutyKind.ELECTRONIC_MONITORING: (_text("responsible_person", "responsible"),),
    DutyKind.PAY: (
        _money("amount", "amount"),
        _day("due_on", "by", "The last day to pay, that day counted.", needed=True),
    ),
    DutyKind.RESIDE_AT: (_text("address", "address"),),
    DutyKind.FREE_WORDING: (),
}


def duty_fields(kind: DutyKind) -> tuple[FormField, ...]:
    """Return the fields of a kind of duty, in order; none for one with no limits."""
    return tuple(field for part in _PARTS[kind] for field in part.fields)


def wrong_in_duty(kind: DutyKind, values: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong in the fields of a duty, a sentence by field; empty if nothing."""
    wrong: dict[str, str] = {}
    for part in _PARTS[kind]:
        first = part.fields[0]
        if first.needed and values.get(first.name) is None:
            continue
        try:
            part.read(values)
        except ValueError as refused:
            wrong[first.name] = f"{first.label}: {refused}"
    if not wrong and _filled(kind, values):
        try:
            duty_of(kind, values)
        except ValueError as refused:
            wrong[_PARTS[kind][-1].fields[0].name] = str(refused)
    return wrong


def _filled(kind: DutyKind, values: Mapping[str, Any]) -> bool:
    return all(values.get(f.name) is not None for f in duty_fields(kind) if f.needed)


def duty_of(kind: DutyKind, values: Mapping[str, Any]) -> Duty:
    """Return the typed duty of fields that are filled in.

    Raises:
        ValueError: a length or a limit cannot be so; the words tell.
    """
    columns: dict[str, Any] = {}
    for part in _PARTS[kind]:
        columns |= part.read(values)
    if kind is DutyKind.COUNT_LIMIT:
        columns["of"] = HoldingKind(columns["of"])
    elif "of" in columns:
        codes = TransactionKind if kind is DutyKind.TRANSACTION_LIMIT else Notifiable
        columns["of"] = tuple(codes(code) for code in columns["of"])
    return _DUTIES[kind](**columns)
