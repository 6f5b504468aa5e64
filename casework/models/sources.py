"""Where facts come from, and up to which day each source is complete."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
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


class ImportMapping(Base):
    """A mapping of an agency's columns to our fields, saved under a name, in versions."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: Mapped[PrimaryKey]
    name: Mapped[str]
    version: Mapped[int] = mapped_column(comment="1 for the first; a changed file adds one")
    kind: Mapped[str] = mapped_column(comment="what it maps: orders or events")
    contents: Mapped[str] = mapped_column(comment="the mapping as written, TOML")
    digest: Mapped[str] = mapped_column(comment="SHA-256 of the contents, hexadecimal")
    saved_at: Mapped[datetime]
    saved_by: Mapped[OfficerId]


class ExchangeRate(Base):
    """What a pound bought of a currency, for the days a source gives the rate for."""

    __tablename__ = "exchange_rate"

    id: Mapped[PrimaryKey]
    currency: Mapped[str] = mapped_column(comment="ISO 4217, three letters")
    since: Mapped[date]
    until: Mapped[date]
    per_pound: Mapped[str] = mapped_column(comment="units of it for one pound, decimal")
    published_by: Mapped[str] = mapped_column(comment="such as HMRC monthly rates")
    known_from: Mapped[datetime]
    known_to: Mapped[datetime | None]
    recorded_by: Mapped[OfficerId]


Index("ix_exchange_rate_currency", ExchangeRate.currency, ExchangeRate.since)


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
    passed_over: Mapped[int | None] = mapped_column(comment="rows about nobody on record")
    mapping_id: Mapped[int | None] = mapped_column(ForeignKey("import_mapping.id"))
    complete_to: Mapped[date | None] = mapped_column(comment="declared with it, inclusive")
