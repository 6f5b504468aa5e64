"""Recording an order and its clauses: what is kept, what is warned of, what is refused."""

from datetime import date
from typing import Any

import pytest

from casework.desk import Desk
from casework.errors import (
    FactRefusedError,
    NotPermittedError,
    OrderNotFoundError,
    PersonNotFoundError,
)
from casework.models import OrderVariation, Role
from casework.recording import NewFact
from casework.services.read_order import read_order
from casework.services.record_order import (
    record_clause,
    record_order,
    review_clause,
    review_order,
)
from casework.services.record_order_change import record_change, review_change
from casework.services.undo_facts import undo_facts
from rules.vocabulary import DutyKind
from tests.builders import a_person, a_provision, an_order, given
from tests.casework.conftest import Colleague
from tests.rules.book import BOOK

ORDER: dict[str, Any] = {
    "kind": "scpo",
    "nation": "england_and_wales",
    "court": "crown_court",
    "court_name": "Leeds Crown Court",
    "made_on": date(2026, 3, 2),
    "represented": False,
    "term": "5 years",
    "served_on": date(2026, 3, 3),
    "method": "in_person",
}
CLAUSE: dict[str, Any] = {
    "number": "1",
    "wording": "He must not.",
    "kind": "free_wording",
    "starts": "with_order",
}


def test_an_order_is_recorded_with_its_service_and_can_be_taken_back(desk: Desk) -> None:
    person = a_person(desk)

    recorded = desk.run(record_order, person, ORDER)
    key = f"{person}/{recorded.facts[0]}"
    clause = desk.run(
        record_clause, key, CLAUSE | {"starts": "on_a_day"} | {"starts_on": date(2026, 3, 4)}
    )
    read = desk.run(read_order, key, rulebook=BOOK)

    assert read.line.court == "Leeds Crown Court"
    assert read.line.bound_from == date(2026, 3, 3)
    assert read.ends_on == date(2031, 3, 3)
    assert [one.line.duty for one in read.clauses] == [DutyKind.FREE_WORDING]
    with pytest.raises(FactRefusedError, match="refers to it"):
        desk.run(undo_facts, person, recorded.facts, revision=recorded.revision)
    desk.run(undo_facts, person, clause.facts, revision=clause.revision)
    desk.run(undo_facts, person, recorded.facts, revision=recorded.revision)
    with pytest.raises(OrderNotFoundError):
        desk.run(read_order, key, rulebook=BOOK)

    another = desk.run(record_order, person, ORDER | {"served_on": None, "method": None})
    desk.run(undo_facts, person, another.facts, revision=another.revision)
    assert len(another.facts) == 1


def test_the_review_says_what_the_rules_say_and_what_is_on_record(desk: Desk) -> None:
    person = a_person(desk)
    given(desk, person, an_order(made_on=date(2026, 3, 2)))

    review = desk.run(review_order, person, ORDER | {"term": "6 years"}, rulebook=BOOK)

    [over] = review.warnings
    assert "5 years" in over
    assert review.on_record == (
        "The serious crime prevention order of Mon 2 Mar 2026 is on record already",
    )
    assert desk.run(review_order, person, ORDER | {"made_on": date(2026, 3, 1)}, rulebook=BOOK) == (
        review.model_copy(update={"warnings": (), "on_record": ()})
    )


def test_a_clause_that_starts_with_the_order_is_in_force_and_checked_from_then(
    desk: Desk,
) -> None:
    person = a_person(desk)
    key = f"{person}/{desk.run(record_order, person, ORDER).facts[0]}"
    assert desk.run(review_clause, key, CLAUSE, rulebook=BOOK).warnings == ()
    desk.run(record_clause, key, CLAUSE)

    read = desk.run(read_order, key, rulebook=BOOK)

    assert [one.first for one in read.clauses[0].line.spans] == [date(2026, 3, 3)]
    assert read.ends_on == date(2031, 3, 1)


def test_a_clause_is_looked_over_with_the_rest_of_its_order(desk: Desk) -> None:
    person = a_person(desk)
    [order] = given(desk, person, an_order())
    given(desk, person, a_provision(order, number="1"))

    review = desk.run(review_clause, f"{person}/{order}", CLAUSE, rulebook=BOOK)

    assert review.on_record == ("Clause 1 is on record already",)
    for number in (f"{person}/{order + 1}", f"{a_person(desk)}/{order}"):
        with pytest.raises(OrderNotFoundError):
            desk.run(record_clause, number, CLAUSE)


def test_what_a_clause_points_at_is_of_the_same_order_and_may_be_seen(
    desk: Desk, colleague: Colleague
) -> None:
    person = a_person(desk)
    [order, other] = given(desk, person, an_order(), an_order(made_on=date(2025, 1, 6)))
    [own, foreign] = given(
        desk,
        person,
        *(
            NewFact(OrderVariation, {"order_id": of, "made_on": date(2025, 6, 2)})
            for of in (order, other)
        ),
    )
    unseen = a_person(colleague("far", Role.ADMINISTRATOR, agency="ELSE"))
    named = CLAUSE | {"kind": "prohibited_association", "people": ("Jo",), "records": (unseen,)}

    with pytest.raises(FactRefusedError, match="not one of this order"):
        desk.run(record_clause, f"{person}/{order}", CLAUSE | {"introduced_by": str(foreign)})
    with pytest.raises(PersonNotFoundError):
        desk.run(record_clause, f"{person}/{order}", named)
    desk.run(record_clause, f"{person}/{order}", CLAUSE | {"introduced_by": str(own)})


def test_a_variation_takes_clauses_out_and_moves_the_end(desk: Desk) -> None:
    person = a_person(desk)
    [order] = given(desk, person, an_order())
    [clause] = given(desk, person, a_provision(order, number="1"))
    varied = {
        "kind": "variation",
        "made_on": date(2026, 2, 2),
        "represented": True,
        "ends_on": date(2030, 1, 14),
        "takes_out": (str(clause),),
    }

    review = desk.run(review_change, f"{person}/{order}", varied, rulebook=BOOK)
    desk.run(record_change, f"{person}/{order}", varied)
    read = desk.run(read_order, f"{person}/{order}", rulebook=BOOK)

    [beyond] = review.warnings
    assert "5 years" in beyond
    assert read.ends_on == date(2030, 1, 14)
    assert read.variations[0].taken_out == ("1",)
    assert read.clauses[0].taken_out == date(2026, 2, 2)
    with pytest.raises(FactRefusedError, match="not one of this order"):
        desk.run(record_change, f"{person}/{order}", varied | {"takes_out": ("1",)})


def test_a_suspension_and_an_ending_are_recorded_and_taken_back(desk: Desk) -> None:
    person = a_person(desk)
    [order] = given(desk, person, an_order())
    suspended = {"kind": "suspension", "since": date(2026, 2, 2), "until": None}

    desk.run(record_change, f"{person}/{order}", suspended)
    quashed = {"kind": "quashed", "ended_on": date(2026, 3, 2)}
    recorded = desk.run(record_change, f"{person}/{order}", quashed)
    read = desk.run(read_order, f"{person}/{order}", rulebook=BOOK)

    assert [line.on for line in read.suspensions] == [date(2026, 2, 2)]
    assert read.ends_on == date(2026, 3, 1)
    desk.run(undo_facts, person, recorded.facts, revision=recorded.revision)
    assert desk.run(read_order, f"{person}/{order}", rulebook=BOOK).endings == ()


def test_only_who_may_record_orders_does(desk: Desk, colleague: Colleague) -> None:
    person = a_person(desk)
    inside = colleague("inside", Role.PRISON_INTELLIGENCE_OFFICER)

    with pytest.raises(NotPermittedError):
        inside.run(record_order, person, ORDER)
