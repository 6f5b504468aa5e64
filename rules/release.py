"""R11 and R12: orders that wait for release, and orders that release has started."""

from datetime import timedelta

from rules.days import ONE_DAY, say
from rules.facts import Order, ReleaseDate
from rules.finding import Reason
from rules.look import Look
from rules.rule import Rule
from rules.standing import OrderStanding
from rules.vocabulary import (
    Feed,
    FlagKind,
    OrderKind,
    Recipient,
    ReleaseDateKind,
    Severity,
)
from rules.words import opening, the_order

EXPECTED_RELEASE = (
    ReleaseDateKind.CONFIRMED_RELEASE,
    ReleaseDateKind.RELEASE,
    ReleaseDateKind.POST_RECALL_RELEASE,
    ReleaseDateKind.CONDITIONAL_RELEASE,
    ReleaseDateKind.AUTOMATIC_RELEASE,
)
"""Which recorded date says when release is expected: the first of these that is held."""


def release_not_recorded(standing: OrderStanding, look: Look) -> None:
    """An order waits for release, the expected day has passed, and no release is recorded.

    Serious Crime Act 2007 s.16(3): provisions may start on release. Raised from the day
    after the expected day, once the feed of movements is complete to it: either the
    person is out and the order is running unseen, or the date is wrong.
    """
    order, subject = standing.order, standing.order.ref.id
    if not standing.waits_for_release or look.on >= standing.over_from:
        look.in_order(subject, "it does not wait for a release")
        return
    look.wake(standing.over_from)
    expected = _expected_release(order, look)
    if expected is None:
        look.cannot_tell(subject, Reason.NO_RELEASE_DATE)
        return
    if look.on <= expected.falls_on:
        look.wake(expected.falls_on + ONE_DAY)
        look.in_order(subject, "release is expected on {}", expected.falls_on)
        return
    if not look.complete(Feed.PRISON_MOVEMENTS, expected.falls_on, subject):
        return
    look.find(
        subject=subject,
        occurrence=f"release date {expected.ref.id}",
        says=(
            f"{opening(the_order(order))} starts on release. Release was expected on "
            f"{say(expected.falls_on)} ({expected.kind.value.replace('_', ' ')} date)."
        ),
        missing="No release is recorded",
        feed=Feed.PRISON_MOVEMENTS,
        due_on=expected.falls_on,
        evidence=(order.ref, expected.ref),
        clears="the movement out of prison, or a corrected release date",
    )


def started_on_release(standing: OrderStanding, look: Look) -> None:
    """A release has started an order that waited for it; its first duties now fall due.

    Serious Crime Act 2007 s.16. The order, or some of its provisions, start on the day
    of the first real release after it was made. A travel restriction order has a rule of
    its own, and an order that does not bind starts no duty until it does. The reminder
    is one per release: if the movement is corrected, the start moves with it. It lapses
    after the days policy gives it.
    """
    order, release, bound_from = standing.order, standing.release, standing.bound_from
    if release is None or bound_from is None:
        look.in_order(order.ref.id, "no release has started it, or it does not bind")
        return
    live_from = max(release.happened_on, bound_from)
    days = look.figures.start_reminder_days.on(live_from) + 1
    lapses = min(live_from + timedelta(days=days), standing.over_from)
    if look.on >= lapses:
        look.in_order(order.ref.id, "it started on release on {}", release.happened_on)
        return
    look.wake(lapses)
    numbers = [p.provision.number for p in standing.provisions if p.on_release]
    clauses = f"clause {numbers[0]}" if len(numbers) == 1 else f"clauses {', '.join(numbers)}"
    ends = f" It ends on {say(standing.ends_on)}." if standing.ends_on else ""
    look.find(
        subject=order.ref.id,
        occurrence=f"release {release.ref.id}",
        says=(
            f"The release on {say(release.happened_on)} started {clauses} of "
            f"{the_order(order)}. Duties counted from the start now run.{ends}"
        ),
        due_on=release.happened_on,
        evidence=(order.ref, release.ref),
        clears="time, once the first duties are in hand; a corrected movement moves the start",
    )


def _expected_release(order: Order, look: Look) -> ReleaseDate | None:
    """Return the date to go by: of the first kind that is held, the earliest."""
    dates = [date for date in look.case.release_dates if date.falls_on >= order.made_on]
    for kind in EXPECTED_RELEASE if dates else ():
        held = [date for date in dates if date.kind is kind]
        if held:
            return min(held, key=lambda date: (date.falls_on, date.ref))
    return None


RELEASE_NOT_RECORDED = Rule(
    id="R11",
    name="custody.release_not_recorded",
    version=1,
    kind=FlagKind.DEFECT,
    severity=Severity.HIGH,
    told=(Recipient.OFFENDER_MANAGER, Recipient.PRISON_INTELLIGENCE),
    source="Serious Crime Act 2007 s.16(3)",
    look=release_not_recorded,
)

STARTED_ON_RELEASE = Rule(
    id="R12",
    name="order.started_on_release",
    version=1,
    kind=FlagKind.REMINDER,
    severity=Severity.HIGH,
    told=(Recipient.OFFENDER_MANAGER, Recipient.PROBATION),
    source="Serious Crime Act 2007 s.16",
    look=started_on_release,
    orders=frozenset(OrderKind) - {OrderKind.TRO},
)
