"""Company officers: by the register's own number, else only proposed; never more than it says."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.forms.company_officer_row import canonical_company_number
from casework.imports.extracts import import_companies
from casework.services.decide_candidate import decide_candidate
from casework.views.imports import Taken
from tests.builders import a_person, given
from tests.casework.extracts import Cells, a_birth, known_as, take
from tests.casework.importing import everything, rows

FIRST, LATER = date(2026, 3, 5), date(2026, 3, 10)
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def an_appointment(**cells: str) -> Cells:
    said = {
        "company_number": "9000001",
        "company_name": "EXAMPLE HAULAGE LTD",
        "nature_of_business": "49410 - Freight transport by road",
        "officer_name": "SAMPLE, Sam",
        "officer_id": "Ex-Officer-1",
        "role": "director",
        "appointed_on": "2024-06-01",
        "birth_year": "1980",
        "birth_month": "2",
    }
    return said | cells


@pytest.fixture
def person(desk: Desk) -> str:
    return known_as(desk, "Sample", company_officer="Ex-Officer-1")


def holding(engine: Engine) -> dict[str, Any]:
    [now] = [row for row in rows(engine, "holding") if row["known_to"] is None]
    return now


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("9000001", "09000001"),
        ("sc 1234", "SC001234"),
        ("OC300001", "OC300001"),
        ("R0000001", "R0000001"),
        ("IP00001R", "IP00001R"),
        ("123456789", None),
        ("00000000", None),
        ("EXAMPLE", None),
    ],
)
def test_a_companys_number_has_one_form(written: str, canonical: str | None) -> None:
    assert canonical_company_number(written) == canonical


def test_an_appointment_is_a_holding_of_the_company(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    _, told = take(import_companies, desk, tmp_path, an_appointment(), an_appointment())

    assert [outcome.person for outcome in told.outcomes] == [person, person]
    assert told.how == [Taken.ACCEPTED, Taken.UNCHANGED]
    found = holding(engine)
    assert (found["kind"], found["role"], str(found["since"]), found["until"]) == (
        "company",
        "director",
        "2024-06-01",
        None,
    )
    assert found["trade"] == "49410 - Freight transport by road"
    [company] = rows(engine, "thing")
    assert (company["kind"], company["canonical"]) == ("company", "09000001")
    assert company["raw"] == "EXAMPLE HAULAGE LTD (09000001)"


@pytest.mark.parametrize(
    ("role", "ours"),
    [
        ("LLP designated member", "director"),
        ("secretary", "secretary"),
        ("person-with-significant-control", "controller"),
    ],
)
def test_roles_of_the_register_have_ours(
    desk: Desk, engine: Engine, tmp_path: Path, person: str, *, role: str, ours: str
) -> None:
    take(import_companies, desk, tmp_path, an_appointment(role=role))

    assert holding(engine)["role"] == ours


def test_a_resignation_told_later_ends_the_holding_for_good(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    take(import_companies, desk, tmp_path, an_appointment(), as_of=FIRST)
    take(import_companies, desk, tmp_path, an_appointment(resigned_on="2026-03-01"), as_of=LATER)

    _, told = take(import_companies, desk, tmp_path, an_appointment(), as_of=LATER)

    assert told.how == [Taken.UNCHANGED]
    assert str(holding(engine)["until"]) == "2026-03-01"
    assert [row["version"] for row in rows(engine, "holding", "version")] == [1, 2]


def test_an_appointment_corrected_under_its_reference_is_the_same(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    first, then = an_appointment(reference="ap-1"), an_appointment(reference="ap-1")
    take(import_companies, desk, tmp_path, first, as_of=FIRST)
    then["appointed_on"] = "2024-06-02"
    take(import_companies, desk, tmp_path, then, as_of=LATER)

    _, told = take(import_companies, desk, tmp_path, an_appointment(), as_of=FIRST)

    assert told.how == [Taken.UNCHANGED]
    assert str(holding(engine)["since"]) == "2024-06-02"


def test_nobody_on_record_leaves_no_company_behind(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    _, told = take(import_companies, desk, tmp_path, an_appointment(role="judicial-factor"))

    assert told.how == [Taken.PASSED_OVER]
    assert everything(engine)["thing"] == 0


def test_a_role_we_do_not_know_is_refused_for_somebody_on_record(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    _, told = take(import_companies, desk, tmp_path, an_appointment(role="judicial-factor"))

    assert told.how == [Taken.REJECTED]
    assert 'The role "judicial-factor" is not one we know' in told.messages[0]
    assert everything(engine)["thing"] == 0


def test_by_name_and_month_of_birth_somebody_is_proposed_and_once_decided_matches(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    alike = a_person(desk, "Sample")
    given(desk, alike, a_birth(1980, 2, 1))
    _, told = take(import_companies, desk, tmp_path, an_appointment())
    assert (told.how, everything(engine)["holding"]) == ([Taken.PASSED_OVER], 0)

    [candidate] = rows(engine, "candidate")
    desk.run(decide_candidate, candidate["id"], same=True, reason="The same address.")
    _, told = take(import_companies, desk, tmp_path, an_appointment())

    assert (told.how, told.outcomes[0].person) == ([Taken.ACCEPTED], alike)


def test_reads_json_with_the_month_of_birth_in_an_object(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    given(desk, a_person(desk, "Sample"), a_birth(1980, 2, 1))
    record: dict[str, Any] = {**an_appointment(), "date_of_birth": {"year": 1980, "month": 2}}
    del record["birth_year"], record["birth_month"]
    file = tmp_path / "officers.json"
    file.write_text(json.dumps([record]), encoding="utf-8")

    import_companies(desk, [file])

    assert [row["born"] for row in rows(engine, "candidate")] == ["1980-02"]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"company_number": "EX"}, 'company_number "EX" is no company\'s number'),
        ({"officer_id": "", "officer_name": ""}, "gives no number by which a person is known"),
        ({"appointed_on": ""}, "appointed_on is empty; it is needed"),
        ({"resigned_on": "2020-01-01"}, "resigned_on is before appointed_on"),
        ({"resigned_on": "2026-03-17"}, "resigned_on has not come yet"),
        ({"birth_month": "13"}, 'birth_month "13" is no number from 1 to 12'),
    ],
)
def test_a_bad_appointment_is_named_and_spoils_no_other(
    desk: Desk, tmp_path: Path, person: str, cells: Cells, sentence: str
) -> None:
    good = an_appointment(company_number="9000002")

    _, told = take(import_companies, desk, tmp_path, good, an_appointment(**cells))

    assert told.how == [Taken.ACCEPTED, Taken.REJECTED]
    assert sentence in told.messages[1]


def test_the_example_can_be_taken_in(desk: Desk) -> None:
    known_as(desk, company_officer="ex-officer-1")

    summary = import_companies(desk, [EXAMPLES / "companies.csv"])

    assert (summary.accepted, summary.files[0].passed_over) == (1, 1)
