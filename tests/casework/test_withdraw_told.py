"""A wrong fact is withdrawn as it was read, with a reason, and never from under another fact."""

from datetime import date

import pytest

from casework.desk import Desk
from casework.errors import (
    FactRefusedError,
    FactUnknownError,
    NotPermittedError,
    ReasonMissingError,
)
from casework.models import Event, Role
from casework.recording import NewFact
from casework.services.read_fact import read_fact
from casework.services.record_facts import correct_fact
from casework.services.withdraw_told import review_withdrawal, withdraw_told
from rules.duties import TravelBan
from rules.vocabulary import EventKind
from tests.builders import a_person, a_provision, an_order, given
from tests.casework.conftest import Clock, Colleague

WHY = "It was somebody else."


@pytest.fixture
def person(desk: Desk) -> str:
    return a_person(desk)


@pytest.fixture
def event(desk: Desk, person: str, clock: Clock) -> int:
    [event] = given(
        desk, person, NewFact(Event, {"kind": EventKind.SIGHTING, "happened_on": date(2026, 3, 10)})
    )
    clock.move_on(minutes=1)
    return event


def test_a_fact_is_withdrawn_and_stays_to_be_read(desk: Desk, event: int) -> None:
    desk.run(review_withdrawal, "event", event, version=1)
    said = desk.run(withdraw_told, "event", event, version=1, reason=WHY)

    assert said.startswith(f"Withdrawn: event {event}, of P1.")
    [version] = desk.run(read_fact, f"event/{event}").versions
    assert (version.closed_by, version.closed_reason) == ("First officer", WHY)
    with pytest.raises(FactRefusedError, match="withdrawn already"):
        desk.run(withdraw_told, "event", event, version=1, reason=WHY)


def test_one_that_was_corrected_since_is_read_again_first(
    desk: Desk, person: str, event: int, clock: Clock
) -> None:
    desk.run(correct_fact, person, Event, event, {"place": "Leeds"}, reason="Slip.")
    clock.move_on(minutes=1)

    for service, named in ((review_withdrawal, {}), (withdraw_told, {"reason": WHY})):
        with pytest.raises(FactRefusedError, match="corrected since you read it"):
            desk.run(service, "event", event, version=1, **named)  # type: ignore[arg-type]  # a reason for one of the two
    assert desk.run(withdraw_told, "event", event, version=2, reason=WHY)


def test_what_others_refer_to_stays_until_they_are_withdrawn(
    desk: Desk, person: str, clock: Clock
) -> None:
    [order] = given(desk, person, an_order(made_on=date(2024, 1, 15)))
    [clause] = given(desk, person, a_provision(order, TravelBan()))
    clock.move_on(minutes=1)
    with pytest.raises(FactRefusedError, match=f"The provision of fact {clause} refers to it"):
        desk.run(withdraw_told, "court_order", order, version=1, reason=WHY)

    desk.run(withdraw_told, "provision", clause, version=1, reason=WHY)
    assert desk.run(withdraw_told, "court_order", order, version=1, reason=WHY)


def test_who_may_not_and_whose_they_are_not(desk: Desk, event: int, colleague: Colleague) -> None:
    away = colleague("away-1", Role.OFFENDER_MANAGER, agency="AWAY")
    prison = colleague("prison-1", Role.PRISON_INTELLIGENCE_OFFICER)

    with pytest.raises(FactUnknownError):
        away.run(withdraw_told, "event", event, version=1, reason=WHY)
    with pytest.raises(FactUnknownError):
        desk.run(withdraw_told, "event", event + 100, version=1, reason=WHY)
    with pytest.raises(NotPermittedError):
        prison.run(withdraw_told, "event", event, version=1, reason=WHY)
    with pytest.raises(ReasonMissingError):
        desk.run(withdraw_told, "event", event, version=1, reason=" ")
