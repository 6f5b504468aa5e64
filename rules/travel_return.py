"""R27: a return from abroad that was to be reported, and was not, or was late."""

from rules.calendar import OutsideCalendarError
from rules.days import later, say
from rules.deadlines import Deadline, deadline
from rules.duties import ReportReturn
from rules.facts import Event
from rules.finding import Reason
from rules.grades import is_weak
from rules.journeys import WEAK, kind_of, notices_about, unlabelled
from rules.look import Look
from rules.rule import Rule
from rules.standing import ProvisionStanding
from rules.timeliness import Lateness, always_in_time, days_to_wake, how_late, in_time, lateness
from rules.vocabulary import DutyKind, EventKind, Feed, FlagKind, Recipient, Severity
from rules.words import clause


def return_not_reported(standing: ProvisionStanding, look: Look) -> None:
    """A return to the United Kingdom had to be reported within a time, and was not, or was late.

    Serious Crime Act 2007 s.25 and the clause's own words. The time is counted from the day
    of the return, or from its moment where the clause counts in hours and it is known. The
    clause must be in force on that day and on the day the report is due. It is a reminder
    after the strict day and a flag only after the lenient one. A notice that does not say
    what it is about, given in time since the return, is put to an officer. A return known
    from weakly graded intelligence is a line of enquiry.
    """
    duty, subject = standing.provision.duty, standing.provision.ref.id
    if not isinstance(duty, ReportReturn) or not standing.spans:
        look.in_order(subject, "it is not in force or does not bind")
        return
    surely = always_in_time(duty.within)
    for back in look.case.of_kind(EventKind.JOURNEY_BACK):
        if not standing.in_force_on(back.happened_on):
            continue
        answer = next(iter(notices_about((back.ref.id,), standing, look)), None)
        if answer is None or answer.happened_on > later(back.happened_on, surely):
            _judge_return(standing, duty, (back, answer), look)


def _judge_return(
    standing: ProvisionStanding,
    duty: ReportReturn,
    reported: tuple[Event, Event | None],
    look: Look,
) -> None:
    back, answer = reported
    subject, order = standing.provision.ref.id, standing.order
    try:
        due = deadline(
            duty.within,
            start=back.happened_at or back.happened_on,
            nation=order.nation,
            court=order.court,
            calendar=look.calendar,
        )
    except OutsideCalendarError:
        look.cannot_tell(subject, Reason.OUTSIDE_CALENDAR)
        return
    if not standing.in_force_for(due):
        look.in_order(subject, "not in force when due on {}", due.lenient)
        return
    late = lateness(due, answer, look.on)
    if late.answered_by is None:
        for day in days_to_wake(due):
            look.wake(day)
    if late.default_on is None and not late.doubtful:
        look.in_order(subject, "due {}, in order", due.lenient)
    elif may_be_reported(standing, back, due, look):
        look.cannot_tell(subject, Reason.NOTICE_UNLABELLED)
    elif look.complete(
        Feed.NOTIFICATION_LOG, due.strict if late.doubtful else due.lenient, subject
    ):
        _find_return(standing, back, (due, late), look)


def may_be_reported(standing: ProvisionStanding, back: Event, due: Deadline, look: Look) -> bool:
    """Whether a notice since the return may report it: unlabelled, or about the journey out."""
    of_journey = () if back.about_id is None else (back.about_id,)
    may_be = (*unlabelled(standing, look), *notices_about(of_journey, standing, look))
    return any(n.happened_on >= back.happened_on and in_time(due, n) for n in may_be)


def _find_return(
    standing: ProvisionStanding, back: Event, judged: tuple[Deadline, Lateness], look: Look
) -> None:
    due, late = judged
    weak = is_weak(back.detail.grade)
    says = (
        f"The return to the United Kingdom on {say(back.happened_on)} was to be reported by "
        f"{say(due.strict)} ({due.in_words()})."
    )
    answer = late.answered_by
    if answer is not None:
        says += f" It was reported on {say(answer.happened_on)}, {how_late(answer, due)}."
    number, wording = clause(standing.provision)
    look.find(
        kind=kind_of(doubtful=late.doubtful, weak=weak),
        subject=standing.provision.ref.id,
        occurrence=f"fact {back.ref.id}",
        says=says + (WEAK if weak else ""),
        missing="No report of it is recorded" if answer is None else None,
        feed=Feed.NOTIFICATION_LOG if answer is None else None,
        clause=number,
        wording=wording,
        due_on=due.strict,
        default_on=late.default_on,
        evidence=(
            *standing.rests_on(due.lenient),
            back.ref,
            *(() if answer is None else (answer.ref,)),
        ),
        clears=f"a report shown to have been made by {say(due.lenient)[4:]}, or a decision",
    )


RETURN_NOT_REPORTED = Rule(
    id="R27",
    name="travel.return_not_reported",
    version=1,
    kind=FlagKind.SUSPECTED_NON_COMPLIANCE,
    severity=Severity.MEDIUM,
    told=(Recipient.OFFENDER_MANAGER,),
    source="Serious Crime Act 2007 s.25; the order's own clause",
    look=return_not_reported,
    duties=frozenset({DutyKind.REPORT_RETURN}),
    reads=frozenset({EventKind.JOURNEY_BACK, EventKind.NOTICE_GIVEN}),
)
