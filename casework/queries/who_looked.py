"""Reads of the log about one person."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.models import AuditEvent, AuditSubject, Officer, Outcome, Verb


class Look(NamedTuple):
    """One line of the log; `officer` None where the login is not known."""

    at: datetime
    officer: str | None
    login: str
    verb: Verb
    action: str
    interface: str
    outcome: Outcome
    fields: str | None


def lines(session: Session, records: Collection[int], most: int) -> Sequence[Look]:
    """Return the newest lines of the log about any of *records*, at most *most* of them."""
    events = (
        select(AuditSubject.event_id)
        .where(AuditSubject.person_id.in_(sorted(records)))
        .distinct()
        .order_by(AuditSubject.event_id.desc())
        .limit(most)
        .subquery()
    )
    rows = session.execute(
        select(
            AuditEvent.happened_at,
            Officer.name,
            AuditEvent.login,
            AuditEvent.verb,
            AuditEvent.action,
            AuditEvent.interface,
            AuditEvent.outcome,
            AuditEvent.fields,
        )
        .join(events, events.c.event_id == AuditEvent.id)
        .outerjoin(Officer, Officer.id == AuditEvent.officer_id)
        .order_by(AuditEvent.id.desc())
    )
    return [Look(*row) for row in rows]


def count(session: Session, records: Collection[int]) -> int:
    """Return how many lines of the log are about any of *records*."""
    statement = select(func.count(AuditSubject.event_id.distinct())).where(
        AuditSubject.person_id.in_(sorted(records))
    )
    return session.scalar(statement) or 0
