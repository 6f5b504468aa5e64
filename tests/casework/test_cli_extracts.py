"""The commands that take in other services' extracts, as an officer types them."""

import hashlib
import json
from pathlib import Path

import pytest
from sqlalchemy import Engine

from casework.installation import install
from tests.builders import NOW, TODAY
from tests.casework.conftest import Run

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@pytest.fixture
def installed(engine: Engine) -> None:
    install(engine, agency="Example Regional Unit", login="officer", at=NOW, today=TODAY)


def test_every_example_comes_in_by_its_command_and_again_changes_nothing(
    run: Run, installed: None
) -> None:
    assert run("import", "prisoners", str(EXAMPLES / "prisoners.jsonl")).exit_code == 0
    kinds = ("alerts", "registers", "groups", "members", "travel", "companies")
    for kind in (*kinds, "officers", "allocations"):
        file = str(EXAMPLES / f"{kind}.csv")

        tried = run("import", kind, file, "--dry-run")
        taken = run("import", kind, file)
        again = run("import", kind, file)

        assert (tried.exit_code, taken.exit_code, again.exit_code) == (0, 0, 0), taken.output
        assert "A dry run: nothing was kept." in tried.output
        assert "0 rejected" in taken.output
        assert "0 rows accepted" in again.output


def test_a_code_that_is_not_in_the_register_is_told_even_when_all_went_well(
    run: Run, installed: None, tmp_path: Path
) -> None:
    run("import", "prisoners", str(EXAMPLES / "prisoners.jsonl"))
    codes = tmp_path / "codes.csv"
    codes.write_text("code\nXSC\nXFO\n", encoding="utf-8")

    told = run("import", "alerts", str(EXAMPLES / "alerts.csv"), "--codes", str(codes))

    assert "DOCGM is not in the register of codes" in " ".join(told.output.split())
    assert "XSC is not" not in told.output


def test_the_day_of_an_extract_has_come(run: Run, installed: None) -> None:
    told = run("import", "alerts", str(EXAMPLES / "alerts.csv"), "--as-of", "2199-01-01")

    assert told.exit_code != 0
    assert "is to come, and no extract can be of it" in told.output


def test_receipts_tell_what_came_in_by_whom_and_how_its_rows_fared(
    run: Run, installed: None, tmp_path: Path
) -> None:
    assert "No file has been taken in yet." in run("import", "receipts").output
    file = EXAMPLES / "establishments.csv"
    bad = tmp_path / "bad.csv"
    bad.write_text("code,name\n,Nowhere\n", encoding="utf-8")
    run("import", "establishments", str(file))
    run("import", "establishments", str(bad))

    told = run("import", "receipts")
    newest = run("import", "receipts", "--limit", "1", "--json")

    said = " ".join(told.output.split())
    assert f"establishments {file}, brought by First officer" in said.replace(" /", " /")
    assert "SHA-256 " + hashlib.sha256(file.read_bytes()).hexdigest() in said
    assert said.index("bad.csv") < said.index("establishments.csv")
    [receipt] = json.loads(newest.output)
    assert (receipt["accepted"], receipt["rejected"]) == (0, 1)
