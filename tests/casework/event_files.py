"""A mapping of a log of what happened, and rows for it."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from casework.desk import Desk
from casework.imports import import_events
from casework.views.imports import ImportSummary
from tests.casework.importing import Told

MAP = """
kind = "events"
source = "post_log"
[event]
person = "Person"
kind = "What"
happened_on = "Day"
happened_at = "Time"
reference = "Ref"
about = "About"
order = "Order"
clause = "Clause"
period_from = "Period"
contents = "Contents"
expected_on = "Expected"
other_person = "With"
other_name = "With name"
held_by = "Held by"
place = "Where"
item_kind = "Found"
item = "Item"
amount = "Amount"
currency = "Currency"
details = "Remarks"
[values.event.kind]
"Report in" = "report_received"
[reading]
days = ["%d/%m/%Y"]
"""
HOLDINGS = """
kind = "events"
source = "officers"
[holding]
person = "Person"
kind = "What"
item = "Thing"
since = "Got"
until = "Lost"
share = "Share"
value = "Worth"
currency = "Currency"
reference = "Ref"
[always.holding]
role = "user"
"""
A_ROW = {"Person": "P1", "What": "visit", "Day": "15/01/2024", "Ref": "L1"}


def columns(mapping: str) -> list[str]:
    """Return the columns a mapping names, in order, and one it does not."""
    named = [line.partition(' = "')[2].rstrip('"') for line in mapping.splitlines() if "= " in line]
    of_values = ("report_received", "events", "post_log", "officers", "user", "")
    return [*dict.fromkeys(name for name in named if name not in of_values), "Something else"]


def an_event(**cells: str) -> dict[str, str]:
    """A visit; a cell is named with its spaces left out."""
    names = {name.replace(" ", ""): name for name in columns(MAP)}
    return A_ROW | {names[name]: cell for name, cell in cells.items()}


def written(
    path: Path, rows: Sequence[dict[str, str]], mapping: str = MAP, name: str = "log.csv"
) -> Path:
    file = path / name
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns(mapping), restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return file


def take(
    desk: Desk,
    path: Path,
    *rows: dict[str, str],
    mapping: str = MAP,
    name: str = "log.csv",
    **options: Any,
) -> tuple[ImportSummary, Told]:
    map_file, told = path / "map.toml", Told()
    map_file.write_text(mapping, encoding="utf-8")
    file = written(path, rows, mapping, name)
    asked: Any = {"keep_good": True, "tell": told} | options
    return import_events(desk, [file], mapping=str(map_file), **asked), told
