"""Record what changes an order: a variation, a suspension, its discharge; looked over before."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.context import Context
from casework.desk import declares
from casework.entry import NEW, case_of, entry_review, order_taken, recorded_for
from casework.errors import FactRefusedError
from casework.forms.order_change import ChangeKind
from casework.models import (
    EndingKind,
    OrderEnding,
    OrderSuspension,
    OrderVariation,
    PersonFact,
    Provision,
    Verb,
)
from casework.permissions import Action
from casework.queries import fact_versions, orders
from casework.recording import NewFact, correct, fact_ids
from casework.views.happening import Recorded
from casework.views.order import EntryReview
from rules.book import Rulebook
from rules.days import say
from rules.facts import Order, Ref, Variation


@declares(Action.RECORD_ORDER, Verb.CONSULT)
def review_change(
    context: Context, key: str, values: Mapping[str, Any], *, rulebook: Rulebook
) -> EntryReview:
    """Return what is to be looked at before a change of an order is recorded; it never blocks.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by the person of *key*.
        OrderNotFoundError: the person has no such order.
    """
    found = orders.require(context, key)
    context.touch(Verb.CONSULT, found.whose.records)
    person = found.whose.person.id
    case = case_of(context, person)
    order = next(order for order in case.orders if order.ref.id == found.id)
    return entry_review(context, person, (case, _changed(order, values)), rulebook)


@declares(Action.RECORD_ORDER, Verb.CONSULT, Verb.COLLECT, Verb.ALTER)
def record_change(context: Context, key: str, values: Mapping[str, Any]) -> Recorded:
    """Record a change of the order named as in "P12/45".

    The clauses that a variation takes out say so from then on; both versions are kept.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by the person of *key*.
        OrderNotFoundError: the person has no such order.
        FactRefusedError: a clause chosen is not one of the order's.
    """
    found = order_taken(context, key)
    context.touch(Verb.CONSULT, found.whose.records)
    out = _taken_out(context, found, values.get("takes_out") or ())
    [own] = fact_ids(context, 1)
    fact = NewFact(*_columns(found.id, values))
    recorded = recorded_for(context, found.record, [(own, fact)])
    for clause in out:
        reason = f"Taken out by the variation of {say(values['made_on'])}."
        correct(context, Provision, found.record, clause, {"ended_by": own}, reason=reason)
    return recorded


def _columns(order_id: int, values: Mapping[str, Any]) -> tuple[type[PersonFact], dict[str, Any]]:
    kind = ChangeKind(values["kind"])
    if kind is ChangeKind.VARIATION:
        names = ("made_on", "represented", "ends_on", "pending_charge")
        said = {name: values.get(name) for name in names}
        return OrderVariation, {"order_id": order_id} | said
    if kind is ChangeKind.SUSPENSION:
        days = {"since": values["since"], "until": values.get("until")}
        return OrderSuspension, {"order_id": order_id} | days
    ended = {"kind": EndingKind(kind.value), "ended_on": values["ended_on"]}
    return OrderEnding, {"order_id": order_id} | ended


def _taken_out(context: Context, found: orders.FoundOrder, chosen: Sequence[str]) -> list[int]:
    """Return the clauses chosen, each one of the order's."""
    known = fact_versions.current(context.session, Provision, [found.record])
    own = {str(row["fact_id"]) for row in known[found.record] if row["order_id"] == found.id}
    if not own.issuperset(chosen):
        raise FactRefusedError("A clause chosen is not one of this order any more; choose again.")
    return [int(clause) for clause in chosen]


def _changed(order: Order, values: Mapping[str, Any]) -> Order:
    """Return an order as a variation would leave it; what else changes it warns of nothing."""
    if ChangeKind(values["kind"]) is not ChangeKind.VARIATION:
        return order
    variation = Variation(
        Ref("order_variation", NEW, 1),
        values["made_on"],
        values.get("represented"),
        values.get("ends_on"),
        values.get("pending_charge"),
    )
    return order._replace(variations=(*order.variations, variation))
