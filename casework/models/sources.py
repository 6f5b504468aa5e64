"""Where facts come from, and up to which day each source is complete."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, OfficerId, PrimaryKey, coded
from rules.vocabulary import Feed


class Source(Base):
    """One feed of facts: a post log, a prison extract, what officers type."""

    __tablename__ = "source"

    id: Mapped[PrimaryKey]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    feed: Mapped[Feed] = coded(Feed)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    opened_at: Mapped[datetime] = mapped_column(comment="from when its feed waits for it")
    closed_at: Mapped[datetime | None] = mapped_column(comment="from when it does no more")


class SourceCompleteness(Base):
    """The last day, inclusive, for which a source has told us everything it holds."""

    __tablename__ = "source_completeness"

    id: Mapped[PrimaryKey]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    complete_to: Mapped[date]
    known_from: Mapped[datetime]
    known_to: Mapped[datetime | None]
    recorded_by: Mapped[OfficerId]


class ImportReceipt(Base):
    """One file taken in: what it was, who brought it, and how its rows fared."""

    __tablename__ = "import_receipt"

    id: Mapped[PrimaryKey]
    kind: Mapped[str]
    file_name: Mapped[str]
    digest: Mapped[str] = mapped_column(comment="SHA-256 of the file, hexadecimal")
    imported_at: Mapped[datetime]
    imported_by: Mapped[OfficerId]
    accepted: Mapped[int] = mapped_column(comment="rows that changed something")
    unchanged: Mapped[int] = mapped_column(comment="rows that said what was known")
    rejected: Mapped[int]
