"""Appends to the audit log what the gate was told. Ids and names of fields, never values."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from casework.models.audit import AuditEvent, AuditSubject, Outcome, Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line to be: who did what to whose record, and what the gate said."""

    at: datetime
    officer_id: int | None
    login: str
    verb: Verb
    action: str
    outcome: Outcome
    decided_by: str
    interface: str
    correlation: str
    fields: frozenset[str] = frozenset()
    subjects: frozenset[int] = frozenset()
    purpose: str | None = None


def append(session: Session, entry: Entry) -> None:
    """Append one line and its subjects, in the transaction of what it tells of."""
    event = AuditEvent(
        happened_at=entry.at,
        officer_id=entry.officer_id,
        login=entry.login,
        verb=entry.verb,
        action=entry.action,
        outcome=entry.outcome,
        decided_by=entry.decided_by,
        interface=entry.interface,
        fields=" ".join(sorted(entry.fields)) or None,
        purpose=entry.purpose,
        correlation=entry.correlation,
    )
    session.add(event)
    session.flush()
    if entry.subjects:
        session.execute(
            insert(AuditSubject),
            [{"event_id": event.id, "person_id": person} for person in sorted(entry.subjects)],
        )
