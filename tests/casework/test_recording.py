"""Two clocks: facts are superseded, never overwritten, and can be read as they were known."""

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as given_that
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import FactNotFoundError, FactRefusedError, ReasonMissingError
from casework.models import Fact, Movement, OrderService, Person
from casework.queries.known import known_at
from casework.recording import NewFact
from casework.services.record_facts import correct_fact, withdraw_fact
from rules.vocabulary import DutyKind, MovementKind
from tests.builders import a_movement, a_person, a_provision, a_service, an_order, given
from tests.casework.conftest import Clock


def release(day: date = date(2026, 3, 2)) -> NewFact:
    return a_movement(MovementKind.RELEASE, day)


def days_known(engine: Engine, moment: datetime | None) -> list[date]:
    with Session(engine) as session:
        return list(session.scalars(select(Movement.happened_on).where(known_at(Movement, moment))))


def test_a_correction_keeps_both_versions_and_says_why(
    desk: Desk, engine: Engine, clock: Clock
) -> None:
    person = a_person(desk)
    [fact] = given(desk, person, release(date(2026, 3, 2)))
    before = clock.move_on(minutes=1)
    clock.move_on(hours=1)

    version = desk.run(
        correct_fact,
        person,
        Movement,
        fact,
        {"happened_on": date(2026, 3, 3)},
        reason="wrong day in the feed",
    )

    with Session(engine) as session:
        first, second = session.scalars(select(Movement).order_by(Movement.version))
    assert (version, first.version, second.version) == (2, 1, 2)
    assert (first.closed_reason, first.known_to) == ("wrong day in the feed", second.known_from)
    assert days_known(engine, before) == [date(2026, 3, 2)]
    assert days_known(engine, None) == days_known(engine, clock.at) == [date(2026, 3, 3)]


def test_a_withdrawn_fact_is_known_no_more_but_was(
    desk: Desk, engine: Engine, clock: Clock
) -> None:
    person = a_person(desk)
    [fact] = given(desk, person, release())
    before = clock.move_on(minutes=1)
    clock.move_on(hours=1)

    desk.run(withdraw_fact, person, Movement, fact, reason="another man's movement")

    assert days_known(engine, None) == []
    assert days_known(engine, before) == [date(2026, 3, 2)]
    with pytest.raises(FactNotFoundError):
        desk.run(withdraw_fact, person, Movement, fact, reason="again")


def test_every_write_raises_the_revision_and_stamps_ascending_moments(
    desk: Desk, engine: Engine
) -> None:
    """The clock stands still here; the stamps must ascend all the same."""
    person = a_person(desk)
    [fact] = given(desk, person, release())
    desk.run(
        correct_fact, person, Movement, fact, {"happened_on": date(2026, 3, 3)}, reason="first"
    )
    desk.run(
        correct_fact, person, Movement, fact, {"happened_on": date(2026, 3, 4)}, reason="second"
    )

    with Session(engine) as session:
        stamps = list(session.scalars(select(Movement.known_from).order_by(Movement.version)))
        row = session.scalars(select(Person)).one()
    assert stamps == sorted(set(stamps))
    assert (row.revision, row.changed_at) == (4, stamps[-1])


def test_a_correction_without_a_reason_is_refused(desk: Desk) -> None:
    person = a_person(desk)
    [fact] = given(desk, person, release())

    with pytest.raises(ReasonMissingError):
        desk.run(
            correct_fact, person, Movement, fact, {"happened_on": date(2026, 3, 3)}, reason=" "
        )


def test_a_correction_that_changes_nothing_is_refused(desk: Desk) -> None:
    person = a_person(desk)
    [fact] = given(desk, person, release(date(2026, 3, 2)))

    with pytest.raises(FactRefusedError, match="says what the record says"):
        desk.run(
            correct_fact, person, Movement, fact, {"happened_on": date(2026, 3, 2)}, reason="again"
        )


def test_a_fact_of_somebody_else_is_not_corrected(desk: Desk) -> None:
    person, other = a_person(desk), a_person(desk, "Other")
    [fact] = given(desk, person, release())

    with pytest.raises(FactNotFoundError):
        desk.run(
            correct_fact, other, Movement, fact, {"happened_on": date(2026, 3, 3)}, reason="slip"
        )


def test_each_fact_has_an_id_of_its_own_across_all_kinds(desk: Desk, engine: Engine) -> None:
    person = a_person(desk)
    ids = given(desk, person, release(), release(), release())

    with Session(engine) as session:
        kinds = {fact.id: fact.kind for fact in session.scalars(select(Fact))}
    assert len(set(ids)) == 3
    assert sorted(kinds.values()) == ["movement", "movement", "movement", "person_name"]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given_that(steps=st.lists(st.sampled_from(["correct", "withdraw", "add"]), max_size=6))
def test_what_was_known_at_a_moment_never_changes_afterwards(
    steps: list[str], desk: Desk, engine: Engine, clock: Clock
) -> None:
    person = a_person(desk)
    live = given(desk, person, release())
    seen = []
    for number, step in enumerate(steps):
        clock.move_on(minutes=1)
        if step == "add" or not live:
            live += given(desk, person, release(date(2026, 2, 1 + number)))
        elif step == "correct":
            desk.run(
                correct_fact,
                person,
                Movement,
                live[0],
                {"happened_on": date(2025, 1, 1 + number)},
                reason=f"step {number}",
            )
        else:
            desk.run(withdraw_fact, person, Movement, live.pop(), reason="withdrawn")
        seen.append((clock.at, sorted(days_known(engine, clock.at))))

    assert [(at, sorted(days_known(engine, at))) for at, _ in seen] == seen


def test_a_fact_may_not_point_at_another_persons_order(desk: Desk, engine: Engine) -> None:
    """Or service recorded on one man would bind another, of any agency, with no trace on him."""
    victim, other = a_person(desk), a_person(desk, "Other")
    [order] = given(desk, victim, an_order(represented=False))

    with pytest.raises(FactRefusedError, match=f"no fact {order} on this record"):
        given(desk, other, a_service(order, date(2026, 3, 2)))
    with pytest.raises(FactRefusedError, match="no fact 999999"):
        given(desk, other, a_service(999_999, date(2026, 3, 2)))

    [own] = given(desk, other, an_order())
    [service] = given(desk, other, a_service(own, date(2026, 3, 2)))
    with pytest.raises(FactRefusedError, match=f"no fact {order} on this record"):
        desk.run(correct_fact, other, OrderService, service, {"order_id": order}, reason="slip")


@pytest.mark.parametrize("column", ["known_from", "recorded_by", "person_id", "version"])
def test_neither_clocks_nor_author_can_be_filled_in(column: str, desk: Desk) -> None:
    person = a_person(desk)
    [fact] = given(desk, person, release())

    with pytest.raises(FactRefusedError, match=f"{column} cannot be set"):
        desk.run(correct_fact, person, Movement, fact, {column: 1}, reason="forged")
    with pytest.raises(FactRefusedError, match=f"{column} cannot be set"):
        given(desk, person, a_movement(MovementKind.RELEASE, date(2026, 3, 2), **{column: 1}))


def test_a_term_or_a_duty_no_rule_could_read_is_refused(desk: Desk) -> None:
    person = a_person(desk)
    with pytest.raises(FactRefusedError, match="A term needs its count"):
        given(desk, person, an_order(term_unit=None))
    with pytest.raises(FactRefusedError):
        given(desk, person, an_order(term_count=0))
    [order] = given(desk, person, an_order())

    with pytest.raises(FactRefusedError, match="typed duty of a clause cannot be read"):
        given(desk, person, with_values(a_provision(order), duty="{}"))
    with pytest.raises(FactRefusedError, match="is called pay"):
        given(desk, person, with_values(a_provision(order), duty_kind=DutyKind.PAY))


def with_values(fact: NewFact, **values: object) -> NewFact:
    return NewFact(fact.table, dict(fact.values) | values)
