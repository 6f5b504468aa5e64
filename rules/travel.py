"""R26: a journey abroad without the notice that was to come before it."""

from datetime import date
from typing import NamedTuple

from rules.days import day_of, say
from rules.deadlines import Deadline, latest_before
from rules.duties import NotifyBeforehand
from rules.facts import Event
from rules.finding import Reason
from rules.grades import is_weak
from rules.journeys import WEAK, kind_of, notices_about, same_place, to_place, unlabelled
from rules.look import Look
from rules.rule import Rule
from rules.standing import ProvisionStanding
from rules.timeliness import days_to_wake, how_late, in_time
from rules.vocabulary import (
    DutyKind,
    EventKind,
    Feed,
    FlagKind,
    Notifiable,
    Recipient,
    Severity,
)
from rules.words import clause


class Departure(NamedTuple):
    """A journey out, the booking it was made by if one is recorded, and its notices.

    `doubtful` are notices of bookings for that day that may be of another journey.
    """

    journey: Event
    booking: Event | None
    notices: tuple[Event, ...]
    doubtful: tuple[Event, ...]

    @property
    def words(self) -> str:
        """The journey, to begin a sentence with."""
        place, day = to_place(self.journey), say(self.journey.happened_on)
        return f"The journey out of the United Kingdom{place} on {day}"


def travel_without_notice(standing: ProvisionStanding, look: Look) -> None:
    """A journey abroad began, or is booked, without the notice that must come before it.

    Serious Crime Act 2007 s.25 and the clause's own words. The time is counted back from
    the day of departure, or from its moment where the notice is in hours. A notice about a
    journey or about its booking serves both; a booking is of the journey that names it, or
    else of one journey on the day it was booked for, to the same place if both are said; a
    notice in time of another booking for that day is put to an officer, unless that booking
    is plainly of another journey. Notice after the strict day and by the lenient
    one is a reminder; later, or none, a flag. The clause must be in force on the day of
    departure, and it is put to an officer where it was not when notice fell due. A booking
    is reminded of once the time for notice has passed, until notice is given or the journey
    was to begin. A journey known from weakly graded intelligence is a line of enquiry.
    """
    duty, subject = standing.provision.duty, standing.provision.ref.id
    if not isinstance(duty, NotifyBeforehand) or Notifiable.FOREIGN_TRAVEL not in duty.of:
        look.in_order(subject, "it is not about foreign travel")
        return
    if not standing.spans:
        look.in_order(subject, "it is not in force or does not bind")
        return
    journeys = look.case.of_kind(EventKind.JOURNEY_OUT)
    for journey in journeys:
        if standing.in_force_on(journey.happened_on):
            _judge_departure(standing, duty, departure_of(journey, standing, look), look)
    named = {journey.about_id for journey in journeys}
    for booking in look.case.of_kind(EventKind.JOURNEY_BOOKED):
        if booking.ref.id not in named:
            _judge_booking(standing, duty, booking, look)


def departure_of(journey: Event, standing: ProvisionStanding, look: Look) -> Departure:
    """Return a journey out with its booking, and the notices of either."""
    booked = _booked_for(journey, look)
    if journey.about_id is None:
        booking = booked.of.get(journey.ref.id)
    else:
        bookings = look.case.of_kind(EventKind.JOURNEY_BOOKED)
        so_far = [b for b in bookings if b.happened_on <= journey.happened_on]
        booking = next((b for b in so_far if b.ref.id == journey.about_id), None)
    same = {journey.ref.id, journey.about_id, booking.ref.id if booking else None}
    ids = sorted(fact for fact in same if fact is not None)
    return Departure(
        journey,
        booking,
        tuple(notices_about(ids, standing, look)),
        tuple(notices_about(booked.doubtful(journey), standing, look)),
    )


class _Booked(NamedTuple):
    """The bookings for one day that no known journey names, and the journey each is taken for.

    `of` gives a journey's id its booking; no booking is of two journeys.
    """

    bookings: list[Event]
    of: dict[int, Event]
    journeys: list[Event]

    def doubtful(self, journey: Event) -> list[int]:
        """Return the ids of the bookings that may be of *journey*, but are not taken for it."""
        if journey.about_id is not None:
            return []
        plainly = {
            booking.ref.id
            for other in self.journeys
            if (booking := self.of.get(other.ref.id)) and _to_the_same_place(booking, other)
        }
        return [
            booking.ref.id
            for booking in self.bookings
            if booking is not self.of.get(journey.ref.id)
            and (booking.ref.id not in plainly or _to_the_same_place(booking, journey))
        ]


def _booked_for(journey: Event, look: Look) -> _Booked:
    """Share out the bookings for a journey's day: by place first, weakly known journeys last."""
    day = journey.happened_on
    so_far = [o for o in look.case.of_kind(EventKind.JOURNEY_OUT) if o.happened_on <= day]
    named = {other.about_id for other in so_far if not is_weak(other.detail.grade)}
    free = [
        booking
        for booking in look.case.of_kind(EventKind.JOURNEY_BOOKED)
        if booking.ref.id not in named and day_of_departure(booking) == day >= booking.happened_on
    ]
    unnamed = [o for o in so_far if o.happened_on == day and o.about_id is None]
    unnamed.sort(key=lambda other: (is_weak(other.detail.grade), other.ref))
    of: dict[int, Event] = {}
    for fits in (_to_the_same_place, _place_not_said):
        for other in unnamed:
            taken = {booking.ref.id for booking in of.values()}
            fit = (b for b in free if b.ref.id not in taken and fits(b, other))
            if other.ref.id not in of and (booking := next(fit, None)) is not None:
                of[other.ref.id] = booking
    return _Booked(free, of, unnamed)


def _to_the_same_place(booking: Event, journey: Event) -> bool:
    booked, reached = booking.detail.place, journey.detail.place
    return bool(booked and reached) and same_place(booked or "", reached or "")


def _place_not_said(booking: Event, journey: Event) -> bool:
    return not (booking.detail.place and journey.detail.place)


def day_of_departure(booking: Event) -> date | None:
    """Return the day a departure is booked for, None where it is not recorded."""
    moment = booking.detail.expected_at
    return booking.detail.expected_on if moment is None else day_of(moment)


def strictly_in_time(due: Deadline, notice: Event) -> bool:
    """Whether a notice was given in time, however the law is read."""
    return in_time(due, notice) and notice.happened_on <= due.strict


def _judge_departure(
    standing: ProvisionStanding, duty: NotifyBeforehand, departure: Departure, look: Look
) -> None:
    subject, journey = standing.provision.ref.id, departure.journey
    due = latest_before(duty.notice, event=journey.happened_at or journey.happened_on)
    arguable = next((n for n in departure.notices if in_time(due, n)), None)
    may_be = in_time if arguable is None else strictly_in_time
    if any(strictly_in_time(due, notice) for notice in departure.notices):
        look.in_order(subject, "notice was due by {} and given", due.strict)
    elif not standing.in_force_for(due):
        look.cannot_tell(subject, Reason.NOTICE_DUE_OUT_OF_FORCE)
    elif any(may_be(due, n) for n in (*unlabelled(standing, look), *departure.doubtful)):
        look.cannot_tell(subject, Reason.NOTICE_UNLABELLED)
    elif look.complete(Feed.NOTIFICATION_LOG, journey.happened_on, subject):
        _find_departure(standing, departure, due, arguable, look)


def _find_departure(
    standing: ProvisionStanding,
    departure: Departure,
    due: Deadline,
    arguable: Event | None,
    look: Look,
) -> None:
    journey = departure.journey
    notice = arguable or next(iter(departure.notices), None)
    weak = is_weak(journey.detail.grade)
    says = f"{departure.words} needed notice by {say(due.strict)} ({due.in_words()})."
    if notice is not None:
        late = "" if arguable else f", {how_late(notice, due)}"
        says += f" It was given on {say(notice.happened_on)}{late}."
    number, wording = clause(standing.provision)
    rests_on = (journey, departure.booking, notice)
    look.find(
        kind=kind_of(doubtful=arguable is not None, weak=weak),
        subject=standing.provision.ref.id,
        occurrence=f"fact {journey.ref.id}",
        says=says + (WEAK if weak else ""),
        missing="No notice of it is recorded" if notice is None else None,
        feed=Feed.NOTIFICATION_LOG if notice is None else None,
        clause=number,
        wording=wording,
        due_on=due.strict,
        default_on=None if arguable else journey.happened_on,
        evidence=(
            *standing.rests_on(journey.happened_on),
            *(fact.ref for fact in rests_on if fact is not None),
        ),
        clears=f"a notice shown to have been given by {say(due.lenient)[4:]}, or a decision",
    )


def _judge_booking(
    standing: ProvisionStanding, duty: NotifyBeforehand, booking: Event, look: Look
) -> None:
    """Remind of a booked journey whose time for notice has passed, until it was to begin."""
    subject, departs_on = standing.provision.ref.id, day_of_departure(booking)
    if departs_on is None or departs_on <= look.on or not standing.in_force_on(departs_on):
        look.in_order(subject, "no departure to come is booked on a day it is in force")
        return
    look.wake(departs_on)
    due = latest_before(duty.notice, event=booking.detail.expected_at or departs_on)
    if notices_about((booking.ref.id,), standing, look) or not standing.in_force_for(due):
        look.in_order(subject, "notice was given, or is not owed for {}", departs_on)
        return
    overdue_from = days_to_wake(due)[0]
    if look.on < overdue_from:
        look.wake(overdue_from)
        look.in_order(subject, "notice is due by {}", due.strict)
    elif any(in_time(due, notice) for notice in unlabelled(standing, look)):
        look.cannot_tell(subject, Reason.NOTICE_UNLABELLED)
    elif look.complete(Feed.NOTIFICATION_LOG, due.strict, subject):
        number, wording = clause(standing.provision)
        look.find(
            kind=FlagKind.REMINDER,
            subject=subject,
            occurrence=f"fact {booking.ref.id}",
            says=(
                f"A departure{to_place(booking)} is booked for {say(departs_on)}, and notice of it "
                f"was due by {say(due.strict)} ({due.in_words()})."
            ),
            missing="No notice of it is recorded",
            feed=Feed.NOTIFICATION_LOG,
            clause=number,
            wording=wording,
            due_on=due.strict,
            evidence=(*standing.rests_on(departs_on), booking.ref),
            clears="a notice of the journey, or the day of departure, when the journey decides",
        )


TRAVEL_WITHOUT_NOTICE = Rule(
    id="R26",
    name="travel.without_notice",
    version=1,
    kind=FlagKind.SUSPECTED_NON_COMPLIANCE,
    severity=Severity.HIGH,
    told=(Recipient.OFFENDER_MANAGER, Recipient.BORDER_FORCE),
    source="Serious Crime Act 2007 s.25; the order's own clause",
    look=travel_without_notice,
    duties=frozenset({DutyKind.NOTIFY_BEFOREHAND}),
    reads=frozenset({EventKind.JOURNEY_OUT, EventKind.JOURNEY_BOOKED, EventKind.NOTICE_GIVEN}),
)
