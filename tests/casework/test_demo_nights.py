"""Nights on the fictional region: every rule has something to find, and none too much."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.calendars import build_calendar
from casework.demo_region import load_region
from casework.desk import Desk
from casework.installation import install
from casework.models import Flag
from casework.nightly import run_nights
from casework.services.read_book import read_rates
from casework.views.night import NightSummary
from rules.book import RULES, Rulebook
from rules.vocabulary import FlagKind
from tests.builders import NOW, TODAY, YESTERDAY

RAISED_BY_TIME = {"flag.undecided", "order.no_certified_copy"}
"""What is only found some days after a region is on record, when nobody has done anything."""


@pytest.fixture
def rulebook() -> Rulebook:
    return Rulebook(build_calendar())


@pytest.fixture
def embedded_desk(sqlite_engine: Engine) -> Desk:
    install(sqlite_engine, agency="Example Regional Unit", login="officer", at=NOW, today=TODAY)
    return Desk(engine=sqlite_engine, login="officer", interface="test", now=lambda: NOW)


def load(desk: Desk, people: int) -> None:
    load_region(desk, people=people, seed=1, as_of=YESTERDAY)


def test_every_rule_raises_a_flag_by_the_end_of_a_fortnight(
    embedded_desk: Desk, rulebook: Rulebook
) -> None:
    load(embedded_desk, 400)
    with_rates = replace(rulebook, rates=embedded_desk.run(read_rates))

    first = night(embedded_desk, with_rates)
    at_once = rules_raised(embedded_desk)
    later_nights = nights(embedded_desk, with_rates, on=YESTERDAY + timedelta(days=16))

    assert [night.failures for night in (first, *later_nights)] == [()] * 17
    every = {rule.name for rule in RULES}
    assert rules_raised(embedded_desk) == every
    assert every - at_once == RAISED_BY_TIME


def rules_raised(desk: Desk) -> set[str]:
    with Session(desk.engine) as session:
        return set(session.scalars(select(Flag.rule)))


def test_flags_are_as_many_as_a_unit_can_look_at(embedded_desk: Desk, rulebook: Rulebook) -> None:
    load(embedded_desk, 400)

    night(embedded_desk, rulebook)

    with Session(embedded_desk.engine) as session:
        kinds = session.execute(select(Flag.rule, Flag.kind)).all()
    reminders = [rule for rule, kind in kinds if kind is FlagKind.REMINDER]
    others = Counter(rule for rule, kind in kinds if kind is not FlagKind.REMINDER)
    assert 80 <= len(kinds) <= 120
    assert len(reminders) < len(kinds) / 2
    assert max(others.values()) <= len(kinds) / 5


def test_a_night_runs_on_it_on_both_databases(desk: Desk, rulebook: Rulebook) -> None:
    load(desk, 60)

    summary = night(desk, rulebook)

    assert (summary.cases_checked, summary.failures) == (60, ())
    assert summary.flags_raised > 0


def night(desk: Desk, rulebook: Rulebook) -> NightSummary:
    [summary] = nights(desk, rulebook, on=YESTERDAY)
    return summary


def nights(desk: Desk, rulebook: Rulebook, *, on: date) -> list[NightSummary]:
    nightly = replace(desk, login="nightly-check", interface="nightly")
    return run_nights(nightly, on=on, last_ended=on, rulebook=rulebook)
