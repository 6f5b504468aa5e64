"""Things, and the dated links of people to them."""

from datetime import date

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, MinorUnits, PersonFact, PersonId, PrimaryKey, coded
from rules.vocabulary import HoldingKind, HoldingRole


class Thing(Base):
    """A phone, vehicle, account, premises, document, company, employment or asset."""

    __tablename__ = "thing"

    id: Mapped[PrimaryKey]
    kind: Mapped[HoldingKind] = coded(HoldingKind)
    raw: Mapped[str] = mapped_column(comment="its number or description as written")
    canonical: Mapped[str | None] = mapped_column(comment="None where it has no number")


Index("ix_thing_lookup", Thing.kind, Thing.canonical)


class Holding(PersonFact, Base):
    """A person's link to a thing. `since` is the first day, `until` the last, inclusive."""

    __tablename__ = "holding"

    thing_id: Mapped[int] = mapped_column(ForeignKey("thing.id"), index=True)
    kind: Mapped[HoldingKind] = coded(HoldingKind)
    role: Mapped[HoldingRole] = coded(HoldingRole)
    since: Mapped[date]
    until: Mapped[date | None]
    share: Mapped[int | None] = mapped_column(comment="in hundredths of one per cent")
    value: Mapped[MinorUnits | None]
    currency: Mapped[str | None]
    held_by_person_id: Mapped[PersonId | None] = mapped_column(
        comment="who holds it on the person's behalf, where someone does"
    )
    held_by_name: Mapped[str | None] = mapped_column(
        comment="their name, where they have no record"
    )
    trade: Mapped[str | None] = mapped_column(
        comment="for a company or employment: the work done there, in the source's words"
    )
    reference: Mapped[str | None] = mapped_column(comment="the source's own number for it")


Index(
    "ix_holding_held_by_person",
    Holding.held_by_person_id,
    sqlite_where=text("held_by_person_id IS NOT NULL"),
    postgresql_where=text("held_by_person_id IS NOT NULL"),
)
