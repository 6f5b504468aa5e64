"""Import the prison service's events of movement: one object, a list, or one a line."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Unpack

from pydantic import ValidationError

from casework.desk import Desk
from casework.errors import RowRefusedError
from casework.forms.movement_event import read_event
from casework.forms.plain_text import sentences
from casework.importing.json_records import read_records
from casework.importing.movements import EventRow
from casework.importing.rows import Row
from casework.imports.job import Kind, Options, TakenFile, run
from casework.services import import_movements as movements
from casework.views.imports import ImportSummary, RowOutcome
from rules.vocabulary import Feed


def import_movements(
    desk: Desk,
    paths: Sequence[Path],
    *,
    source: str = Feed.PRISON_MOVEMENTS,
    **options: Unpack[Options],
) -> ImportSummary:
    """Take in events of movement.

    Raises:
        DayRefusedError: the day to declare has not ended.
        SourceUnknownError: there is no such source.
        NotPermittedError: the officer may not import.
    """
    now = desk.now()

    def take(desk: Desk, file: TakenFile, rows: Sequence[EventRow]) -> list[RowOutcome]:
        service = movements.try_movements if file.trial else movements.import_movements
        return desk.run(service, rows, source)

    def read(path: Path) -> Iterator[EventRow]:
        for found in read_records(path):
            if found.why_not is not None:
                yield Row(found.number, None, found.why_not)
                continue
            try:
                yield Row(found.number, read_event(found.record, now=now))
            except ValidationError as refused:
                why = f"Put this right at its source: {sentences(refused)}"
                yield Row(found.number, None, why)
            except RowRefusedError as refused:
                yield Row(found.number, None, str(refused))

    kind = Kind(
        name="movements",
        source=source,
        read=read,
        batch=movements.BATCH,
        keys=movements.keys,
        numbers=lambda row: [row.number],
        take=take,
    )
    return run(desk, kind, paths, options)
