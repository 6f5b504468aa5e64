"""A typed duty as officers write it: a table with its `kind`, its lengths as text or tables."""

from dataclasses import fields
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from casework.forms.lengths import read_length
from rules.days import Length
from rules.duties import Duty
from rules.vocabulary import DutyKind


def _kind_of(duty: type[Duty]) -> DutyKind:
    return next(DutyKind(str(field.default)) for field in fields(duty) if field.name == "kind")


_LENGTHS = {
    _kind_of(duty): tuple(field.name for field in fields(duty) if field.type is Length)
    for duty in get_args(Duty)
}


def _require_kind(written: Any) -> DutyKind:
    try:
        return DutyKind(written)
    except ValueError:
        raise PydanticCustomError(
            "duty_kind",
            "A duty has a kind, one of {kinds}, not {kind}.",
            {"kinds": ", ".join(DutyKind), "kind": f'"{written}"' if written else "none"},
        ) from None


def _read_lengths(value: Any) -> Any:
    """Read the lengths of a duty that are written as text, before the duty is checked."""
    if not isinstance(value, dict):
        return value
    kind = _require_kind(value.get("kind"))
    read = {
        name: read_length(value[name])
        for name in _LENGTHS[kind]
        if isinstance(value.get(name), str)
    }
    return value | read


WrittenDuty = Annotated[Duty, Field(discriminator="kind"), BeforeValidator(_read_lengths)]
"""Any typed duty, told apart by `kind`; an unknown key is an error where the form says so."""
