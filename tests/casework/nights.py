"""Nights for tests: a person who owes a report, a night run, and the flags it left."""

from datetime import date, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.calendars import build_calendar
from casework.desk import Desk
from casework.models import (
    Flag,
    FlagChange,
    FlagVersion,
)
from casework.nightly import run_nights
from casework.views.night import NightSummary
from rules.book import Rulebook
from tests.builders import (
    SIX_MONTHLY,
    a_person,
    a_provision,
    an_fro,
    complete,
    given,
)

BOOK = Rulebook(build_calendar())
DUE = date(2014, 8, 10)
"""The first report of the order of 14 January 2014 falls due; nothing else happens near it."""


def night(desk: Desk, on: date, *, full: bool = False) -> NightSummary | None:
    told = run_nights(desk, on=on, last_ended=date(2026, 3, 15), rulebook=BOOK, full=full)
    return told[-1] if told else None


def flags(engine: Engine) -> list[Flag]:
    """Return the flags, but for the reminders that nobody has decided one yet."""
    others = select(Flag).where(Flag.rule != "flag.undecided").order_by(Flag.id)
    with Session(engine) as session:
        return list(session.scalars(others))


def changes(engine: Engine, flag_id: int) -> list[tuple[FlagChange, str | None]]:
    with Session(engine) as session:
        rows = session.scalars(
            select(FlagVersion).where(FlagVersion.flag_id == flag_id).order_by(FlagVersion.id)
        )
        return [(row.change, row.reason) for row in rows]


def reporting(desk: Desk) -> tuple[str, int]:
    """A person under a financial reporting order with no report; return them and the clause."""
    person = a_person(desk)
    [order] = given(desk, person, an_fro())
    [clause] = given(desk, person, a_provision(order, SIX_MONTHLY, starts_on=date(2014, 1, 14)))
    complete(desk, DUE + timedelta(days=2))
    return person, clause
