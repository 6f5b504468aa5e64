"""What happened: reports, notices, finds, contacts, journeys, payments."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, FactId, MinorUnits, PersonFact, PersonId, coded
from rules.vocabulary import EventKind


class Event(PersonFact, Base):
    """Something that happened on a day; for what was received, the day it arrived."""

    __tablename__ = "event"

    kind: Mapped[EventKind] = coded(EventKind)
    happened_on: Mapped[date]
    happened_at: Mapped[datetime | None] = mapped_column(comment="where the time is known")
    provision_id: Mapped[FactId | None] = mapped_column(comment="the clause it answers")
    about_id: Mapped[FactId | None] = mapped_column(comment="the fact it is about")
    period_from: Mapped[date | None] = mapped_column(comment="first day a report covers")
    other_person_id: Mapped[PersonId | None]
    amount: Mapped[MinorUnits | None]
    currency: Mapped[str | None]
    details: Mapped[str | None]


class Payment(PersonFact, Base):
    """Money paid towards an order."""

    __tablename__ = "payment"

    order_id: Mapped[FactId]
    paid_on: Mapped[date]
    amount: Mapped[MinorUnits]
    currency: Mapped[str]
