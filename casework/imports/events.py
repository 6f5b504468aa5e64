"""Import what happened, through a mapping of an agency's columns to our fields."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Unpack

from casework.desk import Desk
from casework.errors import ImportRefusedError, RowRefusedError
from casework.forms.event_row import EventRow, read_event_row
from casework.forms.mapping import ImportMap
from casework.importing.events import EventFile
from casework.importing.rows import Row
from casework.importing.tables import read_table
from casework.imports.job import Kind, Options, TakenFile, run
from casework.imports.maps import choose_map
from casework.safe_text import safe_text
from casework.services import import_events as events
from casework.views.imports import ImportSummary, RowOutcome
from rules.days import london_day


def import_events(
    desk: Desk,
    paths: Sequence[Path],
    *,
    mapping: str,
    source: str | None = None,
    **options: Unpack[Options],
) -> ImportSummary:
    """Take in events, holdings, payments, contacts and reviews from CSV or a workbook.

    *mapping* is a file or a saved name; *source* goes before the one the mapping names.

    Raises:
        ImportRefusedError: the mapping will not do, or no source is named.
        DayRefusedError: the day to declare has not ended.
        SourceUnknownError: there is no such source.
        NotPermittedError: the officer may not import.
    """
    chosen = choose_map(desk, mapping)
    by = chosen.of_kind("events")
    code = source or by.source
    if code is None:
        raise ImportRefusedError(
            f'{chosen.name} does not say whose facts these are. Begin it with source = "post_log", '
            "or give --source."
        )
    today, references = london_day(desk.now()), set[str]()

    def take(desk: Desk, file: TakenFile, rows: Sequence[Row[EventRow]]) -> list[RowOutcome]:
        service = events.try_events if file.trial else events.import_events
        promised = frozenset(references) if file.trial else frozenset[str]()
        named = EventFile(code, safe_text(file.path.name), promised)
        return sorted(desk.run(service, rows, named), key=lambda row: row.number)

    def read(path: Path) -> Iterator[Row[EventRow]]:
        references.clear()
        if not any("about" in named for named in by.parts.values()):
            yield from _rows(path, by, today)
            return
        yield from (row for row in _rows(path, by, today, references) if not _is_about(row))
        yield from (row for row in _rows(path, by, today) if _is_about(row))

    kind = Kind(
        name="events",
        source=code,
        read=read,
        batch=events.BATCH,
        keys=events.keys,
        numbers=lambda row: [row.number],
        take=take,
        mapping=chosen.saved,
    )
    return run(desk, kind, paths, options)


def _rows(
    path: Path, mapping: ImportMap, today: date, references: set[str] | None = None
) -> Iterator[Row[EventRow]]:
    """Read a file's rows; the references they have go into *references*, if it is given."""
    needs = mapping.columns()
    for read in read_table(path, needs=needs, reads=needs, sheet=mapping.reading.sheet):
        try:
            row = read_event_row(mapping.cells(read.cells()), mapping, today=today)
        except RowRefusedError as refused:
            yield Row(read.number, None, str(refused))
            continue
        if references is not None:
            references |= {ref for said in row.said if (ref := said.values.get("reference"))}
        yield Row(read.number, row)


def _is_about(row: Row[EventRow]) -> bool:
    """Whether a row points at another, and so is taken in after all that do not."""
    return row.content is not None and any(said.about for said in row.content.said)
