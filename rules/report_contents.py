"""R33: a periodic report that leaves out what the order says it must set out or include."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rules.calendar import OutsideCalendarError
from rules.days import period, say
from rules.duties import PeriodicReport
from rules.facts import Event, Ref
from rules.finding import Reason
from rules.look import Look
from rules.periods import anchor_of, number_of, report_due
from rules.rule import Rule
from rules.standing import ProvisionStanding
from rules.vocabulary import DutyKind, EventKind, FlagKind, OrderKind, Recipient, Severity
from rules.words import clause

_FRO_SOURCE = "Serious Organised Crime and Police Act 2005 s.79(3),(4)"
_OTHER_SOURCE = "Serious Crime Act 2007 s.25; the order's own clause"


class _Report(NamedTuple):
    """A report that was owed, and the day on which the clause in force made it so.

    `number` is that of the period it says it covers, None where it says none.
    """

    event: Event
    number: int | None
    owed_on: date


def financial_report_incomplete(standing: ProvisionStanding, look: Look) -> None:
    """A report must set out the particulars and include the documents the order specifies.

    Serious Organised Crime and Police Act 2005 s.79(3),(4) for a financial reporting order;
    for a serious crime prevention order the clause itself (s.25). What an officer recorded
    of the report's contents is compared with the clause by name, capitals and spaces apart.
    Only a report received while the clause was in force, or for a period whose report fell
    due while it was, is looked at. The first report for a period is judged; what a later
    one for it supplies is said, and does not end the flag. A report that does not say which
    period it covers, and is not the first under the clause, may only add to another, so
    what it lacks is put to a person. So are reports whose contents nobody has looked at,
    and one that does not say which clause it is under and is not known to have it all.
    """
    duty, subject = standing.provision.duty, standing.provision.ref.id
    if not isinstance(duty, PeriodicReport):
        raise TypeError(f"{duty.kind} is not a periodic report")
    specified = (*duty.particulars, *duty.documents)
    answering = look.answering(EventKind.REPORT_RECEIVED)
    received = answering.get(subject, ())
    unlabelled = [report for report in answering.get(None, ()) if report.about_id is None]
    if not specified or not (received or unlabelled) or not standing.spans:
        look.in_order(
            subject,
            "no report under it is recorded" if specified else "it says nothing of contents",
        )
        return
    reports = list(_owed(standing, duty, received, look))
    if any(_lacking(report.event, specified) for report in _owed(standing, duty, unlabelled, look)):
        look.cannot_tell(subject, Reason.REPORT_UNLABELLED)
    judged: set[int] = set()
    for report in reports:
        if report.number in judged:
            continue
        if report.number is not None:
            judged.add(report.number)
        _judge(standing, report, (specified, reports), look)


def _owed(
    standing: ProvisionStanding, duty: PeriodicReport, received: Sequence[Event], look: Look
) -> Iterator[_Report]:
    anchor, months = anchor_of(standing, duty), duty.every.months
    for event in received:
        covers = event.period_from
        number = None
        if covers is not None and anchor is not None and covers >= anchor:
            number = number_of(covers, anchor, months)
        if standing.in_force_on(event.happened_on):
            yield _Report(event, number, event.happened_on)
            continue
        if anchor is None or number is None:
            continue
        last = period(anchor, months=months, number=number)[1]
        try:
            due = report_due(duty, standing.order, last, look.calendar)
        except OutsideCalendarError:
            look.cannot_tell(standing.provision.ref.id, Reason.OUTSIDE_CALENDAR)
            continue
        if standing.in_force_for(due):
            yield _Report(event, number, due.lenient)


def _judge(
    standing: ProvisionStanding,
    report: _Report,
    among: tuple[tuple[str, ...], list[_Report]],
    look: Look,
) -> None:
    subject = standing.provision.ref.id
    if report.event.detail.contents is None:
        look.cannot_tell(subject, Reason.CONTENTS_NOT_LOOKED_AT)
        return
    specified, reports = among
    lacks = _lacking(report.event, specified)
    if not lacks:
        look.in_order(
            subject, "the report of {} has all that is specified", report.event.happened_on
        )
    elif report.number is None and report is not reports[0]:
        look.cannot_tell(subject, Reason.REPORT_UNLABELLED)
    else:
        _find(standing, report, _supplied(lacks, report, reports), look)


def _lacking(report: Event, specified: Sequence[str]) -> list[str]:
    """Return what is specified, each once as first written, that a report does not have."""
    had = {_plain(name) for name in report.detail.contents or ()}
    wanted = {_plain(name): name for name in specified}
    return [name for plain, name in wanted.items() if plain not in had]


def _plain(name: str) -> str:
    """Return a name as names are compared: without capitals, and with single spaces."""
    return " ".join(name.split()).casefold()


def _supplied(
    lacks: list[str], report: _Report, reports: list[_Report]
) -> list[tuple[str, Event | None]]:
    """Return what a report lacks, each with the first later one for its period that has it."""
    later = [
        (other.event, {_plain(name) for name in other.event.detail.contents or ()})
        for other in reports
        if report.number is not None and other.number == report.number and other is not report
    ]
    return [
        (name, next((event for event, had in later if _plain(name) in had), None)) for name in lacks
    ]


def _find(
    standing: ProvisionStanding,
    report: _Report,
    lacks: list[tuple[str, Event | None]],
    look: Look,
) -> None:
    event = report.event
    number, wording = clause(standing.provision)
    listed = "; ".join(
        name if by is None else f"{name} (supplied on {say(by.happened_on)})" for name, by in lacks
    )
    of = "" if event.period_from is None else f", for the period from {say(event.period_from)},"
    supplied: list[Ref] = [by.ref for _, by in lacks if by is not None]
    look.find(
        subject=standing.provision.ref.id,
        occurrence=f"fact {event.ref.id}",
        says=(
            f"By the clause, the report received on {say(event.happened_on)}{of} must have what "
            f"the record of it does not list: {listed}."
        ),
        clause=number,
        wording=wording,
        default_on=event.happened_on,
        evidence=tuple(dict.fromkeys((*standing.rests_on(report.owed_on), event.ref, *supplied))),
        clears="a corrected record of what the report contained, or a decision",
        source=_FRO_SOURCE if standing.order.kind is OrderKind.FRO else _OTHER_SOURCE,
    )


FINANCIAL_REPORT_INCOMPLETE = Rule(
    id="R33",
    name="financial_report.incomplete",
    version=1,
    kind=FlagKind.SUSPECTED_NON_COMPLIANCE,
    severity=Severity.MEDIUM,
    told=(Recipient.FINANCIAL_INVESTIGATOR,),
    source=_FRO_SOURCE,
    look=financial_report_incomplete,
    duties=frozenset({DutyKind.PERIODIC_REPORT}),
    reads=frozenset({EventKind.REPORT_RECEIVED}),
)
