"""R32: a periodic report that did not come, or came late."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rules.calendar import OutsideCalendarError
from rules.days import (
    NEVER,
    ONE_DAY,
    add_months,
    later,
    period,
    periods_ended_by,
    say,
)
from rules.deadlines import Deadline
from rules.duties import PeriodicReport
from rules.facts import Event
from rules.finding import Reason
from rules.look import Look
from rules.periods import anchor_of, number_of, report_due
from rules.rule import Rule
from rules.standing import ProvisionStanding
from rules.timeliness import (
    Lateness,
    always_in_time,
    days_to_wake,
    how_late,
    in_time,
    lateness,
)
from rules.vocabulary import (
    DutyKind,
    EventKind,
    Feed,
    FlagKind,
    OrderKind,
    Recipient,
    Severity,
)
from rules.words import clause, days_span

FRO_SOURCE = "Serious Organised Crime and Police Act 2005 s.79"
OTHER_SOURCE = "Serious Crime Act 2007 s.25; the order's own clause"


class Reporting(NamedTuple):
    """One clause's periods, which chain from their anchor, and the reports that answer them.

    `answers` gives a period's number the first report that says it covers it, `settled`
    the periods whose report came in time beyond doubt. `unlabelled` are reports that do
    not say which period, or which clause, they are for, or name a day in no period;
    `too_early` the periods a report came for before they had begun, which settles nothing.
    """

    standing: ProvisionStanding
    duty: PeriodicReport
    anchor: date
    answers: Mapping[int, Event]
    settled: set[int]
    unlabelled: Sequence[Event]
    too_early: set[int]

    @property
    def in_force_from(self) -> date:
        """The first day on which the clause was in force and bound the person."""
        return self.standing.spans[0][0]


class Period(NamedTuple):
    """One reporting period, `first` to `last` inclusive, and when its report is due."""

    number: int
    first: date
    last: date
    due: Deadline


def financial_report_late(standing: ProvisionStanding, look: Look) -> None:
    """A report is due for each period, within the days the court gave after the period's end.

    Serious Organised Crime and Police Act 2005 s.79 for a financial reporting order; for
    a serious crime prevention order the clause itself (s.25). Periods chain from their
    anchor: period k begins k - 1 times the length after it. A weekend does not move the
    due day and there is no grace. The clause must be in force when a report falls due:
    one that falls due after the order's end is another rule's business. No report is owed
    for a period that ended before the clause was in force and bound the person; whether
    one is owed for a period within which it came to be so, is put to a person. So is a
    report that does not say which period it covers, or came before the period began.
    """
    duty, subject = standing.provision.duty, standing.provision.ref.id
    if not isinstance(duty, PeriodicReport):
        raise TypeError(f"{duty.kind} is not a periodic report")
    anchor = anchor_of(standing, duty)
    if anchor is None or not standing.spans:
        look.in_order(subject, "it is not in force or does not bind")
        return
    reporting = reporting_of(standing, duty, anchor, look)
    judged_to = min(look.on, standing.spans[-1][1])
    ended = periods_ended_by(anchor, months=duty.every.months, on=judged_to)
    over = ended_before(reporting)
    if over:
        look.in_order(
            subject, "no report is owed for a period that ended before {}", reporting.in_force_from
        )
    for number in range(over + 1, ended + 1):
        if number not in reporting.settled:
            _judge_ended(reporting, number, look)
    _wake_for_next(reporting, max(over, ended) + 1, look)


def ended_before(reporting: Reporting) -> int:
    """Return how many periods had ended before the clause was in force; none is owed."""
    first_day = reporting.in_force_from
    if first_day <= reporting.anchor:
        return 0
    months = reporting.duty.every.months
    return periods_ended_by(reporting.anchor, months=months, on=first_day - ONE_DAY)


def reporting_of(
    standing: ProvisionStanding, duty: PeriodicReport, anchor: date, look: Look
) -> Reporting:
    """Sort the reports: by period where they say so, settled where surely in time."""
    answering = look.answering(EventKind.REPORT_RECEIVED)
    months, surely = duty.every.months, always_in_time(duty.due_within) - ONE_DAY
    answers: dict[int, Event] = {}
    settled: set[int] = set()
    too_early: set[int] = set()
    unlabelled = answering.get(None, [])
    for report in answering.get(standing.provision.ref.id, ()):
        if report.period_from is None or report.period_from < anchor:
            unlabelled = [*unlabelled, report]
            continue
        number = number_of(report.period_from, anchor, months)
        if _before_it_began(report, anchor, (number - 1) * months):
            too_early.add(number)
        elif answers.setdefault(number, report) is report:
            next_begins = add_months(anchor, number * months)
            if report.happened_on <= later(next_begins, surely):
                settled.add(number)
    return Reporting(standing, duty, anchor, answers, settled, unlabelled, too_early)


def _before_it_began(report: Event, anchor: date, months: int) -> bool:
    """Whether a report came before its period began, that many months after *anchor*."""
    if report.period_from is None or report.happened_on >= report.period_from:
        return False
    return report.happened_on < add_months(anchor, months)


def _due(reporting: Reporting, last: date, look: Look) -> Deadline:
    """Say when the report for the period that ends on *last* is due.

    Raises:
        OutsideCalendarError: it needs a working day the calendar does not cover.
    """
    return report_due(reporting.duty, reporting.standing.order, last, look.calendar)


def _judge_ended(reporting: Reporting, number: int, look: Look) -> None:
    subject = reporting.standing.provision.ref.id
    first, last = period(reporting.anchor, months=reporting.duty.every.months, number=number)
    try:
        due = _due(reporting, last, look)
    except OutsideCalendarError:
        look.cannot_tell(subject, Reason.OUTSIDE_CALENDAR)
        return
    covered = Period(number, first, last, due)
    if not reporting.standing.in_force_for(due):
        look.in_order(subject, "period {}: not in force on its due day {}", number, due.lenient)
        return
    late = lateness(due, reporting.answers.get(number), look.on)
    if late.answered_by is None:
        for day in days_to_wake(due):
            look.wake(day)
    if late.default_on is None and not late.doubtful:
        look.in_order(subject, "period {}: due {}, in order", number, due.lenient)
    elif (doubt := doubt_of(covered, reporting)) is not None:
        look.cannot_tell(subject, doubt)
    elif look.complete(Feed.POST_LOG, due.strict if late.doubtful else due.lenient, subject):
        _find(reporting, covered, late, look)


def _wake_for_next(reporting: Reporting, number: int, look: Look) -> None:
    """Wake when the first period still to end can make a difference: due, and unanswered."""
    months, last_in_force = reporting.duty.every.months, reporting.standing.spans[-1][1]
    next_begins = add_months(reporting.anchor, number * months)
    while next_begins != NEVER and (last := next_begins - ONE_DAY) <= last_in_force:
        try:
            due = _due(reporting, last, look)
        except OutsideCalendarError:
            look.wake(last)
            return
        answer = reporting.answers.get(number)
        answered = answer is not None and in_time(due, answer)
        if not answered and reporting.standing.in_force_for(due):
            look.wake(days_to_wake(due)[0])
            return
        number += 1
        next_begins = add_months(reporting.anchor, number * months)


def doubt_of(covered: Period, reporting: Reporting) -> Reason | None:
    """Say why a person must decide whether the report for a period is missing, if so."""
    if _may_be_covered(covered, reporting):
        return Reason.REPORT_UNLABELLED
    if covered.number in reporting.too_early:
        return Reason.REPORT_TOO_EARLY
    partly = covered.first < reporting.in_force_from
    return Reason.PERIOD_PARTLY_IN_FORCE if partly else None


def _may_be_covered(covered: Period, reporting: Reporting) -> bool:
    """Whether a report came in time that may be the one, but does not say so."""
    return any(
        covered.last < report.happened_on <= covered.due.lenient
        if report.period_from is None or report.period_from < reporting.anchor
        else covered.first <= report.period_from <= covered.last and in_time(covered.due, report)
        for report in reporting.unlabelled
    )


def _find(reporting: Reporting, covered: Period, late: Lateness, look: Look) -> None:
    standing, due = reporting.standing, covered.due
    number, wording = clause(standing.provision)
    says = (
        f"The report for {days_span(covered.first, covered.last)} "
        f"was due by {say(due.strict)} ({due.in_words()})."
    )
    evidence = standing.rests_on(due.lenient)
    missing: str | None = "None is recorded"
    if late.answered_by is not None:
        received_on = late.answered_by.happened_on
        says += f" It was received on {say(received_on)}, {how_late(late.answered_by, due)}."
        evidence = (*evidence, late.answered_by.ref)
        missing = None
    look.find(
        kind=FlagKind.REMINDER if late.doubtful else FlagKind.SUSPECTED_NON_COMPLIANCE,
        subject=standing.provision.ref.id,
        occurrence=f"period {covered.number}",
        says=says,
        missing=missing,
        feed=Feed.POST_LOG if missing else None,
        clause=number,
        wording=wording,
        due_on=due.strict,
        default_on=late.default_on,
        evidence=evidence,
        clears=f"a report shown to have arrived by {say(due.lenient)[4:]}, or a decision",
        source=FRO_SOURCE if standing.order.kind is OrderKind.FRO else OTHER_SOURCE,
    )


FINANCIAL_REPORT_LATE = Rule(
    id="R32",
    name="financial_report.late",
    version=1,
    kind=FlagKind.SUSPECTED_NON_COMPLIANCE,
    severity=Severity.HIGH,
    told=(Recipient.OFFENDER_MANAGER, Recipient.FINANCIAL_INVESTIGATOR),
    source=FRO_SOURCE,
    look=financial_report_late,
    duties=frozenset({DutyKind.PERIODIC_REPORT}),
    reads=frozenset({EventKind.REPORT_RECEIVED}),
)
