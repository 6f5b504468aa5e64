"""Days nothing can be of are refused row by row, in a dry run as well; moments keep their width."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.dialects import sqlite

from casework.desk import Desk
from casework.imports.extracts import import_allocations, import_registers, import_travel
from casework.imports.officers import import_officers
from casework.models.types import Moment
from tests.builders import a_person
from tests.casework import event_files
from tests.casework.extracts import take
from tests.casework.importing import a_prisoner, everything
from tests.casework.importing import take as take_prisoners

REACH = "is not in the years from 1900 to 2200"
OUT_OF_REACH = ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"]
ROWS: dict[str, tuple[Any, dict[str, str]]] = {
    "date": (import_travel, {"direction": "out", "document": "500000001"}),
    "closed_on": (import_officers, {"login": "j", "name": "J", "agency": "HOME"}),
    "roles_since": (import_officers, {"login": "j", "name": "J", "agency": "HOME"}),
    "since": (import_allocations, {"person": "A1234BC", "officer": "j", "kind": "lead"}),
    "registered_on": (import_registers, {"prison_number": "A1234BC", "code": "X"}),
}


@pytest.mark.parametrize("day", OUT_OF_REACH)
@pytest.mark.parametrize("field", ROWS)
@pytest.mark.parametrize("dry_run", [False, True])
def test_a_day_out_of_reach_refuses_its_row(
    desk: Desk, engine: Engine, tmp_path: Path, *, field: str, day: str, dry_run: bool
) -> None:
    kind, cells = ROWS[field]
    before = everything(engine, without=["import_receipt"])

    summary, told = take(kind, desk, tmp_path, cells | {field: day}, dry_run=dry_run)

    assert summary.rejected == 1
    assert f'{field} "{day}" {REACH}' in told.messages[0]
    assert everything(engine, without=["import_receipt"]) == before


@pytest.mark.parametrize("column", ["Day", "Period", "Expected"])
@pytest.mark.parametrize("day", ["01/01/0001", "0001-01-01", "01/01/9999"])
def test_a_day_of_a_table_out_of_reach_refuses_its_row(
    desk: Desk, tmp_path: Path, column: str, day: str
) -> None:
    a_person(desk)

    summary, told = event_files.take(desk, tmp_path, event_files.an_event(**{column: day}))

    assert summary.rejected == 1
    assert f'column "{column}" "{day}" {REACH}' in told.messages[0]


@pytest.mark.parametrize("field", ["dateOfBirth", "releaseDate"])
@pytest.mark.parametrize("day", OUT_OF_REACH)
def test_a_day_of_a_record_out_of_reach_refuses_it(
    desk: Desk, tmp_path: Path, field: str, day: str
) -> None:
    summary, told = take_prisoners(desk, tmp_path, a_prisoner(**{field: day}), dry_run=True)

    assert summary.rejected == 1
    assert f'{field} "{day}" {REACH}' in told.messages[0]


@pytest.mark.parametrize("year", [1, 999, 1900, 2026, 9999])
def test_a_moment_is_written_as_wide_whatever_its_year(year: int) -> None:
    moment, column = datetime(year, 3, 1, 9, 30, 0, 7, tzinfo=UTC), Moment()

    written = column.process_bind_param(moment, sqlite.dialect())

    assert written == f"{year:04}-03-01T09:30:00.000007Z"
    assert column.process_result_value(written, sqlite.dialect()) == moment
