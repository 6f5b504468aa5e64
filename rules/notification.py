"""R22: a notification that was due within a time, or beforehand, and did not come so."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rules.calendar import OutsideCalendarError
from rules.days import later, say
from rules.deadlines import Deadline, deadline, latest_before
from rules.duties import FirstNotification, NotifyBeforehand, NotifyChange
from rules.facts import Event, Holding
from rules.finding import Reason
from rules.look import Look
from rules.rule import Rule
from rules.standing import ProvisionStanding
from rules.timeliness import Lateness, always_in_time, days_to_wake, how_late, in_time, lateness
from rules.vocabulary import (
    DutyKind,
    EventKind,
    Feed,
    FlagKind,
    HoldingKind,
    Notifiable,
    Recipient,
    Severity,
)
from rules.words import clause, thing

_HOLDINGS = {kind.value: kind for kind in HoldingKind}


class Trigger(NamedTuple):
    """What had to be notified, and the notice that answers it, if any.

    `set_off_on` is the day that set the time running, on which the clause binds; for
    notice beforehand, the day the thing began. `notices_from` is the first day on which
    a notice that does not say what it is about may be the answer. A loss can be told of
    before its day, and a notice about the thing does not say whether it tells of the loss.
    """

    set_off_on: date
    notices_from: date
    answer: Event | None
    holding: Holding | None
    lost: bool = False

    @property
    def occurrence(self) -> str:
        """What sets this duty apart from others under the clause."""
        if self.holding is None:
            return "first"
        return f"fact {self.holding.ref.id}{' lost' if self.lost else ''}"

    @property
    def words(self) -> str:
        """What was due, to begin a sentence with."""
        day = say(self.set_off_on)
        if self.holding is None:
            return f"The first notification under this clause, in force from {day},"
        named = f"{thing(self.holding.kind)} {self.holding.name}"
        if self.lost:
            return f"Notice of the loss of the {named} on {day}"
        return f"Notice of the {named}, held from {day},"


def notification_late(standing: ProvisionStanding, look: Look) -> None:
    """A thing had to be notified within a time the court set, and was not, or was late.

    Serious Crime Act 2007 s.25 and the clause's own words. The time is counted as the
    clause counts it: from the first day the clause is in force for a first notification,
    from the day a thing was got (or lost, where the clause says so) for a change, and
    backwards from the day it begins for notice beforehand. The clause must be in force on
    that day and on the day the notice is due. It is a reminder after the strict day and
    a flag only after the lenient one. What no recorded fact would show is listed, but for
    travel, whose notice beforehand has a rule of its own. A second notice
    about a thing, given before its loss, may tell of it and is put to an officer.
    """
    if not standing.spans:
        look.in_order(standing.provision.ref.id, "it is not in force or does not bind")
        return
    duty = standing.provision.duty
    if isinstance(duty, FirstNotification):
        _look_at_first(standing, duty, look)
    elif isinstance(duty, NotifyChange):
        _look_at_changes(standing, duty, look)
    elif isinstance(duty, NotifyBeforehand):
        _look_at_beginnings(standing, duty, look)


def _look_at_first(standing: ProvisionStanding, duty: FirstNotification, look: Look) -> None:
    first_day = standing.spans[0][0]
    if first_day > look.on:
        look.wake(first_day)
        return
    notices = look.answering(EventKind.NOTICE_GIVEN).get(standing.provision.ref.id, ())
    answer = notices[0] if notices else None
    if answer is None or answer.happened_on > later(first_day, always_in_time(duty.within)):
        trigger = Trigger(first_day, first_day, answer, None)
        _judge(standing, trigger, look)


def _look_at_changes(standing: ProvisionStanding, duty: NotifyChange, look: Look) -> None:
    surely = always_in_time(duty.within)
    for holding in holdings_to_notify(standing, duty.of, look):
        if standing.in_force_on(holding.since):
            answer = notice_about(holding, standing, look)
            if answer is None or answer.happened_on - holding.since > surely:
                _judge(standing, Trigger(holding.since, holding.since, answer, holding), look)
        if duty.on_disposal and holding.until is not None:
            _look_at_loss(standing, holding, holding.until, look)


def _look_at_loss(standing: ProvisionStanding, holding: Holding, until: date, look: Look) -> None:
    if not standing.in_force_on(until):
        return
    if until > look.on:
        look.wake(until)
        return
    answer = notice_about(holding, standing, look, since=until)
    _judge(standing, Trigger(until, holding.since, answer, holding, lost=True), look)


def _look_at_beginnings(standing: ProvisionStanding, duty: NotifyBeforehand, look: Look) -> None:
    of = tuple(kind for kind in duty.of if kind is not Notifiable.FOREIGN_TRAVEL)
    for holding in holdings_to_notify(standing, of, look):
        if standing.in_force_on(holding.since):
            answer = notice_about(holding, standing, look)
            _judge(standing, Trigger(holding.since, date.min, answer, holding), look)


def holdings_to_notify(
    standing: ProvisionStanding, of: tuple[Notifiable, ...], look: Look
) -> Sequence[Holding]:
    """Return the holdings that must be notified; list what no holding would show."""
    kinds = _kinds(of)
    if len(kinds) < len(of):
        look.list_in_force(standing, Reason.NO_FACTS, rule=look.rule.name)
    return [holding for holding in look.case.holdings if holding.kind in kinds]


@lru_cache(maxsize=1024)
def _kinds(of: tuple[Notifiable, ...]) -> tuple[HoldingKind, ...]:
    return tuple(_HOLDINGS[notifiable] for notifiable in of if notifiable in _HOLDINGS)


def notice_about(
    holding: Holding,
    standing: ProvisionStanding,
    look: Look,
    *,
    since: date = date.min,
    other_than: Event | None = None,
) -> Event | None:
    """Return the first notice about a holding, on or after *since*, that can answer this clause.

    A notice given under a clause of another order answers to that order alone.
    """
    notices = look.about(EventKind.NOTICE_GIVEN).get(holding.ref.id)
    if notices is None:
        return None
    subject = standing.provision.ref.id
    for notice in notices:
        answers_to = notice.provision_id
        if (
            notice.happened_on >= since
            and notice is not other_than
            and (
                answers_to == subject or answers_to is None or standing.order.has_clause(answers_to)
            )
        ):
            return notice
    return None


def _may_tell_of_loss(standing: ProvisionStanding, trigger: Trigger, look: Look) -> bool:
    """Whether a notice given before a loss may tell of it: one that answers no gain."""
    holding = trigger.holding
    if holding is None or not trigger.lost:
        return False
    owed = standing.in_force_on(holding.since)
    of_gain = notice_about(holding, standing, look) if owed else None
    other = notice_about(holding, standing, look, other_than=of_gain)
    return other is not None and other.happened_on < trigger.set_off_on


def due_of(standing: ProvisionStanding, trigger: Trigger, look: Look) -> Deadline:
    """Say when notice of a trigger is due, or raise OutsideCalendarError."""
    duty, order = standing.provision.duty, standing.order
    if isinstance(duty, NotifyBeforehand):
        return latest_before(duty.notice, event=trigger.set_off_on)
    if not isinstance(duty, FirstNotification | NotifyChange):
        raise TypeError(f"{duty.kind} is not a duty to notify")
    return deadline(
        duty.within,
        start=trigger.set_off_on,
        nation=order.nation,
        court=order.court,
        calendar=look.calendar,
    )


def _judge(standing: ProvisionStanding, trigger: Trigger, look: Look) -> None:
    subject = standing.provision.ref.id
    try:
        due = due_of(standing, trigger, look)
    except OutsideCalendarError:
        look.cannot_tell(subject, Reason.OUTSIDE_CALENDAR)
        return
    if not standing.in_force_for(due):
        look.in_order(subject, "not in force when due on {}", due.lenient)
        return
    late = lateness(due, trigger.answer, look.on)
    if late.answered_by is None:
        for day in days_to_wake(due):
            look.wake(day)
    if late.default_on is None and not late.doubtful:
        look.in_order(subject, "due {}, in order", due.lenient)
    elif (doubt := doubt_of(standing, trigger, due, look)) is not None:
        look.cannot_tell(subject, doubt)
    elif look.complete(
        Feed.NOTIFICATION_LOG, due.strict if late.doubtful else due.lenient, subject
    ):
        _find(standing, trigger, (due, late), look)


def doubt_of(
    standing: ProvisionStanding, trigger: Trigger, due: Deadline, look: Look
) -> Reason | None:
    """Say why a person must decide whether the notice is missing, if so."""
    if _may_be_answered(standing, trigger, due, look):
        return Reason.NOTICE_UNLABELLED
    if _may_tell_of_loss(standing, trigger, look):
        return Reason.NOTICE_BEFORE_LOSS
    return None


def _may_be_answered(
    standing: ProvisionStanding, trigger: Trigger, due: Deadline, look: Look
) -> bool:
    """Whether a notice came in time that may be the one, but does not say so."""
    answering = look.answering(EventKind.NOTICE_GIVEN)
    named = () if trigger.holding is None else answering.get(standing.provision.ref.id, ())
    return any(
        notice.about_id is None
        and trigger.notices_from <= notice.happened_on
        and in_time(due, notice)
        for notice in (*named, *answering.get(None, ()))
    )


def _find(
    standing: ProvisionStanding, trigger: Trigger, judged: tuple[Deadline, Lateness], look: Look
) -> None:
    due, late = judged
    number, wording = clause(standing.provision)
    says = f"{trigger.words} was due by {say(due.strict)} ({due.in_words()})."
    evidence = standing.rests_on(due.lenient)
    if trigger.holding is not None:
        evidence = (*evidence, trigger.holding.ref)
    missing: str | None = "No notice of it is recorded"
    if late.answered_by is not None:
        given_on = late.answered_by.happened_on
        says += f" It was given on {say(given_on)}, {how_late(late.answered_by, due)}."
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
