"""Records judged to be of one person, at night: read together, told apart, and nothing lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.models import DecisionKind, Event, FlagChange, FlagState, Holding
from casework.nightly import run_nights
from casework.recording import NewFact
from casework.services.check_case import check_case
from casework.services.decide_flag import decide_flag
from casework.services.judge_identity import judge_same, withdraw_judgement
from casework.services.list_flags import list_flags
from casework.services.record_facts import withdraw_fact
from casework.views.finding import FindingLine
from rules.duties import CountLimit, Duty, ProhibitedAssociation
from rules.vocabulary import EventKind, Feed, HoldingKind, MovementKind
from tests.builders import (
    PHONE_IN_THREE_DAYS,
    a_movement,
    a_person,
    a_phone,
    a_provision,
    a_release_date,
    an_order,
    complete,
    given,
    on_release,
)
from tests.casework.conftest import Clock
from tests.casework.nights import BOOK, changes, flags, night

MADE = date(2026, 1, 5)
FIRST, SECOND, THIRD = date(2026, 2, 10), date(2026, 2, 11), date(2026, 2, 12)
PRINTS = "fingerprints agree"


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


def _bound(desk: Desk, *, by: Duty, **values: Any) -> int:
    """Put a person on record under one clause since 5 January, and return the clause."""
    person = a_person(desk)
    [order] = given(desk, person, an_order(made_on=MADE))
    start = values or {"starts_on": MADE}
    clause = a_provision(order, by, **start)
    [made] = given(desk, person, clause)
    return made


def _flagged(engine: Engine, rule: str) -> list[tuple[int, FlagState]]:
    return [(flag.person_id, flag.state) for flag in flags(engine) if flag.rule == rule]


def _found(desk: Desk, person: str, rule: str, on: date = SECOND) -> list[FindingLine]:
    checked = desk.run(check_case, person, on=on, rulebook=BOOK)
    return [finding for finding in checked.findings if finding.rule == rule]


def test_what_stands_on_another_record_counts_and_the_flag_stays_with_the_clause(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    """The second record has no order, so that by itself nothing of it would be read."""
    _bound(desk, by=PHONE_IN_THREE_DAYS)
    second = a_person(desk, "Sample")
    given(desk, second, a_phone(desk, "07700 900123", date(2026, 1, 20)))
    complete(desk, SECOND)
    night(nightly_desk, FIRST)
    assert _flagged(engine, "notification.late") == []

    desk.run(judge_same, "P1", "P2", reason=PRINTS)
    night(nightly_desk, SECOND)

    assert _flagged(engine, "notification.late") == [(1, FlagState.OPEN)]
    for person in ("P1", "P2"):
        assert len(_found(desk, person, "notification.late")) == 1

    desk.run(withdraw_judgement, 1, reason="another man's prints")
    night(nightly_desk, THIRD)

    [flag] = [flag for flag in flags(engine) if flag.rule == "notification.late"]
    assert flag.state is FlagState.WITHDRAWN
    assert "no longer judged the same person as P2 (another man's prints)" in str(
        changes(engine, flag.id)[-1]
    )
    assert _found(desk, "P1", "notification.late") == []


def test_events_only_another_records_clause_needs_are_read(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    _bound(desk, by=ProhibitedAssociation(people=("Kit Specimen",), records=(3,)))
    for number in range(2, 45):
        a_person(desk, f"Sample{number}")
    met = {"kind": EventKind.CONTACT, "happened_on": date(2026, 2, 1), "other_person_id": 3}
    given(desk, "P2", NewFact(Event, met))
    for number in range(5, 45, 2):  # so many others that few need to know of contacts
        given(desk, f"P{number}", an_order(made_on=MADE))
        desk.run(judge_same, f"P{number}", f"P{number - 1}", reason=PRINTS)
    complete(desk, SECOND)
    desk.run(judge_same, "P1", "P2", reason=PRINTS)

    night(nightly_desk, SECOND)

    assert [state for _, state in _flagged(engine, "association.prohibited")] == [FlagState.OPEN]
    assert len(_found(desk, "P1", "association.prohibited")) == 1


def _waiting_for_release(desk: Desk) -> None:
    """A person whose order waits for a release, and whose release another record tells of."""
    _bound(desk, by=PHONE_IN_THREE_DAYS, **on_release())
    given(desk, "P1", a_movement(MovementKind.RECEPTION, date(2026, 1, 1)))
    given(desk, "P1", a_release_date(date(2026, 2, 1)))
    a_person(desk, "Sample")
    given(desk, "P2", a_movement(MovementKind.RELEASE, date(2026, 2, 1)))
    complete(desk, THIRD)


def test_an_open_flag_is_withdrawn_by_the_other_record_and_open_again_without_it(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    _waiting_for_release(desk)
    night(nightly_desk, FIRST)
    [before] = [flag for flag in flags(engine) if flag.rule == "custody.release_not_recorded"]
    checked = desk.run(check_case, "P1", on=FIRST, rulebook=BOOK)

    desk.run(judge_same, "P1", "P2", reason=PRINTS)
    night(nightly_desk, SECOND)
    assert _flagged(engine, "custody.release_not_recorded") == [(1, FlagState.WITHDRAWN)]
    desk.run(withdraw_judgement, 1, reason="a slip")
    night(nightly_desk, THIRD)

    [after] = [flag for flag in flags(engine) if flag.rule == "custody.release_not_recorded"]
    assert (after.state, after.fingerprint) == (FlagState.OPEN, before.fingerprint)
    assert desk.run(check_case, "P1", on=FIRST, rulebook=BOOK) == checked


def test_a_decision_outlives_a_judgement_that_takes_its_finding_away(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    _waiting_for_release(desk)
    night(nightly_desk, FIRST)
    [flag] = [flag for flag in flags(engine) if flag.rule == "custody.release_not_recorded"]
    _decided(desk, flag.id, flag.fingerprint)

    desk.run(judge_same, "P1", "P2", reason=PRINTS)
    night(nightly_desk, SECOND)
    together = _flagged(engine, flag.rule)
    desk.run(withdraw_judgement, 1, reason="a slip")
    night(nightly_desk, THIRD)

    assert together == _flagged(engine, flag.rule) == [(1, FlagState.DECIDED)]


def test_a_decision_that_only_the_other_record_contradicted_stands_again(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    _bound(desk, by=CountLimit(of=HoldingKind.PHONE, most=1))
    a_person(desk, "Sample")
    given(desk, "P1", a_phone(desk, "07700 900101", date(2026, 1, 10)))
    given(desk, "P1", a_phone(desk, "07700 900102", date(2026, 1, 20)))
    given(desk, "P2", a_phone(desk, "07700 900103", date(2026, 1, 8)))
    complete(desk, THIRD)
    night(nightly_desk, FIRST)
    [flag] = [flag for flag in flags(engine) if flag.rule == "limit.exceeded"]
    _decided(desk, flag.id, flag.fingerprint)

    desk.run(judge_same, "P1", "P2", reason=PRINTS)
    night(nightly_desk, SECOND)
    contradicted = changes(engine, flag.id)[-1][0]
    desk.run(withdraw_judgement, 1, reason="a slip")
    night(nightly_desk, THIRD)

    assert contradicted is FlagChange.REOPENED
    [after] = [each for each in flags(engine) if each.id == flag.id]
    assert (after.state, after.fingerprint) == (FlagState.DECIDED, flag.fingerprint)
    change, reason = changes(engine, flag.id)[-1]
    assert change is FlagChange.DECIDED
    assert str(reason).startswith("the decision of Mon 16 Mar 2026 stands again")


def test_a_fact_put_right_by_itself_does_not_let_a_decision_stand_again(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    """Only parted records do: where facts come and go, an officer looks again."""
    _bound(desk, by=CountLimit(of=HoldingKind.PHONE, most=1))
    for number, day in (("101", 10), ("102", 20)):
        given(desk, "P1", a_phone(desk, f"07700 900{number}", date(2026, 1, day)))
    complete(desk, THIRD)
    night(nightly_desk, FIRST)
    [flag] = [flag for flag in flags(engine) if flag.rule == "limit.exceeded"]
    _decided(desk, flag.id, flag.fingerprint)
    [third] = given(desk, "P1", a_phone(desk, "07700 900103", date(2026, 1, 8)))
    night(nightly_desk, SECOND)
    desk.run(withdraw_fact, "P1", Holding, third, reason="a slip")
    night(nightly_desk, THIRD)

    [after] = [each for each in flags(engine) if each.id == flag.id]
    assert after.state is FlagState.OPEN


def _decided(desk: Desk, flag: int, seen: str) -> None:
    desk.run(decide_flag, flag, DecisionKind.WARNING_GIVEN, reason="he was told", seen=seen)


def test_a_record_looked_at_in_another_batch_is_looked_at_once_with_its_group(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    _bound(desk, by=PHONE_IN_THREE_DAYS)
    for surname in ("Sample", "Specimen"):
        a_person(desk, surname)
    given(desk, "P3", a_phone(desk, "07700 900123", date(2026, 1, 20)))
    complete(desk, SECOND, *Feed)
    desk.run(judge_same, "P1", "P3", reason=PRINTS)

    [told] = run_nights(
        nightly_desk, on=SECOND, last_ended=date(2026, 3, 15), rulebook=BOOK, batch=1
    )

    assert told.cases_checked == 3
    assert _flagged(engine, "notification.late") == [(1, FlagState.OPEN)]


def test_the_flags_of_one_record_are_listed_for_every_record_of_the_person(
    desk: Desk, nightly_desk: Desk
) -> None:
    _bound(desk, by=PHONE_IN_THREE_DAYS)
    a_person(desk, "Sample")
    given(desk, "P1", a_phone(desk, "07700 900123", date(2026, 1, 20)))
    complete(desk, SECOND)
    night(nightly_desk, SECOND)
    before = desk.run(list_flags, typed="P2").flags

    desk.run(judge_same, "P1", "P2", reason=PRINTS)

    assert before == ()
    assert desk.run(list_flags, typed="P2") == desk.run(list_flags, typed="P1")
    assert {line.person for line in desk.run(list_flags, typed="P2").flags} == {"P1"}
