"""What is owed under a clause, one thing after another: when it was due, and what came.

It is read by the very functions the rules judge by, so that a grid of compliance, a list of
what is coming and the night's flags cannot disagree.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from rules.calendar import OutsideCalendarError
from rules.days import NEVER, ONE_DAY, add_months
from rules.deadlines import Deadline
from rules.duties import PeriodicReport
from rules.facts import Event, Ref
from rules.financial_report import Period, Reporting, doubt_of, ended_before, reporting_of
from rules.finding import Reason
from rules.look import Look
from rules.periods import anchor_of, report_due
from rules.standing import ProvisionStanding
from rules.timeliness import lateness
from rules.vocabulary import Feed
from rules.words import days_span


class OwedState(StrEnum):
    """How one thing owed stands at the end of a day."""

    IN_TIME = "in time"
    LATE = "late"
    NOT_RECEIVED = "not received"
    NOT_YET_DUE = "not yet due"
    NOT_IN_FORCE = "not in force"
    CANNOT_BE_TOLD = "cannot be told"


FOUND = frozenset({OwedState.LATE, OwedState.NOT_RECEIVED})
"""The states in which the rules find something."""


class OwedKind(StrEnum):
    """What sort of thing is owed."""

    REPORT = "report"
    FIRST_NOTIFICATION = "first notification"
    NOTICE = "notice"
    RETURN = "report of a return"
    ANSWER = "answer to a notice"
    DOCUMENT = "document to hand over"
    PAYMENT = "payment"


class Owed(NamedTuple):
    """One thing owed under a clause, for the days `first` to `last`, both inclusive.

    `occurrence` is what findings call it. `due_on` is the day it is due, inclusive, and
    `latest` the day after which a flag may be raised; they differ only where the law is
    arguable, and are None where they cannot be worked out. `how` is the arithmetic in words,
    `moment` the very moment where the clause counts in hours. `answer` is what came.
    `doubt` says why a person must judge, or would have to if nothing more comes; `by` is
    the fact that set it off. `number` is a period's.
    """

    kind: OwedKind
    occurrence: str
    what: str
    first: date
    last: date
    due_on: date | None
    latest: date | None
    how: str
    moment: datetime | None
    answer: Event | None
    state: OwedState
    doubt: Reason | None
    by: Ref | None = None
    number: int | None = None


class Judged(NamedTuple):
    """How a deadline stands, and why a person must judge where one must."""

    state: OwedState
    doubt: Reason | None


def judged(
    standing: ProvisionStanding,
    due: Deadline,
    answer: Event | None,
    look: Look,
    *,
    doubt: Reason | None,
    feed: Feed,
) -> Judged:
    """Say how a deadline stands at the end of the day looked at, as the rules judge it."""
    late = lateness(due, answer, look.on)
    if late.answered_by is not None and late.default_on is None:
        return Judged(OwedState.IN_TIME, None)
    if not standing.in_force_for(due):
        return Judged(OwedState.NOT_IN_FORCE, None)
    if late.default_on is None and not late.doubtful:
        return Judged(OwedState.NOT_YET_DUE, doubt)
    if doubt is not None:
        return Judged(OwedState.CANNOT_BE_TOLD, doubt)
    day = due.strict if late.doubtful else due.lenient
    if not look.complete(feed, day, standing.provision.ref.id):
        return Judged(OwedState.CANNOT_BE_TOLD, Reason.FEED_NOT_COMPLETE)
    return Judged(OwedState.LATE if late.answered_by else OwedState.NOT_RECEIVED, None)


def made(
    kind: OwedKind,
    what: str,
    due: Deadline | None,
    found: Judged,
    *,
    days: tuple[date, date],
    occurrence: str,
    answer: Event | None = None,
    by: Ref | None = None,
    number: int | None = None,
) -> Owed:
    """Return a thing owed; *due* None where it cannot be worked out."""
    return Owed(
        kind,
        occurrence,
        what,
        *days,
        None if due is None else due.strict,
        None if due is None else due.lenient,
        "" if due is None else due.in_words(),
        None if due is None else due.moment,
        answer,
        found.state,
        found.doubt,
        by,
        number,
    )


def reports_owed(
    standing: ProvisionStanding, duty: PeriodicReport, look: Look, until: date
) -> Iterator[Owed]:
    """Give the report owed for each period that begins by *until*, oldest first.

    Periods that ended before the clause was in force are left out, for none is owed.
    """
    anchor = anchor_of(standing, duty)
    if anchor is None or not standing.spans:
        return
    reporting = reporting_of(standing, duty, anchor, look)
    months, until = duty.every.months, min(until, standing.spans[-1][1])
    number = ended_before(reporting) + 1
    first = add_months(anchor, (number - 1) * months)
    while first <= until and first != NEVER:
        following = add_months(anchor, number * months)
        yield _report(reporting, number, (first, following - ONE_DAY), look)
        number, first = number + 1, following


def _report(reporting: Reporting, number: int, days: tuple[date, date], look: Look) -> Owed:
    standing, answer = reporting.standing, reporting.answers.get(number)
    due: Deadline | None = None
    try:
        due = report_due(reporting.duty, standing.order, days[1], look.calendar)
        doubt = doubt_of(Period(number, *days, due), reporting)
        found = judged(standing, due, answer, look, doubt=doubt, feed=Feed.POST_LOG)
    except OutsideCalendarError:
        found = beyond_calendar(look, ended_on=days[1])
    if number in reporting.settled:
        found = Judged(OwedState.IN_TIME, None)
    return made(
        OwedKind.REPORT,
        f"Report for {days_span(*days)}",
        due,
        found,
        days=days,
        answer=answer,
        occurrence=f"period {number}",
        number=number,
    )


def beyond_calendar(look: Look, *, ended_on: date) -> Judged:
    """Say how something stands whose time the calendar does not cover."""
    ended = ended_on <= look.on
    state = OwedState.CANNOT_BE_TOLD if ended else OwedState.NOT_YET_DUE
    return Judged(state, Reason.OUTSIDE_CALENDAR)


def still_owed(things: Iterable[Owed], first: date, last: date) -> Iterator[Owed]:
    """Give the things due from *first* to *last*, both inclusive, for which nothing came."""
    for owed in things:
        if (
            owed.due_on is not None
            and first <= owed.due_on <= last
            and owed.answer is None
            and owed.state is not OwedState.NOT_IN_FORCE
        ):
            yield owed
