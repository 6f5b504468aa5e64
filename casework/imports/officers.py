"""Import the register of officers."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Unpack

from casework.desk import Desk
from casework.forms.officer_row import COLUMNS, OfficerRow, read_officer
from casework.importing.extract_rows import read_extract
from casework.importing.rows import Row
from casework.imports.job import Kind, Options, TakenFile, run
from casework.services import import_officers as officers
from casework.views.imports import ImportSummary, RowOutcome
from rules.days import london_day


def import_officers(desk: Desk, paths: Sequence[Path], **options: Unpack[Options]) -> ImportSummary:
    """Take in officers, the roles they hold, and accounts closed and reopened.

    Raises:
        NotPermittedError: the officer may not keep registers.
    """
    one = partial(read_officer, today=london_day(desk.now()))

    def read(path: Path) -> Iterator[Row[OfficerRow]]:
        return read_extract(path, COLUMNS, one)

    def take(desk: Desk, file: TakenFile, rows: Sequence[Row[OfficerRow]]) -> list[RowOutcome]:
        return desk.run(officers.try_officers if file.trial else officers.import_officers, rows)

    kind: Kind[Row[OfficerRow]] = Kind(
        name="officers",
        source=None,
        read=read,
        batch=officers.BATCH,
        keys=lambda _: (),
        numbers=lambda row: [row.number],
        take=take,
    )
    return run(desk, kind, paths, options)
