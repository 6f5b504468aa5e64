"""Flags the check raised, what became of them, and who was told."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, FactId, OfficerId, PersonId, PrimaryKey, coded
from rules.vocabulary import FlagKind, Severity


class FlagState(StrEnum):
    """Where a flag stands."""

    OPEN = "open"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class FlagProgress(StrEnum):
    """How far officers have come with an open flag."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    LOOKED_INTO = "looked_into"
    DECISION_PROPOSED = "decision_proposed"
    """Decided by one officer, and waiting for a second."""


class FlagChange(StrEnum):
    """What happened to a flag."""

    RAISED = "raised"
    REWORDED = "reworded"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    REOPENED = "reopened"
    ACKNOWLEDGED = "acknowledged"
    LOOKED_INTO = "looked_into"
    SNOOZED = "snoozed"
    SNOOZE_ENDED = "snooze_ended"
    DECISION_PROPOSED = "decision_proposed"
    DECISION_REFUSED = "decision_refused"
    DECIDED = "decided"
    TAKEN_BACK = "taken_back"
    """An officer took back the step before it, which nobody relied on: neither counts."""


class DecisionKind(StrEnum):
    """What a named officer decided about a flag."""

    EXCUSE_ACCEPTED = "excuse_accepted"
    WARNING_GIVEN = "warning_given"
    REFERRED = "referred"
    RECALL_ASKED = "recall_asked"
    VARIATION_ASKED = "variation_asked"
    NO_FURTHER_ACTION = "no_further_action"
    RECORD_WRONG = "record_wrong"


class Flag(Base):
    """One flag per person, rule, subject and occurrence, as it stands now.

    The subject is the provision, or where a rule is about a whole order the order.
    """

    __tablename__ = "flag"
    __table_args__ = (UniqueConstraint("person_id", "rule", "subject_id", "occurrence"),)

    id: Mapped[PrimaryKey]
    person_id: Mapped[PersonId]
    rule: Mapped[str] = mapped_column(comment="the rule's dotted name")
    subject_id: Mapped[FactId]
    occurrence: Mapped[str] = mapped_column(
        comment="a period's number or a fact's id, never a computed day"
    )
    state: Mapped[FlagState] = coded(FlagState)
    kind: Mapped[FlagKind] = coded(FlagKind)
    severity: Mapped[Severity] = coded(Severity)
    fingerprint: Mapped[str] = mapped_column(comment="of the finding as last worded")
    finding: Mapped[str] = mapped_column(comment="the finding as last worded, JSON")
    raised_on: Mapped[date] = mapped_column(comment="the day judged when it was raised")
    open_since: Mapped[date] = mapped_column(
        comment="the day judged when it was raised, or re-opened last"
    )
    fell_due: Mapped[date | None] = mapped_column(comment="first day of default, else the day due")
    progress: Mapped[FlagProgress] = coded(FlagProgress)
    handled_by: Mapped[int | None] = mapped_column(
        ForeignKey("officer.id"), comment="who acknowledged it or looks into it"
    )
    snoozed_until: Mapped[date | None] = mapped_column(comment="out of the way to this day")
    revised_at: Mapped[datetime]


_OPEN = text("state = 'open'")
Index(
    "ix_flag_open",
    Flag.person_id,
    Flag.kind,
    Flag.severity,
    Flag.open_since,
    Flag.rule,
    Flag.fell_due,
    Flag.progress,
    Flag.snoozed_until,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)


class FlagVersion(Base):
    """One change of a flag, kept for good."""

    __tablename__ = "flag_version"

    id: Mapped[PrimaryKey]
    flag_id: Mapped[int] = mapped_column(ForeignKey("flag.id"), index=True)
    change: Mapped[FlagChange] = coded(FlagChange)
    judged_on: Mapped[date]
    changed_at: Mapped[datetime]
    changed_by: Mapped[OfficerId]
    reason: Mapped[str | None]
    finding: Mapped[str] = mapped_column(comment="as worded by this change, JSON")
    rulebook: Mapped[str] = mapped_column(comment="digest of the rulebook that judged")


class Decision(Base):
    """A named officer's decision on a flag, with the reason."""

    __tablename__ = "decision"

    id: Mapped[PrimaryKey]
    flag_id: Mapped[int] = mapped_column(ForeignKey("flag.id"), index=True)
    kind: Mapped[DecisionKind] = coded(DecisionKind)
    reason: Mapped[str]
    decided_on: Mapped[date]
    decided_at: Mapped[datetime]
    decided_by: Mapped[OfficerId]
    second_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    settled_at: Mapped[datetime | None] = mapped_column(
        comment="when it came to stand: at once, or by the second officer; None: it never did"
    )
    fingerprint: Mapped[str] = mapped_column(comment="of the finding decided upon")


class Told(Base):
    """Who was told of what, when and how: one ledger for flags, intelligence and orders."""

    __tablename__ = "told"

    id: Mapped[PrimaryKey]
    person_id: Mapped[PersonId] = mapped_column(index=True)
    flag_id: Mapped[int | None] = mapped_column(ForeignKey("flag.id"))
    fact_id: Mapped[FactId | None]
    recipient: Mapped[str]
    means: Mapped[str]
    told_at: Mapped[datetime]
    told_by: Mapped[OfficerId]
