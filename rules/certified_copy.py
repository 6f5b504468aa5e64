"""R10: a certified copy of an order, which a court takes as evidence of it."""

from datetime import timedelta

from rules.days import counted, later, say
from rules.look import Look
from rules.rule import Rule
from rules.standing import OrderStanding
from rules.vocabulary import FlagKind, OrderKind, Recipient, Severity
from rules.words import opening, the_order


def order_no_certified_copy(standing: OrderStanding, look: Look) -> None:
    """A certified copy of a live order is to be kept, within the days policy gives.

    Serious Crime Act 2007 s.25(4): the copy is evidence of the order and its contents. The
    days count from the day the order was put on record, that day not counted; where that
    day is not known, from the day it was made. The reminder stands from the day after,
    whether or not the order binds yet, and lapses when a copy is kept or the order is over.
    """
    order, subject = standing.order, standing.order.ref.id
    if order.copies:
        look.in_order(subject, "a copy was kept on {}", order.copies[0].kept_on)
        return
    if look.on >= standing.over_from:
        look.in_order(subject, "the order has ended")
        return
    entered_on = order.entered_on or order.made_on
    days = look.figures.certified_copy_days.on(entered_on)
    due_on = later(entered_on, timedelta(days=days))
    if look.on <= due_on:
        look.wake(min(later(due_on), standing.over_from))
        look.in_order(subject, "a copy is to be kept by {}", due_on)
        return
    look.wake(standing.over_from)
    entered = "put on record" if order.entered_on is not None else "made"
    look.find(
        subject=subject,
        occurrence="copy",
        says=(
            f"{opening(the_order(order))} was {entered} on {say(entered_on)}; its certified copy "
            f"was to be kept by {say(due_on)} ({counted(days, 'day')} later, the first day not "
            f"counted)."
        ),
        missing="None is kept",
        due_on=due_on,
        evidence=(order.ref,),
        clears="the certified copy, or the order's end",
    )


ORDER_NO_CERTIFIED_COPY = Rule(
    id="R10",
    name="order.no_certified_copy",
    version=1,
    kind=FlagKind.REMINDER,
    severity=Severity.MEDIUM,
    told=(Recipient.OFFENDER_MANAGER,),
    source="Serious Crime Act 2007 s.25(4)",
    look=order_no_certified_copy,
    orders=frozenset({OrderKind.SCPO}),
)
