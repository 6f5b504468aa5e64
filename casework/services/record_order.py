"""Record an order, and its clauses one by one; and look each over before."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.context import Context
from casework.desk import declares
from casework.duty_json import duty_to_json
from casework.entry import NEW, case_of, entry_review, order_taken, recorded_for
from casework.errors import FactRefusedError
from casework.forms.clause import clause_duty, clause_start
from casework.forms.new_order import term_of
from casework.models import CourtOrder, OrderService, Provision, Verb
from casework.permissions import Action
from casework.queries import orders, people
from casework.recording import NewFact, fact_ids
from casework.views.happening import Recorded
from casework.views.order import EntryReview
from rules.book import Rulebook
from rules.duties import Duty, ProhibitedAssociation
from rules.facts import Order, Ref, Service
from rules.facts import Provision as Clause
from rules.vocabulary import Court, Nation, OrderKind, ServiceMethod
from rules.words import opening, the_order


@declares(Action.RECORD_ORDER, Verb.CONSULT)
def review_order(
    context: Context, typed: str, values: Mapping[str, Any], *, rulebook: Rulebook
) -> EntryReview:
    """Return what is to be looked at before an order is recorded; it never blocks.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by *typed*.
        PersonAmbiguousError: more than one person is.
    """
    person = people.require(context, typed)
    context.touch(Verb.CONSULT, [person.id])
    case = case_of(context, person.id)
    order = _order(values)
    alike = [
        f"{opening(the_order(known))} is on record already"
        for known in case.orders
        if known.kind is order.kind and known.made_on == order.made_on
    ]
    return entry_review(context, person.id, (case, order), rulebook, on_record=alike)


@declares(Action.RECORD_ORDER, Verb.CONSULT, Verb.COLLECT)
def record_order(context: Context, typed: str, values: Mapping[str, Any]) -> Recorded:
    """Record an order of the person known by *typed*, with its service if it was served.

    The first of the facts is the order.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by *typed*.
        PersonAmbiguousError: more than one person is.
    """
    person = people.require(context, typed)
    context.touch(Verb.CONSULT, [person.id])
    order_id, service_id = fact_ids(context, 2)
    facts = [(order_id, NewFact(CourtOrder, _order_columns(values)))]
    if values.get("served_on") is not None:
        served = {
            "order_id": order_id,
            "served_on": values["served_on"],
            "method": ServiceMethod(values["method"]),
        }
        facts.append((service_id, NewFact(OrderService, served)))
    return recorded_for(context, person.id, facts)


@declares(Action.RECORD_ORDER, Verb.CONSULT)
def review_clause(
    context: Context, key: str, values: Mapping[str, Any], *, rulebook: Rulebook
) -> EntryReview:
    """Return what is to be looked at before a clause is recorded; it never blocks.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by the person of *key*, or
            by a number among those the clause names.
        OrderNotFoundError: the person has no such order.
        ValueError: a limit of the duty cannot be so.
    """
    found = orders.require(context, key)
    context.touch(Verb.CONSULT, found.whose.records)
    duty = _duty(context, values)
    case = case_of(context, found.whose.person.id)
    order = next(order for order in case.orders if order.ref.id == found.id)
    again = [
        f"Clause {known.number} is on record already"
        for known in order.provisions
        if known.number == values["number"]
    ]
    starts_on, condition = clause_start(values, order.kind, order.made_on)
    clause = Clause(
        Ref("provision", NEW, 1),
        values["number"],
        values["wording"],
        duty,
        starts_on,
        condition,
        values.get("ends_on"),
        _brought_in_by(context, found, values),
        None,
    )
    looked = order._replace(provisions=(*order.provisions, clause))
    return entry_review(context, found.whose.person.id, (case, looked), rulebook, on_record=again)


@declares(Action.RECORD_ORDER, Verb.CONSULT, Verb.COLLECT)
def record_clause(context: Context, key: str, values: Mapping[str, Any]) -> Recorded:
    """Record a clause of the order named as in "P12/45".

    Raises:
        PersonNotFoundError: nobody the officer may see is known by the person of *key*, or
            by a number among those the clause names.
        OrderNotFoundError: the person has no such order.
        FactRefusedError: the variation chosen is not one of the order's.
        ValueError: a limit of the duty cannot be so.
    """
    found = order_taken(context, key)
    context.touch(Verb.CONSULT, found.whose.records)
    duty = _duty(context, values)
    row = found.row
    starts_on, condition = clause_start(values, OrderKind(row["kind"]), row["made_on"])
    columns = {
        "order_id": found.id,
        "number": values["number"],
        "wording": values["wording"],
        "duty_kind": duty.kind,
        "duty": duty_to_json(duty),
        "starts_on": starts_on,
        "start_condition": condition,
        "ends_on": values.get("ends_on"),
        "introduced_by": _brought_in_by(context, found, values),
    }
    [own] = fact_ids(context, 1)
    return recorded_for(context, found.record, [(own, NewFact(Provision, columns))])


# Looking it over.


def _order(values: Mapping[str, Any]) -> Order:
    """Return an order as typed, as the rules see one."""
    ref = Ref("court_order", NEW, 1)
    served_on: date | None = values.get("served_on")
    service = (
        ()
        if served_on is None
        else (Service(ref, None, served_on, ServiceMethod(values["method"])),)
    )
    return Order(
        ref=ref,
        kind=OrderKind(values["kind"]),
        nation=Nation(values["nation"]),
        court=Court(values["court"]),
        made_on=values["made_on"],
        represented=values.get("represented"),
        ends_on=values.get("ends_on"),
        term=term_of(values),
        provisions=(),
        services=service,
        variations=(),
        suspensions=(),
        endings=(),
    )


# Recording it.


def _order_columns(values: Mapping[str, Any]) -> dict[str, Any]:
    term = term_of(values)
    return {
        "kind": OrderKind(values["kind"]),
        "nation": Nation(values["nation"]),
        "court": Court(values["court"]),
        "court_name": values.get("court_name"),
        "reference": values.get("reference"),
        "made_on": values["made_on"],
        "represented": values.get("represented"),
        "ends_on": values.get("ends_on"),
        "term_count": term.count if term else None,
        "term_unit": term.unit if term else None,
        "term_counting": term.counting if term else None,
    }


def _duty(context: Context, values: Mapping[str, Any]) -> Duty:
    """Return the typed duty; whom it names by our numbers must be on record for the officer."""
    duty = clause_duty(values)
    if isinstance(duty, ProhibitedAssociation):
        named = tuple(people.require(context, people.reference(n)).id for n in duty.records)
        context.touch(Verb.CONSULT, named)
    return duty


def _brought_in_by(
    context: Context, found: orders.FoundOrder, values: Mapping[str, Any]
) -> int | None:
    chosen = values.get("introduced_by")
    if not chosen:
        return None
    known = orders.variations(context.session, found.whose.records, found.id)
    for row in known:
        if str(row["fact_id"]) == chosen:
            return int(row["fact_id"])
    raise FactRefusedError("The variation chosen is not one of this order any more; choose again.")
