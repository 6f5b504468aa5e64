"""What the tests of imports share: files to import, outcomes gathered, the database counted."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, MetaData, func, select

from casework.desk import Desk
from casework.imports import import_prisoners
from casework.views.imports import ImportSummary, RowOutcome, Taken

A_PRISONER: dict[str, Any] = {
    "prisonerNumber": "A1234BC",
    "pncNumber": "12/394773H",
    "croNumber": "29906/12J",
    "bookingId": 1900836,
    "firstName": "SAM",
    "middleNames": "LEE",
    "lastName": "EXAMPLE",
    "dateOfBirth": "1980-12-31",
    "gender": "Male",
    "status": "ACTIVE IN",
    "inOutStatus": "IN",
    "prisonId": "EXH",
    "releaseDate": "2027-04-01",
    "aliases": [{"firstName": "SAMMY", "lastName": "EXEMPLAR"}],
    "alerts": [{"alertType": "X", "alertCode": "XSC", "active": True, "expired": False}],
}


def a_prisoner(**fields: Any) -> dict[str, Any]:
    return A_PRISONER | fields


def another(**fields: Any) -> dict[str, Any]:
    """Somebody else, of whom only the prison number and a status are known."""
    return {"prisonerNumber": "B4321CD", "status": "ACTIVE IN"} | fields


class Told:
    """Outcomes as they are told, in order."""

    def __init__(self) -> None:
        self.outcomes: list[RowOutcome] = []

    def __call__(self, file_name: str, outcome: RowOutcome) -> None:
        assert file_name
        self.outcomes.append(outcome)

    @property
    def how(self) -> list[Taken]:
        return [outcome.outcome for outcome in self.outcomes]

    @property
    def messages(self) -> list[str]:
        return [outcome.message for outcome in self.outcomes]


def written(path: Path, records: Any, name: str = "prisoners.json") -> Path:
    file = path / name
    file.write_text(json.dumps(records), encoding="utf-8")
    return file


def take(
    desk: Desk, path: Path, *records: dict[str, Any], **options: Any
) -> tuple[ImportSummary, Told]:
    """Import records as one file, its good rows kept whatever the others are."""
    told = Told()
    file = written(path, list(records))
    asked: Any = {"keep_good": True, "tell": told} | options
    return import_prisoners(desk, [file], **asked), told


_REFLECTED: dict[str, MetaData] = {}
"""The tables as each kind of database has them: all of a run are of the same migrations."""


def _reflected(engine: Engine) -> MetaData:
    kind = engine.dialect.name
    if kind not in _REFLECTED:
        metadata = MetaData()
        metadata.reflect(engine)
        _REFLECTED[kind] = metadata
    return _REFLECTED[kind]


def everything(engine: Engine, *, without: Sequence[str] = ()) -> dict[str, Any]:
    """Return the count of every table but the log's, and the revision of every person."""
    tables = _reflected(engine).tables
    left_out = {"audit_event", "audit_subject", *without}
    counts = [
        select(func.count()).select_from(table).scalar_subquery().label(name)
        for name, table in tables.items()
        if name not in left_out
    ]
    person = tables["person"]
    with engine.connect() as connection:
        found: dict[str, Any] = dict(connection.execute(select(*counts)).mappings().one())
        found["revisions"] = [
            tuple(row)
            for row in connection.execute(select(person.c.id, person.c.revision).order_by("id"))
        ]
    return found


def rows(engine: Engine, name: str, *order: str) -> list[dict[str, Any]]:
    """Return the rows of a table as the database has them."""
    table = _reflected(engine).tables[name]
    with engine.connect() as connection:
        found = connection.execute(select(table).order_by(*order)).mappings()
        return [dict(row) for row in found]
