"""Taking in prisoners' records: twice changes nothing, nothing is overwritten or guessed."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import DayRefusedError, ImportStoppedError, NotPermittedError
from casework.facts import case_files
from casework.importing.json_records import read_records
from casework.imports import import_prisoners
from casework.models import Birth, Identifier, PrisonRecord, ReleaseDate
from casework.services.record_facts import correct_fact, withdraw_fact
from casework.views.imports import Taken
from tests.builders import TODAY, a_name, a_person, given
from tests.casework.conftest import Clock
from tests.casework.importing import (
    Told,
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


def test_an_invalid_number_tells_nobody_apart(desk: Desk, tmp_path: Path) -> None:
    shared = {"pncNumber": "12/394773I"}

    summary, _ = take(desk, tmp_path, another(**shared), a_prisoner(**shared))

    assert summary.accepted == 2


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


def test_two_numbers_that_point_at_two_people_are_rejected(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_prisoner(), another())
    before = everything(engine)

    _, told = take(desk, tmp_path, another(pncNumber="2012/0394773H"), as_of=TODAY)

    assert told.how == [Taken.REJECTED]
    assert (
        "prison number B4321CD belongs to P2, PNC 2012/0394773H belongs to P1" in (told.messages[0])
    )
    assert everything(engine)["revisions"] == before["revisions"]


def test_a_pnc_of_somebody_with_another_prison_number_is_rejected_even_in_one_file(
    desk: Desk, tmp_path: Path
) -> None:
    _, told = take(desk, tmp_path, a_prisoner(), another(pncNumber="12/394773H"))

    assert told.how == [Taken.ACCEPTED, Taken.REJECTED]
    assert "known by prison number A1234BC and not B4321CD" in told.messages[1]


def test_somebody_known_by_pnc_alone_is_given_the_prison_number(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_prisoner())
    number = next(row for row in rows(engine, "identifier") if row["scheme"] == "prison_number")
    desk.run(withdraw_fact, "P1", Identifier, number["fact_id"], reason="Wrong.")

    _, told = take(desk, tmp_path, another(pncNumber="12/394773H"))

    assert (told.how, told.outcomes[0].person) == ([Taken.ACCEPTED], "P1")


def test_nobody_is_matched_by_name(desk: Desk, tmp_path: Path) -> None:
    person = a_person(desk, "Nameless")
    given(desk, person, a_name("EXAMPLE", "SAM LEE"))

    _, told = take(desk, tmp_path, a_prisoner())

    assert told.outcomes[0].person == "P2"


def test_a_booking_on_two_records_is_noted_and_tells_nobody_apart(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_prisoner(bookingId="1900836"))

    _, told = take(desk, tmp_path, another(bookingId=1900836))

    assert told.how == [Taken.ACCEPTED]
    assert told.messages[0].endswith("; booking 1900836 is also on the record of P1.")


HOSTILE = [
    ({"prisonerNumber": None}, "prisonerNumber is missing"),
    ({"prisonerNumber": "12345"}, 'prisonerNumber is "12345", and a prison number is a letter'),
    ({"lastName": "\x1b[31mRED"}, "lastName holds the hidden character U+001B"),
    ({"lastName": "A\u202eB"}, "lastName holds the hidden character U+202E"),
    ({"firstName": "nul\u0000"}, "firstName holds the hidden character U+0000"),
    ({"firstName": "x" * 300}, "firstName is 300 characters long"),
    ({"firstName": "\ud800"}, "firstName holds the hidden character U+D800"),
    ({"dateOfBirth": "31/12/1980"}, 'dateOfBirth is "31/12/1980"; a day is written YYYY-MM-DD'),
    ({"dateOfBirth": "2026-02-30"}, "a day is written YYYY-MM-DD"),
    ({"dateOfBirth": "2026-W10-1"}, "a day is written YYYY-MM-DD"),
    ({"dateOfBirth": 0}, "a day is written YYYY-MM-DD"),
    ({"recall": "Y"}, "recall is neither true nor false"),
    ({"aliases": "none"}, "aliases is not a list"),
    ({"alerts": [3]}, "alerts[0] is not an object"),
    ({"alerts": [{"alertCode": None}]}, "alerts[0].alertCode is missing"),
]


@pytest.mark.parametrize(("fields", "sentence"), HOSTILE, ids=[words for _, words in HOSTILE])
def test_a_bad_record_is_rejected_with_its_reason_and_spoils_no_other(
    desk: Desk, engine: Engine, tmp_path: Path, fields: dict[str, Any], sentence: str
) -> None:
    lines = [another(), a_prisoner(**fields), another(prisonerNumber="C1111AA")]
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    told = Told()

    import_prisoners(desk, [file], tell=told)

    assert told.how == [Taken.ACCEPTED, Taken.REJECTED, Taken.ACCEPTED]
    assert told.outcomes[1].number == 2
    assert sentence in told.messages[1]
    assert everything(engine)["person"] == 2


def test_odd_but_honest_text_is_kept_as_it_is(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    odd = "O'BRIEN-Ž [b]=1+1 %s {x} '; DROP TABLE person;--"

    take(desk, tmp_path, another(lastName=odd))

    assert rows(engine, "person_name")[0]["surname"] == odd


def test_a_list_that_breaks_off_keeps_what_came_before_and_says_where(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "broken.json"
    file.write_text(json.dumps([a_prisoner(), another()])[:-20], encoding="utf-8")

    summary = import_prisoners(desk, [file], complete_to=LATER)

    assert summary.accepted == 1
    assert "cannot be read after record 1" in (summary.files[0].stopped or "")
    assert "not declared complete" in (summary.not_declared or "")
    assert everything(engine)["source_completeness"] == 0


def test_a_dry_run_says_what_would_be_and_leaves_all_but_the_log_untouched(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_prisoner(), as_of=FIRST)
    before = everything(engine)
    log = len(rows(engine, "audit_subject"))
    records = (
        a_prisoner(status="INACTIVE OUT"),
        another(),
        another(),
        another(prisonerNumber="C1111AA", pncNumber="12/394773H"),
        another(prisonerNumber="?"),
    )

    summary, told = take(desk, tmp_path, *records, as_of=LATER, dry_run=True, complete_to=LATER)

    assert summary.dry_run
    assert told.how == [
        Taken.ACCEPTED,
        Taken.ACCEPTED,
        Taken.UNCHANGED,
        Taken.REJECTED,
        Taken.REJECTED,
    ]
    assert [outcome.person for outcome in told.outcomes] == ["P1", None, None, None, None]
    assert everything(engine) == before
    assert len(rows(engine, "audit_subject")) == log + 1


def test_a_dry_run_and_the_import_after_it_agree(desk: Desk, tmp_path: Path) -> None:
    records = [a_prisoner(), another(), a_prisoner(status="INACTIVE OUT"), another()]

    _, tried = take(desk, tmp_path, *records, dry_run=True)
    _, taken = take(desk, tmp_path, *records)

    assert tried.how == taken.how
    assert tried.messages == taken.messages


def test_a_long_file_is_taken_in_whole(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    people = [{"prisonerNumber": f"D{number:04}AA"} for number in range(450)]

    summary, told = take(desk, tmp_path, *people)

    assert (summary.accepted, len(told.outcomes)) == (450, 450)
    assert [outcome.number for outcome in told.outcomes] == list(range(1, 451))
    assert everything(engine)["person"] == 450


def test_an_extract_cannot_be_of_a_day_to_come(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DayRefusedError, match="is to come"):
        take(desk, tmp_path, a_prisoner(), as_of=date(2026, 3, 17))


def test_the_unattended_check_may_not_import(
    nightly_desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    with pytest.raises(NotPermittedError):
        take(nightly_desk, tmp_path, a_prisoner())

    assert everything(engine)["person"] == 0


def test_a_missing_file_does_not_stop_the_next(desk: Desk, tmp_path: Path) -> None:
    there = written(tmp_path, a_prisoner())

    summary = import_prisoners(desk, [tmp_path / "nowhere.json", there])

    assert "No such file" in (summary.files[0].stopped or "")
    assert summary.accepted == 1


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


READABLE = {
    "one object": ('{"a": 1}', [1]),
    "one object over lines, with a mark": ('\ufeff{\n "a": 1\n}', [1]),
    "a list": ('[{"a": 1},\n {"a": 2}]', [1, 2]),
    "one a line": ('{"a": 1}\n{"a": 2}\n', [1, 2]),
    "lines with one empty": ('{"a": 1}\n\n{"a": 2}', [1, 3]),
    "an empty list": ("[]", []),
}


@pytest.mark.parametrize("name", READABLE)
def test_reads_records_however_they_are_laid_out(tmp_path: Path, name: str) -> None:
    text, numbers = READABLE[name]
    file = tmp_path / "records"
    file.write_text(text, encoding="utf-8")

    assert [record.number for record in read_records(file) if not record.why_not] == numbers


UNREADABLE = {
    "nothing": (b"", "is empty"),
    "not JSON": (b"hello", "the JSON breaks off or is broken"),
    "a list that breaks off": (b'[{"a": ', "before its first record"),
    "Latin-1": (b'[{"a": "\xe9"}]', "not written in UTF-8"),
    "UTF-16": ('{"a": 1}'.encode("utf-16"), "is not UTF-8 but UTF-16"),
    "a workbook": (b"PK\x03\x04....", "is a workbook"),
    "nested for ever": (b"[" * 100_000, "nested more than 64 deep"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_says_in_one_sentence_why_a_file_cannot_be_read(tmp_path: Path, name: str) -> None:
    content, sentence = UNREADABLE[name]
    file = tmp_path / "records"
    file.write_bytes(content)

    with pytest.raises(ImportStoppedError, match=sentence):
        list(read_records(file))


@drawn(content=st.binary(max_size=200))
def test_no_bytes_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.mktemp("bytes") / "records"
    for start in (b"", b"[", b'{"a":1}\n', b'[{"a":'):
        file.write_bytes(start + content)
        try:
            list(read_records(file))
        except ImportStoppedError as stopped:
            assert str(file) in str(stopped)  # noqa: PT017  # either answer will do
