"""A correction can be taken back, until anybody has relied on it; every version stays."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.context import Context
from casework.desk import Desk, declares
from casework.entry import recorded
from casework.errors import FactUnknownError
from casework.models import CaseCheck, Event, Flag, Officer, Role, Told, Verb
from casework.permissions import Action
from casework.queries import people
from casework.recording import NewFact
from casework.services.correct_told import correct_told
from casework.services.judge_identity import judge_same
from casework.services.record_facts import correct_fact, withdraw_fact
from casework.services.undo_correction import CorrectionKeptError, undo_correction
from casework.services.undo_facts import UndoRefusedError, undo_facts
from casework.services.withdraw_told import withdraw_told
from casework.views.correction import Corrected
from casework.views.people import Named
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
from tests.casework.nights import night

WHY = "The log says otherwise."
OUT = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = clock.ticks.resolution


@pytest.fixture
def person(desk: Desk) -> str:
    return a_person(desk)


@pytest.fixture
def journey(desk: Desk, person: str) -> int:
    out = {"kind": EventKind.JOURNEY_OUT, "happened_on": OUT, "place": "Spain"}
    [journey] = given(desk, person, NewFact(Event, out))
    return journey


def correct(desk: Desk, fact_id: int, version: int = 1, **values: object) -> Corrected:
    return desk.run(correct_told, "event", fact_id, values, version=version, reason=WHY)


def undo(desk: Desk, made: Corrected, **other: int) -> str:
    kind, _, number = made.fact.partition("/")
    revision = other.get("revision", made.revision)
    return desk.run(undo_correction, kind, int(number), version=made.version, revision=revision)


def said(engine: Engine) -> list[tuple[int, str | None, str | None]]:
    """Return each version of a journey out: where to, and why it was closed."""
    with Session(engine) as session:
        rows = session.scalars(
            select(Event).where(Event.kind == EventKind.JOURNEY_OUT).order_by(Event.version)
        )
        return [(row.version, row.place, row.closed_reason) for row in rows]


def test_what_nobody_relied_on_says_again_what_it_said(
    desk: Desk, engine: Engine, journey: int
) -> None:
    made = correct(desk, journey, place="France")

    words = undo(desk, made)

    assert words == (
        f"Taken back: the event of fact {journey}, of P1, says again what it said, as version 3."
    )
    back = "The correction is taken back by the officer who made it, before anybody relied on it."
    assert said(engine) == [(1, "Spain", WHY), (2, "France", back), (3, "Spain", None)]


def test_it_is_taken_back_once_and_only_the_last(desk: Desk, journey: int) -> None:
    first = correct(desk, journey, place="France")
    second = correct(desk, journey, 2, place="Italy")
    with pytest.raises(CorrectionKeptError, match="it was corrected since"):
        undo(desk, first)

    undo(desk, second)
    with pytest.raises(CorrectionKeptError, match="it was corrected since"):
        undo(desk, second)

    desk.run(withdraw_told, "event", journey, version=4, reason=WHY)
    with pytest.raises(CorrectionKeptError, match="the fact was withdrawn"):
        undo(desk, second.model_copy(update={"version": 4}))


def test_another_officer_does_not_take_it_back(
    desk: Desk, journey: int, colleague: Colleague
) -> None:
    made = correct(desk, journey, place="France")

    with pytest.raises(CorrectionKeptError, match="another officer made it"):
        undo(colleague("lead-2", Role.OFFENDER_MANAGER), made)
    with pytest.raises(FactUnknownError):
        undo(colleague("away-1", Role.OFFENDER_MANAGER, agency="AWAY"), made)


def test_what_is_no_correction_is_not_taken_back_by_it(desk: Desk, journey: int) -> None:
    never = Corrected(
        who=Named(person="P1", name=""), fact=f"event/{journey}", version=1, revision=9
    )

    with pytest.raises(CorrectionKeptError, match="it was never corrected"):
        undo(desk, never)


def test_what_refers_to_it_from_before_is_no_hindrance_and_since_then_is(
    desk: Desk, journey: int, person: str
) -> None:
    back = {"kind": EventKind.JOURNEY_BACK, "happened_on": YESTERDAY, "about_id": journey}
    given(desk, person, NewFact(Event, back))
    undo(desk, correct(desk, journey, place="France"))
    made = correct(desk, journey, 3, place="Italy")
    [later] = given(desk, person, NewFact(Event, back))

    with pytest.raises(CorrectionKeptError, match=f"the event of fact {later} refers to it since"):
        undo(desk, made)


def test_what_it_was_about_may_be_withdrawn_since(desk: Desk, journey: int, person: str) -> None:
    out = {"kind": EventKind.JOURNEY_OUT, "happened_on": OUT}
    [other] = given(desk, person, NewFact(Event, out))
    back = {"kind": EventKind.JOURNEY_BACK, "happened_on": YESTERDAY, "about_id": journey}
    [returned] = given(desk, person, NewFact(Event, back))
    made = correct(desk, returned, about=f"fact:{other}")
    desk.run(withdraw_fact, person, Event, journey, reason=WHY)

    with pytest.raises(CorrectionKeptError, match="what it was about before was withdrawn since"):
        undo(desk, made)


def test_what_a_night_judged_stays(
    desk: Desk, nightly_desk: Desk, engine: Engine, journey: int, clock: Clock
) -> None:
    night(nightly_desk, date(2026, 3, 14))
    undo(desk, correct(desk, journey, place="France"))
    made = correct(desk, journey, 3, place="Italy")
    night(nightly_desk, YESTERDAY)
    with pytest.raises(CorrectionKeptError, match="a nightly check has judged the case with it"):
        undo(desk, made)

    with Session(engine) as session, session.begin():
        session.scalars(select(CaseCheck)).one().checked_at = clock.move_on(hours=-2)
    clock.move_on(hours=2)
    with pytest.raises(CorrectionKeptError, match="a nightly check has judged the case with it"):
        undo(desk, made)


def test_a_night_that_read_it_all_the_same_is_known_where_records_are_judged_the_same(
    desk: Desk, nightly_desk: Desk, engine: Engine, journey: int, clock: Clock
) -> None:
    person = "P1"
    desk.run(judge_same, person, a_person(desk, "Sample"), reason="prints agree")
    night(nightly_desk, date(2026, 3, 14))
    undo(desk, correct(desk, journey, place="France"))
    made = correct(desk, journey, 3, place="Italy")
    [found] = given(desk, person, NewFact(Event, {"kind": EventKind.FIND, "happened_on": OUT}))
    revision = desk.run(reading_revision, person)
    night(nightly_desk, YESTERDAY)
    with Session(engine) as session, session.begin():
        for check in session.scalars(select(CaseCheck)):
            check.checked_at = clock.at - timedelta(hours=2)

    with pytest.raises(CorrectionKeptError, match="a nightly check has judged the case with it"):
        undo(desk, made)
    with pytest.raises(UndoRefusedError, match="a nightly check has judged the case with it"):
        desk.run(undo_facts, person, [found], revision=revision)


@declares(Action.RECORD_FACTS, Verb.CONSULT)
def reading_revision(context: Context, typed: str) -> int:
    return recorded(context, people.require(context, typed).id, []).revision


def test_a_flag_that_rests_on_it_keeps_it(
    desk: Desk, nightly_desk: Desk, engine: Engine, journey: int, clock: Clock
) -> None:
    person = "P1"
    [order] = given(desk, person, an_order(made_on=date(2024, 1, 15)))
    given(desk, person, a_provision(order, TravelBan()), a_service(order, date(2024, 1, 15)))
    complete(desk, YESTERDAY)
    made = correct(desk, journey, place="France")
    night(nightly_desk, YESTERDAY)
    with Session(engine) as session, session.begin():
        assert session.scalars(select(Flag)).all()
        check = session.scalars(select(CaseCheck)).one()
        check.checked_at, check.revision = clock.move_on(hours=-1), 0
    clock.move_on(hours=1)

    with pytest.raises(CorrectionKeptError, match="a flag rests on it"):
        undo(desk, made)


def test_whom_somebody_told_of_it_since_keeps_it(
    desk: Desk, engine: Engine, journey: int, clock: Clock
) -> None:
    _tell(engine, journey, clock)
    undo(desk, correct(desk, journey, place="France"))
    made = correct(desk, journey, 3, place="Italy")
    _tell(engine, journey, clock)

    with pytest.raises(CorrectionKeptError, match="somebody was told of it since"):
        undo(desk, made)


def _tell(engine: Engine, fact_id: int, clock: Clock) -> None:
    with Session(engine) as session, session.begin():
        officer = session.scalars(select(Officer).where(Officer.login == "officer")).one()
        session.add(
            Told(
                person_id=1,
                fact_id=fact_id,
                recipient="PO",
                means="e-mail",
                told_at=clock.move_on(seconds=1),
                told_by=officer.id,
            )
        )
    clock.move_on(seconds=1)


def test_a_correction_by_an_import_or_another_service_is_judged_alike(
    desk: Desk, journey: int, person: str
) -> None:
    made = correct(desk, journey, place="France")
    desk.run(correct_fact, person, Event, journey, {"place": "Italy"}, reason="Slip.")

    with pytest.raises(CorrectionKeptError, match="it was corrected since"):
        undo(desk, made)
