"""R32: a periodic report that did not come, or came late."""

from datetime import date

from rules.days import period, periods_ended_by, say
from rules.deadlines import Deadline, deadline
from rules.duties import PeriodicReport
from rules.facts import Event, Ref
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
    OrderKind,
    Recipient,
    Severity,
)
from rules.words import clause, days_late, days_span

FRO_SOURCE = "Serious Organised Crime and Police Act 2005 s.79"
OTHER_SOURCE = "Serious Crime Act 2007 s.25; the order's own clause"


def financial_report_late(standing: ProvisionStanding, look: Look) -> None:
    """A report is due for each period, within the days the court gave after the period's end.

    Serious Organised Crime and Police Act 2005 s.79 for a financial reporting order; for
    a serious crime prevention order the clause itself (s.25). Periods chain from their
    anchor: period k begins k - 1 times the length after it. A weekend does not move the
    due day and there is no grace. A report must be in force when it falls due: one that
    falls due after the order's end is another rule's business. A report that does not
    say which period it covers is put to an officer, never guessed.
    """
    duty, provision = standing.provision.duty, standing.provision
    if not isinstance(duty, PeriodicReport):
        raise TypeError(f"{duty.kind} is not a periodic report")
    anchor = _anchor(standing, duty)
    if anchor is None or not standing.spans:
        look.in_order(provision.ref.id, "it is not in force or does not bind")
        return
    reports = [
        event
        for event in look.case.of_kind(EventKind.REPORT_RECEIVED)
        if event.provision_id == provision.ref.id
    ]
    months = duty.every.months
    ended = periods_ended_by(anchor, months=months, on=look.on)
    for number in range(1, ended + 1):
        first, last = period(anchor, months=months, number=number)
        _judge(standing, duty, number, (first, last), reports, look)
    _, last = period(anchor, months=months, number=ended + 1)
    for day in days_to_wake(_due(standing, duty, last, look)):
        look.wake(day)


def _anchor(standing: ProvisionStanding, duty: PeriodicReport) -> date | None:
    if duty.first_period_from is not None:
        return duty.first_period_from
    order = standing.order.order
    return order.made_on if order.kind is OrderKind.FRO else standing.starts_on


def _due(standing: ProvisionStanding, duty: PeriodicReport, last: date, look: Look) -> Deadline:
    order = standing.order.order
    return deadline(
        duty.due_within,
        start=last,
        nation=order.nation,
        court=order.court,
        calendar=look.calendar,
    )


def _judge(
    standing: ProvisionStanding,
    duty: PeriodicReport,
    number: int,
    covers: tuple[date, date],
    reports: list[Event],
    look: Look,
) -> None:
    subject = standing.provision.ref.id
    due = _due(standing, duty, covers[1], look)
    if not standing.in_force_on(due.lenient):
        look.in_order(subject, "period {}: not in force on its due day {}", number, due.lenient)
        return
    answer = _report_for(covers, reports)
    late = lateness(due, answer, look.on)
    if late.default_on is None and not late.doubtful:
        for day in days_to_wake(due) if late.answered_by is None else ():
            look.wake(day)
        look.in_order(subject, "period {}: due {}, in order", number, due.lenient)
        return
    if late.doubtful:
        look.wake(days_to_wake(due)[-1])
    if _unlabelled_in_time(reports, covers[1], due):
        look.cannot_tell(subject, Reason.REPORT_UNLABELLED)
        return
    if look.complete(Feed.POST_LOG, due.strict if late.doubtful else due.lenient, subject):
        _find(standing, number, covers, due, late, look)


def _report_for(covers: tuple[date, date], reports: list[Event]) -> Event | None:
    first, last = covers
    for report in reports:
        if report.period_from is not None and first <= report.period_from <= last:
            return report
    return None


def _unlabelled_in_time(reports: list[Event], last: date, due: Deadline) -> bool:
    return any(
        report.period_from is None and last < report.happened_on <= due.lenient
        for report in reports
    )


def _find(
    standing: ProvisionStanding,
    number: int,
    covers: tuple[date, date],
    due: Deadline,
    late: Lateness,
    look: Look,
) -> None:
    number_of_clause, wording = clause(standing.provision)
    says = f"The report for {days_span(*covers)} was due by {say(due.strict)} ({due.in_words()})."
    evidence: tuple[Ref, ...] = (standing.order.order.ref, standing.provision.ref)
    missing: str | None = "None is recorded"
    if late.answered_by is not None:
        received_on = late.answered_by.happened_on
        says += f" It was received on {say(received_on)}, {days_late(received_on, due.lenient)}."
        evidence = (*evidence, late.answered_by.ref)
        missing = None
    look.find(
        kind=FlagKind.REMINDER if late.doubtful else FlagKind.SUSPECTED_NON_COMPLIANCE,
        subject=standing.provision.ref.id,
        occurrence=f"period {number}",
        says=says,
        missing=missing,
        feed=Feed.POST_LOG if missing else None,
        clause=number_of_clause,
        wording=wording,
        due_on=due.strict,
        default_on=late.default_on,
        evidence=evidence,
        clears=f"a report shown to have arrived by {say(due.lenient)[4:]}, or a decision",
        source=_source(standing.order.order.kind),
    )


def _source(kind: OrderKind) -> str:
    return FRO_SOURCE if kind is OrderKind.FRO else OTHER_SOURCE


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
