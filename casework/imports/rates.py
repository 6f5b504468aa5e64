"""Import rates of exchange from CSV."""

from collections.abc import Sequence
from pathlib import Path
from typing import Unpack

from casework.desk import Desk
from casework.importing.rate_rows import days_of, publisher, read_rate_rows
from casework.importing.rows import Row
from casework.imports.job import Kind, Options, TakenFile, run
from casework.services import keep_rates as keeping
from casework.views.imports import ImportSummary, RowOutcome
from rules.rates import Rate


def import_rates(
    desk: Desk, paths: Sequence[Path], *, published_by: str, **options: Unpack[Options]
) -> ImportSummary:
    """Take in rates of exchange; *published_by* is who publishes them, as findings tell it.

    Raises:
        NotPermittedError: the officer may not keep registers.
        RowRefusedError: *published_by* is empty, or not fit to be read.
    """
    named = publisher(published_by)

    def take(desk: Desk, file: TakenFile, rows: Sequence[Row[Rate]]) -> list[RowOutcome]:
        return desk.run(keeping.try_rates if file.trial else keeping.keep_rates, rows)

    kind = Kind(
        name="rates",
        source=None,
        read=lambda path: read_rate_rows(path, published_by=named),
        batch=keeping.BATCH,
        keys=lambda row: [] if row.content is None else [days_of(row.content)],
        numbers=lambda row: [row.number],
        take=take,
    )
    return run(desk, kind, paths, options)
