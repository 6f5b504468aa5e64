"""The typed duty of a clause, from the cells of a row. What is missing is never guessed."""

import re
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from datetime import date, time
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
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}")
_WHOLE = re.compile(r"[0-9]{1,6}")
_RECORD = re.compile(r"[Pp]?([1-9][0-9]{0,8})")


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
        return _records(reader, name) if int in get_args(kind) else _several(reader, name)
    if wanted is int and duty is not CountLimit:
        return reader.amount("duty", name)
    read = _READERS.get(wanted)
    return read(reader, name) if read else reader.text("duty", name)


def _several(reader: CellReader, name: str) -> list[str]:
    return reader.several("duty", name) or []


def _records(reader: CellReader, name: str) -> list[int] | None:
    """Read our record numbers, written as officers do (P12) or as plain numbers."""
    said = [_RECORD.fullmatch(part) for part in _several(reader, name)]
    if not all(said):
        reader.refuse("duty", name, "holds what is no record number of ours, such as P12")
        return None
    return [int(record[1]) for record in said if record is not None]


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
