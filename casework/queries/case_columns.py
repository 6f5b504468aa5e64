"""Which columns of each table a case file is made of."""

from typing import Any

from sqlalchemy import ColumnElement, Select, case, literal_column, select
from sqlalchemy.orm import aliased

from casework.models import (
    Allocation,
    Attachment,
    CourtOrder,
    Event,
    GroupMembership,
    Holding,
    Inclusion,
    Movement,
    Officer,
    OrderEnding,
    OrderService,
    OrderSuspension,
    OrderVariation,
    PersonFact,
    PrisonAlert,
    PrisonRecord,
    ProbationRegistration,
    Provision,
    ReleaseDate,
    Review,
    Sentence,
    Thing,
)

_FIRST: ColumnElement[int] = literal_column("1")


def _entered_at() -> ColumnElement[Any]:
    """When an order was first put on record: of its first version, whatever came after."""
    first = aliased(CourtOrder)
    found = (
        select(first.known_from)
        .where(
            first.person_id == CourtOrder.person_id,
            first.fact_id == CourtOrder.fact_id,
            first.version == _FIRST,
        )
        .scalar_subquery()
    )
    return case((CourtOrder.version == _FIRST, CourtOrder.known_from), else_=found)


COLUMNS: dict[type[PersonFact], tuple[Any, ...]] = {
    CourtOrder: (
        CourtOrder.kind,
        CourtOrder.nation,
        CourtOrder.court,
        CourtOrder.made_on,
        CourtOrder.represented,
        CourtOrder.ends_on,
        CourtOrder.term_count,
        CourtOrder.term_unit,
        CourtOrder.term_counting,
        _entered_at(),
    ),
    Provision: (
        Provision.order_id,
        Provision.number,
        Provision.wording,
        Provision.duty,
        Provision.starts_on,
        Provision.start_condition,
        Provision.ends_on,
        Provision.introduced_by,
        Provision.ended_by,
    ),
    OrderService: (
        OrderService.order_id,
        OrderService.variation_id,
        OrderService.served_on,
        OrderService.method,
    ),
    OrderVariation: (
        OrderVariation.order_id,
        OrderVariation.made_on,
        OrderVariation.represented,
        OrderVariation.ends_on,
        OrderVariation.pending_charge,
    ),
    OrderSuspension: (OrderSuspension.order_id, OrderSuspension.since, OrderSuspension.until),
    OrderEnding: (OrderEnding.order_id, OrderEnding.kind, OrderEnding.ended_on),
    Movement: (
        Movement.kind,
        Movement.happened_on,
        Movement.happened_at,
        Movement.basis,
        Movement.reason_code,
    ),
    PrisonRecord: (
        PrisonRecord.observed_on,
        PrisonRecord.status,
        PrisonRecord.last_movement_type,
        PrisonRecord.legal_status,
    ),
    ReleaseDate: (ReleaseDate.kind, ReleaseDate.falls_on),
    Holding: (
        Holding.kind,
        Thing.raw,
        Holding.since,
        Holding.until,
        Holding.thing_id,
        Holding.role,
        Holding.held_by_person_id,
        Holding.held_by_name,
        Holding.trade,
        Holding.grade,
    ),
    Attachment: (Attachment.about_id, Attachment.known_from),
    Sentence: (Sentence.sentenced_on, Sentence.length_count, Sentence.indeterminate),
    Inclusion: (Inclusion.opened_on,),
    Allocation: (Allocation.kind, Allocation.since, Allocation.until, Officer.closed_at),
    Review: (Review.reviewed_on, Review.next_due_on),
    PrisonAlert: (PrisonAlert.alert_code, PrisonAlert.active, PrisonAlert.observed_on),
    ProbationRegistration: (
        ProbationRegistration.code,
        ProbationRegistration.ended_on,
        ProbationRegistration.observed_on,
    ),
    GroupMembership: (GroupMembership.group_id, GroupMembership.since, GroupMembership.until),
    Event: (
        Event.kind,
        Event.happened_on,
        Event.happened_at,
        Event.provision_id,
        Event.about_id,
        Event.period_from,
        Event.expected_on,
        Event.expected_at,
        Event.other_person_id,
        Event.other_name,
        Event.place,
        Event.item_kind,
        Event.item,
        Event.held_by_person_id,
        Event.held_by_name,
        Event.amount,
        Event.currency,
        Event.contents,
        Event.grade,
    ),
}
"""The columns a case file needs, beside the person, the fact's id and its version."""


def joined(table: type[PersonFact], statement: Select[Any]) -> Select[Any]:
    """Join what a table's columns need of others, and narrow to the rows a case file needs."""
    if table is Holding:
        return statement.join(Thing, Thing.id == Holding.thing_id)
    if table is Allocation:
        return statement.join(Officer, Officer.id == Allocation.officer_id)
    if table is Attachment:
        return statement.where(Attachment.certified_copy, Attachment.about_id.is_not(None))
    return statement
