"""R22: a notification that was due within a time, or beforehand, and did not come so."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rules.calendar import OutsideCalendarError
from rules.days import say
from rules.deadlines import Deadline, deadline, latest_before
from rules.duties import FirstNotification, NotifyBeforehand, NotifyChange
from rules.facts import Event, Holding, Ref
from rules.finding import Reason
from rules.look import Look
from rules.rule import Rule
from rules.standing import ProvisionStanding
from rules.timeliness import Lateness, days_to_wake, lateness
from rules.vocabulary import (
    DutyKind,
    EventKind,
    Feed,
    FlagKind,
    Notifiable,
    Recipient,
    Severity,
)
from rules.words import clause, days_late, thing


class Trigger(NamedTuple):
    """What had to be notified, by when, and the notice that answers it, if any.

    `happened` words what set the time running. `in_force_on` is the day on which the
    clause must bind for the duty to arise.
    """

    occurrence: str
    happened: str
    in_force_on: date
    due: Deadline
    answer: Event | None
    evidence: tuple[Ref, ...]


def notification_late(standing: ProvisionStanding, look: Look) -> None:
    """A thing had to be notified within a time the court set, and was not, or was late.

    Serious Crime Act 2007 s.25 and the clause's own words. The time is counted as the
    clause counts it: from the first day the clause is in force for a first notification,
    from the day a thing was got (or lost, where the clause says so) for a change, and
    backwards from the day it begins for notice beforehand. It is a reminder after the
    strict day and a flag only after the lenient one. Foreign travel has a rule of its own.
    """
    subject = standing.provision.ref.id
    notices = look.case.of_kind(EventKind.NOTICE_GIVEN)
    if not standing.spans:
        look.in_order(subject, "it is not in force or does not bind")
        return
    try:
        for trigger in _triggers(standing, notices, look):
            _judge(standing, trigger, notices, look)
    except OutsideCalendarError:
        look.cannot_tell(subject, Reason.OUTSIDE_CALENDAR)


def _triggers(
    standing: ProvisionStanding, notices: tuple[Event, ...], look: Look
) -> Iterator[Trigger]:
    duty = standing.provision.duty
    if isinstance(duty, FirstNotification):
        yield from _first(standing, duty, notices, look)
    elif isinstance(duty, NotifyChange):
        for holding in _holdings(duty.of, look):
            yield _gained(standing, duty, holding, notices, look)
            if duty.on_disposal and holding.until is not None:
                yield from _lost(standing, duty, holding, holding.until, notices, look)
    elif isinstance(duty, NotifyBeforehand):
        for holding in _holdings(duty.of, look):
            yield _beforehand(duty, holding, notices)


def _holdings(of: tuple[Notifiable, ...], look: Look) -> Iterator[Holding]:
    kinds = {notifiable.value for notifiable in of}
    return (holding for holding in look.case.holdings if holding.kind.value in kinds)


def _first(
    standing: ProvisionStanding,
    duty: FirstNotification,
    notices: tuple[Event, ...],
    look: Look,
) -> Iterator[Trigger]:
    first_day = standing.first_day
    if first_day is None or first_day > look.on:
        look.wake(first_day or look.on)
        return
    subject = standing.provision.ref.id
    yield Trigger(
        occurrence="first",
        happened=f"The first notification under this clause, in force from {say(first_day)},",
        in_force_on=first_day,
        due=_counted_on(standing, duty, first_day, look),
        answer=next((n for n in notices if n.provision_id == subject), None),
        evidence=(),
    )


def _gained(
    standing: ProvisionStanding,
    duty: NotifyChange,
    holding: Holding,
    notices: tuple[Event, ...],
    look: Look,
) -> Trigger:
    return Trigger(
        occurrence=f"fact {holding.ref.id}",
        happened=f"The {thing(holding.kind)} {holding.name}, held from {say(holding.since)},",
        in_force_on=holding.since,
        due=_counted_on(standing, duty, holding.since, look),
        answer=_notice_about(holding, notices),
        evidence=(holding.ref,),
    )


def _lost(
    standing: ProvisionStanding,
    duty: NotifyChange,
    holding: Holding,
    until: date,
    notices: tuple[Event, ...],
    look: Look,
) -> Iterator[Trigger]:
    if until > look.on:
        look.wake(until)
        return
    gained = _notice_about(holding, notices)
    later = tuple(n for n in notices if n.happened_on >= until and n is not gained)
    yield Trigger(
        occurrence=f"fact {holding.ref.id} lost",
        happened=f"The loss of the {thing(holding.kind)} {holding.name} on {say(until)}",
        in_force_on=until,
        due=_counted_on(standing, duty, until, look),
        answer=_notice_about(holding, later),
        evidence=(holding.ref,),
    )


def _beforehand(duty: NotifyBeforehand, holding: Holding, notices: tuple[Event, ...]) -> Trigger:
    return Trigger(
        occurrence=f"fact {holding.ref.id}",
        happened=(
            f"Notice of the {thing(holding.kind)} {holding.name}, held from {say(holding.since)},"
        ),
        in_force_on=holding.since,
        due=latest_before(duty.notice, event=holding.since),
        answer=_notice_about(holding, notices),
        evidence=(holding.ref,),
    )


def _counted_on(
    standing: ProvisionStanding,
    duty: FirstNotification | NotifyChange,
    start: date,
    look: Look,
) -> Deadline:
    order = standing.order.order
    return deadline(
        duty.within,
        start=start,
        nation=order.nation,
        court=order.court,
        calendar=look.calendar,
    )


def _notice_about(holding: Holding, notices: tuple[Event, ...]) -> Event | None:
    return next((n for n in notices if n.about_id == holding.ref.id), None)


def _judge(
    standing: ProvisionStanding, trigger: Trigger, notices: tuple[Event, ...], look: Look
) -> None:
    subject = standing.provision.ref.id
    due = trigger.due
    if not standing.in_force_on(trigger.in_force_on):
        look.in_order(subject, "{} was not in force", trigger.occurrence)
        return
    late = lateness(due, trigger.answer, look.on)
    for day in days_to_wake(due) if late.answered_by is None else ():
        look.wake(day)
    if late.default_on is None and not late.doubtful:
        look.in_order(subject, "{}: due {}, in order", trigger.occurrence, due.lenient)
        return
    if trigger.occurrence != "first" and _unlabelled(standing, trigger, notices):
        look.cannot_tell(subject, Reason.NOTICE_UNLABELLED)
        return
    complete_to = due.strict if late.doubtful else due.lenient
    if look.complete(Feed.NOTIFICATION_LOG, complete_to, subject):
        _find(standing, trigger, late, look)


def _unlabelled(standing: ProvisionStanding, trigger: Trigger, notices: tuple[Event, ...]) -> bool:
    """Whether a notice under this clause came in time and does not say what it is about."""
    return any(
        notice.about_id is None
        and notice.provision_id == standing.provision.ref.id
        and notice.happened_on <= trigger.due.lenient
        and (
            trigger.due.counted_from != trigger.in_force_on
            or notice.happened_on >= trigger.in_force_on
        )
        for notice in notices
    )


def _find(standing: ProvisionStanding, trigger: Trigger, late: Lateness, look: Look) -> None:
    number, wording = clause(standing.provision)
    due = trigger.due
    says = f"{trigger.happened} was due by {say(due.strict)} ({due.in_words()})."
    missing: str | None = "No notice of it is recorded"
    evidence = (standing.order.order.ref, standing.provision.ref, *trigger.evidence)
    if late.answered_by is not None:
        given_on = late.answered_by.happened_on
        says += f" It was given on {say(given_on)}, {_how_late(late.answered_by, due)}."
        evidence = (*evidence, late.answered_by.ref)
        missing = None
    look.find(
        kind=FlagKind.REMINDER if late.doubtful else FlagKind.SUSPECTED_NON_COMPLIANCE,
        subject=standing.provision.ref.id,
        occurrence=trigger.occurrence,
        says=says,
        missing=missing,
        feed=Feed.NOTIFICATION_LOG if missing else None,
        clause=number,
        wording=wording,
        due_on=due.strict,
        default_on=late.default_on,
        evidence=evidence,
        clears=f"a notice shown to have been given by {say(due.lenient)[4:]}, or a decision",
    )


def _how_late(answer: Event, due: Deadline) -> str:
    if answer.happened_on > due.lenient:
        return days_late(answer.happened_on, due.lenient)
    return "later that day than it was due"


NOTIFICATION_LATE = Rule(
    id="R22",
    name="notification.late",
    version=1,
    kind=FlagKind.SUSPECTED_NON_COMPLIANCE,
    severity=Severity.MEDIUM,
    severity_by_circumstance=True,
    told=(Recipient.OFFENDER_MANAGER,),
    source="Serious Crime Act 2007 s.25; the order's own clause",
    look=notification_late,
    duties=frozenset(
        {DutyKind.FIRST_NOTIFICATION, DutyKind.NOTIFY_CHANGE, DutyKind.NOTIFY_BEFOREHAND}
    ),
    reads=frozenset({EventKind.NOTICE_GIVEN}),
)
