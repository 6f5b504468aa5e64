"""The notices, reports of returns and answers owed under a clause, and other acts by a day."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from rules import money
from rules.calendar import OutsideCalendarError
from rules.days import NEVER, say
from rules.deadlines import Deadline, deadline
from rules.duties import (
    AnswerNotice,
    FirstNotification,
    NotifyBeforehand,
    NotifyChange,
    Pay,
    SurrenderDocument,
)
from rules.finding import Reason
from rules.look import Look
from rules.notification import Trigger, doubt_of, due_of, holdings_to_notify, notice_about
from rules.officer_notice import Asked, asked_by, logs_complete
from rules.officer_notice import doubt_of as doubt_of_answer
from rules.owed import Judged, Owed, OwedKind, OwedState, beyond_calendar, judged, made
from rules.owed_travel import journeys_owed, returns_owed
from rules.standing import ProvisionStanding
from rules.vocabulary import Counting, DutyKind, EventKind, Feed, Notifiable

_NOT_YET = Judged(OwedState.NOT_YET_DUE, None)
_IN_TIME = Judged(OwedState.IN_TIME, None)
_NOT_IN_FORCE = Judged(OwedState.NOT_IN_FORCE, None)
_BACK = frozenset({Counting.CLEAR_BEFORE, Counting.NOT_LESS_BEFORE})


def _cannot(reason: Reason) -> Judged:
    return Judged(OwedState.CANNOT_BE_TOLD, reason)


def _first_notification(
    standing: ProvisionStanding, _duty: FirstNotification, look: Look
) -> Iterator[Owed]:
    first_day = standing.spans[0][0]
    notices = look.answering(EventKind.NOTICE_GIVEN).get(standing.provision.ref.id, ())
    trigger = Trigger(first_day, first_day, notices[0] if notices else None, None)
    yield _notice(OwedKind.FIRST_NOTIFICATION, standing, trigger, look)


def _changes(standing: ProvisionStanding, duty: NotifyChange, look: Look) -> Iterator[Owed]:
    for holding in holdings_to_notify(standing, duty.of, look):
        if standing.in_force_on(holding.since):
            answer = notice_about(holding, standing, look)
            trigger = Trigger(holding.since, holding.since, answer, holding)
            yield _notice(OwedKind.NOTICE, standing, trigger, look)
        until = holding.until
        if duty.on_disposal and until is not None and standing.in_force_on(until):
            answer = notice_about(holding, standing, look, since=until)
            trigger = Trigger(until, holding.since, answer, holding, lost=True)
            yield _notice(OwedKind.NOTICE, standing, trigger, look)


def _beforehand(standing: ProvisionStanding, duty: NotifyBeforehand, look: Look) -> Iterator[Owed]:
    of = tuple(kind for kind in duty.of if kind is not Notifiable.FOREIGN_TRAVEL)
    for holding in holdings_to_notify(standing, of, look):
        if standing.in_force_on(holding.since):
            answer = notice_about(holding, standing, look)
            trigger = Trigger(holding.since, date.min, answer, holding)
            yield _notice(OwedKind.NOTICE, standing, trigger, look)
    if len(of) < len(duty.of):
        yield from journeys_owed(standing, duty, look)


def _notice(kind: OwedKind, standing: ProvisionStanding, trigger: Trigger, look: Look) -> Owed:
    due: Deadline | None
    try:
        due = due_of(standing, trigger, look)
    except OutsideCalendarError:
        due, found = None, beyond_calendar(look, ended_on=trigger.set_off_on)
    else:
        doubt = doubt_of(standing, trigger, due, look)
        found = judged(standing, due, trigger.answer, look, doubt=doubt, feed=Feed.NOTIFICATION_LOG)
    return made(
        kind,
        trigger.words.rstrip(","),
        due,
        found,
        days=(trigger.set_off_on, trigger.set_off_on),
        answer=trigger.answer,
        occurrence=trigger.occurrence,
        by=None if trigger.holding is None else trigger.holding.ref,
    )


def _answers(standing: ProvisionStanding, _duty: AnswerNotice, look: Look) -> Iterator[Owed]:
    served = look.answering(EventKind.OFFICER_NOTICE_SERVED)
    for notice in (*served.get(standing.provision.ref.id, ()), *served.get(None, ())):
        if not standing.in_force_on(notice.happened_on):
            continue
        asked = asked_by(notice, look)
        found = (
            _cannot(Reason.NOTICE_WITHOUT_TIME)
            if asked is None
            else _answered(standing, asked, look)
        )
        yield Owed(
            OwedKind.ANSWER,
            f"fact {notice.ref.id}",
            f"Answer to the officer's notice served on {say(notice.happened_on)}",
            notice.happened_on,
            notice.happened_on,
            None if asked is None else asked.day,
            None if asked is None else asked.day,
            "" if asked is None else f"the notice asked for it by {asked.due_in_words}",
            None if asked is None else asked.moment,
            None if asked is None else asked.answer,
            found.state,
            found.doubt,
            notice.ref,
        )


def _answered(standing: ProvisionStanding, asked: Asked, look: Look) -> Judged:
    answer = asked.answer
    if not standing.in_force_on(asked.day):
        return _NOT_IN_FORCE
    if answer is not None and asked.met_by(answer):
        return _IN_TIME
    doubt = doubt_of_answer(standing, asked, look)
    if not NEVER != asked.default_from <= look.on:
        return Judged(OwedState.NOT_YET_DUE, doubt)
    if doubt is not None:
        return _cannot(doubt)
    if not logs_complete(asked.day, standing.provision.ref.id, look):
        return _cannot(Reason.FEED_NOT_COMPLETE)
    return Judged(OwedState.NOT_RECEIVED if answer is None else OwedState.LATE, None)


def _document(standing: ProvisionStanding, duty: SurrenderDocument, look: Look) -> Iterator[Owed]:
    """Give the document to hand over; no rule looks at whether it was."""
    first_day, order, due = standing.spans[0][0], standing.order, None
    if duty.within.counting in _BACK:
        found = _cannot(Reason.NO_RULE)
    else:
        try:
            due = deadline(
                duty.within,
                start=first_day,
                nation=order.nation,
                court=order.court,
                calendar=look.calendar,
            )
        except OutsideCalendarError:
            found = beyond_calendar(look, ended_on=first_day)
        else:
            found = _for_a_person(standing, due.lenient, look)
    yield made(
        OwedKind.DOCUMENT,
        f"Handing over of: {duty.document}",
        due,
        found,
        days=(first_day, first_day),
        occurrence="first",
    )


def _payment(standing: ProvisionStanding, duty: Pay, look: Look) -> Iterator[Owed]:
    """Give the payment to be made; no rule looks at whether it was."""
    yield Owed(
        OwedKind.PAYMENT,
        "first",
        f"Payment of {money.in_words(duty.amount, duty.currency)}",
        duty.due_on,
        duty.due_on,
        duty.due_on,
        duty.due_on,
        f"by {say(duty.due_on)}, that day counted",
        None,
        None,
        *_for_a_person(standing, duty.due_on, look),
    )


def _for_a_person(standing: ProvisionStanding, due_on: date, look: Look) -> Judged:
    if not standing.in_force_on(due_on):
        return _NOT_IN_FORCE
    return _NOT_YET if look.on <= due_on else _cannot(Reason.NO_RULE)


_OWED: dict[DutyKind, Callable[[ProvisionStanding, Any, Look], Iterable[Owed]]] = {
    DutyKind.FIRST_NOTIFICATION: _first_notification,
    DutyKind.NOTIFY_CHANGE: _changes,
    DutyKind.NOTIFY_BEFOREHAND: _beforehand,
    DutyKind.REPORT_RETURN: returns_owed,
    DutyKind.ANSWER_NOTICE: _answers,
    DutyKind.SURRENDER_DOCUMENT: _document,
    DutyKind.PAY: _payment,
}
DUTIES_BY_EVENT = frozenset(_OWED)
"""The duties under which something is owed when something happens, or once."""


def notices_owed(standing: ProvisionStanding, look: Look) -> Iterable[Owed]:
    """Give what is owed under a clause that is no report for a period, in no order."""
    of_duty = _OWED.get(standing.provision.duty.kind)
    if of_duty is None or not standing.spans:
        return ()
    return of_duty(standing, standing.provision.duty, look)
