"""What has changed on a case since a moment, in words fit for the reason of a withdrawal."""

from datetime import datetime

from sqlalchemy import inspect, or_, select
from sqlalchemy.orm import Session

from casework.models import PERSON_FACTS, PersonFact

_MOST_NAMED = 5


def changed_since(session: Session, person_id: int, moment: datetime) -> str:
    """Word the facts of a person recorded, corrected or withdrawn after *moment*.

    Never empty: it is asked only where the case's revision says that something changed.
    """
    words = [line for table in PERSON_FACTS for line in _changes(session, table, person_id, moment)]
    more = f" and {len(words) - _MOST_NAMED} more" if len(words) > _MOST_NAMED else ""
    return ("; ".join(words[:_MOST_NAMED]) + more) or "the record has changed"


def _changes(
    session: Session, table: type[PersonFact], person_id: int, moment: datetime
) -> list[str]:
    rows = session.execute(
        select(table.fact_id, table.version, table.known_from, table.known_to, table.closed_reason)
        .where(
            table.person_id == person_id,
            or_(table.known_from > moment, table.known_to > moment),
        )
        .order_by(table.fact_id, table.version)
    ).all()
    kind = inspect(table).local_table.description.replace("_", " ")
    superseded = {(row.fact_id, row.version) for row in rows}
    lines = []
    for row in rows:
        if row.known_to is not None and row.known_to > moment:
            corrected = (row.fact_id, row.version + 1) in superseded
            verb = "corrected" if corrected else "withdrawn"
            lines.append(f"{kind} {row.fact_id} {verb} ({row.closed_reason})")
        elif row.version == 1:
            lines.append(f"{kind} {row.fact_id} recorded")
    return lines
