"""The typed duty of a clause, from the cells of a row. What is missing is never guessed."""

import re
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from casework.forms.cell_reader import CellReader, without_within
from casework.forms.duties import WrittenDuty
from casework.forms.plain_text import shown
from rules.days import Length
from rules.duties import CountLimit, Duty
from rules.vocabulary import DutyKind

_WRITTEN: TypeAdapter[Duty] = TypeAdapter(WrittenDuty)
_DUTIES: dict[DutyKind, type[Duty]] = {
    DutyKind(str(field.default)): duty
    for duty in get_args(Duty)
    for field in fields(duty)
    if field.name == "kind"
}
_DECIMALS = {"JPY": 0, "KRW": 0, "VND": 0, "BHD": 3, "JOD": 3, "KWD": 3, "OMR": 3, "TND": 3}
"""Decimals of the currencies that have not two."""

_USUAL_DECIMALS = 2
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}")
_WHOLE = re.compile(r"[0-9]{1,6}")
_LARGEST = Decimal(10) ** 15


def read_duty(reader: CellReader) -> tuple[Duty | None, list[str]]:
    """Read the duty of a row; return it, or all that keeps it from being a typed one."""
    apart = CellReader(reader.cells, reader.mapping)
    kind = apart.code("duty", "kind", DutyKind, needed=True)
    if kind is None:
        return None, apart.problems
    given = {field for part, field in reader.cells if part == "duty"}
    known = {field.name: field for field in fields(_DUTIES[kind])}
    for name in sorted(given - known.keys()):
        apart.refuse("duty", name, f"is given, and a {kind} has no {name}")
    for name, field in known.items():
        if name not in given and _is_needed(field):
            apart.refuse("duty", name, f"is empty; a {kind} needs its {name}")
    if apart.problems:
        return None, apart.problems
    written = {name: _value(apart, _DUTIES[kind], name) for name in sorted(given & known.keys())}
    if apart.problems:
        return None, apart.problems
    try:
        return _WRITTEN.validate_python(written | {"kind": kind}), []
    except ValidationError as refused:
        return None, [_in_words(error) for error in refused.errors()]


def _is_needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _value(reader: CellReader, duty: type[Duty], name: str) -> Any:
    kind = get_type_hints(duty)[name]
    wanted = next((each for each in get_args(kind) if each in {date, time}), kind)
    if get_origin(kind) is tuple:
        return _several(reader, name)
    if wanted is int and duty is not CountLimit:
        return _minor_units(reader, name)
    read = _READERS.get(wanted)
    return read(reader, name) if read else reader.text("duty", name)


def _several(reader: CellReader, name: str) -> list[str]:
    said = reader.text("duty", name, most=4000) or ""
    parts = said.split(reader.mapping.reading.separator)
    return [part.strip() for part in parts if part.strip()]


def _minor_units(reader: CellReader, name: str) -> int | None:
    """Read an amount written in whole units, such as 1,000.00, as minor units."""
    said = reader.text("duty", name) or ""
    currency = (reader.text("duty", "currency") or "").upper()
    decimals = _DECIMALS.get(currency, _USUAL_DECIMALS)
    try:
        minor = Decimal(said.replace(",", "").lstrip("£$€ ")).scaleb(decimals)
    except InvalidOperation:
        reader.refuse("duty", name, "is not an amount, such as 1,000.00")
        return None
    if not minor.is_finite() or not 0 <= minor < _LARGEST or minor != minor.to_integral_value():
        reader.refuse("duty", name, f"is no amount of at most {decimals} decimals")
        return None
    return int(minor)


def _length(reader: CellReader, name: str) -> str:
    return without_within(reader.text("duty", name) or "")


def _day(reader: CellReader, name: str) -> date | None:
    return reader.day("duty", name)


def _time_of_day(reader: CellReader, name: str) -> str | None:
    said = reader.text("duty", name) or ""
    if not _TIME.fullmatch(said):
        reader.refuse("duty", name, "is not a time of day, such as 21:00")
        return None
    return said


def _whole(reader: CellReader, name: str) -> int | None:
    said = reader.text("duty", name) or ""
    if not _WHOLE.fullmatch(said):
        reader.refuse("duty", name, "is not a whole number")
        return None
    return int(said)


def _yes_no(reader: CellReader, name: str) -> bool | None:
    return reader.yes_no("duty", name)


_READERS: dict[Any, Callable[[CellReader, str], Any]] = {
    Length: _length,
    date: _day,
    time: _time_of_day,
    bool: _yes_no,
    int: _whole,
}


def _in_words(error: Any) -> str:
    place = [str(step) for step in error["loc"] if step not in list(DutyKind)]
    words = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
    if not place:
        return words
    return f"the duty's {' '.join(place)} {shown(str(error['input']))}: {words}"
