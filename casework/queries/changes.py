"""What has changed on a case since a moment, in words fit for the reason of a withdrawal."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Row,
    bindparam,
    inspect,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from casework.models import PERSON_FACTS, PersonFact

_MOST_NAMED = 5


def changed_since(session: Session, person_id: int, moment: datetime) -> str:
    """Word the facts of a person recorded, corrected or withdrawn after *moment*.

    Never empty: it is asked only where the case's revision says that something changed.
    """
    rows = sorted(session.execute(_changes(), {"person": person_id, "moment": moment}))
    words = [
        line
        for place, found in groupby(rows, key=lambda row: row.place)
        for line in _in_words(PERSON_FACTS[place], list(found), moment)
    ]
    more = f" and {len(words) - _MOST_NAMED} more" if len(words) > _MOST_NAMED else ""
    return ("; ".join(words[:_MOST_NAMED]) + more) or "the record has changed"


@cache
def _changes() -> CompoundSelect[Any]:
    """Ask all the tables of facts in one statement, built once: there are thirty of them."""
    moment: BindParameter[datetime] = bindparam("moment")
    return union_all(
        *(
            select(
                literal(place).label("place"),
                table.fact_id,
                table.version,
                table.known_from,
                table.known_to,
                table.closed_reason,
            ).where(
                table.person_id == bindparam("person"),
                or_(table.known_from > moment, table.known_to > moment),
            )
            for place, table in enumerate(PERSON_FACTS)
        )
    )


def _in_words(table: type[PersonFact], rows: Sequence[Row[Any]], moment: datetime) -> list[str]:
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
