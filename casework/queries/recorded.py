"""Reads that writing needs: the case's row taken, a fact's current version, the next numbers."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from casework.models import Fact, Person

_PAGE = 500
"""Ids asked for at once."""


class TakenCase(NamedTuple):
    """A case's row, taken for this transaction."""

    id: int
    revision: int
    changed_at: datetime


def take(session: Session, people: Sequence[int]) -> list[TakenCase]:
    """Take the rows of *people*, in order; whoever has none is left out."""
    rows = session.execute(
        select(Person.id, Person.revision, Person.changed_at)
        .where(Person.id.in_(people))
        .order_by(Person.id)
        .with_for_update()
    )
    return [TakenCase(row.id, row.revision, row.changed_at) for row in rows]


def current(session: Session, table: Table, person_id: int, fact_id: int) -> dict[str, Any] | None:
    """Return the current version of a fact of a person by column, or None."""
    row = session.execute(
        select(table).where(
            table.c.person_id == person_id,
            table.c.fact_id == fact_id,
            table.c.known_to.is_(None),
        )
    ).one_or_none()
    return None if row is None else dict(row._mapping)  # noqa: SLF001  # the public name of it


def owners(session: Session, facts: Collection[int]) -> dict[int, int | None]:
    """Return whose each of *facts* is; a fact there is not is left out."""
    found: dict[int, int | None] = {}
    wanted = sorted(facts)
    for start in range(0, len(wanted), _PAGE):
        rows = session.execute(
            select(Fact.id, Fact.person_id).where(Fact.id.in_(wanted[start : start + _PAGE]))
        )
        found |= {row.id: row.person_id for row in rows}
    return found


def next_numbers(session: Session, table: type[Person | Fact], count: int) -> list[int]:
    """Set aside *count* new ids: of the sequence on PostgreSQL, under the write lock on SQLite."""
    if session.get_bind().dialect.name == "postgresql":
        name = table.__tablename__
        sequence = func.nextval(func.pg_get_serial_sequence(name, "id"))
        numbers = select(sequence).select_from(func.generate_series(1, count).alias())
        return list(session.scalars(numbers))
    last = session.scalar(select(func.max(table.id))) or 0
    start = max(last, session.info.get(table.__tablename__, 0)) + 1
    session.info[table.__tablename__] = start + count - 1
    return list(range(start, start + count))
