"""Whether two records are of one person: officers' judgements, and candidates for one."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, OfficerId, PersonId, PrimaryKey, coded


class Sameness(StrEnum):
    """What a judgement says of two records."""

    SAME = "same"
    NOT_SAME = "not_same"


class IdentityJudgement(Base):
    """That two records are of the same person, or are not; withdrawn by closing it.

    A judgement changes no fact of either record: what is read together follows from the
    judgements that stand, so that withdrawing one restores exactly what was.
    """

    __tablename__ = "identity_judgement"
    __table_args__ = (CheckConstraint("first_id < second_id", name="first_before_second"),)

    id: Mapped[PrimaryKey]
    first_id: Mapped[PersonId] = mapped_column(index=True)
    second_id: Mapped[PersonId] = mapped_column(index=True)
    sameness: Mapped[Sameness] = coded(Sameness)
    reason: Mapped[str]
    known_from: Mapped[datetime]
    known_to: Mapped[datetime | None] = mapped_column(comment="when it was withdrawn")
    recorded_by: Mapped[OfficerId]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    closed_reason: Mapped[str | None]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))


Index(
    "uq_identity_judgement_current",
    IdentityJudgement.first_id,
    IdentityJudgement.second_id,
    unique=True,
    sqlite_where=text("known_to IS NULL"),
    postgresql_where=text("known_to IS NULL"),
)


class CandidateState(StrEnum):
    """Where a candidate stands."""

    OPEN = "open"
    SAME = "same"
    NOT_SAME = "not_same"


class Candidate(Base):
    """Somebody in a file who may be one of ours by name and birth; a person decides.

    `file_key` is the file's own number for them, or what tells them apart in it. Once it is
    decided that they are the same, their number is recorded as an identifier, and their
    next rows match exactly.
    """

    __tablename__ = "candidate"
    __table_args__ = (UniqueConstraint("source_id", "file_key", "person_id"),)

    id: Mapped[PrimaryKey]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    file_key: Mapped[str]
    person_id: Mapped[PersonId] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(comment="as the file has it")
    born: Mapped[str | None] = mapped_column(comment="as far as the file says: 1980-03 or a day")
    why: Mapped[str] = mapped_column(comment="what speaks for it, and what against")
    seen_on: Mapped[date] = mapped_column(comment="the day of the file it was last seen in")
    state: Mapped[CandidateState] = coded(CandidateState)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]
