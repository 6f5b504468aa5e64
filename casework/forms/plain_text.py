"""Text from outside: what cannot be shown safely is refused on the way in, with a sentence."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from casework.safe_text import safe_text

LONGEST = 250
"""Characters in a name, a code or a place; only the wording of a clause may be longer."""

_SHOWN = 60
_IN_WORDS = {
    "missing": "is missing; every record needs it",
    "string_type": "is missing; it has to be text",
    "bool_type": "is neither true nor false",
    "list_type": "is not a list",
    "model_type": "is not an object with named fields",
    "dict_type": "is not an object with named fields",
    "extra_forbidden": "is not a field we know",
}


def plain(value: str, *, most: int = LONGEST, lines: bool = False) -> str | None:
    """Return *value* stripped, None where nothing is left. With *lines* it may have several.

    Raises:
        ValueError: it is too long, or holds a character that is not for reading.
    """
    text = value.strip()
    if lines:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > most:
        raise ValueError(f"is {len(text)} characters long; at most {most} are taken")
    if safe_text(text, lines=lines) != text:
        hidden = next(char for char in text if safe_text(char, lines=lines) != char)
        raise ValueError(f"holds the hidden character U+{ord(hidden):04X}; take it out")
    return text or None


def plain_or_none(value: Any) -> str | None:
    """Read a text field of JSON.

    Raises:
        PydanticCustomError: it is not text, or not plain text.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise PydanticCustomError("words", "is {shown}, not text", {"shown": shown(value)})
    try:
        return plain(value)
    except ValueError as refused:
        raise PydanticCustomError("words", "{why}", {"why": str(refused)}) from None


def number_or_none(value: Any) -> str | None:
    """Read a number that some systems write as text and some as a number."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return plain_or_none(str(value)) if is_number else plain_or_none(value)


def shown(value: Any) -> str:
    """Return a value from outside so that it can be quoted in a sentence, cut if it is long."""
    text = value if isinstance(value, str) else repr(value)
    cut = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return f'"{safe_text(cut)}"'


def sentences(refused: ValidationError) -> str:
    """Word what is wrong, field by field, in one line."""
    return "; ".join(_sentence(error) for error in refused.errors()) + "."


def _sentence(error: ErrorDetails) -> str:
    place = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in error["loc"])
    words = _IN_WORDS.get(error["type"], error["msg"].removeprefix("Value error, "))
    return f"{safe_text(place.removeprefix('.')) or 'the record'} {words}"
