"""The audit log: who did what to whose record, and what the gate said."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, PersonId, PrimaryKey, coded


class Verb(StrEnum):
    """What was done with personal data: DPA 2018 s.62, and the running of the system."""

    COLLECT = "collect"
    ALTER = "alter"
    CONSULT = "consult"
    DISCLOSE = "disclose"
    COMBINE = "combine"
    ERASE = "erase"
    JOB = "job"
    ADMINISTER = "administer"


class Outcome(StrEnum):
    """What the gate said."""

    PERMITTED = "permitted"
    DENIED = "denied"


class AuditEvent(Base):
    """One line of the log. It holds ids and names of fields, never values."""

    __tablename__ = "audit_event"

    id: Mapped[PrimaryKey]
    happened_at: Mapped[datetime] = mapped_column(index=True)
    officer_id: Mapped[int | None] = mapped_column(
        ForeignKey("officer.id"), comment="None where the login is not known"
    )
    login: Mapped[str]
    verb: Mapped[Verb] = coded(Verb)
    action: Mapped[str] = mapped_column(comment="the service, such as check_case")
    outcome: Mapped[Outcome] = coded(Outcome)
    decided_by: Mapped[str] = mapped_column(comment="the rule of access that gave the outcome")
    interface: Mapped[str] = mapped_column(comment="cli, tui or nightly")
    fields: Mapped[str | None] = mapped_column(comment="names of what was written")
    purpose: Mapped[str | None]
    correlation: Mapped[str] = mapped_column(comment="the same for all events of one use")


class AuditSubject(Base):
    """A person an event was about."""

    __tablename__ = "audit_subject"
    __table_args__: Any = (
        PrimaryKeyConstraint("event_id", "person_id"),
        {"sqlite_with_rowid": False},
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("audit_event.id"))
    person_id: Mapped[PersonId]


Index("ix_audit_subject_person", AuditSubject.person_id)
