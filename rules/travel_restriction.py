"""R39: the start, the end and the shortest term of a travel restriction order."""

from datetime import timedelta

from rules.dated import NotInForceError
from rules.days import Length, last_day, later, say
from rules.look import Look
from rules.rule import Rule
from rules.standing import OrderStanding
from rules.vocabulary import FlagKind, OrderKind, Recipient, Severity
from rules.words import opening, the_order


def travel_restriction_term(standing: OrderStanding, look: Look) -> None:
    """A travel restriction order runs from release for its term, which is two years or more.

    Criminal Justice and Police Act 2001 s.33. It starts on the first release from custody
    after it was made, not on bail or temporary release, and its last day is the term
    counted beginning with that day. A shorter term than the Act allows, or a stated end
    that the term does not give, is a defect of the record. The start is a reminder, which
    lapses after the days policy gives it.
    """
    _too_short(standing, look)
    _wrong_end(standing, look)
    _started(standing, look)


def _minimum(standing: OrderStanding, look: Look) -> Length | None:
    try:
        return look.figures.travel_restriction_minimum.on(standing.order.made_on)
    except NotInForceError:
        return None


def _too_short(standing: OrderStanding, look: Look) -> None:
    order = standing.order
    minimum = _minimum(standing, look)
    if minimum is None or order.term is None:
        look.in_order(order.ref.id, "its term is not recorded, or was made before the Act")
        return
    if last_day(order.term, start=order.made_on) >= last_day(minimum, start=order.made_on):
        look.in_order(order.ref.id, "its term is {}", order.term.in_words())
        return
    look.find(
        kind=FlagKind.DEFECT,
        subject=order.ref.id,
        occurrence="term",
        says=(
            f"{opening(the_order(order))} is recorded with a term of "
            f"{order.term.in_words()}; the least the Act allows is {minimum.in_words()}."
        ),
        evidence=(order.ref,),
        clears="the term as the court's copy has it",
    )


def _wrong_end(standing: OrderStanding, look: Look) -> None:
    order, release = standing.order, standing.release
    if order.ends_on is None or order.term is None or release is None:
        return
    reckoned = last_day(order.term, start=release.happened_on)
    if reckoned == order.ends_on:
        return
    look.find(
        kind=FlagKind.DEFECT,
        subject=order.ref.id,
        occurrence="end",
        says=(
            f"{opening(the_order(order))} is recorded as ending on {say(order.ends_on)}, "
            f"but {order.term.in_words()} beginning with the release on "
            f"{say(release.happened_on)} ends on {say(reckoned)}."
        ),
        due_on=order.ends_on,
        evidence=(order.ref, release.ref),
        clears="the end or the term as the court's copy has it, or a corrected movement",
    )


def _started(standing: OrderStanding, look: Look) -> None:
    order, release = standing.order, standing.release
    if release is None:
        look.in_order(order.ref.id, "no release has started it")
        return
    days = look.figures.start_reminder_days.on(release.happened_on)
    lapses = min(later(release.happened_on, timedelta(days=days + 1)), standing.over_from)
    if look.on >= lapses:
        look.in_order(order.ref.id, "it started on release on {}", release.happened_on)
        return
    look.wake(lapses)
    ends = (
        f"its last day is {say(standing.ends_on)}"
        if standing.ends_on is not None
        else "its term is not recorded"
    )
    arithmetic = (
        f" ({order.term.in_words()} beginning with that day)"
        if order.term is not None and order.ends_on is None and not standing.moved
        else ""
    )
    look.find(
        subject=order.ref.id,
        occurrence=f"release {release.ref.id}",
        says=(
            f"The release on {say(release.happened_on)} started {the_order(order)}; "
            f"{ends}{arithmetic}."
        ),
        due_on=standing.ends_on,
        evidence=(order.ref, release.ref, *standing.end_rests_on),
        clears="time, once the ports have been told; a corrected movement moves the start",
    )


TRAVEL_RESTRICTION_TERM = Rule(
    id="R39",
    name="tro.term",
    version=1,
    kind=FlagKind.REMINDER,
    severity=Severity.HIGH,
    told=(Recipient.OFFENDER_MANAGER,),
    source="Criminal Justice and Police Act 2001 s.33",
    look=travel_restriction_term,
    orders=frozenset({OrderKind.TRO}),
)
