"""A case just opened is taken back, where nothing else was recorded of the person since."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import NotPermittedError, PersonNotFoundError
from casework.models import (
    Allocation,
    Association,
    AssociationKind,
    Event,
    Inclusion,
    PersonFact,
    PersonName,
    Role,
)
from casework.recording import NewFact
from casework.services.judge_identity import judge_not_same
from casework.services.open_case import open_case
from casework.services.search import search_people
from casework.services.undo_case import undo_case
from casework.services.undo_facts import UndoRefusedError, undo_facts
from casework.views.happening import Recorded
from rules.duties import ProhibitedAssociation
from rules.vocabulary import EventKind
from tests.builders import (
    TODAY,
    YESTERDAY,
    a_person,
    a_phone,
    a_provision,
    an_order,
    complete,
    given,
)
from tests.casework.conftest import Clock, Colleague
from tests.casework.flag_work import judge
from tests.casework.test_open_case import a_test

Since = Callable[[Desk, Recorded], object]


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


@pytest.fixture
def opened(desk: Desk) -> Recorded:
    return desk.run(open_case, a_test())


def test_all_that_was_recorded_is_withdrawn_and_stays_to_be_read(
    desk: Desk, engine: Engine, opened: Recorded
) -> None:
    told = desk.run(undo_case, opened)

    person = opened.who.person
    assert (
        told == f"Taken back: no case of ÉXAMPLE Sam is open. {person} has nothing on record now."
    )
    with Session(engine) as session:
        tables: tuple[type[PersonFact], ...] = (PersonName, Inclusion, Allocation)
        for table in tables:
            [kept] = session.scalars(select(table)).all()
            assert kept.known_to is not None
    assert desk.run(search_people, "Éxample", limit=3) == ()


def _a_phone_is_recorded(desk: Desk, opened: Recorded) -> object:
    return given(desk, opened.who.person, a_phone(desk, "07700 900123", TODAY))


def _judged_to_be_another(desk: Desk, opened: Recorded) -> object:
    other = a_person(desk)
    return desk.run(judge_not_same, opened.who.person, other, reason="two men")


@pytest.mark.parametrize("since", [_a_phone_is_recorded, _judged_to_be_another])
def test_where_more_was_recorded_since_it_is_kept(
    desk: Desk, engine: Engine, opened: Recorded, since: Since
) -> None:
    since(desk, opened)

    with pytest.raises(UndoRefusedError, match=f"more was recorded of {opened.who.person} since"):
        desk.run(undo_case, opened)

    with Session(engine) as session:
        assert session.scalars(select(Inclusion)).one().known_to is None


def _met(person: int) -> NewFact:
    met = {"kind": EventKind.VISIT, "happened_on": TODAY, "other_person_id": person}
    return NewFact(Event, met)


def _is_with(person: int) -> NewFact:
    return NewFact(Association, {"kind": AssociationKind.RELATIVE, "other_person_id": person})


def _found_with(person: int) -> NewFact:
    find = {"kind": EventKind.FIND, "happened_on": TODAY, "item": "cash"}
    return NewFact(Event, find | {"held_by_person_id": person})


@pytest.mark.parametrize("naming", [_met, _is_with, _found_with])
def test_whom_another_record_names_by_now_is_kept(
    desk: Desk, engine: Engine, opened: Recorded, naming: Callable[[int], NewFact]
) -> None:
    [fact] = given(desk, a_person(desk), naming(int(opened.who.person[1:])))

    with pytest.raises(UndoRefusedError, match=f"another record names {opened.who.person}"):
        desk.run(undo_case, opened)

    with Session(engine) as session:
        assert session.scalars(select(Inclusion)).one().known_to is None
    undo_facts_of = desk.run(undo_facts, "P2", [fact])
    assert undo_facts_of.startswith("Taken back")
    assert desk.run(undo_case, opened)


def test_whom_a_clause_of_another_names_by_now_is_kept(desk: Desk, opened: Recorded) -> None:
    other = a_person(desk)
    [order] = given(desk, other, an_order())
    duty = ProhibitedAssociation(people=("Sam",), records=(int(opened.who.person[1:]),))
    given(desk, other, a_provision(order, duty))

    with pytest.raises(UndoRefusedError, match="another record names"):
        desk.run(undo_case, opened)


def test_it_is_taken_back_once(desk: Desk, opened: Recorded) -> None:
    desk.run(undo_case, opened)

    with pytest.raises(UndoRefusedError, match="more was recorded"):
        desk.run(undo_case, opened)


def test_what_a_night_has_judged_is_kept(desk: Desk, nightly_desk: Desk, opened: Recorded) -> None:
    complete(desk, YESTERDAY)
    judge(nightly_desk, YESTERDAY)

    with pytest.raises(UndoRefusedError, match="a nightly check has judged the case"):
        desk.run(undo_case, opened)


def test_only_who_opened_it_takes_it_back(colleague: Colleague, opened: Recorded) -> None:
    with pytest.raises(UndoRefusedError, match="another officer recorded it"):
        colleague("robin", Role.OFFENDER_MANAGER).run(undo_case, opened)
    with pytest.raises(NotPermittedError):
        colleague("pat", Role.PRISON_INTELLIGENCE_OFFICER).run(undo_case, opened)
    with pytest.raises(PersonNotFoundError):
        colleague("sam", Role.OFFENDER_MANAGER, agency="OTHER").run(undo_case, opened)
