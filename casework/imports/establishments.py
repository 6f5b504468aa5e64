"""Import the register of prisons from CSV or a workbook."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Unpack

from casework.desk import Desk
from casework.errors import RowRefusedError
from casework.forms.establishment_row import NEEDED, read_establishment_row
from casework.importing.rows import Row
from casework.importing.tables import read_table
from casework.imports.job import Kind, Options, TakenFile, run
from casework.services import import_establishments as establishments
from casework.services.import_establishments import EstablishmentRow
from casework.views.imports import ImportSummary, RowOutcome


def import_establishments(
    desk: Desk, paths: Sequence[Path], **options: Unpack[Options]
) -> ImportSummary:
    """Take in the register of prisons.

    Raises:
        NotPermittedError: the officer may not keep registers.
    """

    def take(
        desk: Desk, file: TakenFile, rows: Sequence[Row[EstablishmentRow]]
    ) -> list[RowOutcome]:
        trial, real = establishments.try_establishments, establishments.import_establishments
        return desk.run(trial if file.trial else real, rows)

    kind = Kind(
        name="establishments",
        source=None,
        read=_rows,
        batch=establishments.BATCH,
        keys=lambda _: (),
        numbers=lambda row: [row.number],
        take=take,
    )
    return run(desk, kind, paths, options)


def _rows(path: Path) -> Iterator[Row[EstablishmentRow]]:
    first: dict[str, tuple[int, EstablishmentRow]] = {}
    for read in read_table(path, needs=NEEDED):
        try:
            row = EstablishmentRow(*read_establishment_row(read.cells()))
        except RowRefusedError as refused:
            yield Row(read.number, None, str(refused))
            continue
        number, before = first.setdefault(row.code, (read.number, row))
        if before == row:
            yield Row(read.number, row)
        else:
            why = f"Row {number} says otherwise of {row.code}. Keep the row that is right."
            yield Row(read.number, None, why)
