"""Two who record and take back at once: nothing is left that refers to what is withdrawn."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import CaseworkError, FactRefusedError
from casework.forms.happening_choices import code_of
from casework.models import CourtOrder, Event, Provision
from casework.services.record_happening import record_happening
from casework.services.record_order import record_clause, record_order
from casework.services.undo_facts import undo_facts
from casework.views.happening import Recorded
from tests.builders import a_person
from tests.casework.conftest import Clock
from tests.casework.test_record_order import CLAUSE, ORDER

OUT = {"kind": "journey_out", "happened_on": date(2026, 3, 10), "place": "Spain"}


@pytest.fixture
def person(desk: Desk) -> str:
    return a_person(desk)


def undo(desk: Desk, recorded: Recorded) -> str:
    return desk.run(undo_facts, recorded.who.person, recorded.facts, revision=recorded.revision)


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Call them in threads of their own; return what each said, or refused."""
    ready = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        ready.wait()
        try:
            return call()
        except CaseworkError as refused:
            return refused

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_what_was_taken_back_is_referred_to_no_more(desk: Desk, person: str, clock: Clock) -> None:
    out = desk.run(record_happening, person, OUT)
    clock.move_on(minutes=1)
    undo(desk, out)
    back = OUT | {"kind": "journey_back", "about": code_of(out.facts[0])}

    with pytest.raises(FactRefusedError, match="not on this record any more; choose again"):
        desk.run(record_happening, person, back)


def test_a_return_and_the_undoing_of_its_journey(desk: Desk, engine: Engine, person: str) -> None:
    for _ in range(3):
        out = desk.run(record_happening, person, OUT)
        back = OUT | {"kind": "journey_back", "about": code_of(out.facts[0])}
        said = at_once(
            lambda: desk.run(record_happening, person, back),  # noqa: B023  # called in this turn
            lambda: undo(desk, out),  # noqa: B023  # called in this turn
        )
        assert sum(isinstance(one, CaseworkError) for one in said) == 1
    with Session(engine) as session:
        standing = select(Event.fact_id).where(Event.known_to.is_(None))
        referred = select(Event.about_id).where(
            Event.known_to.is_(None), Event.about_id.is_not(None)
        )
        assert set(session.scalars(referred)) <= set(session.scalars(standing))


def test_a_clause_and_the_undoing_of_its_order(desk: Desk, engine: Engine, person: str) -> None:
    for _ in range(3):
        order = desk.run(record_order, person, ORDER)
        key = f"{person}/{order.facts[0]}"
        said = at_once(
            lambda: desk.run(record_clause, key, CLAUSE),  # noqa: B023  # called in this turn
            lambda: undo(desk, order),  # noqa: B023  # called in this turn
        )
        assert sum(isinstance(one, CaseworkError) for one in said) == 1
    with Session(engine) as session:
        standing = select(CourtOrder.fact_id).where(CourtOrder.known_to.is_(None))
        clauses = select(func.count()).where(
            Provision.known_to.is_(None), Provision.order_id.not_in(standing)
        )
        assert session.scalar(clauses) == 0
