"""R01: whether an order binds the person at all."""

from rules.look import Look
from rules.rule import Rule
from rules.standing import OrderStanding
from rules.vocabulary import Feed, FlagKind, OrderKind, Recipient, Severity
from rules.words import the_order


def order_not_bound(standing: OrderStanding, look: Look) -> None:
    """A serious crime prevention order binds nobody who was neither represented nor served.

    Serious Crime Act 2007 s.10. The person is bound from the day the order was made if
    represented at the hearing, in person or otherwise, or else from the day notice was
    served. Until then no duty under the order can fail, and one reminder stands. It is
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
    look.find(
        subject=subject,
        occurrence="service",
        says=f"Nobody is bound yet by {the_order(order)}. {hearing}.",
        missing="No service of notice is recorded",
        feed=Feed.SERVICE_LOG,
        evidence=(order.ref,),
        clears="a certificate of service, or a court's note that the person was represented",
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
