"""Alerts and probation registers: as at the day of the extract, agreeing with prison records."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.forms.alert_row import COLUMNS
from casework.importing.extract_rows import read_extract
from casework.imports import import_prisoners
from casework.imports.extracts import import_alerts, import_registers
from casework.models import PrisonAlert, ProbationRegistration
from casework.services.record_facts import correct_fact, withdraw_fact
from casework.views.imports import Taken
from tests.casework import importing
from tests.casework.extracts import Cells, known_as, take, written
from tests.casework.importing import Told, a_prisoner, everything, rows

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
FIRST, LATER, LAST = date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 14)


def an_alert(**cells: str) -> Cells:
    return {"prisonerNumber": "A1234BC", "alertCode": "XSC", "active": "true"} | cells


def an_entry(**cells: str) -> Cells:
    return {"crn": "X123456", "code": "REG26", "registered_on": "2025-01-01"} | cells


@pytest.fixture
def person(desk: Desk) -> str:
    return known_as(desk, prison_number="A1234BC", crn="X123456")


def states(engine: Engine) -> list[tuple[Any, ...]]:
    return [
        (row["alert_code"], bool(row["active"]), str(row["observed_on"]))
        for row in rows(engine, "prison_alert", "alert_code")
        if row["known_to"] is None
    ]


@pytest.mark.parametrize(
    ("cells", "active"),
    [
        ({"active": "true"}, True),
        ({"active": "no"}, False),
        ({"active": "", "dateExpires": "2026-03-11"}, True),
        ({"active": "", "dateExpires": "2026-03-10"}, False),
        ({"active": "", "activeTo": "2026-03-09"}, False),
        ({"active": "", "activeFrom": "2026-03-10", "activeTo": ""}, True),
        ({"active": "", "activeFrom": "2026-03-11", "activeTo": ""}, False),
    ],
)
def test_an_alert_is_as_it_was_on_the_day_of_the_extract(
    desk: Desk, engine: Engine, tmp_path: Path, person: str, *, cells: Cells, active: bool
) -> None:
    summary, told = take(import_alerts, desk, tmp_path, an_alert(**cells), as_of=LATER)

    assert told.outcomes[0].person == person
    assert summary.accepted == 1
    assert states(engine) == [("XSC", active, "2026-03-10")]


def test_nobody_on_record_is_passed_over(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    before = everything(engine)

    summary, told = take(import_alerts, desk, tmp_path, an_alert(), dry_run=True)

    assert told.how == [Taken.PASSED_OVER]
    assert summary.clean
    assert everything(engine) == before


def test_no_text_beside_an_alert_is_kept_or_repeated(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    overheard = "told us that Max is the one to watch"
    good = an_alert(alertCode="DOCGM", comments=overheard, alertType="D")
    slipped = an_alert(alertCode=overheard)

    _, told = take(import_alerts, desk, tmp_path, good, slipped)

    assert told.how == [Taken.ACCEPTED, Taken.REJECTED]
    assert overheard not in "".join(told.messages)
    kept = rows(engine, "prison_alert")
    assert overheard not in str(kept)
    assert (kept[0]["alert_type"], kept[0]["alert_code"]) == ("D", "DOCGM")


def test_nothing_is_handed_on_of_columns_that_are_not_read(tmp_path: Path) -> None:
    alert = an_alert(comments="overheard")
    table, records = written(tmp_path, [alert]), tmp_path / "alerts.json"
    records.write_text(json.dumps([alert | {"alertCode": {"description": "overheard"}}]))

    rows_read = [
        row.content for file in (table, records) for row in read_extract(file, COLUMNS, dict)
    ]

    assert len(rows_read) == 2
    assert "overheard" not in str(rows_read)


def test_reads_records_of_both_json_layouts(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    file = tmp_path / "alerts.json"
    flat = {"prisonerNumber": "A1234BC", "alertType": "X", "alertCode": "XSC", "active": True}
    nested = {
        "prisonNumber": "A1234BC",
        "alertCode": {"alertTypeCode": "D", "code": "DOCGM", "description": "not read"},
        "description": "not read",
        "isActive": False,
        "comments": [{"comment": "not read"}],
    }
    file.write_text(json.dumps([flat, nested]), encoding="utf-8")

    import_alerts(desk, [file], as_of=FIRST)

    assert states(engine) == [("DOCGM", False, "2026-03-01"), ("XSC", True, "2026-03-01")]
    assert "not read" not in str(rows(engine, "prison_alert"))


@pytest.mark.parametrize("turned", [False, True])
def test_of_several_entries_of_one_alert_an_active_one_speaks_for_all(
    desk: Desk, engine: Engine, tmp_path: Path, person: str, turned: bool
) -> None:
    entries = [an_alert(active="false"), an_alert(active="true")]

    _, told = take(import_alerts, desk, tmp_path, *(reversed(entries) if turned else entries))

    assert sorted(told.how) == [Taken.ACCEPTED, Taken.UNCHANGED]
    assert [state[1] for state in states(engine)] == [True]


def test_a_later_extract_changes_an_alert_and_an_earlier_one_does_not(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    take(import_alerts, desk, tmp_path, an_alert(), as_of=LATER)
    take(import_alerts, desk, tmp_path, an_alert(active="false"), as_of=LAST)

    _, told = take(import_alerts, desk, tmp_path, an_alert(active="true"), as_of=FIRST)

    assert told.how == [Taken.UNCHANGED]
    assert states(engine) == [("XSC", False, "2026-03-14")]


def test_an_extract_older_than_what_is_known_changes_nothing_and_says_so(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    take(import_alerts, desk, tmp_path, an_alert(), as_of=LATER)

    _, told = take(import_alerts, desk, tmp_path, an_alert(active="false"), as_of=FIRST)

    assert told.messages == ["What it says of the prison alert is older than what is known."]
    assert states(engine) == [("XSC", True, "2026-03-10")]


def test_an_alert_seen_unchanged_up_to_the_day_the_source_is_complete_to_stands(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    take(import_alerts, desk, tmp_path, an_alert(), as_of=FIRST)
    take(import_alerts, desk, tmp_path, an_alert(), as_of=LAST, complete_to=LAST)

    take(import_alerts, desk, tmp_path, an_alert(active="false"), as_of=LATER)

    assert states(engine) == [("XSC", True, "2026-03-01")]


def test_both_feeds_of_alerts_are_about_the_same_fact(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    ended = {"alertType": "X", "alertCode": "XSC", "active": False, "expired": True}
    importing.take(desk, tmp_path, a_prisoner(), as_of=FIRST)
    take(import_alerts, desk, tmp_path, an_alert(active="no"), as_of=LATER)
    before = everything(engine)

    importing.take(desk, tmp_path, a_prisoner(alerts=[ended]), as_of=LATER)
    _, older = importing.take(desk, tmp_path, a_prisoner(), as_of=FIRST)

    assert older.how == [Taken.UNCHANGED]
    assert everything(engine, without=["import_receipt"])["revisions"] == before["revisions"]
    importing.take(desk, tmp_path, a_prisoner(), as_of=LAST)
    assert states(engine) == [("XSC", True, "2026-03-14")]


def test_a_prison_record_does_not_overwrite_an_alert_seen_later(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    importing.take(desk, tmp_path, a_prisoner(alerts=[]), as_of=FIRST)
    take(import_alerts, desk, tmp_path, an_alert(active="no"), as_of=LAST)

    _, told = importing.take(desk, tmp_path, a_prisoner(), as_of=LATER)

    assert "prison alert is older than what is known" in told.messages[0]
    assert states(engine) == [("XSC", False, "2026-03-14")]


def test_what_an_officer_corrected_or_withdrew_is_not_put_back(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    take(import_alerts, desk, tmp_path, an_alert(), an_alert(alertCode="XFO"), as_of=FIRST)
    wrong, gone = (row["fact_id"] for row in rows(engine, "prison_alert", "fact_id"))
    desk.run(
        correct_fact, person, PrisonAlert, wrong, {"alert_code": "XSB"}, reason="Another code."
    )
    desk.run(withdraw_fact, person, PrisonAlert, gone, reason="Another person's.")
    before = everything(engine)

    _, told = take(import_alerts, desk, tmp_path, an_alert(), an_alert(alertCode="XFO"), as_of=LAST)

    assert told.how == [Taken.UNCHANGED] * 2
    assert "superseded since" in told.messages[0]
    assert "was withdrawn" in told.messages[1]
    assert everything(engine, without=["import_receipt"])["revisions"] == before["revisions"]


def test_a_code_that_is_not_in_the_register_is_kept_and_said(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    register = written(tmp_path, [{"code": "XSC", "description": "x"}], name="codes.csv")

    _, told = take(
        import_alerts, desk, tmp_path, an_alert(), an_alert(alertCode="ZZZ"), codes=register
    )

    assert "register" not in told.messages[0]
    assert "ZZZ is not in the register of codes" in told.messages[1]
    assert [state[0] for state in states(engine)] == ["XSC", "ZZZ"]


def test_without_one_of_its_columns_the_file_is_not_read(desk: Desk, tmp_path: Path) -> None:
    summary, _ = take(import_alerts, desk, tmp_path, {"alertCode": "XSC", "active": "yes"})

    stopped = summary.files[0].stopped or ""
    assert 'none of the columns "prisonerNumber", "prisonNumber", "Nomis No."' in stopped


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"prisonerNumber": "12"}, "PRISON NUMBER 12 is not used, for a prison number is"),
        ({"prisonerNumber": ""}, "gives no number by which a person is known"),
        ({"alertCode": ""}, "alertCode is empty; it is needed"),
        ({"active": "perhaps"}, 'active "perhaps" is neither yes nor no'),
        ({"active": ""}, "say whether the alert is active"),
        ({"alertType": "X\u202e"}, "hidden character U+202E"),
    ],
)
def test_a_bad_alert_is_named_and_spoils_no_other(
    desk: Desk, tmp_path: Path, person: str, cells: Cells, sentence: str
) -> None:
    _, told = take(import_alerts, desk, tmp_path, an_alert(alertCode="XFO"), an_alert(**cells))

    assert told.how == [Taken.ACCEPTED, Taken.REJECTED]
    assert sentence in told.messages[1]


def test_two_numbers_of_different_people_are_refused_with_both_named(
    desk: Desk, tmp_path: Path, person: str
) -> None:
    other = known_as(desk, "Sample", pnc="2012/0394773H")

    _, told = take(import_registers, desk, tmp_path, an_entry(pnc="12/394773H"))

    assert told.how == [Taken.REJECTED]
    assert (
        f"CRN X123456 belongs to {person}, PNC 2012/0394773H belongs to {other}" in told.messages[0]
    )


def test_somebody_known_by_another_prison_number_is_refused(desk: Desk, tmp_path: Path) -> None:
    known_as(desk, prison_number="B4321CD", crn="X123456")

    _, told = take(import_registers, desk, tmp_path, an_entry(prison_number="A1234BC"))

    assert "known by prison number B4321CD and not A1234BC" in told.messages[0]


def test_an_entry_is_ended_by_a_later_extract_and_stays_when_left_out(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    take(import_registers, desk, tmp_path, an_entry(review_on="2026-07-01"), as_of=FIRST)
    take(import_registers, desk, tmp_path, an_entry(code="ALT2"), as_of=LATER)

    _, told = take(import_registers, desk, tmp_path, an_entry(ended_on="2026-03-12"), as_of=LAST)
    take(import_registers, desk, tmp_path, an_entry(), as_of=LATER)

    assert told.messages == ["Recorded: probation registration."]
    now = [row for row in rows(engine, "probation_registration", "code") if not row["known_to"]]
    assert [(row["code"], str(row["ended_on"])) for row in now] == [
        ("ALT2", "None"),
        ("REG26", "2026-03-12"),
    ]
    assert str(now[1]["review_on"]) == "2026-07-01"
    assert str(now[1]["observed_on"]) == "2026-03-14"


def test_a_second_entry_under_the_same_code_is_another(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    first = an_entry(registered_on="2020-01-01", ended_on="2021-01-01")

    summary, _ = take(import_registers, desk, tmp_path, first, an_entry())

    assert summary.accepted == 2
    assert everything(engine)["probation_registration"] == 2


def test_an_entry_an_officer_corrected_stays_as_corrected(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    take(import_registers, desk, tmp_path, an_entry(), as_of=FIRST)
    [entry] = rows(engine, "probation_registration")
    day = {"registered_on": date(2025, 1, 2)}
    desk.run(correct_fact, person, ProbationRegistration, entry["fact_id"], day, reason="A slip.")

    _, told = take(import_registers, desk, tmp_path, an_entry(), as_of=LAST)

    assert told.how == [Taken.UNCHANGED]
    assert everything(engine)["probation_registration"] == 2


def test_the_examples_can_be_taken_in(desk: Desk) -> None:
    import_prisoners(desk, [EXAMPLES / "prisoners.jsonl"])
    told = Told()

    alerts = import_alerts(desk, [EXAMPLES / "alerts.csv"], tell=told)
    registers = import_registers(desk, [EXAMPLES / "registers.csv"], tell=told)

    assert (alerts.accepted, alerts.unchanged, alerts.files[0].passed_over) == (1, 2, 1)
    assert (registers.accepted, registers.files[0].passed_over) == (2, 1)
