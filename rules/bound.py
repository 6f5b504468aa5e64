"""R01: whether an order binds the person at all."""

from rules.days import say
from rules.facts import Order, Service
from rules.look import Look
from rules.rule import Rule
from rules.standing import OrderStanding
from rules.variations import SERVICE_THAT_BINDS
from rules.vocabulary import Feed, FlagKind, OrderKind, Recipient, Severity
from rules.words import the_order


def order_not_bound(standing: OrderStanding, look: Look) -> None:
    """A serious crime prevention order binds nobody who was neither represented nor served.

    Serious Crime Act 2007 s.10. The person is bound from the day the order was made if
    represented at the hearing, in person or otherwise, or else from the day notice was
    served in person or by recorded delivery; service in another way is named, and does not
    count. Until then no duty under the order can fail, and one reminder stands. It is
    due at once, lapses when either is recorded, and when the order has ended.
    """
    order, subject = standing.order, standing.order.ref.id
    if standing.bound_from is not None:
        look.in_order(subject, "bound from {}", standing.bound_from)
        return
    if look.on >= standing.over_from:
        look.in_order(subject, "the order has ended")
        return
    look.wake(standing.over_from)
    if not look.complete(Feed.SERVICE_LOG, order.made_on, subject):
        return
    hearing = (
        "The person was not represented at the hearing"
        if order.represented is False
        else "The record does not say whether the person was represented at the hearing"
    )
    not_counted = _not_counted(order)
    how = " in person or by recorded delivery" if not_counted else ""
    look.find(
        subject=subject,
        occurrence="service",
        says=f"Nobody is bound yet by {the_order(order)}. {hearing}." + _in_words(not_counted),
        missing=f"No service of notice{how} is recorded",
        feed=Feed.SERVICE_LOG,
        evidence=(order.ref, *(service.ref for service in not_counted)),
        clears="a certificate of service, or a court's note that the person was represented",
    )


def _not_counted(order: Order) -> list[Service]:
    """Return the services of the order itself that the Act does not know."""
    return [
        service
        for service in order.services
        if service.variation_id is None and service.method not in SERVICE_THAT_BINDS
    ]


def _in_words(services: list[Service]) -> str:
    return "".join(
        f" Notice served on {say(service.served_on)} does not count: "
        "it was neither in person nor by recorded delivery."
        for service in services
    )


ORDER_NOT_BOUND = Rule(
    id="R01",
    name="order.not_bound",
    version=1,
    kind=FlagKind.REMINDER,
    severity=Severity.HIGH,
    told=(Recipient.OFFENDER_MANAGER, Recipient.APPLICANT_AUTHORITY),
    source="Serious Crime Act 2007 s.10",
    look=order_not_bound,
    orders=frozenset({OrderKind.SCPO}),
)
