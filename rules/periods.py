"""Reporting periods of a clause: where they begin, which day lies in which, and what is due."""

from datetime import date

from rules.calendar import Calendar
from rules.days import MONTHS_IN_A_YEAR, ONE_DAY, periods_ended_by
from rules.deadlines import Deadline, deadline
from rules.duties import PeriodicReport
from rules.facts import Order
from rules.standing import ProvisionStanding
from rules.vocabulary import OrderKind


def anchor_of(standing: ProvisionStanding, duty: PeriodicReport) -> date | None:
    """Return the day on which the first period begins, None where it is not known yet.

    It is the day the clause names, or else the day a financial reporting order was made
    (s.79 of the Act of 2005), and for other orders the day the clause comes into force.
    """
    if duty.first_period_from is not None:
        return duty.first_period_from
    order = standing.order
    return order.made_on if order.kind is OrderKind.FRO else standing.starts_on


def number_of(day: date, anchor: date, months: int) -> int:
    """Return the number of the period *day* lies in, the first being 1.

    Mostly it is the first day of one. A day before the anchor is in no period: do not ask.
    """
    apart = (day.year - anchor.year) * MONTHS_IN_A_YEAR + day.month - anchor.month
    if day.day == anchor.day and apart % months == 0:
        return apart // months + 1
    return 1 + periods_ended_by(anchor, months=months, on=day - ONE_DAY)


def report_due(duty: PeriodicReport, order: Order, last: date, calendar: Calendar) -> Deadline:
    """Say when the report for the period that ends on *last*, inclusive, is due.

    Raises:
        OutsideCalendarError: it needs a working day the calendar does not cover.
    """
    return deadline(
        duty.due_within, start=last, nation=order.nation, court=order.court, calendar=calendar
    )
