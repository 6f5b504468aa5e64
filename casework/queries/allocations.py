"""Reads of who is responsible for whom."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casework.models import Allocation, Officer
from casework.queries.known import known_at


def officers(session: Session, logins: Collection[str], ids: Collection[int]) -> Sequence[Officer]:
    """Return the officers who have one of *logins* or *ids*, of closed accounts too."""
    return session.scalars(
        select(Officer)
        .where(or_(Officer.login.in_(sorted(logins)), Officer.id.in_(sorted(ids))))
        .order_by(Officer.id)
    ).all()


def people_of(session: Session, officer_id: int) -> set[int]:
    """Return everybody an officer is or was responsible for, as known now."""
    return set(
        session.scalars(
            select(Allocation.person_id).where(
                Allocation.officer_id == officer_id, known_at(Allocation, None)
            )
        )
    )
