"""One row of a spreadsheet of orders: the order, and the clause or the service it tells of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.duty_json import duty_to_json
from casework.errors import RowRefusedError
from casework.forms.cell_reader import CellReader
from casework.forms.duty_cells import read_duty
from casework.forms.mapping import Cells, ImportMap
from rules.duties import FreeWording
from rules.vocabulary import (
    Counting,
    Court,
    Nation,
    OrderKind,
    ServiceMethod,
    StartCondition,
)

_LONGEST_WORDING = 20_000
_TERMS = frozenset({Counting.BEGINNING_WITH, Counting.MONTHS_BEGINNING})


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """What a row says, by the columns of our tables; what it does not say is left out."""

    person: str
    order: Mapping[str, Any]
    service: Mapping[str, Any] | None
    provision: Mapping[str, Any] | None
    notes: tuple[str, ...] = ()


def read_order_row(cells: Cells, mapping: ImportMap, *, today: date) -> OrderRow:
    """Read a row whole.

    Raises:
        RowRefusedError: something in it is wrong; the sentence names every such cell.
    """
    reader = CellReader(cells, mapping)
    notes: list[str] = []
    row = OrderRow(
        person=reader.text("order", "person", needed=True) or "",
        order=_order(reader, today),
        service=_service(reader, today),
        provision=_provision(reader, notes),
        notes=tuple(notes),
    )
    _check_days(reader, row)
    if reader.problems:
        raise RowRefusedError(f"{'; '.join(reader.problems)}.")
    return row


def _order(reader: CellReader, today: date) -> dict[str, Any]:
    values: dict[str, Any] = {
        "kind": reader.code("order", "kind", OrderKind, needed=True),
        "nation": reader.code("order", "nation", Nation, needed=True),
        "court": reader.code("order", "court", Court, needed=True),
        "made_on": reader.day("order", "made_on", needed=True, by=today),
        "court_name": reader.text("order", "court_name"),
        "reference": reader.text("order", "reference"),
        "represented": reader.yes_no("order", "represented"),
    }
    said = {name: value for name, value in values.items() if value is not None}
    ends_on = reader.day("order", "ends_on")
    term = reader.length("order", "term")
    if ends_on is not None and term is not None:
        reader.refuse("order", "term", "and the last day are both given; give the one it states")
    if term is not None and term.counting not in _TERMS:
        reader.refuse("order", "term", "is a term, which is counted by code B or MB")
    if ends_on is not None or term is not None:
        said |= {
            "ends_on": ends_on,
            "term_count": term.count if term else None,
            "term_unit": term.unit if term else None,
            "term_counting": term.counting if term else None,
        }
    return said


def _service(reader: CellReader, today: date) -> dict[str, Any] | None:
    if not reader.says("service"):
        return None
    return {
        "served_on": reader.day("service", "served_on", needed=True, by=today),
        "method": reader.code("service", "method", ServiceMethod, needed=True),
        "variation_id": None,
    }


def _provision(reader: CellReader, notes: list[str]) -> dict[str, Any] | None:
    if not reader.says("provision") and not reader.says("duty"):
        return None
    starts_on = reader.day("provision", "starts_on")
    condition = reader.code("provision", "start_condition", StartCondition)
    ends_on = reader.day("provision", "ends_on")
    if starts_on is not None and condition is not None:
        reader.refuse("provision", "start_condition", "and a first day are both given; give one")
    duty, problems = read_duty(reader)
    if problems and reader.mapping.reading.otherwise == "free_wording":
        notes.append(f"kept as free wording, for {'; '.join(problems)}")
        duty = FreeWording()
    else:
        reader.problems += problems
    said: dict[str, Any] = {
        "number": reader.text("provision", "number", needed=True),
        "wording": reader.text("provision", "wording", needed=True, most=_LONGEST_WORDING),
        "duty_kind": duty.kind if duty else None,
        "duty": duty_to_json(duty) if duty else None,
    }
    if starts_on is not None or condition is not None:
        said |= {"starts_on": starts_on, "start_condition": condition}
    return said | ({"ends_on": ends_on} if ends_on is not None else {})


def _check_days(reader: CellReader, row: OrderRow) -> None:
    made_on = row.order.get("made_on")
    _not_before(reader, ("order", "ends_on"), made_on, row.order.get("ends_on"))
    if row.service:
        _not_before(reader, ("service", "served_on"), made_on, row.service["served_on"])
    if row.provision:
        first = row.provision.get("starts_on") or made_on
        _not_before(reader, ("provision", "ends_on"), first, row.provision.get("ends_on"))


def _not_before(
    reader: CellReader, place: tuple[str, str], first: date | None, then: date | None
) -> None:
    if first is not None and then is not None and then < first:
        reader.refuse(*place, f"is before {first.isoformat()}, when it can begin at the earliest")
