"""A case is opened by the inclusion test, and has a lead officer from that moment."""

from datetime import date

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.context import Context
from casework.desk import Desk, declares
from casework.errors import FactRefusedError
from casework.forms.inclusion import InclusionTest
from casework.models import Allocation, Inclusion, PersonName, Verb
from casework.permissions import Action
from casework.services.open_case import open_case
from casework.views.happening import Recorded
from casework.views.people import Named
from tests.builders import TODAY, origin_of

REASONS = {
    "works_with_others": "Supplies two named groups in the region.",
    "capacity_and_capability": "Has vehicles, premises and money for it.",
    "continuing_basis": "Three convictions in ten years, and is at it again.",
    "planning_control_coordination": "Directs couriers by phone.",
}


@declares(Action.OPEN_CASE, Verb.COLLECT)
def opened(context: Context, test: InclusionTest) -> Recorded:
    return open_case(context, test, origin_of(context))


def a_test(**values: object) -> InclusionTest:
    return InclusionTest.model_validate(
        {"surname": "Éxample", "forenames": "Sam"} | REASONS | values
    )


def test_a_case_is_opened_with_its_reasons_and_a_lead(desk: Desk, engine: Engine) -> None:
    made = desk.run(opened, a_test())

    with Session(engine) as session:
        inclusion = session.scalars(select(Inclusion)).one()
        lead = session.scalars(select(Allocation)).one()
        name = session.scalars(select(PersonName)).one()
    assert made.who == Named(person=f"P{inclusion.person_id}", name="ÉXAMPLE Sam")
    assert made.facts == (name.fact_id, inclusion.fact_id, lead.fact_id)
    assert inclusion.opened_on == lead.since == TODAY
    assert inclusion.continuing_basis == REASONS["continuing_basis"]
    assert name.search_key == "EXAMPLE SAM"


@pytest.mark.parametrize("part", REASONS)
def test_each_part_of_the_definition_needs_a_reason(part: str) -> None:
    with pytest.raises(ValidationError, match=part):
        a_test(**{part: "yes"})


def test_a_case_does_not_open_in_the_future(desk: Desk) -> None:
    with pytest.raises(FactRefusedError, match="opens today or earlier"):
        desk.run(opened, a_test(opened_on=date(2026, 3, 17)))
