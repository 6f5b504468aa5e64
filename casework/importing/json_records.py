"""Records of JSON, one at a time however long the file: one object, a list, or one a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import ijson

from casework.errors import ImportStoppedError
from casework.importing.files import opened

LONGEST_LINE = 16 * 1024 * 1024
"""Bytes of one record written on one line; a longer one is not a record."""

DEEPEST = 64
"""Objects and lists within each other; no record has so many, and a parser has its limits."""

_BEGINS = frozenset({"start_map", "start_array"})
_ENDS = frozenset({"end_map", "end_array"})
_BROKEN = (ijson.JSONError, ValueError, RecursionError, OverflowError)


class ReadRecord(NamedTuple):
    """One record by its number in the file, from 1, or why it cannot be read."""

    number: int
    record: Any
    why_not: str | None = None


def read_records(path: Path) -> Iterator[ReadRecord]:
    """Read a file's records in order; where there is one a line, the number is the line's.

    A broken line is answered with why, and the lines after it are read. A broken list or
    object ends the reading, for nothing after it can be trusted.

    Raises:
        ImportStoppedError: the file cannot be read, or not any further.
    """
    with opened(path) as file:
        start = file.tell()
        if _is_one_a_line(file):
            file.seek(start)
            yield from _lines(path, file)
            return
        file.seek(start)
        first = _first_sign(file)
        file.seek(start)
        if not first:
            raise ImportStoppedError(f"{path} is empty. Get the file again and import it again.")
        yield from _streamed(path, file, in_list=first == b"[")


def _streamed(path: Path, file: BinaryIO, *, in_list: bool) -> Iterator[ReadRecord]:
    number = 0
    try:
        for record in _values(file, in_list=in_list):
            number += 1
            yield ReadRecord(number, record)
    except _BROKEN as broken:
        raise ImportStoppedError(_where_it_broke(path, number, broken)) from None


def _values(file: BinaryIO, *, in_list: bool) -> Iterator[Any]:
    """Build the values of a list, or those that follow each other, from the parser's events."""
    base = depth = int(in_list)
    builder = ijson.ObjectBuilder()
    events = ijson.basic_parse(file, multiple_values=not in_list, use_float=True)
    if in_list:
        next(events)
    for event, value in events:
        depth += event in _BEGINS
        depth -= event in _ENDS
        if depth > DEEPEST:
            raise ValueError(f"it is nested more than {DEEPEST} deep")
        if depth < base:
            continue
        builder.event(event, value)
        if depth == base:
            yield builder.value
            builder = ijson.ObjectBuilder()


def _where_it_broke(path: Path, number: int, broken: Exception) -> str:
    words = str(broken).partition("\n")[0].strip().removeprefix("parse error: ")
    if "UTF8" in words or isinstance(broken, UnicodeDecodeError):
        why = "it is not written in UTF-8"
    elif isinstance(broken, ijson.IncompleteJSONError) or "premature" in words:
        why = "the JSON breaks off or is broken"
    else:
        why = f"it is not JSON ({words})"
    place = f"after record {number}" if number else "before its first record"
    kept = "What came before stands. " if number else ""
    return f"{path} cannot be read {place}: {why}. {kept}Get the file again and import it again."


def _lines(path: Path, file: BinaryIO) -> Iterator[ReadRecord]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise ImportStoppedError(
                f"{path} has a line {number} of more than {LONGEST_LINE} bytes, which is no record."
            )
        if line.strip():
            yield _read_line(number, line)


def _read_line(number: int, line: bytes) -> ReadRecord:
    try:
        return ReadRecord(number, json.loads(line.decode("utf-8")))
    except UnicodeDecodeError:
        why = "The line is not written in UTF-8."
    except _BROKEN as broken:
        why = f"The line is not JSON, or breaks off ({broken})."
    return ReadRecord(number, None, f"{why} Get the file again and import it again.")


def _is_one_a_line(file: BinaryIO) -> bool:
    """Whether the first line is an object of its own, or the second line begins another."""
    lines = [line for line in (file.readline(LONGEST_LINE).strip() for _ in range(2)) if line]
    if not lines or not lines[0].startswith(b"{"):
        return False
    if lines[1:]:
        return lines[1].startswith(b"{")
    return bool(file.read(1)) and _is_object(lines[0])


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except _BROKEN:
        return False


def _first_sign(file: BinaryIO) -> bytes:
    while block := file.read(4096):
        if found := block.lstrip():
            return found[:1]
    return b""
