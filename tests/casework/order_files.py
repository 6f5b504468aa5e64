"""A mapping of a spreadsheet of orders, and rows for it."""

import csv
from pathlib import Path
from typing import Any

from casework.desk import Desk
from casework.imports import import_orders
from casework.views.imports import ImportSummary
from tests.casework.importing import Told

MAP = """
[order]
person = "Person"
reference = "Ref"
kind = "Kind"
made_on = "Made"
represented = "There"
term = "Term"
ends_on = "Ends"
[service]
served_on = "Served"
[provision]
number = "No"
wording = "Words"
starts_on = "From"
start_condition = "When"
ends_on = "To"
[duty]
kind = "Duty"
within = "Within"
of = "Of"
most = "Most"
currency = "Currency"
address = "Address"
begins = "Begins"
ends = "Finishes"
every = "Every"
due_within = "Due"
due_on = "Due on"
amount = "Amount"
on_disposal = "Disposal"
[always.order]
nation = "england_and_wales"
court = "crown_court"
[always.service]
method = "in_person"
[values.order.kind]
"Serious crime" = "scpo"
[reading]
days = ["%d/%m/%Y"]
"""
A_ROW = {
    "Person": "P1",
    "Ref": "T1",
    "Kind": "Serious Crime",
    "Made": "15/01/2024",
    "There": "yes",
    "Term": "5 years MB",
    "No": "1",
    "Words": "He must notify any telephone.",
    "From": "15/01/2024",
    "Duty": "Notify change",
    "Within": "within 3 days A",
    "Of": "phone; sim",
}
HEADER = [
    *("Person", "Ref", "Kind", "Made", "There", "Term", "Ends", "Served", "No", "Words", "From"),
    *("When", "To", "Duty", "Within", "Of", "Most", "Currency", "Address", "Begins", "Finishes"),
    *("Every", "Due", "Due on", "Amount", "Disposal", "Something else"),
]


def a_row(**cells: str) -> dict[str, str]:
    """A row of notify-change; a cell is named with its spaces left out."""
    named = {name.replace(" ", ""): name for name in HEADER}
    return A_ROW | {named[name]: cell for name, cell in cells.items()}


def no_duty(**cells: str) -> dict[str, str]:
    return a_row(**{"Duty": "", "Within": "", "Of": ""} | cells)


def take(
    desk: Desk, path: Path, *given_rows: dict[str, str], mapping: str = MAP, **options: Any
) -> tuple[ImportSummary, Told]:
    file, map_file, told = path / "orders.csv", path / "map.toml", Told()
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, HEADER, restval="")
        writer.writeheader()
        writer.writerows(given_rows)
    map_file.write_text(mapping, encoding="utf-8")
    asked: Any = {"keep_good": True, "tell": told} | options
    return import_orders(desk, [file], mapping=str(map_file), **asked), told
