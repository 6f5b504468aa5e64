"""Import orders with their clauses, through a mapping of an agency's columns to our fields."""

from collections.abc import Sequence
from pathlib import Path
from typing import Unpack

from casework.desk import Desk
from casework.importing.order_groups import OrderGroup, read_groups
from casework.importing.orders import OrderFile
from casework.imports.job import Kind, Options, TakenFile, run
from casework.imports.maps import choose_map
from casework.safe_text import safe_text
from casework.services import import_orders as orders
from casework.views.imports import ImportSummary, RowOutcome
from rules.book import Rulebook
from rules.days import london_day
from rules.vocabulary import Feed


def import_orders(
    desk: Desk,
    paths: Sequence[Path],
    *,
    mapping: str,
    source: str | None = None,
    book: Rulebook | None = None,
    **options: Unpack[Options],
) -> ImportSummary:
    """Take in orders from CSV or a workbook.

    *mapping* is a file or a saved name; *source* goes before the one the mapping names, and
    without either they are court results. *book* judges each order as it is kept, and the
    first row of one tells what is odd in it; None does not.

    Raises:
        ImportRefusedError: the mapping will not do.
        DayRefusedError: the day to declare has not ended.
        SourceUnknownError: there is no such source.
        NotPermittedError: the officer may not import.
    """
    chosen = choose_map(desk, mapping)
    by = chosen.of_kind("orders")
    code = source or by.source or Feed.COURT_RESULTS
    today = london_day(desk.now())

    def take(desk: Desk, file: TakenFile, groups: Sequence[OrderGroup]) -> list[RowOutcome]:
        service = orders.try_orders if file.trial else orders.import_orders
        named = OrderFile(source=code, file_name=safe_text(file.path.name), book=book)
        return desk.run(service, groups, named)

    kind = Kind(
        name="orders",
        source=code,
        read=lambda path: read_groups(path, by, today=today),
        batch=orders.BATCH,
        keys=orders.keys,
        numbers=lambda group: group.numbers,
        take=take,
        mapping=chosen.saved,
    )
    return run(desk, kind, paths, options)
