"""Records of JSON, one at a time however long the file: one object, a list, or one a line."""

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from casework.errors import ImportStoppedError
from casework.importing.files import opened, refuse_too_large
from casework.importing.strict_json import TOO_DEEP, StrictJson, Value

LONGEST_LINE = 16 * 1024 * 1024
"""Bytes of one record written on one line; a longer one is not a record."""

_LONGEST = 16 * 1024 * 1024
"""Characters of one record of a list."""

_BLOCK = 1 << 20
_BROKEN = (ValueError, RecursionError)
_SPACE = " \t\r\n"
_NOT_JSON = "the JSON breaks off or is broken"
_AGAIN = "Get the file again and import it again."


class ReadRecord(NamedTuple):
    """One record by its number in the file, from 1, or why it cannot be read."""

    number: int
    record: Any
    why_not: str | None = None


def read_records(path: Path) -> Iterator[ReadRecord]:
    """Read a file's records in order; where there is one a line, the number is the line's.

    A broken line is answered with why, and the lines after it are read. A broken list or
    object ends the reading, for nothing after it can be trusted. A record that gives a key
    twice, or a number beyond all reach, is answered with why.

    Raises:
        ImportStoppedError: the file cannot be read, or not any further.
    """
    with opened(path) as file:
        refuse_too_large(path, file)
        start = file.tell()
        if _is_one_a_line(file):
            file.seek(start)
            yield from _lines(path, file)
            return
        file.seek(start)
        yield from _streamed(path, _Text(file))


def _streamed(path: Path, text: "_Text") -> Iterator[ReadRecord]:
    number = 0
    try:
        if not text.sign() and not text.broken:
            raise ImportStoppedError(f"{path} is empty. {_AGAIN}")
        for read in _values(text):
            number += 1
            yield _record(number, read)
    except ValueError as broken:
        why = text.broken or str(broken)
        place = f"after record {number}" if number else "before its first record"
        raise ImportStoppedError(f"{path} cannot be read {place}: {why}. {_AGAIN}") from None


def _values(text: "_Text") -> Iterator[Value]:
    """Read the values of a list, or those that follow each other.

    Raises:
        ValueError: what comes is not JSON; the words say why.
    """
    if text.sign() != "[":
        while text.sign() or text.broken:
            yield text.value()
        return
    text.take("[")
    if text.sign() != "]":
        yield text.value()
    while text.sign() == ",":
        text.take(",")
        yield text.value()
    text.take("]")
    if text.sign() or text.broken:
        raise ValueError("it goes on after its list has ended")


class _Text:
    """The text of a file, read as far as it is needed. `broken` says why it ends too early."""

    def __init__(self, file: BinaryIO) -> None:
        self.broken: str | None = None
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._strict = StrictJson()
        self._text, self._at, self._ended = "", 0, False

    def sign(self) -> str:
        """Return the next sign that is no space, without taking it; none at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if self._ended:
                return ""
            self._more()

    def take(self, sign: str) -> None:
        """Go past a sign.

        Raises:
            ValueError: another comes.
        """
        if self.sign() != sign:
            raise ValueError(_NOT_JSON)
        self._at += 1

    def value(self) -> Value:
        """Take the next value.

        Raises:
            ValueError: there is none that can be read; the words say why.
        """
        self.sign()
        while True:
            try:
                read = self._strict.read(self._text, self._at)
            except RecursionError:
                raise ValueError(f"it {TOO_DEEP}") from None
            except json.JSONDecodeError:
                if self._ended:
                    raise ValueError(_NOT_JSON) from None
                if len(self._text) - self._at > _LONGEST:
                    raise ValueError(
                        f"it has a record of more than {_LONGEST:,} characters, or broken JSON"
                    ) from None
            else:
                if read.end < len(self._text) or self._ended:
                    self._at = read.end
                    return read
            self._more()

    def _more(self) -> None:
        rest = self._text[self._at :]
        block = self._file.read(max(_BLOCK, len(rest)))
        try:
            read = self._decoder.decode(block, final=not block)
        except UnicodeDecodeError as broken:
            read = broken.object[: broken.start].decode("utf-8")
            self.broken = "it is not written in UTF-8"
        self._text, self._at = rest + read, 0
        self._ended = not block or self.broken is not None


def _lines(path: Path, file: BinaryIO) -> Iterator[ReadRecord]:
    number, strict = 0, StrictJson()
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise ImportStoppedError(
                f"{path} has a line {number} of more than {LONGEST_LINE} bytes, which is no record."
            )
        if line.strip():
            yield _read_line(number, line, strict)


def _read_line(number: int, line: bytes, strict: StrictJson) -> ReadRecord:
    try:
        return _record(number, _only(line, strict))
    except UnicodeDecodeError:
        why = "The line is not written in UTF-8."
    except RecursionError:
        why = f"The line {TOO_DEEP}."
    except ValueError:
        why = "The line is not JSON, or breaks off."
    return ReadRecord(number, None, f"{why} {_AGAIN}")


def _only(line: bytes, strict: StrictJson) -> Value:
    text = line.decode("utf-8").strip(_SPACE)
    read = strict.read(text)
    if read.end < len(text):
        raise ValueError(read.end)
    return read


def _record(number: int, read: Value) -> ReadRecord:
    if read.why_not is None:
        return ReadRecord(number, read.value)
    return ReadRecord(number, None, f"The record {read.why_not}. Put this right at its source.")


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
        return isinstance(_only(line, StrictJson()).value, dict)
    except _BROKEN:
        return False
