"""Who may be ours by name and birth: proposed once, and decided by a person."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework.context import Context
from casework.desk import Desk, declares
from casework.errors import (
    CandidateNotFoundError,
    CandidateRefusedError,
    ReasonMissingError,
    RowRefusedError,
)
from casework.importing.candidates import NamedInFile, known_by_number, propose
from casework.models import Agency, Birth, IdentifierScheme, Person, Verb
from casework.permissions import Action
from casework.queries import sources
from casework.recording import NewFact
from casework.services.decide_candidate import decide_candidate
from casework.services.judge_identity import judge_same
from casework.services.list_identity import list_candidates
from rules.vocabulary import Feed
from tests.builders import a_name, a_person, given
from tests.casework.importing import everything, rows
from tests.casework.movement_events import a_number

SEEN = date(2026, 3, 1)
IN_FILE = NamedInFile("0001", "Example", "Sam", 1980, 3, None, SEEN)


@declares(Action.IMPORT, Verb.COLLECT, Verb.CONSULT)
def _proposed(context: Context, who: NamedInFile, feed: Feed) -> list[int]:
    return propose(context, sources.take(context.session, feed).id, who)


@declares(Action.IMPORT, Verb.CONSULT)
def _known(context: Context, number: str) -> int | None:
    return known_by_number(context, IdentifierScheme.COMPANY_OFFICER, number)


def proposed(desk: Desk, feed: Feed = Feed.COMPANIES, **said: Any) -> list[int]:
    return desk.run(_proposed, IN_FILE._replace(**said), feed)


def born(
    year: int, month: int | None = None, day: int | None = None, *, stand_in: bool = False
) -> NewFact:
    return NewFact(Birth, {"year": year, "month": month, "day": day, "placeholder": stand_in})


@pytest.fixture
def person(desk: Desk) -> str:
    found = a_person(desk)
    given(desk, found, born(1980, 3, 14))
    return found


def test_somebody_of_the_same_name_and_month_of_birth_is_proposed_once(
    desk: Desk, engine: Engine, person: str
) -> None:
    a_person(desk, "Sample")

    assert proposed(desk) == [1]
    before = everything(engine)
    assert proposed(desk) == [1]

    assert everything(engine) == before
    [line] = desk.run(list_candidates)
    assert (line.person, line.name, line.born, line.state) == (
        "P1",
        "EXAMPLE Sam",
        "1980-03",
        "open",
    )
    assert line.why == (
        "the whole name is the same, born in the same year and month; but the day of birth is "
        "not known to both"
    )


@pytest.mark.parametrize(
    ("said", "alike"),
    [
        ({"surname": "ÉXAMPLE", "forenames": "sam"}, True),
        ({"forenames": "Sam Lee"}, True),
        ({"forenames": "Samuel"}, False),
        ({"forenames": "Lee Sam"}, False),
        ({"forenames": ""}, False),
        ({"surname": "Examples"}, False),
        ({"born_day": 14}, True),
        ({"born_day": 15}, False),
        ({"born_month": 4}, False),
        ({"born_year": 1981}, False),
        ({"born_month": None}, False),
        ({"born_year": None}, False),
    ],
)
def test_who_is_alike(desk: Desk, person: str, said: dict[str, Any], alike: bool) -> None:
    assert bool(proposed(desk, **said)) is alike


def test_further_forenames_disagree_where_both_are_given(desk: Desk, engine: Engine) -> None:
    found = a_person(desk)
    given(desk, found, a_name("Double Example", "Sam Lee"), born(1980))

    assert proposed(desk, surname="Double Example", forenames="Sam") == [1]
    assert proposed(desk, file_key="2", surname="Double Example", forenames="Sam Kit") == []
    assert "our record has the forenames Sam Lee" in str(rows(engine, "candidate")[0]["why"])


@pytest.mark.parametrize("facts", [[], [born(1980, 3, stand_in=True)]])
def test_nobody_without_a_date_of_birth_is_proposed(desk: Desk, facts: list[NewFact]) -> None:
    given(desk, a_person(desk), *facts)

    assert proposed(desk) == []


def test_deciding_that_they_are_the_same_records_the_files_own_number(
    desk: Desk, engine: Engine, person: str
) -> None:
    proposed(desk)

    line = desk.run(decide_candidate, 1, same=True, reason="the address agrees")

    assert (line.state, line.reason) == ("same", "the address agrees")
    [number] = rows(engine, "identifier")
    assert (number["scheme"], number["canonical"]) == ("company_officer", "0001")
    assert desk.run(_known, "0001") == 1
    assert desk.run(_known, "0002") is None
    assert proposed(desk) == []


def test_nobody_else_is_proposed_once_somebody_was_found(desk: Desk, person: str) -> None:
    given(desk, a_person(desk), born(1980, 3))
    assert proposed(desk) == [1, 2]

    desk.run(decide_candidate, 1, same=True, reason="the address agrees")

    assert proposed(desk) == []


@pytest.mark.parametrize(
    ("feed", "scheme"),
    [(Feed.CRIME_GROUPS, "crime_group_nominal"), (Feed.BORDER, "other")],
)
def test_each_feeds_number_is_of_its_own_register(
    desk: Desk, engine: Engine, person: str, feed: Feed, scheme: str
) -> None:
    proposed(desk, feed)

    desk.run(decide_candidate, 1, same=True, reason="one address")

    assert rows(engine, "identifier")[0]["scheme"] == scheme


def test_what_was_decided_is_not_proposed_again(desk: Desk, engine: Engine, person: str) -> None:
    proposed(desk)
    desk.run(decide_candidate, 1, same=False, reason="a cousin")
    before = everything(engine)

    assert proposed(desk, seen_on=date(2026, 3, 9)) == []

    assert everything(engine) == before
    assert desk.run(list_candidates) == ()
    assert [line.state for line in desk.run(list_candidates, decided=True)] == ["not_same"]
    with pytest.raises(CandidateRefusedError, match=r"decided on Mon 16 Mar 2026.*a cousin"):
        desk.run(decide_candidate, 1, same=True, reason="after all")


def test_a_decision_about_one_record_holds_for_all_of_the_person(desk: Desk, person: str) -> None:
    second = a_person(desk)
    given(desk, second, born(1980, 3))
    assert proposed(desk) == [1, 2]
    desk.run(decide_candidate, 1, same=False, reason="a cousin")
    desk.run(decide_candidate, 2, same=False, reason="a cousin")

    desk.run(judge_same, "P1", "P2", reason="fingerprints")

    assert proposed(desk) == []
    assert proposed(desk, file_key="another") == [1]


def test_a_number_that_is_somebody_elses_is_not_recorded(desk: Desk, person: str) -> None:
    other = a_person(desk, "Sample")
    given(desk, other, a_number("0001", IdentifierScheme.COMPANY_OFFICER))
    proposed(desk)

    with pytest.raises(CandidateRefusedError, match="0001 is a number of P2 already"):
        desk.run(decide_candidate, 1, same=True, reason="one address")


def test_a_number_on_two_records_is_not_guessed_between(desk: Desk) -> None:
    for surname in ("Example", "Sample"):
        number = a_number("0001", IdentifierScheme.COMPANY_OFFICER)
        given(desk, a_person(desk, surname), number)

    with pytest.raises(RowRefusedError, match="on the records of P1 and P2"):
        desk.run(_known, "0001")
    desk.run(judge_same, "P1", "P2", reason="fingerprints")
    assert desk.run(_known, "0001") == 1


def test_a_decision_needs_a_reason_and_a_candidate(desk: Desk, person: str) -> None:
    proposed(desk)

    with pytest.raises(ReasonMissingError):
        desk.run(decide_candidate, 1, same=True, reason=" ")
    with pytest.raises(CandidateNotFoundError):
        desk.run(decide_candidate, 2, same=True, reason="one address")


def test_candidates_of_another_agency_are_not_shown(
    desk: Desk, engine: Engine, person: str
) -> None:
    proposed(desk)
    with Session(engine) as session, session.begin():
        session.add(other := Agency(code="OTHER", name="Another Regional Unit"))
        session.flush()
        session.get_one(Person, 1).agency_id = other.id

    assert desk.run(list_candidates) == ()
    with pytest.raises(CandidateNotFoundError):
        desk.run(decide_candidate, 1, same=False, reason="a cousin")


def test_a_later_file_says_when_they_were_seen_last(
    desk: Desk, engine: Engine, person: str
) -> None:
    for day in (5, 9, 7):
        proposed(desk, seen_on=date(2026, 3, day))

    [line] = desk.run(list_candidates)
    assert line.seen_on == date(2026, 3, 9)
