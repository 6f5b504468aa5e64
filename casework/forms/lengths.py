"""Lengths of time as officers write them, such as "28 days F", on every form alike."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from rules.days import Length
from rules.vocabulary import Counting, Unit

_CODES = "|".join(sorted((code.value for code in Counting), key=len, reverse=True))
_UNITS = "|".join(unit.value.removesuffix("s") for unit in Unit)
PATTERN = rf"^(\d{{1,5}}) ({_UNITS})s? ({_CODES})$"
"""A count, a unit and a counting code of section 8 of the notes on the law."""

_WRITTEN = re.compile(PATTERN)


def read_length(written: str) -> Length:
    """Read a length written as a count, a unit and a counting code, as in "28 days F".

    Raises:
        ValueError: it is not written so, or the unit cannot be counted by that code.
    """
    matched = _WRITTEN.match(written.strip())
    if matched is None:
        raise ValueError(
            f'A length is written as a count, a unit and a counting code, as in "28 days F" '
            f'or "6 months MB", not as "{written}".'
        )
    count, unit, code = matched.groups()
    return Length(count=int(count), unit=Unit(f"{unit}s"), counting=Counting(code))


def _read_if_text(value: Any) -> Any:
    return read_length(value) if isinstance(value, str) else value


LENGTH_SCHEMA = {
    "title": "Length",
    "description": 'A length of time, as in "28 days F", or as a table of its three parts.',
    "anyOf": [
        {"type": "string", "pattern": PATTERN},
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["count", "unit", "counting"],
            "properties": {
                "count": {"type": "integer"},
                "unit": {"enum": [unit.value for unit in Unit]},
                "counting": {"enum": [code.value for code in Counting]},
            },
        },
    ],
}

WrittenLength = Annotated[Length, BeforeValidator(_read_if_text), WithJsonSchema(LENGTH_SCHEMA)]
"""A length that may be written as text or as a table."""
