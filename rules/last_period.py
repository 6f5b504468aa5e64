"""R37: the period of a financial reporting order that its end cuts short."""

from datetime import date
from typing import NamedTuple

from rules.calendar import OutsideCalendarError
from rules.days import NEVER, later, period, say
from rules.deadlines import Deadline
from rules.duties import PeriodicReport
from rules.finding import Reason
from rules.look import Look
from rules.periods import anchor_of, number_of, report_due
from rules.rule import Rule
from rules.standing import OrderStanding, ProvisionStanding
from rules.vocabulary import FlagKind, OrderKind, Recipient, Severity
from rules.words import clause, days_span


class _Last(NamedTuple):
    """A period, `first` to `last` inclusive, whose report falls due after `over_on`.

    `over_on` is the last day on which the clause is in force.
    """

    number: int
    first: date
    last: date
    over_on: date
    due: Deadline


def fro_last_period(standing: OrderStanding, look: Look) -> None:
    """Whether a report is owed for the period in which an order ends is for a lawyer.

    Serious Organised Crime and Police Act 2005 s.79 binds a person while the order has
    effect. Where the order ends within a period, or before the report for it is due, the
    duty to send that report is doubtful: the missing report is no flag, and advice is to
    be taken in time. The reminder stands from the first day of the period to the day its
    report would have been due. Two periods can be so: one the end cuts short, and the one
    before it. A person who has died owes none.
    """
    if look.custody.died_on is not None:
        look.in_order(standing.order.ref.id, "the person has died")
        return
    for reporting in standing.provisions:
        duty = reporting.provision.duty
        if isinstance(duty, PeriodicReport) and reporting.spans:
            _look_at_end(reporting, duty, look)


def _look_at_end(reporting: ProvisionStanding, duty: PeriodicReport, look: Look) -> None:
    subject, over_on = reporting.provision.ref.id, reporting.spans[-1][1]
    anchor = anchor_of(reporting, duty)
    if over_on == NEVER or anchor is None or over_on < anchor:
        look.in_order(subject, "it has no end ahead, or no period before it")
        return
    months = duty.every.months
    for number in range(number_of(over_on, anchor, months), 0, -1):
        first, last = period(anchor, months=months, number=number)
        try:
            due = report_due(duty, reporting.order, last, look.calendar)
        except OutsideCalendarError:
            _list_from(first, subject, look)
            if last < over_on:
                break
            continue
        if due.lenient <= over_on or last < reporting.spans[0][0]:
            break
        _judge(reporting, _Last(number, first, last, over_on, due), look)


def _list_from(first: date, subject: int, look: Look) -> None:
    if look.on < first:
        look.wake(first)
    else:
        look.cannot_tell(subject, Reason.OUTSIDE_CALENDAR)


def _judge(reporting: ProvisionStanding, of: _Last, look: Look) -> None:
    subject = reporting.provision.ref.id
    if look.on < of.first:
        look.wake(of.first)
        look.in_order(subject, "period {} begins on {}", of.number, of.first)
        return
    if look.on > of.due.lenient:
        look.in_order(subject, "period {}: its report would be due {}", of.number, of.due.lenient)
        return
    look.wake(later(of.due.lenient))
    number, wording = clause(reporting.provision)
    ends = "within the period" if of.over_on < of.last else "after the period but before that"
    look.find(
        subject=subject,
        occurrence=f"period {of.number}",
        says=(
            f"The clause is last in force on {say(of.over_on)}. The report for "
            f"{days_span(of.first, of.last)} would be due by {say(of.due.lenient)} "
            f"({of.due.in_words()}). The clause ends {ends}: whether the report is owed is "
            f"doubtful, and advice is to be taken."
        ),
        clause=number,
        wording=wording,
        evidence=reporting.rests_on(of.over_on),
        clears="advice taken on whether the report is owed, or time, once it would have been due",
    )


FRO_LAST_PERIOD = Rule(
    id="R37",
    name="fro.last_period",
    version=1,
    kind=FlagKind.REMINDER,
    severity=Severity.MEDIUM,
    told=(Recipient.FINANCIAL_INVESTIGATOR, Recipient.APPLICANT_AUTHORITY),
    source="Serious Organised Crime and Police Act 2005 s.79",
    look=fro_last_period,
    orders=frozenset({OrderKind.FRO}),
)
