"""Reads of the judgements that two records are of one person, or are not."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.models import IdentityJudgement, Sameness
from casework.queries.known import known_at
from casework.sameness import standing_for


def judgements(session: Session, known: datetime | None = None) -> Sequence[IdentityJudgement]:
    """Return the judgements that stand, oldest first; *known* None means now."""
    return session.scalars(
        select(IdentityJudgement)
        .where(known_at(IdentityJudgement, known))
        .order_by(IdentityJudgement.id)
    ).all()


def same_as(session: Session, known: datetime | None = None) -> dict[int, int]:
    """Return for each record judged the same as another the one that stands for all of them.

    That is the one with the lowest number, which is in the answer too, standing for
    itself. A record nobody has judged the same as another is left out.
    """
    pairs = session.execute(
        select(IdentityJudgement.first_id, IdentityJudgement.second_id).where(
            known_at(IdentityJudgement, known), IdentityJudgement.sameness == Sameness.SAME
        )
    )
    return standing_for([(row.first_id, row.second_id) for row in pairs])
