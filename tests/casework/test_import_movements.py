"""Taking in movements: a feed that repeats, reverses and re-orders gives one record."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.facts import case_files
from casework.forms.movement_event import KINDS, RECEIVED, RELEASED
from casework.imports import import_establishments
from casework.models import Movement
from casework.services.record_facts import correct_fact, withdraw_fact
from casework.views.imports import Taken
from rules.custody import custody_of
from rules.vocabulary import MovementKind
from tests.builders import a_movement, a_person, given
from tests.casework.conftest import Clock
from tests.casework.importing import everything, rows
from tests.casework.movement_events import (
    NUMBER,
    OTHER,
    a_number,
    a_prisoner_known_as,
    event,
    known,
    received,
    released,
    take,
)

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
IN = "2026-02-01T10:15:00+00:00"
OUT = "2026-03-02T09:00:00Z"


def test_takes_in_a_movement_with_its_moment_in_utc_and_its_day_in_london(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    import_establishments(desk, [EXAMPLES / "establishments.csv"])
    a_prisoner_known_as(desk)

    summary, told = take(desk, tmp_path, released("2025-07-01T23:30:00.123456789Z"))

    assert (summary.accepted, told.outcomes[0].person) == (1, "P1")
    [row] = rows(engine, "movement")
    assert (row["kind"], row["reason_code"]) == ("release", "RELEASED")
    [(_, _, _, day, at, prison)] = known(engine)
    assert day == date(2025, 7, 2)
    assert at == datetime(2025, 7, 1, 23, 30, 0, 123456, tzinfo=UTC)
    assert prison == "EXH"


@pytest.mark.parametrize(
    ("event_type", "reason"),
    [(event_type, reason) for event_type, kinds in KINDS.items() for reason in kinds],
)
def test_every_reason_is_a_movement_of_its_kind(
    desk: Desk, engine: Engine, tmp_path: Path, event_type: str, reason: str
) -> None:
    a_prisoner_known_as(desk)

    take(desk, tmp_path, event(event_type, IN, nomsNumber=NUMBER, reason=reason))

    assert [(row["kind"], row["reason_code"]) for row in rows(engine, "movement")] == [
        (KINDS[event_type][reason].value, reason)
    ]


def test_only_releases_end_custody() -> None:
    ends = {MovementKind.RELEASE, MovementKind.RELEASE_TO_HOSPITAL}

    assert {r for r, kind in KINDS[RELEASED].items() if kind in ends} == {
        "RELEASED",
        "RELEASED_TO_HOSPITAL",
    }
    assert not set(KINDS[RECEIVED].values()) & ends


def test_the_same_event_again_with_another_time_of_publication_or_version_is_the_same(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    a_prisoner_known_as(desk)
    again = received(IN) | {"version": 2, "publishedAt": OUT, "description": "another"}
    elsewhere = received("2026-02-01T11:15:00+01:00")

    _, told = take(desk, tmp_path, received(IN), again, elsewhere)
    before = everything(engine)
    _, later = take(desk, tmp_path, again, name="later.jsonl")

    assert told.how == [Taken.ACCEPTED, Taken.UNCHANGED, Taken.UNCHANGED]
    assert later.how == [Taken.UNCHANGED]
    assert everything(engine, without=["import_receipt"]) == {
        name: count for name, count in before.items() if name != "import_receipt"
    }
    assert len(known(engine)) == 1


def test_movements_are_told_apart_by_reason_moment_and_prison(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    import_establishments(desk, [EXAMPLES / "establishments.csv"])
    a_prisoner_known_as(desk)

    take(
        desk,
        tmp_path,
        received(IN),
        received(IN, "READMISSION_SWITCH_BOOKING"),
        received("2026-02-01T10:15:01+00:00"),
        received(IN, prisonId="SMR"),
    )

    assert len(known(engine)) == 4


def test_events_of_other_types_are_passed_over_whatever_they_hold(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    before = everything(engine)
    other = {"eventType": "prison.alert.created", "version": 1, "occurredAt": IN}

    summary, told = take(desk, tmp_path, other | {"additionalInformation": [1, {"a": None}]})

    assert told.how == [Taken.PASSED_OVER]
    assert told.messages == ["Not a movement: prison.alert.created."]
    assert summary.clean
    assert everything(engine) == before | {"import_receipt": 1}


def test_somebody_not_on_record_is_passed_over_and_taken_in_once_they_are(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    _, first = take(desk, tmp_path, received(IN))
    person = a_person(desk)
    given(desk, person, a_number(NUMBER))

    _, second = take(desk, tmp_path, received(IN))

    assert (first.how, second.how) == ([Taken.PASSED_OVER], [Taken.ACCEPTED])
    assert first.messages == ["Nobody on record has prison number A1234BC."]
    assert len(known(engine)) == 1


def test_a_prison_the_register_does_not_have_is_left_out_and_named_once_it_has_it(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    a_prisoner_known_as(desk)

    _, told = take(desk, tmp_path, received(IN))
    assert told.messages == [
        "Recorded: movement; prison EXH is not in the register, and is left out."
    ]
    import_establishments(desk, [EXAMPLES / "establishments.csv"])
    _, again = take(desk, tmp_path, received(IN))
    before = everything(engine)
    _, last = take(desk, tmp_path, received(IN), received(IN, prisonId=None))

    assert again.how == [Taken.ACCEPTED]
    assert last.how == [Taken.UNCHANGED, Taken.UNCHANGED]
    assert {row[-1] for row in known(engine)} == {"EXH"}
    assert everything(engine)["movement"] == before["movement"] == 2


def test_a_prison_an_officer_took_out_is_not_named_again(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    import_establishments(desk, [EXAMPLES / "establishments.csv"])
    person = a_prisoner_known_as(desk)
    take(desk, tmp_path, received(IN))
    [row] = rows(engine, "movement")
    fact, none = row["fact_id"], {"establishment_id": None}
    desk.run(correct_fact, person, Movement, fact, none, reason="it was not there")

    _, told = take(desk, tmp_path, received(IN))

    assert told.how == [Taken.UNCHANGED]
    assert {row[-1] for row in known(engine)} == {None}


def test_a_movement_an_officer_recorded_without_its_time_is_not_recorded_twice(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    person = a_prisoner_known_as(desk)
    given(desk, person, a_movement(MovementKind.RELEASE, date(2026, 3, 2)))

    _, told = take(desk, tmp_path, released(OUT), received(OUT))

    assert told.how == [Taken.UNCHANGED, Taken.ACCEPTED]
    assert told.messages[0] == (
        "A release on Mon 2 Mar 2026 is on record already, without its time."
    )
    assert len(known(engine)) == 2


@pytest.mark.parametrize("change", ["corrected", "moved to another day", "withdrawn"])
def test_what_an_officer_corrected_or_withdrew_does_not_come_back(
    desk: Desk, engine: Engine, tmp_path: Path, change: str
) -> None:
    person = a_prisoner_known_as(desk)
    take(desk, tmp_path, released(OUT))
    fact = rows(engine, "movement")[0]["fact_id"]
    if change == "withdrawn":
        desk.run(withdraw_fact, person, Movement, fact, reason="it was somebody else")
    else:
        values: dict[str, Any] = (
            {"kind": MovementKind.TRANSFER}
            if change == "corrected"
            else {"happened_on": date(2026, 3, 3), "happened_at": None}
        )
        desk.run(correct_fact, person, Movement, fact, values, reason="seen otherwise")
    before = everything(engine)

    _, told = take(desk, tmp_path, released(OUT), name="again.jsonl")

    assert told.how == [Taken.UNCHANGED]
    assert told.messages == ["This movement was corrected or withdrawn, and stays as it is."]
    assert everything(engine) == before


def test_two_records_with_one_prison_number_are_not_guessed_between(
    desk: Desk, tmp_path: Path
) -> None:
    a_prisoner_known_as(desk)
    a_prisoner_known_as(desk, surname="Sample")

    _, told = take(desk, tmp_path, received(IN))

    assert told.how == [Taken.REJECTED]
    assert "is on the records of P1 and P2" in told.messages[0]


def test_custody_follows_from_the_movements_in_whatever_order_they_came(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    a_prisoner_known_as(desk)
    court = released("2026-02-10T08:00:00Z", "SENT_TO_COURT")

    take(desk, tmp_path, released(OUT), court, received(IN), received(IN))

    with Session(engine) as session:
        [case] = case_files(session, {1: 0})
    custody = custody_of(case.movements)
    assert [(spell.first, spell.last) for spell in custody.spells] == [
        (date(2026, 2, 1), date(2026, 3, 2))
    ]


def test_a_person_reference_names_whom_an_event_is_about(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    a_prisoner_known_as(desk)
    said = event(RECEIVED, IN, reason="READMISSION")
    named = said | {
        "personReference": {
            "identifiers": [{"type": "CRN", "value": 7}, {"type": "NOMS", "value": "a1234bc"}]
        }
    }

    _, told = take(desk, tmp_path, named)

    assert told.how == [Taken.ACCEPTED]


BAD: list[tuple[Any, str]] = [
    (received("2026-02-01T10:15:00"), "without its offset from UTC"),
    (received("1 Feb 2026"), "a moment is written 2026-03-16T09:30:00+00:00"),
    (received("2026-02-30T10:15:00Z"), "there is no such moment"),
    (received("0001-01-01T00:00:00+14:00"), "out of all reach"),
    (received("2026-03-17T10:15:00Z"), "has not come yet"),
    (received(IN, "RELEASED"), "It has the reason RELEASED. The reasons of"),
    (received(IN, "BORED"), "NEW_ADMISSION, READMISSION, READMISSION_SWITCH_BOOKING"),
    (received(IN, None), "It says no reason"),
    (received(IN, nomsNumber=None), "It gives no prison number"),
    (received(IN, nomsNumber="A12"), 'additionalInformation.nomsNumber is "A12"'),
    (received(IN, prisonId="E\u202eXH"), "holds the hidden character U+202E"),
    (
        received(IN) | {"personReference": {"identifiers": [{"type": "NOMS", "value": OTHER}]}},
        "more than one prison number, A1234BC and B1234CD",
    ),
    ({"version": 1, "occurredAt": IN}, "eventType is missing"),
    ({"eventType": RECEIVED, "occurredAt": IN}, "version is missing"),
    ({"eventType": RECEIVED, "version": 1}, "occurredAt is missing"),
    (received(IN) | {"version": "1"}, "version"),
    ([1], "the record"),
    (None, "the record"),
]


@pytest.mark.parametrize(("bad", "why"), BAD, ids=[str(n) for n in range(len(BAD))])
def test_what_cannot_be_told_is_rejected_with_why(
    desk: Desk, engine: Engine, tmp_path: Path, bad: Any, why: str
) -> None:
    a_prisoner_known_as(desk)

    _, told = take(desk, tmp_path, bad, received(IN))

    assert told.how == [Taken.REJECTED, Taken.ACCEPTED]
    assert why in told.messages[0], told.messages


def test_a_file_with_a_bad_row_is_not_kept_unless_asked(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    a_prisoner_known_as(desk)

    summary, _ = take(desk, tmp_path, received(IN, None), received(OUT), keep_good=False)

    assert (summary.rejected, summary.accepted, summary.files[0].held_back) == (1, 0, 1)
    assert not known(engine)


def test_a_dry_run_says_what_would_be_and_keeps_nothing(
    desk: Desk, engine: Engine, clock: Clock, tmp_path: Path
) -> None:
    a_prisoner_known_as(desk)
    before = everything(engine)

    _, told = take(desk, tmp_path, received(IN), received(IN), released(OUT), dry_run=True)

    assert told.how == [Taken.ACCEPTED, Taken.UNCHANGED, Taken.ACCEPTED]
    assert everything(engine) == before
