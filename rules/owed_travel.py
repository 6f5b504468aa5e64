"""The notices of journeys abroad, and the reports of returns, owed under a clause."""

from collections.abc import Iterator
from datetime import date

from rules.calendar import OutsideCalendarError
from rules.days import say
from rules.deadlines import deadline, latest_before
from rules.duties import NotifyBeforehand, ReportReturn
from rules.facts import Event
from rules.finding import Reason
from rules.journeys import notices_about, to_place, unlabelled
from rules.look import Look
from rules.owed import Judged, Owed, OwedKind, OwedState, beyond_calendar, judged, made
from rules.standing import ProvisionStanding
from rules.timeliness import days_to_wake, in_time
from rules.travel import day_of_departure, departure_of, strictly_in_time
from rules.travel_return import may_be_reported
from rules.vocabulary import EventKind, Feed

_NOT_YET = Judged(OwedState.NOT_YET_DUE, None)
_IN_TIME = Judged(OwedState.IN_TIME, None)
_NOT_IN_FORCE = Judged(OwedState.NOT_IN_FORCE, None)


def _cannot(reason: Reason) -> Judged:
    return Judged(OwedState.CANNOT_BE_TOLD, reason)


def journeys_owed(
    standing: ProvisionStanding, duty: NotifyBeforehand, look: Look
) -> Iterator[Owed]:
    """Give the notice owed of each journey abroad, made or booked, while the clause binds."""
    journeys = look.case.of_kind(EventKind.JOURNEY_OUT)
    for journey in journeys:
        if standing.in_force_on(journey.happened_on):
            yield _departure(standing, duty, journey, look)
    named = {journey.about_id for journey in journeys}
    for booking in look.case.of_kind(EventKind.JOURNEY_BOOKED):
        departs_on = day_of_departure(booking)
        if (
            booking.ref.id not in named
            and departs_on is not None
            and departs_on > look.on
            and standing.in_force_on(departs_on)
        ):
            yield _booking(standing, duty, (booking, departs_on), look)


def _departure(
    standing: ProvisionStanding, duty: NotifyBeforehand, journey: Event, look: Look
) -> Owed:
    departure = departure_of(journey, standing, look)
    due = latest_before(duty.notice, event=journey.happened_at or journey.happened_on)
    notices = sorted(departure.notices, key=lambda notice: not strictly_in_time(due, notice))
    answer = next((n for n in notices if in_time(due, n)), next(iter(departure.notices), None))
    may_be = in_time if answer is None or not in_time(due, answer) else strictly_in_time
    if answer is not None and strictly_in_time(due, answer):
        found = _IN_TIME
    elif not standing.in_force_for(due):
        found = _cannot(Reason.NOTICE_DUE_OUT_OF_FORCE)
    elif any(may_be(due, n) for n in (*unlabelled(standing, look), *departure.doubtful)):
        found = _cannot(Reason.NOTICE_UNLABELLED)
    else:
        found = _found(standing, journey.happened_on, answer, look)
    return made(
        OwedKind.NOTICE,
        f"Notice of the journey abroad{to_place(journey)} on {say(journey.happened_on)}",
        due,
        found,
        days=(journey.happened_on, journey.happened_on),
        answer=answer,
        occurrence=f"fact {journey.ref.id}",
        by=journey.ref,
    )


def _booking(
    standing: ProvisionStanding, duty: NotifyBeforehand, booked: tuple[Event, date], look: Look
) -> Owed:
    booking, departs_on = booked
    due = latest_before(duty.notice, event=booking.detail.expected_at or departs_on)
    answer = next(iter(notices_about((booking.ref.id,), standing, look)), None)
    if answer is not None:
        found = _IN_TIME if in_time(due, answer) else Judged(OwedState.LATE, None)
    elif not standing.in_force_for(due):
        found = _NOT_IN_FORCE
    elif look.on < days_to_wake(due)[0]:
        found = _NOT_YET
    elif any(in_time(due, notice) for notice in unlabelled(standing, look)):
        found = _cannot(Reason.NOTICE_UNLABELLED)
    else:
        found = _found(standing, due.strict, None, look)
    return made(
        OwedKind.NOTICE,
        f"Notice of the journey abroad{to_place(booking)} booked for {say(departs_on)}",
        due,
        found,
        days=(departs_on, departs_on),
        answer=answer,
        occurrence=f"fact {booking.ref.id}",
        by=booking.ref,
    )


def _found(
    standing: ProvisionStanding, complete_to: date, answer: Event | None, look: Look
) -> Judged:
    if not look.complete(Feed.NOTIFICATION_LOG, complete_to, standing.provision.ref.id):
        return _cannot(Reason.FEED_NOT_COMPLETE)
    return Judged(OwedState.NOT_RECEIVED if answer is None else OwedState.LATE, None)


def returns_owed(standing: ProvisionStanding, duty: ReportReturn, look: Look) -> Iterator[Owed]:
    """Give the report owed of each return to the United Kingdom while the clause binds."""
    for back in look.case.of_kind(EventKind.JOURNEY_BACK):
        if standing.in_force_on(back.happened_on):
            yield _return(standing, duty, back, look)


def _return(standing: ProvisionStanding, duty: ReportReturn, back: Event, look: Look) -> Owed:
    order, due = standing.order, None
    answer = next(iter(notices_about((back.ref.id,), standing, look)), None)
    try:
        due = deadline(
            duty.within,
            start=back.happened_at or back.happened_on,
            nation=order.nation,
            court=order.court,
            calendar=look.calendar,
        )
    except OutsideCalendarError:
        found = beyond_calendar(look, ended_on=back.happened_on)
    else:
        unclear = may_be_reported(standing, back, due, look)
        doubt = Reason.NOTICE_UNLABELLED if unclear else None
        found = judged(standing, due, answer, look, doubt=doubt, feed=Feed.NOTIFICATION_LOG)
    return made(
        OwedKind.RETURN,
        f"Report of the return to the United Kingdom on {say(back.happened_on)}",
        due,
        found,
        days=(back.happened_on, back.happened_on),
        answer=answer,
        occurrence=f"fact {back.ref.id}",
        by=back.ref,
    )
