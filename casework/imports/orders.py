"""Import orders with their clauses, through a mapping of an agency's columns to our fields."""

from collections.abc import Sequence
from pathlib import Path
from typing import Unpack

from casework.desk import Desk
from casework.forms.order_map import OrderMap, read_order_map
from casework.importing.order_groups import OrderGroup, read_groups
from casework.importing.orders import OrderFile
from casework.imports.job import Kind, Options, TakenFile, run
from casework.safe_text import safe_text
from casework.services import import_orders as orders
from casework.views.imports import ImportSummary, RowOutcome
from rules.days import london_day
from rules.vocabulary import Feed


def import_orders(
    desk: Desk,
    paths: Sequence[Path],
    *,
    map_path: Path,
    source: str = Feed.COURT_RESULTS,
    **options: Unpack[Options],
) -> ImportSummary:
    """Take in orders from CSV.

    Raises:
        ImportRefusedError: the mapping will not do.
        DayRefusedError: the day to declare has not ended.
        SourceUnknownError: there is no such source.
        NotPermittedError: the officer may not import.
    """
    mapping: OrderMap = read_order_map(map_path)
    today = london_day(desk.now())

    def take(desk: Desk, file: TakenFile, groups: Sequence[OrderGroup]) -> list[RowOutcome]:
        service = orders.try_orders if file.trial else orders.import_orders
        named = OrderFile(source=source, file_name=safe_text(file.path.name))
        return desk.run(service, groups, named)

    kind = Kind(
        name="orders",
        source=source,
        read=lambda path: read_groups(path, mapping, today=today),
        batch=orders.BATCH,
        keys=orders.keys,
        numbers=lambda group: group.numbers,
        take=take,
    )
    return run(desk, kind, paths, options)
