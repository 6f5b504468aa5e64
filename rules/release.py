"""R11 and R12: orders that wait for release, and orders that release has started."""

from collections.abc import Iterator
from datetime import date, timedelta

from rules.days import later, say
from rules.expected_release import expected_release
from rules.facts import Movement, Ref
from rules.finding import Reason
from rules.look import Look
from rules.rule import Rule
from rules.standing import OrderStanding, ProvisionStanding
from rules.vocabulary import Feed, FlagKind, OrderKind, Recipient, Severity
from rules.words import clauses_in_words, opening, the_order


def release_not_recorded(standing: OrderStanding, look: Look) -> None:
    """An order waits for release, the expected day has passed, and no release is recorded.

    Serious Crime Act 2007 s.16(3): provisions may start on release. A clause waits only if
    a release would start it: not one that is over, was removed, or came with a variation
    that binds nobody. A clause of a later variation waits for a release since then. Raised
    from the day
    after the expected day, once the feed of movements is complete to it: either the
    person is out and the order is running unseen, or the date is wrong.
    """
    order, subject = standing.order, standing.order.ref.id
    waiting = [p for p in standing.provisions if p.on_release and _waits(p, look)]
    since = _waiting_since(standing, waiting)
    if since is None or look.on >= standing.over_from:
        look.in_order(subject, "it does not wait for a release")
        return
    look.wake(standing.over_from)
    expected = expected_release(look.case.release_dates, since=since)
    if expected is None:
        look.cannot_tell(subject, Reason.NO_RELEASE_DATE)
        return
    if look.on <= expected.falls_on:
        look.wake(later(expected.falls_on))
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
        evidence=tuple(dict.fromkeys((order.ref, *_variations(waiting), expected.ref))),
        clears="the movement out of prison, or a corrected release date",
    )


def started_on_release(standing: OrderStanding, look: Look) -> None:
    """A release has started an order that waited for it; its first duties now fall due.

    Serious Crime Act 2007 s.16. The order, or some of its provisions, start on the day
    of the first real release after it was made, or after the variation that brought them
    in. A clause that never came into force is not named. A travel restriction order has a
    rule of its own, and an order that does not bind starts no duty until it does. The
    reminder is one per release: if the movement is corrected, the start moves with it. It
    names each clause for the days policy gives it.
    """
    started = [p for p in standing.provisions if p.release is not None and p.spans]
    if not started:
        look.in_order(standing.order.ref.id, "no release has started it, or it does not bind")
        return
    for release in dict.fromkeys(p.release for p in started if p.release is not None):
        clauses = [p for p in started if p.release == release and _just_started(p, standing, look)]
        if clauses:
            _find_started(release, clauses, standing, look)
        else:
            look.in_order(standing.order.ref.id, "it started on release on {}", release.happened_on)


def _just_started(clause: ProvisionStanding, standing: OrderStanding, look: Look) -> bool:
    """Whether the reminder of a clause's start still stands."""
    if clause.starts_on is None or standing.bound_from is None:
        return False
    live_from = max(clause.starts_on, standing.bound_from)
    days = look.figures.start_reminder_days.on(live_from) + 1
    lapses = min(later(live_from, timedelta(days=days)), standing.over_from)
    look.wake(lapses)
    return look.on < lapses


def _find_started(
    release: Movement, started: list[ProvisionStanding], standing: OrderStanding, look: Look
) -> None:
    order = standing.order
    clauses = clauses_in_words([p.provision.number for p in started])
    ends = f" It ends on {say(standing.ends_on)}." if standing.ends_on else ""
    varied = (*_variations(started), *standing.end_rests_on)
    look.find(
        subject=order.ref.id,
        occurrence=f"release {release.ref.id}",
        says=(
            f"The release on {say(release.happened_on)} started {clauses} of "
            f"{the_order(order)}. Duties counted from the start now run.{ends}"
        ),
        due_on=release.happened_on,
        evidence=tuple(dict.fromkeys((order.ref, release.ref, *varied))),
        clears="time, once the first duties are in hand; a corrected movement moves the start",
    )


def _waits(clause: ProvisionStanding, look: Look) -> bool:
    """Whether a clause waits for a release that could still start it."""
    if clause.waits_since is None:
        return False
    ends_on = clause.provision.ends_on
    if ends_on is not None:
        look.wake(later(ends_on))
    return ends_on is None or look.on <= ends_on


def _waiting_since(standing: OrderStanding, waiting: list[ProvisionStanding]) -> date | None:
    """Return the day from which a release is waited for, None where none is."""
    order = standing.order
    if order.kind is OrderKind.TRO and standing.release is None:
        return order.made_on
    return min((p.waits_since for p in waiting if p.waits_since is not None), default=None)


def _variations(clauses: list[ProvisionStanding]) -> Iterator[Ref]:
    """Give the variations that brought clauses in, each with the service that made it bind."""
    for clause in clauses:
        if clause.brought_in is not None:
            yield from clause.brought_in.refs


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
