"""How what happened is known again: by its source's reference, else by all it says.

With a reference, changed values correct what the source said before. Without one there is
nothing to tell a correction from another event by, so each is added once; but a holding is
known by its thing, the role and its first day, and gets its last day when it goes.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect

from casework.importing.claims import Sort
from casework.models import Event, Holding, OfficerContact, Payment, PersonFact, Review, TwoClocks
from casework.queries.fact_versions import FactRow

TABLES: Mapping[str, type[PersonFact]] = {
    "event": Event,
    "holding": Holding,
    "payment": Payment,
    "contact": OfficerContact,
    "review": Review,
}
"""The table of each part a mapping can have."""

_SHARED = (set(TwoClocks.__annotations__) | {"person_id", "fact_id"}) - {"grade", "handling"}
_COLUMNS = {
    table: tuple(sorted(set(inspect(table).columns.keys()) - _SHARED)) for table in TABLES.values()
}


def _all_it_says(table: type[PersonFact], row: FactRow) -> tuple[Any, ...] | None:
    if row.get("reference"):
        return None
    return tuple(row.get(name) for name in _COLUMNS[table])


def _by_values(table: type[PersonFact]) -> Sort:
    return Sort(table=table, key=lambda row: _all_it_says(table, row), gathered=True)


def _by_reference(table: type[PersonFact]) -> Sort:
    return Sort(table=table, key=lambda row: row.get("reference"))


def _thing_held(row: FactRow) -> tuple[Any, ...] | None:
    if row.get("reference"):
        return None
    return tuple(row.get(name) for name in ("thing_id", "kind", "role", "since"))


_REFERRED: dict[type[PersonFact], Sort] = {
    table: _by_reference(table) for table in (Event, Holding)
}
_UNREFERRED: dict[type[PersonFact], Sort] = {
    table: _by_values(table) for table in (Event, Payment, OfficerContact, Review)
}
_HELD = Sort(table=Holding, key=_thing_held)


def sort_of(table: type[PersonFact], values: Mapping[str, Any]) -> Sort:
    """Return the sort a fact is of: what tells it from others of its source."""
    if values.get("reference"):
        return _REFERRED[table]
    return _HELD if table is Holding else _UNREFERRED[table]
