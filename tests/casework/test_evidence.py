"""Whatever a finding rests on can be told: each kind of fact, in the version judged."""

from datetime import date

from sqlalchemy import inspect

from casework.desk import Desk
from casework.models import OrderVariation
from casework.queries import evidence
from casework.queries.case_columns import COLUMNS
from casework.recording import NewFact
from casework.services.check_case import check_case
from tests.builders import (
    SIX_MONTHLY,
    a_person,
    a_provision,
    a_service,
    an_order,
    complete,
    given,
)
from tests.casework.nights import BOOK


def test_every_kind_of_fact_a_rule_may_know_can_be_told() -> None:
    kinds = {inspect(table).local_table.description for table in COLUMNS}

    assert set(evidence._TOLD) == kinds  # noqa: SLF001  # one list must follow the other


def test_a_finding_under_a_variation_tells_the_variation_and_its_service(desk: Desk) -> None:
    person = a_person(desk)
    [order] = given(desk, person, an_order(made_on=date(2024, 1, 15)))
    made = {"order_id": order, "made_on": date(2024, 3, 1), "represented": False}
    [variation] = given(desk, person, NewFact(OrderVariation, made))
    served = a_service(order, date(2024, 3, 4))
    [service] = given(
        desk, person, NewFact(served.table, dict(served.values) | {"variation_id": variation})
    )
    given(
        desk,
        person,
        a_provision(order, SIX_MONTHLY, starts_on=date(2024, 4, 1), introduced_by=variation),
    )
    complete(desk, date(2025, 1, 1))

    case = desk.run(check_case, person, on=date(2024, 12, 1), rulebook=BOOK)

    [finding] = [f for f in case.findings if f.rule == "financial_report.late"]
    told = {fact.id: fact.says for fact in finding.facts}
    assert told[variation] == "variation made on Fri 1 Mar 2024"
    assert told[service] == "notice served on Mon 4 Mar 2024 (in person)"
