"""Import prisoners' records: JSON of one object, a list, or one object a line."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Unpack

from pydantic import ValidationError

from casework.desk import Desk
from casework.errors import DayRefusedError
from casework.forms.plain_text import sentences
from casework.forms.prisoner_record import PrisonerRecord
from casework.importing.json_records import read_records
from casework.importing.manner import Extract
from casework.importing.rows import Row
from casework.imports.job import Kind, Options, TakenFile, run
from casework.services import import_prisoners as prisoners
from casework.services.keep_receipt import first_taken_in
from casework.views.imports import ImportSummary, RowOutcome
from rules.days import london_day, say
from rules.vocabulary import Feed


def import_prisoners(
    desk: Desk,
    paths: Sequence[Path],
    *,
    as_of: date | None = None,
    source: str = Feed.PRISON_RECORDS,
    **options: Unpack[Options],
) -> ImportSummary:
    """Take in prisoners' records.

    *as_of* is the day of the extract. None means the London day on which each file was
    first taken in: today, unless it was taken in before.

    Raises:
        DayRefusedError: *as_of* is to come, or the day to declare has not ended.
        SourceUnknownError: there is no such source.
        NotPermittedError: the officer may not import.
    """
    today = london_day(desk.now())
    if as_of is not None and as_of > today:
        raise DayRefusedError(f"{say(as_of)} is to come, and no extract can be of it.")

    @lru_cache
    def first_seen(digest: str) -> date:
        return desk.run(first_taken_in, "prisoners", digest) or today

    def take(desk: Desk, file: TakenFile, rows: Sequence[Row[PrisonerRecord]]) -> list[RowOutcome]:
        extract = Extract(source=source, as_of=as_of or first_seen(file.digest))
        service = prisoners.try_prisoners if file.trial else prisoners.import_prisoners
        return desk.run(service, rows, extract)

    kind = Kind(
        name="prisoners",
        source=source,
        read=_rows,
        batch=prisoners.BATCH,
        keys=prisoners.keys,
        numbers=lambda row: [row.number],
        take=take,
    )
    return run(desk, kind, paths, options)


def _rows(path: Path) -> Iterator[Row[PrisonerRecord]]:
    for read in read_records(path):
        if read.why_not is not None:
            yield Row(read.number, None, read.why_not)
            continue
        try:
            yield Row(read.number, PrisonerRecord.model_validate(read.record))
        except ValidationError as refused:
            yield Row(read.number, None, f"Put this right at its source: {sentences(refused)}")
