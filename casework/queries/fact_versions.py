"""Reads of whole facts of one kind, for comparing them with what a file says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from casework.models import PersonFact
from casework.queries.known import known_at

FactRow = Mapping[str, Any]
"""One version of a fact: its columns by name."""


def current(
    session: Session, table: type[PersonFact], people: Iterable[int]
) -> dict[int, list[FactRow]]:
    """Return the facts of *people* as known now, by person, oldest fact first."""
    rows = session.execute(
        select(inspect(table).local_table)
        .where(table.person_id.in_(sorted(people)), known_at(table, None))
        .order_by(table.person_id, table.fact_id)
    ).mappings()
    found: dict[int, list[FactRow]] = defaultdict(list)
    for row in rows:
        found[row["person_id"]].append(dict(row))
    return found


def every_version(session: Session, table: type[PersonFact], person_id: int) -> Sequence[FactRow]:
    """Return every version of a person's facts of one kind, by fact and version."""
    rows = session.execute(
        select(inspect(table).local_table)
        .where(table.person_id == person_id)
        .order_by(table.fact_id, table.version)
    ).mappings()
    return [dict(row) for row in rows]
