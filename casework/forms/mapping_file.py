"""A mapping as it is written: TOML read, and what is wrong with it in words."""

import re
import tomllib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from casework.errors import ImportRefusedError
from casework.forms.mapping import ImportMap
from casework.forms.plain_text import sentences
from casework.regular_files import open_regular
from casework.safe_text import safe_text

_LARGEST = 1024 * 1024
_IN_WORDS = {
    "the record ": "",
    "parts.": "",
    "is missing; it has to be text": "has to be text, in quotation marks",
    "Input should be": "has to be",
    "Tuple should have at least 1 item after validation, not 0": (
        'is empty; leave it out, or say how days are written, as in ["%d/%m/%Y"]'
    ),
    "Input should be a valid tuple": 'has to be a list, as in ["%d/%m/%Y"]',
}
_LINE = re.compile(r"at line ([0-9]+)")
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate")


def map_text(path: Path) -> str:
    """Read the text of a mapping's file.

    Raises:
        ImportRefusedError: it cannot be read, or is no text of bearable length.
    """
    try:
        with BufferedReader(open_regular(path)) as file:
            written = file.read(_LARGEST + 1)
    except OSError as refused:
        raise ImportRefusedError(f"{path} cannot be read: {refused.strerror}.") from None
    if len(written) > _LARGEST:
        raise ImportRefusedError(f"{path} is too long for a mapping; give the mapping's file.")
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportRefusedError(
            f"{path} is not written in UTF-8. Save it as UTF-8 and give it again."
        ) from None


def parse_map(text: str, name: str) -> ImportMap:
    """Read a mapping from its text; *name* is what a refusal calls it.

    Raises:
        ImportRefusedError: it is not TOML, holds hidden characters, or names what we do not
            know.
    """
    try:
        written = tomllib.loads(text)
        hidden = next(_hidden(written, ""), None)
    except tomllib.TOMLDecodeError as broken:
        raise ImportRefusedError(f"{name} is not TOML: {_in_words(str(broken))}.") from None
    except (RecursionError, ValueError):
        raise ImportRefusedError(
            f"{name} is not TOML that a mapping can have: look for brackets within brackets, or "
            "numbers without end."
        ) from None
    if hidden is not None:
        raise ImportRefusedError(f"{name} will not do: {hidden}.")
    if not written.keys() - {"source", "reading"}:
        raise ImportRefusedError(
            f'{name} maps nothing. Begin it with kind = "orders" or kind = "events", and give it '
            'sections, such as [order] or [event], with lines of our field = "their column".'
        )
    try:
        return ImportMap.model_validate(_parted(written))
    except ValidationError as refused:
        words = sentences(refused)
        for technical, plain in sorted(_IN_WORDS.items(), key=lambda each: -len(each[0])):
            words = words.replace(technical, plain)
        raise ImportRefusedError(f"{name} will not do: {words}") from None


def _in_words(broken: str) -> str:
    """Say in our words what the reader of TOML says in its own."""
    found = _LINE.search(broken)
    if found is None:
        return "it ends too early; look for a quotation mark or a bracket that is not closed"
    line = f"line {found[1]}"
    if broken.startswith(_TWICE):
        return f"{line} gives a name or a section a second time; keep one of them"
    return (
        f'{line} cannot be read; write name = "text" with the text in quotation marks, or a '
        "section, such as [event]"
    )


def _hidden(written: Any, place: str) -> Iterator[str]:
    """Find text with characters that are not for reading; line breaks and tabs may be."""
    if isinstance(written, str):
        shown = safe_text(written.replace("\t", " "), lines=True)
        codes = [ord(a) for a, b in zip(written, shown, strict=True) if a not in ("\t", b)]
        if codes:
            yield f"{safe_text(place)} holds the hidden character U+{codes[0]:04X}; take it out"
    elif isinstance(written, list):
        for each in written:
            yield from _hidden(each, place)
    elif isinstance(written, dict):
        for name, each in written.items():
            inside = f"{place}.{name}" if place else name
            yield from _hidden(name, f"the name {inside}")
            yield from _hidden(each, inside)


def _parted(written: dict[str, Any]) -> dict[str, Any]:
    """Put the tables that give fields their columns into `parts`."""
    own = ImportMap.model_fields.keys() - {"parts"}
    parts = {n: each for n, each in written.items() if n not in own and isinstance(each, dict)}
    return {n: each for n, each in written.items() if n not in parts} | {"parts": parts}
