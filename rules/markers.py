"""R80: another service's code that speaks of an order, or of a group, of which we hold none."""

from collections.abc import Iterator
from datetime import date

from rules.days import NEVER, ONE_DAY, later, say
from rules.facts import CaseFile, Marker, Ref
from rules.look import Look
from rules.rule import Rule
from rules.standing import order_standing
from rules.vocabulary import Feed, FlagKind, OrderKind, Recipient, Register, Severity
from rules.words import ORDER_NAMES

_ORDERS = {
    (Register.PRISON_ALERTS, "XSC"): OrderKind.SCPO,
    (Register.PRISON_ALERTS, "XFO"): OrderKind.FRO,
}
_ORGANISED_CRIME = frozenset(
    {(Register.PRISON_ALERTS, "DOCGM"), (Register.PROBATION_REGISTERS, "REG26")}
)
_Held = Iterator[tuple[Ref, date]]


def marker_without_record(case: CaseFile, look: Look) -> None:
    """Another service has a code against the person for which we hold no record.

    Data Protection Act 2018 s.38: what is held is to be accurate. A prison alert says that
    there is a serious crime prevention order, or a financial order, and none is on record
    that is not over; or an alert or a probation register marks organised crime, and no place
    in a crime group is on record that has not ended. Either their record or ours is wrong.
    It is for every person alive, managed or not. Only the code is told, never what is written
    with it. Absence from the map of crime groups is told only where the map is complete.
    """
    if look.custody.died_on is not None:
        return
    for marker in case.markers:
        if not marker.active:
            continue
        code = (marker.register, marker.code)
        order = _ORDERS.get(code)
        if order is not None:
            named = ORDER_NAMES[order]
            _judge(marker, f"a {named}", list(_orders(case, order, look)), look)
        elif code in _ORGANISED_CRIME:
            held = [
                (place.ref, NEVER if place.until is None else later(place.until))
                for place in case.memberships
            ]
            _judge(marker, "a place in a crime group", held, look, feed=Feed.CRIME_GROUPS)


def _orders(case: CaseFile, kind: OrderKind, look: Look) -> _Held:
    """Give the orders of a kind, each with the first day on which it is over."""
    for order in case.orders:
        if order.kind is kind:
            yield order.ref, order_standing(order, look.custody).over_from


def _judge(
    marker: Marker,
    what: str,
    held: list[tuple[Ref, date]],
    look: Look,
    *,
    feed: Feed | None = None,
) -> None:
    subject = marker.ref.id
    over_from = max((day for _, day in held), default=date.min)
    if over_from > look.on:
        look.wake(over_from)
        look.in_order(subject, "the record has what the code stands for")
        return
    if feed is not None and not look.complete(feed, marker.observed_on, subject):
        return
    says = f"The {_IN_WORDS[marker.register]} {marker.code} stands for {what}."
    if held:
        ended_on = say(over_from - ONE_DAY)
        says += f" What is on record of it is over; the last of it ended on {ended_on}."
    look.find(
        subject=subject,
        occurrence=marker.code,
        says=says,
        missing="None that still runs is recorded" if held else "None is recorded",
        feed=feed,
        evidence=(marker.ref, *sorted(ref for ref, _ in held)),
        clears="the record that is missing, or the code ended where it was entered",
    )


_IN_WORDS = {
    Register.PRISON_ALERTS: "prison alert",
    Register.PROBATION_REGISTERS: "entry of the probation registers",
}

MARKER_WITHOUT_RECORD = Rule(
    id="R80",
    name="record.marker_without_record",
    version=1,
    kind=FlagKind.DEFECT,
    severity=Severity.MEDIUM,
    told=(Recipient.OFFENDER_MANAGER,),
    source="Data Protection Act 2018 s.38",
    look=marker_without_record,
    of_case=True,
)
