"""Journeys across the border: whose they are, when they were, and known again when they come."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.imports.extracts import import_travel
from casework.models import Event
from casework.services.judge_identity import judge_same
from casework.services.record_facts import correct_fact, withdraw_fact
from casework.views.imports import Taken
from tests.builders import a_person, given
from tests.casework.extracts import Cells, a_birth, known_as, take
from tests.casework.importing import everything, rows

FIRST, LATER = date(2026, 3, 5), date(2026, 3, 10)
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def a_journey(**cells: str) -> Cells:
    said = {"direction": "out", "date": "2026-03-01", "time": "09:30", "document": "500000001"}
    return said | {"place": "Calais", "reference": "EX-1"} | cells


@pytest.fixture
def person(desk: Desk) -> str:
    return known_as(desk, passport="500000001", prison_number="A1234BC")


@pytest.mark.parametrize(
    ("cells", "day", "moment"),
    [
        ({"time": "09:30"}, "2026-03-01", "2026-03-01T09:30Z"),
        ({"date": "01/07/2025", "time": "09:30:15"}, "2025-07-01", "2025-07-01T08:30:15Z"),
        ({"time": "00:30+01:00"}, "2026-02-28", "2026-02-28T23:30Z"),
        ({"date": "2025-07-01", "time": "23:30Z"}, "2025-07-02", "2025-07-01T23:30Z"),
        ({"date": "2025-10-26", "time": "01:30+00:00"}, "2025-10-26", "2025-10-26T01:30Z"),
        ({"time": ""}, "2026-03-01", None),
    ],
)
def test_a_moment_is_in_london_unless_it_has_an_offset(
    desk: Desk,
    engine: Engine,
    tmp_path: Path,
    person: str,
    *,
    cells: Cells,
    day: str,
    moment: str | None,
) -> None:
    take(import_travel, desk, tmp_path, a_journey(**cells))

    with Session(engine) as session:
        event = session.scalars(select(Event)).one()
    assert event.happened_on.isoformat() == day
    assert event.happened_at == (datetime.fromisoformat(moment) if moment else None)


def test_the_passport_matches_however_it_is_written(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    _, told = take(import_travel, desk, tmp_path, a_journey(document=" 5000 00001"))

    assert told.outcomes[0].person == person
    [event] = rows(engine, "event")
    assert (event["kind"], event["place"], event["reference"]) == ("journey_out", "Calais", "EX-1")


def test_a_booking_is_known_by_its_departure(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    booking = a_journey(direction="booked", booked_on="2026-02-20", date="2026-04-01")

    take(import_travel, desk, tmp_path, booking, a_journey(direction="back", port="Dover"))

    back, booked = rows(engine, "event", "kind")
    assert (back["kind"], back["details"]) == ("journey_back", "Dover")
    assert (str(booked["happened_on"]), str(booked["expected_on"])) == ("2026-02-20", "2026-04-01")
    assert booked["happened_at"] is None
    assert booked["expected_at"] is not None


def test_a_journey_that_comes_again_with_less_said_changes_nothing(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    take(import_travel, desk, tmp_path, a_journey())
    before = everything(engine)

    _, told = take(import_travel, desk, tmp_path, a_journey(reference="", place=""))

    assert told.how == [Taken.UNCHANGED]
    assert everything(engine, without=["import_receipt"])["revisions"] == before["revisions"]


def test_a_correction_of_the_source_supersedes_and_the_first_word_does_not_return(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    corrected = a_journey(time="11:45", place="Dunkirk")
    take(import_travel, desk, tmp_path, a_journey(), as_of=FIRST)
    take(import_travel, desk, tmp_path, corrected, as_of=LATER)

    _, told = take(import_travel, desk, tmp_path, a_journey(), as_of=FIRST)
    _, again = take(import_travel, desk, tmp_path, a_journey(reference=""), as_of=FIRST)

    assert (told.how, again.how) == ([Taken.UNCHANGED], [Taken.UNCHANGED])
    versions = rows(engine, "event", "version")
    assert [row["place"] for row in versions] == ["Calais", "Dunkirk"]
    assert versions[0]["closed_reason"] == "changed in the extract of 2026-03-10"


def test_a_reference_given_later_is_added_to_the_journey_on_record(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    take(import_travel, desk, tmp_path, a_journey(reference=""))

    take(import_travel, desk, tmp_path, a_journey())

    assert [row["reference"] for row in rows(engine, "event", "version")] == [None, "EX-1"]
    assert len({row["fact_id"] for row in rows(engine, "event")}) == 1


def test_a_correction_in_the_same_file_supersedes_too(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    both = a_journey(), a_journey(place="Dunkirk")
    take(import_travel, desk, tmp_path, *both)
    before = everything(engine)

    _, told = take(import_travel, desk, tmp_path, *both)

    assert told.how == [Taken.UNCHANGED] * 2
    assert everything(engine) == before
    assert [row["place"] for row in rows(engine, "event", "version")] == ["Calais", "Dunkirk"]


def test_what_an_officer_corrected_or_withdrew_is_not_put_back(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    said = a_journey(), a_journey(reference="EX-2", direction="back", date="2026-03-03")
    take(import_travel, desk, tmp_path, *said, as_of=FIRST)
    wrong, gone = (row["fact_id"] for row in rows(engine, "event", "fact_id"))
    changes = {"reference": "EX-9", "happened_on": date(2026, 3, 2)}
    desk.run(correct_fact, person, Event, wrong, changes, reason="Seen on the pass.")
    desk.run(withdraw_fact, person, Event, gone, reason="Another traveller.")
    before = everything(engine)

    _, told = take(import_travel, desk, tmp_path, *said, as_of=LATER)

    assert told.how == [Taken.UNCHANGED] * 2
    assert everything(engine, without=["import_receipt"])["revisions"] == before["revisions"]


def test_records_of_one_person_are_no_disagreement_and_one_journey_is_one_fact(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    other = known_as(desk, "Exemplar", pnc="2012/0394773H")
    take(import_travel, desk, tmp_path, a_journey(document="", pnc="12/394773H"))
    both = a_journey(pnc="12/394773H", place="Dunkirk")
    _, told = take(import_travel, desk, tmp_path, both)
    assert told.how == [Taken.REJECTED]
    desk.run(judge_same, person, other, reason="The same prints.")

    _, told = take(import_travel, desk, tmp_path, both)

    assert told.how == [Taken.ACCEPTED]
    assert {row["person_id"] for row in rows(engine, "event")} == {int(other.removeprefix("P"))}


def test_by_name_and_birth_somebody_is_only_proposed(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    alike = a_person(desk, "Sample")
    given(desk, alike, a_birth(1980, 2, 1))
    row = a_journey(surname="Sample", forenames="Sam", date_of_birth="1980-02-01")

    _, told = take(import_travel, desk, tmp_path, row)

    assert told.how == [Taken.PASSED_OVER]
    assert f"May be {alike}" in told.messages[0]
    assert everything(engine)["event"] == 0


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"direction": "sideways"}, 'direction "sideways" is none of out, back, booked'),
        ({"time": "25:00"}, 'time "25:00" is no time'),
        ({"date": "2025-10-26", "time": "01:30"}, "comes twice or never; give its offset"),
        ({"date": "2025-03-30", "time": "01:30"}, "comes twice or never; give its offset"),
        ({"date": "2026-02-30"}, 'date "2026-02-30" is no day'),
        ({"date": "2026-03-17"}, "date has not come yet"),
        ({"direction": "booked"}, "booked_on is empty"),
        ({"direction": "booked", "booked_on": "2026-03-02"}, "date is before booked_on"),
        ({"document": "#"}, "PASSPORT # is not used, for a document's number is 5 to 20"),
        ({"place": "Calais\x1b[2J"}, "hidden character U+001B"),
    ],
)
def test_a_bad_journey_is_named_and_spoils_no_other(
    desk: Desk, tmp_path: Path, person: str, cells: Cells, sentence: str
) -> None:
    good = a_journey(reference="EX-2")

    _, told = take(import_travel, desk, tmp_path, good, a_journey(**cells))

    assert told.how == [Taken.ACCEPTED, Taken.REJECTED]
    assert sentence in told.messages[1]


def test_the_example_can_be_taken_in(desk: Desk) -> None:
    known_as(desk, prison_number="A1001EX")

    summary = import_travel(desk, [EXAMPLES / "travel.csv"])

    assert (summary.accepted, summary.files[0].passed_over) == (3, 1)
