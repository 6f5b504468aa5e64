"""Judging who is whom: what is refused and shown, and that no row of any fact changes."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as given_that
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.context import Context
from casework.desk import Desk, declares
from casework.duty_json import duty_to_json
from casework.errors import (
    IdentityRefusedError,
    JudgementNotFoundError,
    NotPermittedError,
    PersonAmbiguousError,
    PersonNotFoundError,
    ReasonMissingError,
)
from casework.judging import Saying, judge
from casework.models import (
    Agency,
    AuditEvent,
    Event,
    Officer,
    OfficerRole,
    Person,
    Provision,
    Role,
    Sameness,
    Verb,
)
from casework.permissions import Action
from casework.recording import NewFact
from casework.sameness import chain, everybody, standing_for
from casework.services.check_case import check_case
from casework.services.judge_identity import judge_not_same, judge_same, withdraw_judgement
from casework.services.list_identity import list_judgements
from rules.duties import ProhibitedAssociation
from rules.vocabulary import DutyKind, EventKind
from tests.builders import TODAY, a_person, a_provision, an_order, given
from tests.casework.importing import everything, rows
from tests.casework.movement_events import NUMBER, a_number
from tests.casework.nights import BOOK

PRINTS = "fingerprints agree"


def _three(desk: Desk) -> None:
    for surname in ("Example", "Sample", "Specimen"):
        a_person(desk, surname)


def _revisions(engine: Engine) -> list[int]:
    return [row["revision"] for row in rows(engine, "person", "id")]


def test_judging_two_records_the_same_changes_no_fact_and_withdrawing_restores_what_was(
    desk: Desk, engine: Engine
) -> None:
    _three(desk)
    before = everything(engine)

    made = desk.run(judge_same, "P2", "P1", reason=PRINTS)

    assert (made.line.first, made.line.second, made.line.same) == ("P1", "P2", True)
    assert (made.line.by, made.line.source, made.stood_already) == (
        "First officer",
        "Officers",
        False,
    )
    raised = {"revisions": [(1, 2), (2, 2), (3, 1)], "identity_judgement": 1}
    assert everything(engine) == before | raised

    desk.run(withdraw_judgement, made.line.judgement, reason="a slip")

    assert everything(engine) == before | raised | {"revisions": [(1, 3), (2, 3), (3, 1)]}
    assert desk.run(list_judgements) == ()
    [row] = rows(engine, "identity_judgement")
    assert (row["closed_reason"], row["closed_by"]) == ("a slip", 1)


def test_every_record_of_both_groups_is_looked_at_again(desk: Desk, engine: Engine) -> None:
    for n in range(5):
        a_person(desk, f"Example{n}")
    desk.run(judge_same, "P1", "P3", reason=PRINTS)
    desk.run(judge_same, "P2", "P4", reason=PRINTS)
    before = _revisions(engine)

    desk.run(judge_same, "P3", "P2", reason=PRINTS)

    raised = [now - then for now, then in zip(_revisions(engine), before, strict=True)]
    assert raised == [1, 1, 1, 1, 0]


def test_whoever_names_one_of_them_is_looked_at_again(desk: Desk, engine: Engine) -> None:
    for n in range(6):
        a_person(desk, f"Example{n}")
    met = {"kind": EventKind.CONTACT, "happened_on": date(2026, 3, 1), "other_person_id": 2}
    given(desk, "P4", NewFact(Event, met))
    for person, named in (("P5", [1]), ("P6", [6])):
        [order] = given(desk, person, an_order())
        given(desk, person, _keep_away_from(order, named))
    before = _revisions(engine)

    desk.run(judge_same, "P1", "P2", reason=PRINTS)
    desk.run(withdraw_judgement, 1, reason="a slip")

    raised = [now - then for now, then in zip(_revisions(engine), before, strict=True)]
    assert raised == [2, 2, 0, 2, 2, 0]


def _keep_away_from(order: int, named: list[int]) -> NewFact:
    written = '{"kind":"prohibited_association","people":["X"],"exceptions":[],"records":%s}'
    values = {"duty_kind": DutyKind.PROHIBITED_ASSOCIATION, "duty": written % named}
    clause = a_provision(order)
    return NewFact(Provision, dict(clause.values) | values)


def test_a_clause_that_lists_no_records_names_nobody(desk: Desk, engine: Engine) -> None:
    _three(desk)
    [order] = given(desk, "P3", an_order())
    duty = ProhibitedAssociation(people=("Sam Example",))
    given(desk, "P3", a_provision(order, duty))
    assert "people" in duty_to_json(duty)

    desk.run(judge_same, "P1", "P2", reason=PRINTS)

    assert _revisions(engine) == [2, 2, 3]


def test_records_joined_to_a_pair_judged_not_the_same_are_refused_and_the_pair_shown(
    desk: Desk,
) -> None:
    for n in range(4):
        a_person(desk, f"Example{n}")
    desk.run(judge_same, "P1", "P2", reason=PRINTS)
    desk.run(judge_same, "P3", "P4", reason=PRINTS)
    desk.run(judge_not_same, "P2", "P3", reason="one was in custody while the other was seen")

    with pytest.raises(IdentityRefusedError) as refused:
        desk.run(judge_same, "P1", "P4", reason=PRINTS)

    assert str(refused.value) == (
        "P1 and P4 cannot be judged the same person, for P2 and P3 were judged not the same "
        "person by First officer (Officers) on Mon 16 Mar 2026, judgement 3: "
        '"one was in custody while the other was seen". If that was wrong, withdraw judgement 3 '
        "first."
    )


def test_records_that_stand_together_are_not_judged_apart_and_the_chain_is_shown(
    desk: Desk,
) -> None:
    _three(desk)
    desk.run(judge_same, "P1", "P2", reason=PRINTS)
    desk.run(judge_same, "P2", "P3", reason="one photograph")

    with pytest.raises(IdentityRefusedError) as refused:
        desk.run(judge_not_same, "P3", "P1", reason="they differ")

    words = str(refused.value)
    assert words.startswith("P3 and P1 stand together as one person: P2 and P3 were judged")
    assert words.index("judgement 2") < words.index("judgement 1")
    assert words.endswith("Withdraw what was wrong of these first.")


def test_a_judgement_that_stands_is_not_made_twice(desk: Desk, engine: Engine) -> None:
    _three(desk)
    desk.run(judge_same, "P1", "P2", reason=PRINTS)
    before = everything(engine)

    again = desk.run(judge_same, "P2", "P1", reason="another reason")

    assert (again.stood_already, again.line.reason) == (True, PRINTS)
    assert everything(engine) == before


def test_one_record_is_neither_the_same_as_itself_nor_another(desk: Desk) -> None:
    _three(desk)

    for service in (judge_same, judge_not_same):
        with pytest.raises(IdentityRefusedError, match="Both are P1, one record"):
            desk.run(service, "P1", "P1", reason=PRINTS)


@declares(Action.IMPORT, Verb.COMBINE)
def _judged_by_a_feed(context: Context) -> None:
    judge(context, Saying(1, 2, Sameness.SAME, PRINTS, 1))


def test_records_of_different_agencies_are_refused(desk: Desk, engine: Engine) -> None:
    _three(desk)
    with Session(engine) as session, session.begin():
        session.add(other := Agency(code="OTHER", name="Another Regional Unit"))
        session.flush()
        session.get_one(Person, 2).agency_id = other.id

    with pytest.raises(IdentityRefusedError, match="kept by different agencies"):
        desk.run(_judged_by_a_feed)
    with pytest.raises(PersonNotFoundError):
        desk.run(judge_same, "P1", "P2", reason=PRINTS)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_judgement_and_its_withdrawal_need_a_reason(desk: Desk, reason: str) -> None:
    _three(desk)
    desk.run(judge_same, "P1", "P2", reason=PRINTS)

    with pytest.raises(ReasonMissingError):
        desk.run(judge_same, "P1", "P3", reason=reason)
    with pytest.raises(ReasonMissingError):
        desk.run(withdraw_judgement, 1, reason=reason)


def test_a_judgement_is_withdrawn_once(desk: Desk) -> None:
    _three(desk)
    desk.run(judge_same, "P1", "P2", reason=PRINTS)
    desk.run(withdraw_judgement, 1, reason="a slip")

    with pytest.raises(JudgementNotFoundError, match="no judgement 1 that stands"):
        desk.run(withdraw_judgement, 1, reason="a slip")


@pytest.mark.parametrize("role", list(Role))
def test_who_may_judge_identity(desk: Desk, engine: Engine, role: Role) -> None:
    _three(desk)
    with Session(engine) as session, session.begin():
        session.add(officer := Officer(login="second", name="Second officer", agency_id=1))
        session.flush()
        session.add(OfficerRole(officer_id=officer.id, role=role, since=TODAY))
    second = Desk(engine=engine, login="second", interface="test", now=desk.now)
    allowed = {Role.OFFENDER_MANAGER, Role.SUPERVISOR, Role.INTELLIGENCE_SUPERVISOR}

    if role in allowed:
        assert second.run(judge_same, "P1", "P2", reason=PRINTS).line.by == "Second officer"
    else:
        with pytest.raises(NotPermittedError):
            second.run(judge_same, "P1", "P2", reason=PRINTS)


def test_judging_is_logged_as_combining(desk: Desk, engine: Engine) -> None:
    _three(desk)

    desk.run(judge_same, "P1", "P2", reason=PRINTS)

    with Session(engine) as session:
        logged = session.scalars(
            select(AuditEvent.verb).where(AuditEvent.action == "judge_identity")
        )
        assert "combine" in {verb.value for verb in logged}


def test_a_number_on_two_records_means_the_one_that_stands_for_both(desk: Desk) -> None:
    _three(desk)
    for person in ("P2", "P3"):
        given(desk, person, a_number(NUMBER))
    with pytest.raises(PersonAmbiguousError):
        desk.run(check_case, NUMBER, on=TODAY, rulebook=BOOK)

    desk.run(judge_same, "P2", "P3", reason=PRINTS)

    assert desk.run(check_case, NUMBER, on=TODAY, rulebook=BOOK).person == "P2"
    desk.run(judge_same, "P1", "P3", reason=PRINTS)
    assert desk.run(check_case, NUMBER, on=TODAY, rulebook=BOOK).person == "P1"
    assert desk.run(check_case, "P3", on=TODAY, rulebook=BOOK).person == "P3"


pairs = st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)).filter(lambda p: p[0] < p[1]))


@given_that(pairs=pairs)
def test_the_lowest_stands_for_all_it_is_joined_to_in_whatever_order(
    pairs: list[tuple[int, int]],
) -> None:
    same_as = standing_for(pairs)

    assert same_as == standing_for(pairs[::-1])
    for record, stands in same_as.items():
        assert stands == min(everybody(same_as, [record]))
    for first, second in pairs:
        assert same_as[first] == same_as[second]


@given_that(pairs=pairs, first=st.integers(1, 7), last=st.integers(1, 7))
def test_a_chain_joins_its_ends_by_pairs_there_are_or_there_is_none(
    pairs: list[tuple[int, int]], first: int, last: int
) -> None:
    same_as: dict[int, int] = standing_for(pairs)
    found = chain(pairs, first, last)

    joined = first != last and same_as.get(first, first) == same_as.get(last, last)
    assert bool(found) is joined
    assert all((min(link), max(link)) in pairs for link in found)
    ends: list[Any] = [first, *(to for _, to in found)]
    assert ends == [*(come for come, _ in found), last] or not found
