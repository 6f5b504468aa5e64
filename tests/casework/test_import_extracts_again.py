"""Whatever extracts say, in whatever order they come: one record, and twice changes nothing."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.imports.extracts import (
    import_alerts,
    import_companies,
    import_members,
    import_registers,
    import_travel,
)
from casework.imports.groups import import_groups
from tests.casework.extracts import MARKING, Cells, Import, known_as, take
from tests.casework.importing import everything, rows

DAYS = [date(2026, 3, day) for day in (1, 4, 7, 10, 13)]
PEOPLE = ["A0001AA", "A0002AA", "A0003AA"]


class Told(NamedTuple):
    """One kind of extract: what a row of a day says, and what a fact on record says."""

    take: Import
    row: Callable[[str, bool], Cells]
    table: str
    state: Callable[[dict[str, Any]], object]
    marking: str | None = None


def _alert(number: str, over: bool) -> Cells:
    return {"prisonerNumber": number, "alertCode": "XSC", "active": "no" if over else "yes"}


def _entry(number: str, over: bool) -> Cells:
    ended = "2026-02-01" if over else ""
    return {
        "prison_number": number,
        "code": "REG26",
        "registered_on": "2025-01-01",
        "ended_on": ended,
    }


def _member(number: str, over: bool) -> Cells:
    return {
        "Nomis No.": number,
        "OCG ID Number": "001/0090001",
        "Standing Within Ocg": "Principal Subject" if over else "Peripheral Subject",
        "Can the data on this record be disseminated?": "",
    }


def _journey(number: str, over: bool) -> Cells:
    reference = f"EX-{number}" if over else ""
    said = {"direction": "out", "date": "2026-02-01", "time": "10:00", "prison_number": number}
    return said | {"reference": reference}


def _appointment(number: str, over: bool) -> Cells:
    return {
        "company_number": "9000001",
        "company_name": "EXAMPLE LTD",
        "officer_id": number,
        "role": "director",
        "appointed_on": "2024-01-01",
        "resigned_on": "2026-02-01" if over else "",
    }


KINDS = {
    "alerts": Told(import_alerts, _alert, "prison_alert", lambda row: not row["active"]),
    "registers": Told(
        import_registers, _entry, "probation_registration", lambda row: bool(row["ended_on"])
    ),
    "members": Told(
        import_members,
        _member,
        "group_membership",
        lambda row: row["standing"] == "Principal Subject",
        MARKING,
    ),
    "travel": Told(import_travel, _journey, "event", lambda row: bool(row["reference"])),
    "companies": Told(import_companies, _appointment, "holding", lambda row: bool(row["until"])),
}


def _files(chance: random.Random) -> Iterator[tuple[date, list[tuple[str, bool]]]]:
    """Extracts of five days: each tells of some people, for each of whom it is over one day."""
    over_from = {number: chance.randrange(len(DAYS) + 1) for number in PEOPLE}
    for place, day in enumerate(DAYS):
        told = chance.sample(PEOPLE, chance.randint(1, len(PEOPLE)))
        yield day, [(number, place >= over_from[number]) for number in told for _ in (0, 1)]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", KINDS)
def test_extracts_in_any_order_end_as_the_last_day_that_tells(
    desk: Desk, engine: Engine, tmp_path: Path, name: str, seed: int
) -> None:
    kind, chance = KINDS[name], random.Random(f"{name} {seed}")  # noqa: S311  # a test's own dice
    for number in PEOPLE:
        known_as(desk, prison_number=number, company_officer=number)
    take(
        import_groups,
        desk,
        tmp_path,
        {"OCG ID Number": "001/0090001", "OCGM: Band": "2b"},
        marking=MARKING,
    )
    files = list(_files(chance))
    last = {number: over for _, said in files for number, over in said}
    chance.shuffle(files)

    def bring(day: date, said: list[tuple[str, bool]]) -> None:
        cells = [kind.row(number, over) for number, over in said]
        summary, _ = take(kind.take, desk, tmp_path, *cells, marking=kind.marking, as_of=day)
        assert summary.rejected == 0

    for day, said in files:
        bring(day, said)

    now = [row for row in rows(engine, kind.table, "person_id") if row["known_to"] is None]
    persons = {number: place for place, number in enumerate(PEOPLE, start=1)}
    assert {row["person_id"]: kind.state(row) for row in now} == {
        persons[number]: over for number, over in last.items()
    }
    assert len(now) == len(last)
    before = everything(engine, without=["import_receipt"])
    for day, said in reversed(files):
        bring(day, said)
    assert everything(engine, without=["import_receipt"]) == before
