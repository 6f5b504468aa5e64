"""One order read whole: as it stands, what was owed and came, and what changed it."""

import json
from datetime import date

import pytest

from casework.desk import Desk
from casework.errors import OrderNotFoundError, PersonNotFoundError
from casework.models import (
    EndingKind,
    OrderEnding,
    OrderSuspension,
    OrderVariation,
    Role,
)
from casework.pages.order import OrderSection, order_page
from casework.pages.plain import plain_lines
from casework.recording import NewFact
from casework.services.read_order import read_order
from casework.views.order import OrderRecord
from rules.duties import FreeWording
from rules.owed import OwedState
from rules.vocabulary import MovementKind, OrderKind
from tests.builders import (
    SIX_MONTHLY,
    YESTERDAY,
    a_movement,
    a_person,
    a_provision,
    a_report,
    a_service,
    an_order,
    complete,
    given,
    on_release,
)
from tests.casework.conftest import Colleague, Run
from tests.rules.book import BOOK

FIFTEEN_YEARS = an_order(kind=OrderKind.FRO, made_on=date(2014, 1, 14), term_count=15)


def _read(desk: Desk, person: str, order: int) -> OrderRecord:
    return desk.run(read_order, f"{person}/{order}", rulebook=BOOK)


def _plain(record: OrderRecord, section: OrderSection) -> str:
    return "\n".join(plain_lines(order_page(record, section)))


def test_each_period_is_told_with_what_came(desk: Desk) -> None:
    person = a_person(desk)
    [order] = given(desk, person, FIFTEEN_YEARS)
    [clause] = given(desk, person, a_provision(order, SIX_MONTHLY, starts_on=date(2025, 1, 14)))
    report = a_report(clause, date(2025, 8, 1), date(2025, 1, 14))
    late = a_report(clause, date(2026, 2, 20), date(2025, 7, 14))
    given(desk, person, report, late)
    complete(desk, YESTERDAY)

    record = _read(desk, person, order)

    [told] = record.clauses
    assert [(one.number, one.state) for one in told.owed] == [
        (23, OwedState.IN_TIME),
        (24, OwedState.LATE),
        (25, OwedState.NOT_YET_DUE),
    ]
    assert told.owed[1].due_on == date(2026, 2, 10)
    assert record.ends_on == date(2029, 1, 13)
    text = _plain(record, OrderSection.COMPLIANCE)
    assert "1 in time, 1 late, 1 not yet due." in text
    assert "L\t14 Jul 2025 to 13 Jan 2026\t10 Feb 2026\t20 Feb 2026\tlate: 10 days" in text
    assert text.index("14 Jan to 13 Jul 2026") < text.index("14 Jul 2025 to 13 Jan 2026")


def test_before_a_source_is_complete_it_cannot_be_told(desk: Desk) -> None:
    person = a_person(desk)
    [order] = given(desk, person, FIFTEEN_YEARS)
    given(desk, person, a_provision(order, SIX_MONTHLY, starts_on=date(2025, 7, 14)))

    [told] = _read(desk, person, order).clauses

    assert told.owed[0].state is OwedState.CANNOT_BE_TOLD
    assert told.owed[0].why == "the source is not complete to the day that matters"
    [why] = told.unchecked
    assert "the post log" in why.remedy


def test_an_order_that_waits_or_does_not_bind_says_why(desk: Desk) -> None:
    person = a_person(desk)
    [unserved, waits] = given(
        desk,
        person,
        an_order(represented=False),
        an_order(kind=OrderKind.TRO, made_on=date(2025, 3, 3), term_count=2),
    )

    unbound = _read(desk, person, unserved)
    assert "no notice of it is recorded as served" in _plain(unbound, OrderSection.CLAUSES)
    assert "No clause is recorded" in _plain(unbound, OrderSection.CLAUSES)
    assert "No service of notice is recorded." in _plain(unbound, OrderSection.CHANGES)
    told = _plain(_read(desk, person, waits), OrderSection.CLAUSES)
    assert "Waits for release, to begin on release." in told
    assert "Not known: 2 years from its beginning, which is not known yet." in told


def test_what_changed_an_order_is_told(desk: Desk) -> None:
    person = a_person(desk)
    [order] = given(desk, person, an_order(made_on=date(2024, 1, 15)))
    [first, second] = given(
        desk,
        person,
        NewFact(
            OrderVariation,
            {
                "order_id": order,
                "made_on": date(2025, 1, 6),
                "represented": True,
                "ends_on": date(2027, 1, 14),
            },
        ),
        NewFact(
            OrderVariation,
            {"order_id": order, "made_on": date(2025, 6, 2), "represented": False},
        ),
    )
    given(
        desk,
        person,
        a_provision(order, number="1", ended_by=first),
        a_provision(order, number="2", introduced_by=first),
        a_provision(order, FreeWording(), number="3", introduced_by=second),
        a_service(order, date(2024, 1, 20)),
        NewFact(
            OrderSuspension,
            {"order_id": order, "since": date(2025, 8, 4), "until": date(2025, 8, 10)},
        ),
        NewFact(
            OrderEnding,
            {"order_id": order, "kind": EndingKind.DISCHARGED, "ended_on": date(2026, 3, 2)},
        ),
    )

    record = _read(desk, person, order)

    changes = _plain(record, OrderSection.CHANGES)
    assert "Mon 6 Jan 2025: in effect from Mon 6 Jan 2025; brought in clause 2; " in changes
    assert "took out clause 1; moved the last day to Thu 14 Jan 2027" in changes
    assert "Mon 2 Jun 2025: it binds nobody yet" in changes
    assert "Without effect from Mon 4 Aug 2025 to Sun 10 Aug 2025" in changes
    assert "Discharged: no effect from Mon 2 Mar 2026" in changes
    head = _plain(record, OrderSection.CLAUSES)
    assert "Sun 1 Mar 2026: it was discharged, with no effect from Mon 2 Mar 2026." in head
    assert "taken out by the variation of Mon 6 Jan 2025" in head


def test_a_last_day_is_told_with_how_it_is_reached(desk: Desk) -> None:
    person = a_person(desk)
    [order] = given(desk, person, an_order(term_count=3))
    given(
        desk,
        person,
        a_provision(order, **on_release()),
        a_movement(MovementKind.RECEPTION, date(2024, 1, 1)),
        a_movement(MovementKind.RELEASE, date(2025, 3, 3)),
    )

    told = _plain(_read(desk, person, order), OrderSection.CLAUSES)

    assert "Thu 2 Mar 2028: 3 years beginning with Mon 3 Mar 2025, that day counted." in told
    assert "In force, from release on Mon 3 Mar 2025." in told


def test_an_order_of_somebody_else_or_of_another_agency_is_not_there(
    desk: Desk, colleague: Colleague
) -> None:
    person, other = a_person(desk), a_person(desk, "Other")
    [order] = given(desk, person, an_order())

    for number in (f"{other}/{order}", f"{person}/x", f"{person}/", f"{person}/99999"):
        with pytest.raises(OrderNotFoundError):
            desk.run(read_order, number, rulebook=BOOK)
    elsewhere = colleague("far", Role.OFFENDER_MANAGER, agency="ELSE")
    with pytest.raises(PersonNotFoundError):
        elsewhere.run(read_order, f"{person}/{order}", rulebook=BOOK)


def test_the_command_line_tells_the_same_order(desk: Desk, run: Run) -> None:
    person = a_person(desk)
    [order] = given(desk, person, an_order(court_name="Leeds [sic] Crown Court"))
    given(desk, person, a_provision(order, FreeWording(), number="7"))

    told = run("order", f"{person}/{order}", "--plain").output
    as_json = json.loads(run("order", f"{person}/{order}", "--json").output)

    assert (
        "order: Serious crime prevention order of Mon 15 Jan 2024, Leeds [sic] Crown Court" in told
    )
    assert "7. “As the court worded it.”" in told
    assert "a person must monitor it" in told
    assert "Service and variations" in told
    assert not set("│─┌┐└┘") & set(told)
    assert as_json["clauses"][0]["line"]["number"] == "7"
    assert run("order", f"{person}/1{order}").exit_code == 2
