"""How the command line prints: safe text, plain lines, JSON that any reader takes."""

import json
import shutil
import sys
import textwrap
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any, TextIO

import click
from pydantic import BaseModel

from casework.errors import CaseworkError
from casework.safe_text import safe_text
from rules.days import LONDON

_DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d %b %Y", "%d %B %Y")
_WIDEST = 100
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
"""The years a day or a moment may be of: far enough from the ends of the calendar to count on."""


class TextType(click.ParamType[str]):
    """Words that can be stored and compared: bytes that are no text are refused."""

    name = "text"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Take words as they are, or say that they are none."""
        text = str(value)
        try:
            text.encode()
        except UnicodeEncodeError:
            self.fail(
                f"{value!r} is not text in this terminal's encoding; type it again.", param, ctx
            )
        return text


class DayType(click.ParamType[date]):
    """A day, as 2026-03-16, 16/3/2026 or "16 Mar 2026"."""

    name = "day"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """Read a day, or say how to write one."""
        if isinstance(value, date):
            return value
        for form in _DAY_FORMS:
            with suppress(ValueError):
                read = datetime.strptime(value.strip(), form).replace(tzinfo=UTC).date()
                break
        else:
            self.fail(f"{value!r} is not a day; write it as 2026-03-16 or 16/3/2026.", param, ctx)
        if not _is_within_reach(read):
            self.fail(_out_of_reach(value), param, ctx)
        return read


class MomentType(click.ParamType[datetime]):
    """A moment, as 2026-03-16T09:30, by the London clock unless it names its own zone."""

    name = "moment"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """Read a moment, or say how to write one."""
        if isinstance(value, datetime):
            return value
        try:
            read = datetime.fromisoformat(value.strip())
        except ValueError:
            self.fail(f"{value!r} is not a moment; write it as 2026-03-16T09:30.", param, ctx)
        if not _is_within_reach(read):
            self.fail(_out_of_reach(value), param, ctx)
        zoned = read if read.tzinfo else read.replace(tzinfo=LONDON)
        return zoned.astimezone(UTC)


def _is_within_reach(read: date) -> bool:
    return _FIRST_YEAR <= read.year <= _LAST_YEAR


def _out_of_reach(value: str) -> str:
    return f"{value!r} is not in the years from {_FIRST_YEAR} to {_LAST_YEAR}."


TEXT = TextType()
DAY = DayType()
MOMENT = MomentType()


def tell(line: str = "") -> None:
    """Print one line of text, made safe.

    On a terminal it is wrapped at words, under its own indent; elsewhere it stays one line,
    for programs that read lines.
    """
    click.echo(_laid_out(line, sys.stdout))


def tell_refusal(refusal: CaseworkError) -> None:
    """Print a refusal, made safe, where errors go."""
    tell_failure(str(refusal))


def tell_failure(words: str) -> None:
    """Print what went wrong, made safe, where errors go."""
    click.echo(_laid_out(words, sys.stderr), err=True)


def _laid_out(text: str, stream: TextIO) -> str:
    safe = safe_text(text)
    if not stream.isatty():
        return safe
    columns = min(shutil.get_terminal_size().columns, _WIDEST)
    margin = " " * (len(safe) - len(safe.lstrip(" ")))
    return "\n".join(textwrap.wrap(safe, columns, subsequent_indent=margin))


def tell_json(view: BaseModel | list[BaseModel] | dict[str, Any]) -> None:
    """Print a view as JSON, in ASCII: days and moments in ISO form, moments in UTC."""
    click.echo(json.dumps(_plain(view), indent=2, default=str))


def _plain(view: Any) -> Any:
    if isinstance(view, BaseModel):
        return view.model_dump(mode="json")
    return [_plain(one) for one in view] if isinstance(view, (list, tuple)) else view


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """Word a count, as in "1 case" and "1,204 cases"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
