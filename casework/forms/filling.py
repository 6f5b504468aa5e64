"""Forms as officers fill them in: fields, what was typed, and how it was read, each in words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from casework.forms.british_days import day_beside, read_british_day
from casework.forms.british_moments import moment_beside, read_british_moment
from casework.forms.money_typed import Money, read_money
from casework.forms.plain_text import plain

_LONGEST = 20_000
_MOST_DIGITS = 15
_NAMED = 6


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
    MOMENT = "moment"
    """A time of a day in London, read into UTC; `day_of` names the field of a bare time's day."""
    MONEY = "money"
    """A sum, read into `Money`: minor units and a currency, pounds where none is typed."""
    YES_NO = "yes_no"
    SEVERAL = "several"
    """Several things parted by semicolons, of the choices if there are any; all, or none."""
    OFFICER = "officer"
    """One of the choices: officers by login or name."""
    PRISON = "prison"
    """One of the choices: prisons by code or name."""


class Choice(NamedTuple):
    """One of a field's choices: its code, and what it is called."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field. `help` says what belongs in it; `choices` are those of a CHOICE.

    A day is one that was, where its year is not typed; with `ahead` it is one to come.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    needed: bool = False
    help: str = ""
    choices: tuple[Choice, ...] = ()
    ahead: bool = False
    day_of: str = ""

    @property
    def offered(self) -> tuple[Choice, ...]:
        """What can be picked from a list."""
        return _YES_OR_NO if self.kind is FieldKind.YES_NO else self.choices


_YES_OR_NO = (Choice("yes", "yes"), Choice("no", "no"))


class Reading(NamedTuple):
    """How a field was read: its value, None where nothing was typed; or what is wrong."""

    value: Any = None
    shown: str = ""
    wrong: str = ""


class Form(Protocol):
    """A form: its fields may change with what is typed."""

    def fields(self, typed: Mapping[str, str]) -> tuple[FormField, ...]:
        """Return the fields to fill in, in order, given what is typed so far."""

    def check(self, values: Mapping[str, Any], today: date, /) -> Mapping[str, str]:
        """Return what is wrong of fields taken together, a sentence by field; empty if nothing."""


def choices_of(codes: type[StrEnum], *but: StrEnum) -> tuple[Choice, ...]:
    """Return the members of a vocabulary as choices, named as they are said."""
    return tuple(
        Choice(code.value, code.value.replace("_", " ")) for code in codes if code not in but
    )


def read_form(form: Form, typed: Mapping[str, str], *, today: date) -> dict[str, Reading]:
    """Read every field of a form as typed; what is wrong is said field by field."""
    fields = form.fields(typed)
    read: dict[str, Reading] = {}
    for field in sorted(fields, key=lambda one: bool(one.day_of)):
        on = read[field.day_of].value if field.day_of in read else None
        read[field.name] = read_field(field, typed.get(field.name, ""), today=today, on=on)
    values = {name: reading.value for name, reading in read.items() if not reading.wrong}
    for name, wrong in form.check(values, today).items():
        if name in read and not read[name].wrong:
            read[name] = read[name]._replace(wrong=wrong)
    return {field.name: read[field.name] for field in fields}


def read_field(field: FormField, typed: str, *, today: date, on: date | None = None) -> Reading:
    """Read one field as typed. *on* is the day of a bare time, None means today."""
    text = typed.strip()
    if not text:
        return Reading(wrong=f"{field.label}: this is needed.") if field.needed else Reading()
    try:
        if field.kind is FieldKind.MOMENT:
            value: Any = read_british_moment(text, today=today, on=on)
        else:
            value = _READ[field.kind](field, text, today)
    except ValueError as wrong:
        return Reading(wrong=f"{field.label}: {wrong}")
    return Reading(value, _shown(field, value, today))


def said_in_full(
    fields: Sequence[FormField], values: Mapping[str, Any], *, today: date
) -> list[tuple[str, str]]:
    """Return each field that has a value with its label, for a review before it is recorded."""
    return [
        (field.label, _shown(field, value, today) or str(value))
        for field in fields
        if (value := values.get(field.name)) is not None
    ]


def choice_typed(field: FormField, choice: Choice) -> str:
    """Return what is typed to mean a choice: the beginning of its label where that is enough."""
    for head in (choice.label.partition(" (")[0], choice.label):
        try:
            if _one_of(field, head) is choice:
                return head
        except ValueError:
            continue
    return choice.code


def _text(_field: FormField, text: str, _today: date) -> str | None:
    return plain(text, most=_LONGEST)


def _long(_field: FormField, text: str, _today: date) -> str | None:
    return plain(text, most=_LONGEST, lines=True)


def _day(field: FormField, text: str, today: date) -> date:
    return read_british_day(text, today=today, ahead=field.ahead)


def _number(_field: FormField, text: str, _today: date) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError("write a whole number.")
    if len(text) > _MOST_DIGITS:
        raise ValueError("that number is too large to be recorded.")
    return int(text)


def _money(_field: FormField, text: str, _today: date) -> Money:
    return read_money(text)


def _yes_no(_field: FormField, text: str, _today: date) -> bool:
    said = text.casefold()
    if said in {"yes", "y"}:
        return True
    if said in {"no", "n"}:
        return False
    raise ValueError("write yes or no.")


def _choice(field: FormField, text: str, _today: date) -> str:
    return _one_of(field, text).code


def _several(field: FormField, text: str, _today: date) -> tuple[str, ...]:
    said = text.casefold()
    if said == "none":
        return ()
    if said == "all" and field.choices:
        return tuple(choice.code for choice in field.choices)
    parts = [" ".join(part.split()) for part in text.replace("\n", ";").split(";")]
    named = [part for part in parts if part]
    if not field.choices:
        return tuple(dict.fromkeys(plain(part, most=_LONGEST) or "" for part in named))
    return tuple(dict.fromkeys(_one_of(field, part).code for part in named))


def _one_of(field: FormField, text: str) -> Choice:
    """Return the one choice that *text* means: a code, a label, or enough of one.

    A code that is a number of ours comes after the words: "2" is clause 2 before fact 2.
    """
    said = _compared(text)
    coded = [choice for choice in field.choices if choice.code.casefold() == text.casefold()]
    if coded and not said.isdigit():
        return coded[0]
    for same in (str.__eq__, _begins, str.startswith, _holds_words, str.__contains__):
        found = [c for c in field.choices if same(_compared(c.label), said)]
        if coded and not found and same is _holds_words:
            return coded[0]
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueError(f"“{text}” may be {_named(found)}; type a little more.")
    if not field.choices:
        raise ValueError("there is nothing on record to choose from; leave it empty.")
    raise ValueError(f"“{text}” is none of the choices: {_named(field.choices)}.")


def _compared(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())


def _begins(label: str, said: str) -> bool:
    """Whether a label begins with whole words."""
    return label.startswith(said) and not label[len(said) : len(said) + 1].isalnum()


def _holds_words(label: str, said: str) -> bool:
    """Whether a label holds whole words, as "clause 1 (of 2020)" holds "1"."""
    return re.search(rf"(?<!\w){re.escape(said)}(?!\w)", label) is not None


def _named(choices: Sequence[Choice]) -> str:
    words = ", ".join(choice.label for choice in choices[:_NAMED])
    return f"{words} and {len(choices) - _NAMED} more" if len(choices) > _NAMED else words


_READ: Mapping[FieldKind, Callable[[FormField, str, date], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG: _long,
    FieldKind.DAY: _day,
    FieldKind.CHOICE: _choice,
    FieldKind.NUMBER: _number,
    FieldKind.PERSON: _text,
    FieldKind.MONEY: _money,
    FieldKind.YES_NO: _yes_no,
    FieldKind.SEVERAL: _several,
    FieldKind.OFFICER: _choice,
    FieldKind.PRISON: _choice,
}
_OF_CHOICES = frozenset({FieldKind.CHOICE, FieldKind.OFFICER, FieldKind.PRISON})


def _shown(field: FormField, value: Any, today: date) -> str:
    if field.kind is FieldKind.DAY:
        return day_beside(value, today=today)
    if field.kind is FieldKind.MOMENT:
        return moment_beside(value)
    if field.kind is FieldKind.MONEY:
        return str(value.in_words())
    if field.kind in _OF_CHOICES:
        return next(choice.label for choice in field.choices if choice.code == value)
    if field.kind is FieldKind.SEVERAL:
        return _several_shown(field, value)
    return ("yes" if value else "no") if field.kind is FieldKind.YES_NO else ""


def _several_shown(field: FormField, codes: tuple[str, ...]) -> str:
    labels = {choice.code: choice.label for choice in field.choices}
    if not codes:
        return "none of them"
    named = "; ".join(labels.get(code, code) for code in codes)
    return f"{len(codes)} of {len(labels)}: {named}" if labels else f"{len(codes)}: {named}"
