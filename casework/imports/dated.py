"""Imports of extracts: files that tell how things stood on a day."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from casework.desk import Desk
from casework.errors import DayRefusedError
from casework.importing.files import digest_of
from casework.importing.manner import Extract
from casework.importing.rows import Row
from casework.imports.job import Kind, Options, TakenFile, run
from casework.services.keep_receipt import first_taken_in
from casework.views.imports import ImportSummary, RowOutcome
from rules.days import london_day, say
from rules.vocabulary import Feed

T = TypeVar("T")


class ExtractOptions(Options, total=False):
    """What every extract can be asked for besides.

    `as_of` is the day of the extract; None means the London day on which each file was
    first taken in. `source` is the code of the source that tells it.
    """

    as_of: date | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Generic[T]):
    """One kind of extract.

    `read` is given a file and the day it is of; `take` rows, what they are of, and whether
    they are only tried.
    """

    name: str
    feed: Feed
    read: Callable[[Path, date], Iterator[Row[T]]]
    take: Callable[[Desk, Sequence[Row[T]], Extract, bool], list[RowOutcome]]
    batch: int


def take_in(
    desk: Desk, paths: Sequence[Path], kind: Dated[T], options: ExtractOptions
) -> ImportSummary:
    """Take in files of one kind of extract, one after the other, or only try them.

    Raises:
        DayRefusedError: the day of the extract is to come, or the one to declare not ended.
        SourceUnknownError: there is no such source.
        NotPermittedError: the officer may not import.
    """
    today, as_of = london_day(desk.now()), options.get("as_of")
    source = options.get("source") or kind.feed.value
    if as_of is not None and as_of > today:
        raise DayRefusedError(f"{say(as_of)} is to come, and no extract can be of it.")

    @lru_cache
    def day_of(digest: str) -> date:
        return as_of or desk.run(first_taken_in, kind.name, digest) or today

    def take(desk: Desk, file: TakenFile, rows: Sequence[Row[T]]) -> list[RowOutcome]:
        return kind.take(desk, rows, Extract(source, day_of(file.digest)), file.trial)

    whole: Kind[Row[T]] = Kind(
        name=kind.name,
        source=source,
        read=lambda path: kind.read(path, day_of(digest_of(path))),
        batch=kind.batch,
        keys=lambda _: (),
        numbers=lambda row: [row.number],
        take=take,
    )
    return run(desk, whole, paths, options)
