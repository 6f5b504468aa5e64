"""Our record numbers of the people a clause names, from a spreadsheet to the rules and back."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.duty_json import duty_from_json, duty_to_json
from rules.duties import ProhibitedAssociation
from tests.builders import a_person
from tests.casework.importing import rows
from tests.casework.order_files import MAP, no_duty, take

NAMED = MAP.replace('address = "Address"', 'people = "Address"').replace(
    'begins = "Begins"', 'records = "Begins"'
)


def a_clause(records: str) -> dict[str, str]:
    return no_duty(Duty="Prohibited association", Address="Jordan Brook; Kim Marsh", Begins=records)


def test_records_are_read_as_officers_write_them(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    a_person(desk)

    summary, told = take(desk, tmp_path, a_clause("P31; 32"), mapping=NAMED)

    assert summary.accepted == 1, told.messages
    [clause] = rows(engine, "provision")
    assert duty_from_json(clause["duty"]) == ProhibitedAssociation(
        people=("Jordan Brook", "Kim Marsh"), records=(31, 32)
    )


@pytest.mark.parametrize("written", ["31 and 32", "P0", "A1234BC", "P31; -1"])
def test_what_is_no_record_number_is_refused(
    desk: Desk, engine: Engine, tmp_path: Path, written: str
) -> None:
    a_person(desk)

    summary, told = take(desk, tmp_path, a_clause(written), mapping=NAMED)

    assert summary.rejected == 1
    assert "holds what is no record number of ours, such as P12" in told.messages[0]
    assert rows(engine, "provision") == []


def test_a_clause_kept_before_there_were_record_numbers_has_none() -> None:
    before = '{"kind":"prohibited_association","people":["Jordan Brook"],"exceptions":[]}'

    duty = duty_from_json(before)

    assert duty == ProhibitedAssociation(people=("Jordan Brook",))
    assert duty_from_json(duty_to_json(duty)) == duty
