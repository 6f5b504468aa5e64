"""Forms as officers fill them in: fields, what was typed, and how it was read, each in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from casework.forms.british_days import read_british_day
from casework.forms.plain_text import plain
from rules.days import say

_LONGEST = 20_000


class FieldKind(StrEnum):
    """How what is typed into a field is read."""

    TEXT = "text"
    LONG = "long"
    """Several lines; long fields come after the others of a form."""
    DAY = "day"
    CHOICE = "choice"
    NUMBER = "number"
    PERSON = "person"
    """Somebody on record, by our number or another register's; the desk looks them up."""


class Choice(NamedTuple):
    """One of a field's choices: its code, and what it is called."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field. `help` says what belongs in it; `choices` are those of a CHOICE."""

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    needed: bool = False
    help: str = ""
    choices: tuple[Choice, ...] = ()


class Reading(NamedTuple):
    """How a field was read: its value, None where nothing was typed; or what is wrong."""

    value: Any = None
    shown: str = ""
    wrong: str = ""


class Form(Protocol):
    """A form: its fields may change with what is typed."""

    def fields(self, typed: Mapping[str, str]) -> tuple[FormField, ...]:
        """Return the fields to fill in, in order, given what is typed so far."""

    def check(self, values: Mapping[str, Any], *, today: date) -> Mapping[str, str]:
        """Return what is wrong of fields taken together, a sentence by field; empty if nothing."""


def choices_of(codes: type[StrEnum], *but: StrEnum) -> tuple[Choice, ...]:
    """Return the members of a vocabulary as choices, named as they are said."""
    return tuple(
        Choice(code.value, code.value.replace("_", " ")) for code in codes if code not in but
    )


def read_form(form: Form, typed: Mapping[str, str], *, today: date) -> dict[str, Reading]:
    """Read every field of a form as typed; what is wrong is said field by field."""
    read = {f.name: read_field(f, typed.get(f.name, ""), today=today) for f in form.fields(typed)}
    values = {name: reading.value for name, reading in read.items() if not reading.wrong}
    for name, wrong in form.check(values, today=today).items():
        if name in read and not read[name].wrong:
            read[name] = read[name]._replace(wrong=wrong)
    return read


def read_field(field: FormField, typed: str, *, today: date) -> Reading:
    """Read one field as typed."""
    text = typed.strip()
    if not text:
        return Reading(wrong=f"{field.label}: this is needed.") if field.needed else Reading()
    try:
        value = _VALUES[field.kind](field, text, today)
    except ValueError as wrong:
        return Reading(wrong=f"{field.label}: {wrong}")
    return Reading(value, _shown(field, value))


def _text(_field: FormField, text: str, _today: date) -> str | None:
    return plain(text, most=_LONGEST)


def _long(_field: FormField, text: str, _today: date) -> str | None:
    return plain(text, most=_LONGEST, lines=True)


def _day(_field: FormField, text: str, today: date) -> date:
    return read_british_day(text, today=today)


def _number(_field: FormField, text: str, _today: date) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError("write a whole number.")
    return int(text)


def _choice(field: FormField, text: str, _today: date) -> str:
    said = " ".join(text.casefold().replace("_", " ").split())
    for same in (str.__eq__, str.startswith, str.__contains__):
        found = [c for c in field.choices if same(c.label.casefold(), said)]
        if len(found) == 1:
            return found[0].code
        if found:
            named = ", ".join(choice.label for choice in found[:6])
            raise ValueError(f"“{text}” may be {named}; type a little more.")
    named = ", ".join(choice.label for choice in field.choices)
    raise ValueError(f"“{text}” is none of the choices: {named}.")


_VALUES = {
    FieldKind.TEXT: _text,
    FieldKind.LONG: _long,
    FieldKind.DAY: _day,
    FieldKind.CHOICE: _choice,
    FieldKind.NUMBER: _number,
    FieldKind.PERSON: _text,
}


def _shown(field: FormField, value: Any) -> str:
    if isinstance(value, date):
        return say(value)
    if field.kind is FieldKind.CHOICE:
        return next(choice.label for choice in field.choices if choice.code == value)
    return ""
