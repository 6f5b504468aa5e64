"""The rulebook to look with: the calendar that the last night kept, where it would be equal."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from casework import office as office_module
from casework.calendars import build_calendar, made_from
from casework.desk import Desk
from casework.models import AuditEvent
from casework.models import Rulebook as KeptRulebook
from casework.nightly import run_nights
from casework.office import Office
from rules.book import Rulebook
from rules.calendar import Calendar
from tests.builders import YESTERDAY
from tests.casework.conftest import Clock
from tests.conftest import settings_in

CALENDAR = build_calendar()


@pytest.fixture
def office(engine: Engine, desk: Desk, clock: Clock, tmp_path: Path) -> Office:
    assert desk.login == "officer"
    clock.ticks = timedelta(milliseconds=1)
    return Office(settings=settings_in(tmp_path / "office"), engine=engine, now=clock)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Calendar]:
    """Every calendar that the office builds from now on."""
    made: list[Calendar] = []

    def build() -> Calendar:
        made.append(CALENDAR)
        return CALENDAR

    monkeypatch.setattr(office_module, "build_calendar", build)
    return made


def night(office: Office, calendar: Calendar = CALENDAR) -> None:
    run_nights(
        office.nightly_desk(), on=YESTERDAY, last_ended=YESTERDAY, rulebook=Rulebook(calendar)
    )


def test_the_calendar_of_the_last_night_is_taken_where_it_was_made_the_same_way(
    office: Office, built: list[Calendar]
) -> None:
    night(office)

    book = office.rulebook()

    assert built == []
    assert book.calendar == CALENDAR
    assert book.digest == Rulebook(CALENDAR).digest


def test_it_is_built_before_the_first_night_and_for_every_night(
    office: Office, built: list[Calendar]
) -> None:
    assert office.rulebook().calendar == CALENDAR
    night(office)
    assert office.rulebook(anew=True).calendar == CALENDAR

    assert len(built) == 2


@pytest.mark.parametrize("made", ["", "holidays 0.1, recipe of another release"])
def test_one_made_from_anything_else_is_never_taken(
    made: str, office: Office, built: list[Calendar]
) -> None:
    night(office, replace(CALENDAR, made_from=made))

    office.rulebook()

    assert len(built) == 1


def test_another_release_that_comes_to_the_same_calendar_is_noted_and_changes_no_digest(
    office: Office, built: list[Calendar], engine: Engine
) -> None:
    night(office, replace(CALENDAR, made_from="holidays 0.1"))
    night(office)

    office.rulebook()

    assert built == []
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(KeptRulebook)) == 1


def test_what_a_calendar_was_made_from_is_no_part_of_what_it_says() -> None:
    other = replace(CALENDAR, made_from="elsewhere")

    assert CALENDAR.made_from == made_from()
    assert other == CALENDAR
    assert hash(other) == hash(CALENDAR)
    assert Rulebook(other).digest == Rulebook(CALENDAR).digest


def test_reading_it_goes_through_the_gate(office: Office, engine: Engine) -> None:
    office.rulebook()

    with Session(engine) as session:
        last = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (last.action, last.interface) == ("read_rates", "nightly")
