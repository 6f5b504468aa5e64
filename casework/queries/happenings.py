"""Reads of all versions of what happened to people, for comparing them with what a file says."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from casework.models import Event, PersonFact
from casework.queries.fact_versions import FactRow

Versions = dict[int, list[FactRow]]
"""Versions of facts by person, by fact and version."""


def of_people(
    session: Session, table: type[PersonFact], people: Collection[int], source_id: int
) -> Versions:
    """Return every version of the facts of a kind of *people* that a source told of."""
    rows = session.execute(
        select(inspect(table).local_table)
        .where(table.person_id.in_(sorted(people)), table.source_id == source_id)
        .order_by(table.person_id, table.fact_id, table.version)
    ).mappings()
    found: Versions = defaultdict(list)
    for row in rows:
        found[row["person_id"]].append(dict(row))
    return found


def events(
    session: Session,
    people: Collection[int],
    source_id: int,
    *,
    days: Collection[date],
    references: Collection[str],
) -> Versions:
    """Return every version of a source's events that ever were of one of *days* or *references*."""
    matching = select(Event.fact_id).where(
        Event.person_id.in_(sorted(people)),
        Event.source_id == source_id,
        Event.happened_on.in_(sorted(days)) | Event.reference.in_(sorted(references)),
    )
    rows = session.execute(
        select(inspect(Event).local_table)
        .where(Event.person_id.in_(sorted(people)), Event.fact_id.in_(matching))
        .order_by(Event.person_id, Event.fact_id, Event.version)
    ).mappings()
    found: Versions = defaultdict(list)
    for row in rows:
        found[row["person_id"]].append(dict(row))
    return found
