"""Flags for tests of officers' work: one late report, of whatever severity a test asks for."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.calendars import build_calendar
from casework.desk import Desk
from casework.models import Flag, FlagVersion
from casework.nightly import run_nights
from casework.views.night import NightSummary
from rules.book import Rulebook
from rules.financial_report import FINANCIAL_REPORT_LATE
from rules.vocabulary import OrderKind, Severity
from tests.builders import SIX_MONTHLY, a_person, a_provision, an_order, complete, given

PERIOD_FROM = date(2025, 8, 14)
"""First day of the one period of `owing`; its report is due on 13 March 2026."""

LATE = date(2026, 3, 14)
"""The first day of its default, the day before yesterday of the tests."""

_CALENDAR = build_calendar()


def judging(severity: Severity, *, version: int = 1) -> Rulebook:
    """Return a rulebook of one rule, the late report, that raises flags of *severity*."""
    rule = replace(
        FINANCIAL_REPORT_LATE,
        severity=severity,
        severity_by_circumstance=False,
        version=FINANCIAL_REPORT_LATE.version + version - 1,
    )
    return Rulebook(_CALENDAR, rules=(rule,))


MEDIUM, HIGH, CRITICAL = (judging(s) for s in (Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL))


def owing(desk: Desk) -> tuple[str, int]:
    """Put somebody on record whose first report is late; return them and the clause."""
    person = a_person(desk)
    [order] = given(
        desk, person, an_order(kind=OrderKind.FRO, made_on=date(2014, 8, 14), term_count=15)
    )
    [clause] = given(desk, person, a_provision(order, SIX_MONTHLY, starts_on=PERIOD_FROM))
    complete(desk, date(2026, 3, 15))
    return person, clause


def judge(
    desk: Desk, on: date = LATE, *, book: Rulebook = MEDIUM, full: bool = False
) -> NightSummary | None:
    told = run_nights(desk, on=on, last_ended=date(2026, 12, 31), rulebook=book, full=full)
    return told[-1] if told else None


def the_flag(engine: Engine) -> Flag:
    """Return the one flag there is, as it stands now."""
    with Session(engine) as session:
        return session.scalars(select(Flag)).one()


def steps(engine: Engine) -> list[FlagVersion]:
    """Return all that happened to the one flag, oldest first."""
    with Session(engine) as session:
        return list(session.scalars(select(FlagVersion).order_by(FlagVersion.id)))
