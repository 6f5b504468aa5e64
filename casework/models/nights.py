"""The nightly check's own books: nights, what each case was checked at, and the lease."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, PersonId, PrimaryKey, coded
from rules.vocabulary import Feed


class Rulebook(Base):
    """A rulebook that has judged: its digest, and the figures and calendar it was given."""

    __tablename__ = "rulebook"

    digest: Mapped[str] = mapped_column(primary_key=True)
    contents: Mapped[str] = mapped_column(comment="rules with versions, figures, calendar: JSON")
    first_used_at: Mapped[datetime]


class Night(Base):
    """One run of the nightly check for one day judged."""

    __tablename__ = "night"

    id: Mapped[PrimaryKey]
    judged_on: Mapped[date] = mapped_column(index=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None] = mapped_column(comment="None: it was interrupted")
    rulebook: Mapped[str]
    complete_to: Mapped[str] = mapped_column(comment="how far each feed was complete: JSON")
    due: Mapped[int] = mapped_column(comment="cases that were to be checked")
    checked: Mapped[int]
    failed: Mapped[int]
    raised: Mapped[int]
    reworded: Mapped[int]
    withdrawn: Mapped[int]
    lapsed: Mapped[int]
    reopened: Mapped[int]
    standing: Mapped[int] = mapped_column(comment="flags open when it ended")
    unchecked: Mapped[int] = mapped_column(comment="duties that could not be checked")
    unchecked_by: Mapped[str | None] = mapped_column(comment="how many for each reason, JSON")


class NightFailure(Base):
    """A case the check could not judge, with its error; no case data stands in it."""

    __tablename__ = "night_failure"
    __table_args__: Any = (PrimaryKeyConstraint("night_id", "person_id"),)

    night_id: Mapped[int]
    person_id: Mapped[PersonId]
    error: Mapped[str]


class CaseCheck(Base):
    """The state a case was last checked in, and the day its findings can next change."""

    __tablename__ = "case_check"

    person_id: Mapped[PersonId] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(comment="the case's revision that was judged")
    judged_on: Mapped[date]
    checked_at: Mapped[datetime]
    wake_on: Mapped[date | None] = mapped_column(index=True, comment="None: never by itself")
    rulebook: Mapped[str]
    unchecked: Mapped[int] = mapped_column(comment="duties that could not be checked")
    unchecked_by: Mapped[str | None] = mapped_column(comment="how many for each reason, JSON")
    owed_since: Mapped[date | None] = mapped_column(
        comment="the day judged by a later look that failed; None: no look is owed"
    )


class CaseWait(Base):
    """A case whose findings can change once a feed is complete to a day, inclusive."""

    __tablename__ = "case_wait"
    __table_args__: Any = (
        PrimaryKeyConstraint("person_id", "feed"),
        {"sqlite_with_rowid": False},
    )

    person_id: Mapped[PersonId]
    feed: Mapped[Feed] = coded(Feed)
    complete_to: Mapped[date]


Index("ix_case_wait_feed", CaseWait.feed, CaseWait.complete_to)


class CaseBlob(Base):
    """A case file as the night read it, made of the record; it may be dropped at any time."""

    __tablename__ = "case_blob"

    person_id: Mapped[PersonId] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(comment="the case's revision it was made at")
    format: Mapped[str] = mapped_column(comment="what it holds, and how it is written")
    content: Mapped[bytes] = mapped_column(comment="MessagePack; empty: nothing to judge")


class Lease(Base):
    """Who runs a job that only one may run; the token fences off a holder that lost it."""

    __tablename__ = "lease"

    job: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[int] = mapped_column(comment="raised each time the lease is taken")
    held_since: Mapped[datetime | None] = mapped_column(comment="None: nobody holds it")
    renewed_at: Mapped[datetime | None]
    host: Mapped[str | None]
    process: Mapped[str | None] = mapped_column(comment="process id and its start, on that host")
