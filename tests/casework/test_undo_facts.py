"""What was just recorded can be taken back, until anybody has relied on it."""

from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.calendars import build_calendar
from casework.desk import Desk
from casework.errors import PersonNotFoundError
from casework.models import CaseCheck, Event, Flag, Officer, Person, Role, Told
from casework.nightly import run_nights
from casework.recording import NewFact
from casework.services.record_facts import correct_fact, withdraw_fact
from casework.services.record_happening import record_happening
from casework.services.undo_facts import UndoRefusedError, undo_facts
from casework.views.happening import Recorded
from rules.book import Rulebook
from rules.duties import TravelBan
from rules.vocabulary import EventKind
from tests.builders import (
    YESTERDAY,
    a_person,
    a_provision,
    a_service,
    an_order,
    complete,
    given,
)
from tests.casework.conftest import Clock, Colleague

JOURNEY = {"kind": "journey_out", "happened_on": date(2026, 3, 10), "place": "Spain"}


@pytest.fixture
def person(desk: Desk) -> str:
    return a_person(desk)


@pytest.fixture
def recorded(desk: Desk, person: str, clock: Clock) -> Recorded:
    """A journey, recorded a minute ago."""
    made = desk.run(record_happening, person, JOURNEY)
    clock.move_on(minutes=1)
    return made


def undo(desk: Desk, recorded: Recorded, **other: int | None) -> str:
    revision = other.get("revision", recorded.revision)
    return desk.run(undo_facts, recorded.who.person, recorded.facts, revision=revision)


def standing(engine: Engine, fact_id: int) -> Event | None:
    with Session(engine) as session:
        return session.scalars(
            select(Event).where(Event.fact_id == fact_id, Event.known_to.is_(None))
        ).one_or_none()


def a_night(nightly_desk: Desk) -> None:
    run_nights(
        nightly_desk, on=YESTERDAY, last_ended=YESTERDAY, rulebook=Rulebook(build_calendar())
    )


def test_what_nobody_relied_on_is_taken_back(
    desk: Desk, engine: Engine, recorded: Recorded
) -> None:
    said = undo(desk, recorded)

    assert said == "Taken back. The record of P1 is as it was before."
    assert standing(engine, recorded.facts[0]) is None
    with Session(engine) as session:
        [kept] = session.scalars(select(Event)).all()
        assert kept.closed_reason == (
            "Taken back by the officer who recorded it, before anybody relied on it."
        )


def test_a_thing_recorded_with_its_notice_goes_with_it(desk: Desk, person: str) -> None:
    made = desk.run(
        record_happening,
        person,
        {
            "kind": "notice_given", "about": "new", "thing_kind": "phone", "thing": "07700 900123",
            "role": "user", "since": date(2026, 3, 10), "happened_on": date(2026, 3, 12),
        },
    )  # fmt: skip
    desk.now.move_on(minutes=1)  # type: ignore[attr-defined]  # the tests' own clock

    assert len(made.facts) == 2
    assert undo(desk, made).startswith("Taken back.")


def test_it_is_taken_back_once(desk: Desk, recorded: Recorded) -> None:
    undo(desk, recorded)

    with pytest.raises(UndoRefusedError, match="it was withdrawn already"):
        undo(desk, recorded)


def test_another_officer_does_not_take_it_back(
    desk: Desk, recorded: Recorded, colleague: Colleague
) -> None:
    other = colleague("lead-2", Role.OFFENDER_MANAGER)
    away = colleague("away-1", Role.OFFENDER_MANAGER, agency="AWAY")

    with pytest.raises(UndoRefusedError, match="another officer recorded it"):
        undo(other, recorded)
    with pytest.raises(PersonNotFoundError):
        undo(away, recorded)


def test_what_was_corrected_or_referred_to_stays(
    desk: Desk, recorded: Recorded, person: str, clock: Clock
) -> None:
    back = {"kind": EventKind.JOURNEY_BACK, "happened_on": YESTERDAY, "about_id": recorded.facts[0]}
    [later] = given(desk, person, NewFact(Event, back))
    with pytest.raises(UndoRefusedError, match=f"the event of fact {later} refers to it"):
        undo(desk, recorded)

    desk.run(correct_fact, person, Event, recorded.facts[0], {"place": "France"}, reason="Slip.")
    with pytest.raises(UndoRefusedError, match="it was corrected since"):
        undo(desk, recorded)


def test_what_referred_to_it_and_was_withdrawn_is_no_hindrance(
    desk: Desk, recorded: Recorded, person: str, clock: Clock
) -> None:
    back = {"kind": EventKind.JOURNEY_BACK, "happened_on": YESTERDAY, "about_id": recorded.facts[0]}
    [later] = given(desk, person, NewFact(Event, back))
    clock.move_on(minutes=1)
    desk.run(withdraw_fact, person, Event, later, reason="It was somebody else.")
    clock.move_on(minutes=1)

    assert undo(desk, recorded).startswith("Taken back.")


def test_what_a_night_judged_stays(
    desk: Desk, nightly_desk: Desk, recorded: Recorded, person: str
) -> None:
    a_night(nightly_desk)

    with pytest.raises(UndoRefusedError, match="a nightly check has judged the case with it"):
        undo(desk, recorded)


def test_a_night_that_began_before_and_read_it_all_the_same_is_known_by_the_revision(
    desk: Desk, engine: Engine, nightly_desk: Desk, recorded: Recorded, clock: Clock
) -> None:
    a_night(nightly_desk)
    with Session(engine) as session, session.begin():
        check = session.scalars(select(CaseCheck)).one()
        check.checked_at = clock.move_on(hours=-2)
    clock.move_on(hours=2)

    with pytest.raises(UndoRefusedError, match="a nightly check has judged the case with it"):
        undo(desk, recorded)


def test_a_night_before_it_was_recorded_is_no_hindrance(
    desk: Desk, nightly_desk: Desk, person: str, clock: Clock
) -> None:
    a_night(nightly_desk)
    clock.move_on(minutes=1)
    made = desk.run(record_happening, person, JOURNEY)
    clock.move_on(minutes=1)

    assert undo(desk, made, revision=None).startswith("Taken back.")


def test_a_flag_that_rests_on_it_keeps_it(
    desk: Desk, engine: Engine, nightly_desk: Desk, person: str, clock: Clock
) -> None:
    [order] = given(desk, person, an_order(made_on=date(2024, 1, 15)))
    given(desk, person, a_provision(order, TravelBan()), a_service(order, date(2024, 1, 15)))
    complete(desk, YESTERDAY)
    clock.move_on(minutes=1)
    made = desk.run(record_happening, person, JOURNEY)
    clock.move_on(minutes=1)
    a_night(nightly_desk)
    with Session(engine) as session, session.begin():
        assert session.scalars(select(Flag)).all()
        session.scalars(select(CaseCheck)).one().checked_at = clock.move_on(hours=-1)
        session.scalars(select(CaseCheck)).one().revision = 0
    clock.move_on(hours=1)

    with pytest.raises(UndoRefusedError, match="a flag rests on it"):
        undo(desk, made)


def test_what_somebody_was_told_of_stays(
    desk: Desk, engine: Engine, recorded: Recorded, clock: Clock
) -> None:
    with Session(engine) as session, session.begin():
        officer = session.scalars(select(Officer).where(Officer.login == "officer")).one()
        person = session.scalars(select(Person)).one()
        session.add(
            Told(
                person_id=person.id,
                fact_id=recorded.facts[0],
                recipient="PO",
                means="e-mail",
                told_at=clock(),
                told_by=officer.id,
            )
        )

    with pytest.raises(UndoRefusedError, match="somebody was told of it"):
        undo(desk, recorded)
