"""JSON read so that nothing in it is guessed: no key twice, no number beyond all reach."""

import json
from math import isfinite
from typing import Any, NamedTuple

from casework.forms.plain_text import shown

DEEPEST = 64
"""Objects and lists within each other; no record has so many, and a parser has its limits."""

TOO_DEEP = f"is nested more than {DEEPEST} deep"
_MOST_DIGITS = 1_000


class Value(NamedTuple):
    """A value, where its text ends, and why it will not do; None where it will."""

    value: Any
    end: int
    why_not: str | None


class StrictJson:
    """A reader of values, one after the other. It never quotes what a value holds."""

    def __init__(self) -> None:
        self._faults: list[str] = []
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_constant=self._constant,
            parse_int=self._whole,
            parse_float=self._number,
        )

    def read(self, text: str, at: int = 0) -> Value:
        """Read the value that begins at a place of a text.

        Raises:
            json.JSONDecodeError: there is none, or it breaks off.
            RecursionError: it is nested far too deep to be read to its end.
        """
        self._faults.clear()
        value, end = self._decoder.raw_decode(text, at)
        if text.count("[", at, end) + text.count("{", at, end) > DEEPEST and _is_too_deep(value):
            self._faults.append(TOO_DEEP)
        return Value(value, end, self._faults[0] if self._faults else None)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            name = twice if twice.isidentifier() and twice.isascii() else shown(twice)
            self._faults.append(f"gives {name[:_MOST_DIGITS]} twice")
        return found

    def _constant(self, name: str) -> None:
        self._faults.append(f"holds {name}, which is no number")

    def _whole(self, digits: str) -> int:
        if len(digits) <= _MOST_DIGITS:
            return int(digits)
        self._faults.append(f"holds a number of {len(digits):,} digits")
        return 0

    def _number(self, written: str) -> float:
        read = float(written)
        if not isfinite(read):
            self._faults.append("holds a number too large to be read")
        return read


def _is_too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST + 1):
        within = [each for each in level if isinstance(each, dict | list)]
        if not within:
            return False
        level = [
            inner
            for each in within
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return True
