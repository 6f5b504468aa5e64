"""What is refused of prisoners' records, who they are about, and dry runs."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.errors import DayRefusedError, NotPermittedError
from casework.imports import import_prisoners
from casework.models import Identifier
from casework.services.record_facts import withdraw_fact
from casework.views.imports import Taken
from tests.builders import TODAY, a_name, a_person, given
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


def test_an_invalid_number_tells_nobody_apart(desk: Desk, tmp_path: Path) -> None:
    shared = {"pncNumber": "12/394773I"}

    summary, _ = take(desk, tmp_path, another(**shared), a_prisoner(**shared))

    assert summary.accepted == 2


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

    import_prisoners(desk, [file], tell=told, keep_good=True)

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

    summary = import_prisoners(desk, [file], complete_to=LATER, keep_good=True)

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

    summary = import_prisoners(desk, [tmp_path / "nowhere.json", there], keep_good=True)

    assert "No such file" in (summary.files[0].stopped or "")
    assert summary.accepted == 1


@pytest.mark.parametrize("layout", ["list", "lines"])
def test_half_a_character_refuses_its_record_however_it_is_laid_out(
    desk: Desk, tmp_path: Path, layout: str
) -> None:
    file, told = tmp_path / "records", Told()
    both = [json.dumps(another(lastName="EX\ud800")), json.dumps(a_prisoner())]
    file.write_text(
        f"[{','.join(both)}]" if layout == "list" else "\n".join(both), encoding="utf-8"
    )

    import_prisoners(desk, [file], tell=told, dry_run=True)

    assert told.how == [Taken.REJECTED, Taken.ACCEPTED]
    assert "lastName holds the hidden character U+D800" in told.messages[0]
