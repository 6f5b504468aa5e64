"""Numbers merged and bookings moved: nothing moves, and the order does not matter."""

from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.models import Agency, Identifier, IdentifierScheme, Note, Person
from casework.queries import identity
from casework.services.judge_identity import judge_not_same, judge_same, withdraw_judgement
from casework.services.record_facts import withdraw_fact
from casework.views.imports import Taken
from tests.builders import a_person, given
from tests.casework.importing import everything, rows
from tests.casework.movement_events import (
    NUMBER,
    OTHER,
    a_number,
    a_prisoner_known_as,
    known,
    merged,
    moved,
    received,
    take,
)

AT = "2026-02-10T12:00:00Z"
LATER = "2026-02-10T13:00:00Z"
THIRD = "C3456DE"


def _same_as(engine: Engine) -> dict[int, int]:
    with Session(engine) as session:
        return identity.same_as(session)


def _held(engine: Engine, scheme: IdentifierScheme) -> set[tuple[int, str]]:
    with Session(engine) as session:
        found = session.scalars(
            select(Identifier).where(Identifier.known_to.is_(None), Identifier.scheme == scheme)
        )
        return {(row.person_id, row.raw) for row in found}


def test_numbers_of_two_records_make_them_one_person_and_move_nothing(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    a_prisoner_known_as(desk)
    a_prisoner_known_as(desk, OTHER, "Sample")
    before = everything(engine)

    _, told = take(desk, tmp_path, merged(AT))
    _, again = take(desk, tmp_path, merged(LATER) | {"version": 2}, merged(AT))

    assert (told.how, again.how) == ([Taken.ACCEPTED], [Taken.UNCHANGED] * 2)
    assert _same_as(engine) == {1: 1, 2: 1}
    [judgement] = rows(engine, "identity_judgement")
    assert judgement["reason"] == (
        "the prison service merged number B1234CD into A1234BC at 2026-02-10T12:00:00+00:00 "
        "(prison-offender-events.prisoner.merged)"
    )
    changed = {"identity_judgement": 1, "import_receipt": 2, "revisions": [(1, 3), (2, 3)]}
    assert everything(engine) == before | changed


def test_the_other_number_becomes_a_further_number_of_the_one_record(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    a_prisoner_known_as(desk)

    _, told = take(desk, tmp_path, received(AT, nomsNumber=OTHER), merged(AT), merged(AT))

    assert told.how == [Taken.ACCEPTED, Taken.ACCEPTED, Taken.UNCHANGED]
    assert "B1234CD is a further prison number of P1." in told.messages[1]
    assert _held(engine, IdentifierScheme.PRISON_NUMBER) == {(1, NUMBER), (1, OTHER)}
    assert {row[0] for row in known(engine)} == {1}


def test_numbers_of_nobody_on_record_are_passed_over(desk: Desk, tmp_path: Path) -> None:
    _, told = take(desk, tmp_path, merged(AT), moved(AT, "700001", NUMBER, OTHER))

    assert told.how == [Taken.PASSED_OVER] * 2


def test_a_merge_of_records_judged_not_the_same_is_rejected_and_shown(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    a_prisoner_known_as(desk)
    a_prisoner_known_as(desk, OTHER, "Sample")
    desk.run(judge_not_same, "P1", "P2", reason="twins")

    _, told = take(desk, tmp_path, merged(AT))

    assert told.how == [Taken.REJECTED]
    assert "judged not the same person by First officer" in told.messages[0]
    assert "twins" in told.messages[0]
    assert not _same_as(engine)


def test_a_merge_an_officer_withdrew_does_not_come_back(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    a_prisoner_known_as(desk)
    a_prisoner_known_as(desk, OTHER, "Sample")
    take(desk, tmp_path, merged(AT))
    desk.run(withdraw_judgement, 1, reason="a slip of the prison's")

    _, told = take(desk, tmp_path, merged(AT))

    assert told.how == [Taken.UNCHANGED]
    assert told.messages[0].endswith("was withdrawn, and stays so.")
    assert not _same_as(engine)


def test_records_of_different_agencies_are_not_put_together(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    a_prisoner_known_as(desk)
    a_prisoner_known_as(desk, OTHER, "Sample")
    with Session(engine) as session, session.begin():
        session.add(other := Agency(code="OTHER", name="Another Regional Unit"))
        session.flush()
        session.get_one(Person, 2).agency_id = other.id

    _, told = take(desk, tmp_path, merged(AT))

    assert told.how == [Taken.REJECTED]
    assert "different agencies" in told.messages[0]


def test_a_movement_on_one_record_is_known_on_the_other_of_the_same_person(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    a_prisoner_known_as(desk)
    a_prisoner_known_as(desk, OTHER, "Sample")
    take(desk, tmp_path, received(AT, nomsNumber=OTHER))
    desk.run(judge_same, "P1", "P2", reason="fingerprints")

    _, told = take(desk, tmp_path, received(AT), received(LATER), received(LATER, nomsNumber=OTHER))

    assert told.how == [Taken.UNCHANGED, Taken.ACCEPTED, Taken.UNCHANGED]
    assert {(row[0], row[4].hour) for row in known(engine)} == {(2, 12), (1, 13)}


def test_a_prison_number_on_two_records_of_one_person_means_the_lower(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    a_person(desk)
    for _ in range(2):
        a_prisoner_known_as(desk)
    desk.run(judge_same, "P2", "P3", reason="one number")

    _, told = take(desk, tmp_path, received(AT))

    assert told.how == [Taken.ACCEPTED]
    assert {row[0] for row in known(engine)} == {2}


MOVES = (
    moved("2026-02-10T12:00:00Z", "700001", NUMBER, OTHER),
    moved("2026-02-10T13:00:00Z", "700001", OTHER, THIRD),
    moved("2026-02-10T14:00:00Z", "700001", THIRD, NUMBER),
    moved("2026-02-10T15:00:00Z", "700001", NUMBER, OTHER),
)


@pytest.mark.parametrize("order", [*permutations(range(4))][::7])
def test_a_booking_ends_where_it_moved_last_in_whatever_order_the_moves_come(
    desk: Desk, engine: Engine, tmp_path: Path, order: tuple[int, ...]
) -> None:
    for number in (NUMBER, OTHER, THIRD):
        a_prisoner_known_as(desk, number)

    take(desk, tmp_path, *(MOVES[n] for n in order))

    assert _held(engine, IdentifierScheme.BOOKING_ID) == {(2, "700001")}
    before = everything(engine)
    _, again = take(desk, tmp_path, *MOVES)
    assert again.how == [Taken.UNCHANGED] * 4
    assert everything(engine, without=["import_receipt"]) == {
        name: found for name, found in before.items() if name != "import_receipt"
    }


def test_a_booking_another_source_put_there_stays_until_that_says_otherwise(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    first = a_prisoner_known_as(desk)
    a_prisoner_known_as(desk, OTHER)
    given(desk, first, a_number("700001", IdentifierScheme.BOOKING_ID))

    _, told = take(desk, tmp_path, MOVES[0])

    assert told.how == [Taken.ACCEPTED]
    assert "booking 700001 on P1 came from another source" in told.messages[0]
    assert _held(engine, IdentifierScheme.BOOKING_ID) == {(1, "700001"), (2, "700001")}


def test_a_move_an_officer_took_out_does_not_come_back(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    second = [a_prisoner_known_as(desk, number) for number in (NUMBER, OTHER)][1]
    take(desk, tmp_path, MOVES[0])
    for table, name in ((Note, "note"), (Identifier, "identifier")):
        facts = [row["fact_id"] for row in rows(engine, name) if row["person_id"] == 2]
        desk.run(withdraw_fact, second, table, facts[-1], reason="wrong person")

    _, told = take(desk, tmp_path, MOVES[0])

    assert told.how == [Taken.UNCHANGED]
    assert _held(engine, IdentifierScheme.BOOKING_ID) == set()


def test_a_dry_run_tells_of_merges_and_keeps_nothing(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    for number in (NUMBER, OTHER):
        a_prisoner_known_as(desk, number)
    before = everything(engine)

    _, told = take(desk, tmp_path, merged(AT), *MOVES[::-1], dry_run=True)

    assert told.how[0] is Taken.ACCEPTED
    assert everything(engine) == before
