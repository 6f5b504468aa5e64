"""A correction says what it does: nothing lost on the way, and whoever was read is in the log."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import FactRefusedError
from casework.forms.filling import read_form
from casework.models import (
    AuditEvent,
    AuditSubject,
    Event,
    Holding,
    Note,
    OfficerContact,
    Role,
)
from casework.recording import NewFact
from casework.services.judge_identity import judge_same
from rules.vocabulary import EventKind
from tests.builders import (
    PHONE_IN_THREE_DAYS,
    TODAY,
    YESTERDAY,
    a_person,
    a_phone,
    a_provision,
    an_order,
    given,
)
from tests.casework.conftest import Clock, Colleague
from tests.casework.test_correct_told import corrected, form_of, reviewed, versions


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = clock.ticks.resolution


@pytest.fixture
def person(desk: Desk) -> str:
    return a_person(desk)


def test_a_time_that_goes_along_with_its_day_keeps_its_seconds(
    desk: Desk, engine: Engine, person: str
) -> None:
    at = datetime(2026, 3, 10, 9, 30, 17, tzinfo=UTC)
    seen = {"kind": EventKind.SIGHTING, "happened_on": at.date(), "happened_at": at}
    [event] = given(desk, person, NewFact(Event, seen))

    corrected(desk, Event, event, happened_on="11 Mar 2026")

    assert versions(engine, Event, event)[1]["happened_at"] == at.replace(day=11)

    corrected(desk, Event, event, 2, happened_at="09:31")
    assert versions(engine, Event, event)[2]["happened_at"] == at.replace(
        day=11, minute=31, second=0
    )


def test_that_no_clause_is_named_any_more_is_said(desk: Desk, person: str) -> None:
    [order] = given(desk, person, an_order())
    [clause] = given(desk, person, a_provision(order, PHONE_IN_THREE_DAYS))
    notice = {"kind": EventKind.NOTICE_GIVEN, "happened_on": YESTERDAY, "provision_id": clause}
    [event] = given(desk, person, NewFact(Event, notice))

    [doubt] = reviewed(desk, Event, event, clause="").doubts

    assert doubt.startswith("No clause is named")


def test_whose_facts_a_review_names_is_in_the_log(desk: Desk, engine: Engine, person: str) -> None:
    other = a_person(desk, "Sample")
    desk.run(judge_same, person, other, reason="prints agree")
    out = NewFact(Event, {"kind": EventKind.JOURNEY_OUT, "happened_on": YESTERDAY})
    [event] = given(desk, person, out)
    [theirs] = given(
        desk, other, NewFact(Event, {"kind": EventKind.JOURNEY_OUT, "happened_on": TODAY})
    )

    review = reviewed(desk, Event, event, happened_on="today")

    assert str(theirs) in review.on_record[0]
    assert last_subjects(engine) == {1, 2}


def test_whom_a_correction_names_no_more_is_in_the_log(
    desk: Desk, engine: Engine, person: str
) -> None:
    a_person(desk, "Other")
    met = {"kind": EventKind.VISIT, "happened_on": TODAY, "other_person_id": 2}
    [event] = given(desk, person, NewFact(Event, met))

    corrected(desk, Event, event, other_person="", other_name="Lee Long")

    assert last_subjects(engine) == {1, 2}


def last_subjects(engine: Engine) -> set[int]:
    """Return who was consulted in the last use of a desk that consulted anybody."""
    with Session(engine) as session:
        last = session.scalars(
            select(AuditEvent.id)
            .where(AuditEvent.verb == "consult")
            .order_by(AuditEvent.id.desc())
            .limit(1)
        ).one()
        rows = select(AuditSubject.person_id).where(AuditSubject.event_id == last)
        return set(session.scalars(rows))


def test_what_is_filled_in_for_an_empty_field_is_not_filled_in_by_a_correction(
    desk: Desk, colleague: Colleague, person: str, engine: Engine
) -> None:
    colleague("robin", Role.OFFENDER_MANAGER)
    day = date(2026, 2, 2)
    contact, note = given(
        desk,
        person,
        NewFact(OfficerContact, {"contacted_on": day, "officer_id": 3, "method": "telephone"}),
        NewFact(Note, {"written_on": day, "body": "As said.", "is_assessment": False}),
    )

    for table, fact_id, field in (
        (OfficerContact, contact, "officer"),
        (Note, note, "written_on"),
    ):
        form = form_of(desk, table, fact_id)
        typed = {**form.typed(), "reason": "A slip.", field: ""}
        assert read_form(form, typed, today=TODAY)[field].wrong


def test_a_thing_spelled_in_another_way_is_the_same_thing(
    desk: Desk, engine: Engine, person: str
) -> None:
    [phone] = given(desk, person, a_phone(desk, "07700900101", date(2026, 3, 1)))

    with pytest.raises(FactRefusedError, match="Nothing is changed yet"):
        reviewed(desk, Holding, phone, thing="07700 900 101")


@pytest.mark.parametrize("text", ["  a  b ", "\u00a0a", "a\n\n\nb\n", "e\u0301", "A;B", "a \nb"])
def test_odd_words_left_as_filled_change_nothing(desk: Desk, person: str, text: str) -> None:
    seen = {"kind": EventKind.FIND, "happened_on": TODAY, "item": text, "details": text}
    [event] = given(desk, person, NewFact(Event, seen))

    assert reviewed(desk, Event, event, place="Leeds").fields == ("place",)
