"""R05: warning that an order is about to end."""

from rules.days import add_months, counted, say
from rules.look import Look
from rules.rule import Rule
from rules.standing import OrderStanding, runs_from
from rules.vocabulary import FlagKind, OrderKind, Recipient, Severity
from rules.words import opening, the_order


def order_expiring(standing: OrderStanding, look: Look) -> None:
    """The end of an order is warned of 12, 6, 3 and 1 months before its last day.

    Serious Crime Act 2007 s.16(5),(6): a new order may be made in anticipation of the end.
    Months are counted backwards from the last day, to the same day number or the last
    day of the month. Each threshold is an occurrence: a nearer one lapses the farther,
    and all lapse when the order has ended. There is no warning before the order starts;
    where the record does not say when that is, the day it was made is taken.
    """
    order, ends_on = standing.order, standing.ends_on
    subject = order.ref.id
    over = ends_on is None or look.on > ends_on
    starts_on = None if over else runs_from(standing)
    if ends_on is None or starts_on is None:
        look.in_order(subject, "no end ahead is known")
        return
    reached = None
    for months in look.figures.expiry_warning_months.on(starts_on):
        threshold = max(add_months(ends_on, -months), starts_on)
        if threshold > look.on:
            look.wake(threshold)
            break
        reached = months
    look.wake(standing.over_from)
    if reached is None:
        look.in_order(subject, "it ends on {}, more than a warning away", ends_on)
        return
    look.find(
        subject=subject,
        occurrence=f"{reached} months",
        says=(
            f"{opening(the_order(order))} ends on {say(ends_on)}; the warning at "
            f"{counted(reached, 'month')} has been reached."
        ),
        due_on=ends_on,
        evidence=(order.ref, *standing.end_rests_on),
        clears="the order's end, or a nearer warning" + _may_be_followed(order.kind),
    )


def _may_be_followed(kind: OrderKind) -> str:
    """Say that a decision is to be made on a new order, where there can be one."""
    return "; a decision on applying for a new order" if kind in _RENEWABLE else ""


_RENEWABLE = frozenset(OrderKind) - {OrderKind.LICENCE, OrderKind.FRO, OrderKind.CONFISCATION}

ORDER_EXPIRING = Rule(
    id="R05",
    name="order.expiring",
    version=1,
    kind=FlagKind.REMINDER,
    severity=Severity.MEDIUM,
    told=(Recipient.OFFENDER_MANAGER, Recipient.APPLICANT_AUTHORITY),
    source="Serious Crime Act 2007 s.16(5),(6)",
    look=order_expiring,
)
