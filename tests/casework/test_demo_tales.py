"""What the fictional region tells of a few people: each is there for an officer to find."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.demo.region import FORMER_LEAD
from casework.demo_region import load_region
from casework.desk import Desk
from casework.duty_json import duty_from_json
from casework.installation import install
from casework.models import (
    Allocation,
    Birth,
    Candidate,
    CandidateState,
    Identifier,
    IdentifierScheme,
    IdentityJudgement,
    NameKind,
    Officer,
    PersonName,
    Provision,
    Sameness,
)
from casework.services.read_book import read_rates
from rules.duties import ProhibitedAssociation
from rules.vocabulary import DutyKind
from tests.builders import NOW, TODAY, YESTERDAY


@pytest.fixture
def embedded_desk(sqlite_engine: Engine) -> Desk:
    install(sqlite_engine, agency="Example Regional Unit", login="officer", at=NOW, today=TODAY)
    return Desk(engine=sqlite_engine, login="officer", interface="test", now=lambda: NOW)


def load(desk: Desk, people: int) -> None:
    load_region(desk, people=people, seed=1, as_of=YESTERDAY)


def test_an_order_that_names_people_knows_their_records(embedded_desk: Desk) -> None:
    load(embedded_desk, 400)

    with Session(embedded_desk.engine) as session:
        written = session.scalars(
            select(Provision.duty).where(
                Provision.duty_kind == DutyKind.PROHIBITED_ASSOCIATION,
            )
        ).all()
        named = {name_of(session, record) for duty in written for record in records_in(duty)}
    assert len(written) > 10
    assert named == {name for duty in written for name in association(duty).people}


def name_of(session: Session, person: int) -> str:
    name = session.scalars(
        select(PersonName).where(PersonName.person_id == person, PersonName.kind == NameKind.LEGAL)
    ).one()
    return f"{name.forenames} {name.surname}"


def records_in(written: str) -> tuple[int, ...]:
    return association(written).records


def association(written: str) -> ProhibitedAssociation:
    duty = duty_from_json(written)
    assert isinstance(duty, ProhibitedAssociation)
    return duty


def test_one_person_is_recorded_twice_and_one_may_be(embedded_desk: Desk) -> None:
    load(embedded_desk, 400)

    with Session(embedded_desk.engine) as session:
        [judged] = session.scalars(select(IdentityJudgement))
        [candidate] = session.scalars(select(Candidate))
        births = session.scalars(
            select(Birth).where(
                Birth.person_id.in_((judged.first_id, judged.second_id)), Birth.version == 1
            )
        ).all()
        numbers = session.scalars(
            select(Identifier.canonical).where(
                Identifier.person_id.in_((judged.first_id, judged.second_id)),
                Identifier.scheme == IdentifierScheme.PNC,
            )
        ).all()
    assert (judged.sameness, candidate.state) == (Sameness.SAME, CandidateState.OPEN)
    assert len({(birth.year, birth.month) for birth in births}) == 1
    assert len(set(numbers)) == 1


def test_the_officer_who_left_has_people_still(embedded_desk: Desk) -> None:
    load(embedded_desk, 400)

    with Session(embedded_desk.engine) as session:
        [left] = session.scalars(select(Officer).where(Officer.closed_at.is_not(None)))
        allocated = session.scalars(
            select(Allocation.until).where(Allocation.officer_id == left.id)
        ).all()
    assert left.login == FORMER_LEAD
    assert allocated
    assert set(allocated) == {None}


def test_there_are_rates_for_every_day_of_two_years(embedded_desk: Desk) -> None:
    load(embedded_desk, 5)

    rates = embedded_desk.run(read_rates)

    for currency in ("EUR", "USD", "AED", "TRY"):
        for ago in range(730):
            rates.on(currency, YESTERDAY - timedelta(days=ago))
