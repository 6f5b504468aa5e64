"""Orders of a court, their provisions, and everything that changes them."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, FactId, PersonFact, coded
from rules.vocabulary import (
    Counting,
    Court,
    DutyKind,
    Nation,
    OrderKind,
    ServiceMethod,
    StartCondition,
    Unit,
)


class EndingKind(StrEnum):
    """How an order ended before its own end."""

    DISCHARGED = "discharged"
    REVOKED = "revoked"
    QUASHED = "quashed"


class CourtOrder(PersonFact, Base):
    """What a court imposed. It ends on `ends_on`, or after its term, as the order says."""

    __tablename__ = "court_order"

    kind: Mapped[OrderKind] = coded(OrderKind)
    nation: Mapped[Nation] = coded(Nation)
    court: Mapped[Court] = coded(Court)
    court_name: Mapped[str | None]
    reference: Mapped[str | None]
    made_on: Mapped[date]
    represented: Mapped[bool | None] = mapped_column(
        comment="at the hearing, in person or otherwise; None where the record does not say"
    )
    ends_on: Mapped[date | None] = mapped_column(comment="last day, inclusive")
    term_count: Mapped[int | None]
    term_unit: Mapped[Unit | None] = coded(Unit)
    term_counting: Mapped[Counting | None] = coded(Counting)


class Provision(PersonFact, Base):
    """One clause of an order: the court's wording and its typed duty."""

    __tablename__ = "provision"

    order_id: Mapped[FactId]
    number: Mapped[str] = mapped_column(comment="the clause number, as the order has it")
    wording: Mapped[str]
    duty_kind: Mapped[DutyKind] = coded(DutyKind)
    duty: Mapped[str] = mapped_column(comment="the typed duty, canonical JSON")
    starts_on: Mapped[date | None]
    start_condition: Mapped[StartCondition | None] = coded(StartCondition)
    ends_on: Mapped[date | None] = mapped_column(comment="last day, inclusive")
    introduced_by: Mapped[FactId | None] = mapped_column(comment="the variation that added it")
    ended_by: Mapped[FactId | None] = mapped_column(comment="the variation that took it out")


class OrderService(PersonFact, Base):
    """Notice of an order, or of one variation of it, given to the person."""

    __tablename__ = "order_service"

    order_id: Mapped[FactId]
    variation_id: Mapped[FactId | None]
    served_on: Mapped[date]
    method: Mapped[ServiceMethod] = coded(ServiceMethod)


class OrderVariation(PersonFact, Base):
    """A variation of an order by a court."""

    __tablename__ = "order_variation"

    order_id: Mapped[FactId]
    made_on: Mapped[date]
    represented: Mapped[bool | None]
    ends_on: Mapped[date | None] = mapped_column(comment="the order's new last day, if changed")
    pending_charge: Mapped[bool | None] = mapped_column(
        comment="made under s.22E SCA 2007 while a charge is pending; None: not said"
    )


class OrderSuspension(PersonFact, Base):
    """A span in which an order has no effect. Both days inclusive."""

    __tablename__ = "order_suspension"

    order_id: Mapped[FactId]
    since: Mapped[date]
    until: Mapped[date | None]


class OrderEnding(PersonFact, Base):
    """The discharge, revocation or quashing of an order; it has no effect from that day."""

    __tablename__ = "order_ending"

    order_id: Mapped[FactId]
    kind: Mapped[EndingKind] = coded(EndingKind)
    ended_on: Mapped[date]
