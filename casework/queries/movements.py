"""Reads that the feed of movements needs: every version of a person's movements, and prisons."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from casework.models import Establishment, Movement


def versions(session: Session, people: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """Return every version of the movements of *people*, by person, by fact and version."""
    rows = session.execute(
        select(inspect(Movement).local_table)
        .where(Movement.person_id.in_(sorted(people)))
        .order_by(Movement.person_id, Movement.fact_id, Movement.version)
    ).mappings()
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["person_id"]].append(dict(row))
    return found


def prisons(session: Session, codes: Collection[str]) -> dict[str, int]:
    """Return the id of each prison the register has under one of *codes*."""
    rows = session.execute(
        select(Establishment.code, Establishment.id).where(Establishment.code.in_(sorted(codes)))
    )
    return {row.code: row.id for row in rows}
