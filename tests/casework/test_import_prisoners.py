"""Taking in prisoners' records: twice changes nothing, nothing is overwritten or guessed."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.facts import case_files
from casework.imports import import_prisoners
from casework.models import Birth, Identifier, PrisonRecord, ReleaseDate
from casework.services.record_facts import correct_fact, withdraw_fact
from casework.views.imports import Taken
from tests.builders import TODAY
from tests.casework.conftest import Clock
from tests.casework.importing import (
    a_prisoner,
    another,
    everything,
    rows,
    take,
    written,
)

FIRST = date(2026, 3, 1)
LATER = date(2026, 3, 10)


def test_takes_in_every_fact_of_a_record(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    summary, told = take(desk, tmp_path, a_prisoner())

    assert (summary.accepted, summary.unchanged, summary.rejected) == (1, 0, 0)
    assert told.outcomes[0].person == "P1"
    counted = everything(engine)
    assert counted["identifier"] == 4
    assert counted["person_name"] == 2
    assert counted["prison_alert"] == counted["prison_record"] == counted["birth"] == 1
    assert rows(engine, "release_date")[0]["kind"] == "release"


@pytest.mark.parametrize("days_later", [0, 3])
def test_the_same_file_twice_changes_nothing(
    desk: Desk, engine: Engine, clock: Clock, tmp_path: Path, days_later: int
) -> None:
    take(desk, tmp_path, a_prisoner(), another())
    before = everything(engine)
    clock.move_on(days=days_later)

    summary, _ = take(desk, tmp_path, a_prisoner(), another())

    assert (summary.accepted, summary.unchanged) == (0, 2)
    assert everything(engine) == before


def test_files_that_contradict_each_other_change_nothing_when_they_come_again(
    desk: Desk, engine: Engine, clock: Clock, tmp_path: Path
) -> None:
    moved = [
        written(tmp_path, a_prisoner(status=status, releaseDate=day), f"{number}.json")
        for number, (status, day) in enumerate(
            [("ACTIVE IN", "2027-04-01"), ("ACTIVE OUT", "2027-05-01"), ("INACTIVE OUT", None)]
        )
    ]
    import_prisoners(desk, moved)
    before = everything(engine)
    clock.move_on(days=1)

    summary = import_prisoners(desk, [*moved, *reversed(moved)])

    assert (summary.accepted, summary.unchanged) == (0, 6)
    assert everything(engine) == before
    assert [row["status"] for row in rows(engine, "prison_record", "version")][-1] == "INACTIVE OUT"


def test_the_order_of_files_does_not_matter_where_they_say_the_same(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    files = [
        written(tmp_path, [another(), a_prisoner()], "a.json"),
        written(tmp_path, [a_prisoner(), another()], "b.json"),
    ]
    import_prisoners(desk, files)
    before = everything(engine)

    import_prisoners(desk, list(reversed(files)))

    assert everything(engine) == before


def test_fields_we_do_not_know_never_fail(desk: Desk, tmp_path: Path) -> None:
    unknown = {"shoeSize": 9, "_class": "x", "newThing": {"deep": [1, {"a": None}]}}

    summary, _ = take(desk, tmp_path, a_prisoner(**unknown))

    assert summary.accepted == 1


def test_a_changed_release_date_is_a_new_version_and_the_old_stays_readable(
    desk: Desk, engine: Engine, clock: Clock, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_prisoner(), as_of=FIRST)
    then = clock.at
    clock.move_on(hours=1)

    take(desk, tmp_path, a_prisoner(releaseDate="2028-01-01"), as_of=LATER)

    versions = rows(engine, "release_date", "version")
    assert [row["version"] for row in versions] == [1, 2]
    assert versions[0]["fact_id"] == versions[1]["fact_id"]
    assert versions[0]["closed_reason"] == "changed in the extract of 2026-03-10"
    with Session(engine) as session:
        for known, day in ((then, date(2027, 4, 1)), (None, date(2028, 1, 1))):
            [case] = case_files(session, {1: 0}, known=known)
            assert [release.falls_on for release in case.release_dates] == [day]


def test_an_unchanged_record_of_a_later_day_grows_no_history(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_prisoner(), as_of=FIRST)
    before = everything(engine)

    summary, _ = take(desk, tmp_path, a_prisoner(), as_of=LATER, complete_to=LATER)

    assert summary.complete_to == LATER
    assert everything(engine) == before | {"source_completeness": 1}


def test_an_older_extract_overwrites_nothing(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    take(desk, tmp_path, a_prisoner(releaseDate="2028-01-01"), as_of=LATER)
    before = everything(engine)

    _, told = take(desk, tmp_path, a_prisoner(cellLocation="A-1"), as_of=FIRST)

    assert told.how == [Taken.UNCHANGED]
    assert "older than what is known, which is of Tue 10 Mar 2026" in told.messages[0]
    assert everything(engine, without=["import_receipt"])["revisions"] == before["revisions"]


def test_a_value_seen_unchanged_up_to_the_day_the_source_is_complete_to_is_not_overwritten(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_prisoner(), as_of=FIRST)
    take(desk, tmp_path, a_prisoner(), as_of=LATER, complete_to=LATER)

    _, told = take(desk, tmp_path, a_prisoner(category="C"), as_of=date(2026, 3, 5))

    assert told.how == [Taken.UNCHANGED]
    assert [row["category"] for row in rows(engine, "prison_record")] == [None]


def test_an_officers_correction_is_not_undone_by_the_next_extract(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_prisoner(), as_of=FIRST)
    [birth] = rows(engine, "birth")
    desk.run(correct_fact, "P1", Birth, birth["fact_id"], {"year": 1981}, reason="Certificate.")

    _, told = take(desk, tmp_path, a_prisoner(), as_of=LATER)

    assert told.how == [Taken.UNCHANGED]
    assert "superseded since" in told.messages[0]
    assert [row["year"] for row in rows(engine, "birth", "version")] == [1980, 1981]


def test_what_an_officer_withdrew_stays_out(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    take(desk, tmp_path, a_prisoner(), as_of=FIRST)
    pnc = next(row for row in rows(engine, "identifier") if row["scheme"] == "pnc")
    desk.run(withdraw_fact, "P1", Identifier, pnc["fact_id"], reason="Another person's.")

    _, told = take(desk, tmp_path, a_prisoner(), as_of=LATER)

    assert told.how == [Taken.UNCHANGED]
    assert "was withdrawn" in told.messages[0]


def test_identifiers_aliases_and_dates_that_a_file_leaves_out_stay(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_prisoner(), as_of=FIRST)
    before = everything(engine)

    _, told = take(desk, tmp_path, {"prisonerNumber": "A1234BC"}, as_of=LATER)

    assert told.how == [Taken.UNCHANGED]
    assert everything(engine, without=["import_receipt"])["revisions"] == before["revisions"]


def test_a_release_date_given_as_null_is_withdrawn(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_prisoner(), as_of=FIRST)

    take(desk, tmp_path, a_prisoner(releaseDate=None), as_of=LATER)

    [row] = rows(engine, "release_date")
    assert row["closed_reason"] == "no longer given in the extract of 2026-03-10"


def test_an_invalid_number_is_kept_as_written_and_named(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    _, told = take(desk, tmp_path, another(pncNumber="12/394773I", croNumber="000000/00Z"))

    assert "PNC 12/394773I is kept as invalid, for its letter should be H" in told.messages[0]
    kept = {row["scheme"]: (row["raw"], row["canonical"]) for row in rows(engine, "identifier")}
    assert kept["pnc"] == ("12/394773I", None)
    assert kept["cro"] == ("000000/00Z", None)


@pytest.mark.parametrize("day", ["1900-01-01", "1970-01-01"])
def test_a_stand_in_for_a_date_of_birth_is_marked_and_never_replaces_a_real_one(
    desk: Desk, engine: Engine, tmp_path: Path, day: str
) -> None:
    _, told = take(desk, tmp_path, another(dateOfBirth=day), as_of=FIRST)
    take(desk, tmp_path, another(dateOfBirth="1985-02-03"), as_of=LATER)
    take(desk, tmp_path, another(dateOfBirth=day), as_of=TODAY)

    assert "is a stand-in and is not trusted" in told.messages[0]
    assert [bool(row["placeholder"]) for row in rows(engine, "birth", "version")] == [True, False]


@pytest.mark.parametrize("marker", ["MIG_ERROR_", "NO_SHOW_", "DUPLICATE_"])
def test_a_name_with_a_marker_is_no_legal_name_and_not_trusted(
    desk: Desk, engine: Engine, tmp_path: Path, marker: str
) -> None:
    take(desk, tmp_path, another(lastName=f"{marker}EXAMPLE", firstName="SAM"))

    [name] = rows(engine, "person_name")
    assert (name["kind"], name["grade"]) == ("alias", "not trusted")


def test_the_text_of_an_alert_is_never_kept(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    alert = {"alertType": "D", "alertCode": "DOCGM", "active": True, "comment": "SECRET WORDS"}

    take(desk, tmp_path, another(alerts=[alert]))

    assert "SECRET WORDS" not in str(rows(engine, "prison_alert"))


def test_snapshots_of_two_days_are_two_versions_of_one_fact(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_prisoner(), as_of=FIRST)

    take(desk, tmp_path, a_prisoner(status="INACTIVE OUT", prisonId="OUT"), as_of=LATER)

    versions = rows(engine, PrisonRecord.__tablename__, "version")
    assert [(row["version"], str(row["observed_on"])) for row in versions] == [
        (1, "2026-03-01"),
        (2, "2026-03-10"),
    ]
    assert {row["fact_id"] for row in versions} == {versions[0]["fact_id"]}
    assert len(rows(engine, ReleaseDate.__tablename__)) == 1


def test_a_null_of_the_day_that_gave_a_date_withdraws_nothing(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_prisoner(), as_of=FIRST)

    _, told = take(desk, tmp_path, a_prisoner(releaseDate=None), as_of=FIRST)

    assert told.how == [Taken.UNCHANGED]
    assert rows(engine, "release_date")[0]["known_to"] is None


def test_an_officers_reason_that_begins_like_an_extracts_is_an_officers(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_prisoner())
    [birth] = rows(engine, "birth")
    reason = "changed in the extract of May, which the court's copy does not bear out"
    desk.run(correct_fact, "P1", Birth, birth["fact_id"], {"year": 1981}, reason=reason)

    summary, _ = take(desk, tmp_path, a_prisoner())

    assert (summary.accepted, summary.unchanged) == (0, 1)
    assert rows(engine, "birth", "version")[-1]["year"] == 1981
