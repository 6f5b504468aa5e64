"""Recording of somebody with several records: all are offered, and it goes where it belongs."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import FactRefusedError
from casework.forms.filling import read_form
from casework.forms.happening import HappeningForm
from casework.forms.happening_choices import RecordChoices
from casework.models import Agency, Event, OrderVariation, Person, Role
from casework.recording import NewFact
from casework.services.judge_identity import judge_same
from casework.services.read_record_choices import read_record_choices
from casework.services.record_happening import record_happening, review_happening
from casework.services.undo_facts import undo_facts
from rules.vocabulary import EventKind, MovementKind
from tests.builders import (
    PHONE_IN_THREE_DAYS,
    TODAY,
    a_movement,
    a_person,
    a_phone,
    a_provision,
    an_order,
    given,
    on_release,
)
from tests.casework.conftest import Clock, Colleague
from tests.casework.nights import BOOK

FIRST, SECOND = date(2024, 1, 15), date(2025, 2, 3)


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = clock.ticks.resolution


@pytest.fixture
def both(desk: Desk) -> tuple[str, str]:
    """P1 and P2, judged the same; each has an order with a clause 1, a phone and a find."""
    people = a_person(desk), a_person(desk, "Sample")
    for person, made_on in zip(people, (FIRST, SECOND), strict=True):
        [order] = given(desk, person, an_order(made_on=made_on))
        given(
            desk,
            person,
            a_provision(order, PHONE_IN_THREE_DAYS, number="1"),
            NewFact(OrderVariation, {"order_id": order, "made_on": date(2025, 6, 2)}),
            a_phone(desk, f"0770090010{person[1:]}", made_on),
            *(
                NewFact(Event, {"kind": kind, "happened_on": made_on, "place": "Spain"})
                for kind in (EventKind.FIND, EventKind.JOURNEY_BOOKED, EventKind.JOURNEY_OUT)
            ),
        )
    desk.run(judge_same, *people, reason="prints agree")
    return people


def choices_of(desk: Desk, person: str) -> RecordChoices:
    return desk.run(read_record_choices, person, BOOK)


def values_of(desk: Desk, person: str, **typed: str) -> dict[str, Any]:
    form = HappeningForm(choices_of(desk, person), asks_who=False)
    readings = read_form(form, typed, today=TODAY)
    assert not [each.wrong for each in readings.values() if each.wrong]
    return {name: each.value for name, each in readings.items()}


def test_what_is_on_each_record_is_offered_and_named_with_its_record(
    desk: Desk, both: tuple[str, str]
) -> None:
    for person in both:
        choices = choices_of(desk, person)
        assert choices.person == person
        assert [clause.choice.label.partition(":")[0] for clause in choices.clauses] == [
            "clause 1 (SCPO of Mon 15 Jan 2024, on P1)",
            "clause 1 (SCPO of Mon 3 Feb 2025, on P2)",
        ]
        assert [choice.label for choice in choices.orders] == [
            "SCPO of Mon 15 Jan 2024, on P1",
            "SCPO of Mon 3 Feb 2025, on P2",
        ]
        assert "variation of Mon 2 Jun 2025 (SCPO of Mon 3 Feb 2025, on P2)" in [
            choice.label for choice in choices.served
        ]
        for offered in (choices.holdings, choices.finds, choices.booked, choices.journeys):
            assert [choice.label[-2:] for choice in offered] == ["P1", "P2"]
        assert [day for _, day in choices.made_on] == [FIRST, SECOND]


def test_one_record_is_not_named(desk: Desk) -> None:
    person = a_person(desk)
    [order] = given(desk, person, an_order())
    given(desk, person, a_provision(order, PHONE_IN_THREE_DAYS))

    assert "P1" not in str(choices_of(desk, person).clauses)


def test_it_is_recorded_on_the_record_it_points_at_and_the_review_says_so(
    desk: Desk, engine: Engine, both: tuple[str, str]
) -> None:
    first, second = both
    typed = {"kind": "notice given", "happened_on": "today"}
    there = values_of(desk, first, **typed, clause="on P2", about="phone 07700900102")
    here = values_of(desk, first, **typed, clause="on P1")

    review = desk.run(review_happening, first, there, choices_of(desk, first))
    made = desk.run(record_happening, first, there)

    assert (review.who.person, made.who.person) == (second, second)
    [elsewhere] = review.doubts
    assert elsewhere == (
        "It is recorded on P2, for what it is about is there; P2 is judged to be the same person "
        "as P1."
    )
    with Session(engine) as session:
        kept = session.scalars(select(Event).where(Event.fact_id == made.facts[0])).one()
        assert (kept.person_id, kept.happened_on) == (2, TODAY)
    again = desk.run(review_happening, first, here, choices_of(desk, first))
    assert (again.who.person, again.doubts) == (first, ())
    assert desk.run(undo_facts, made.who.person, made.facts, revision=made.revision)


def test_what_is_on_record_of_another_of_them_is_named_too(
    desk: Desk, both: tuple[str, str]
) -> None:
    typed = {"kind": "sighting", "happened_on": "today", "place": "Leeds"}
    made = desk.run(record_happening, both[1], values_of(desk, both[1], **typed))

    review = desk.run(
        review_happening, both[0], values_of(desk, both[0], **typed), choices_of(desk, both[0])
    )

    assert review.on_record == (f"Sighting of Mon 16 Mar 2026 is on record: fact {made.facts[0]}",)


def test_what_points_at_two_records_is_refused_in_words(desk: Desk, both: tuple[str, str]) -> None:
    values = values_of(
        desk, both[0], kind="notice given", clause="on P1", about="phone 07700900102",
        happened_on="today",
    )  # fmt: skip

    for service, more in ((review_happening, (choices_of(desk, both[0]),)), (record_happening, ())):
        with pytest.raises(FactRefusedError, match="is on P1 and P2: choose what is on one"):
            desk.run(service, both[0], values, *more)


def test_a_clause_binds_by_the_custody_of_all_records(desk: Desk, both: tuple[str, str]) -> None:
    [order] = given(desk, both[0], an_order(made_on=date(2023, 5, 5)))
    given(desk, both[0], a_provision(order, PHONE_IN_THREE_DAYS, number="9", **on_release()))
    assert "Not in force now" in _ninth(desk, both[0])

    given(
        desk,
        both[1],
        a_movement(MovementKind.RECEPTION, date(2023, 1, 2)),
        a_movement(MovementKind.RELEASE, date(2024, 1, 2)),
    )

    assert "Not in force now" not in _ninth(desk, both[0])


def _ninth(desk: Desk, person: str) -> str:
    labels = [clause.choice.label for clause in choices_of(desk, person).clauses]
    return next(label for label in labels if label.startswith("clause 9 "))


def test_a_record_of_another_agency_is_neither_offered_nor_recorded_on(
    desk: Desk, engine: Engine, both: tuple[str, str], colleague: Colleague
) -> None:
    values = values_of(desk, both[0], kind="notice given", clause="on P2", happened_on="today")
    colleague("away-1", Role.OFFENDER_MANAGER, agency="AWAY")
    with Session(engine) as session, session.begin():
        away = session.scalars(select(Agency.id).where(Agency.code == "AWAY")).one()
        session.get_one(Person, 2).agency_id = away
    lead = colleague("lead-2", Role.OFFENDER_MANAGER)

    choices = choices_of(lead, both[0])

    assert [clause.made_on for clause in choices.clauses] == [FIRST]
    assert "P2" not in str(choices)
    with pytest.raises(FactRefusedError, match="not on this record any more"):
        lead.run(record_happening, both[0], values)
