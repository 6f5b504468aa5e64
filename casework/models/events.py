"""What happened: reports, notices, finds, contacts, journeys, payments."""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, FactId, MinorUnits, PersonFact, PersonId, coded
from rules.vocabulary import EventKind, ItemKind


class Event(PersonFact, Base):
    """Something that happened on a day; for what was received, the day it arrived."""

    __tablename__ = "event"

    kind: Mapped[EventKind] = coded(EventKind)
    happened_on: Mapped[date]
    happened_at: Mapped[datetime | None] = mapped_column(comment="where the time is known")
    provision_id: Mapped[FactId | None] = mapped_column(comment="the clause it answers")
    about_id: Mapped[FactId | None] = mapped_column(comment="the fact it is about")
    period_from: Mapped[date | None] = mapped_column(comment="first day a report covers")
    expected_on: Mapped[date | None] = mapped_column(
        comment="the day it sets: a departure booked, an answer asked for"
    )
    expected_at: Mapped[datetime | None] = mapped_column(comment="where the time is set too")
    other_person_id: Mapped[PersonId | None]
    other_name: Mapped[str | None] = mapped_column(comment="their name, as the source has it")
    place: Mapped[str | None] = mapped_column(comment="where; for a journey, where to or from")
    item_kind: Mapped[ItemKind | None] = coded(ItemKind, "what was found or seized")
    item: Mapped[str | None] = mapped_column(comment="the thing, in the source's words")
    held_by_person_id: Mapped[PersonId | None] = mapped_column(
        comment="who held it on the person's behalf, where someone did"
    )
    held_by_name: Mapped[str | None] = mapped_column(
        comment="their name, where they have no record"
    )
    contents: Mapped[str | None] = mapped_column(
        comment="for a report: the particulars and documents it had, JSON list; None: not looked at"
    )
    reference: Mapped[str | None] = mapped_column(comment="the source's own number for it")
    amount: Mapped[MinorUnits | None]
    currency: Mapped[str | None]
    details: Mapped[str | None]


Index(
    "ix_event_other_person",
    Event.other_person_id,
    sqlite_where=text("other_person_id IS NOT NULL"),
    postgresql_where=text("other_person_id IS NOT NULL"),
)
Index(
    "ix_event_held_by_person",
    Event.held_by_person_id,
    sqlite_where=text("held_by_person_id IS NOT NULL"),
    postgresql_where=text("held_by_person_id IS NOT NULL"),
)


class Payment(PersonFact, Base):
    """Money paid towards an order."""

    __tablename__ = "payment"

    order_id: Mapped[FactId]
    paid_on: Mapped[date]
    amount: Mapped[MinorUnits]
    currency: Mapped[str]
