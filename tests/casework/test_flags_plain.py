"""The list of flags and one flag, told plain: the same pages as the screens show."""

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from tests.casework.conftest import Run
from tests.casework.flag_work import HIGH, judge, owing, the_flag


@pytest.fixture
def late(desk: Desk, nightly_desk: Desk, engine: Engine) -> str:
    """Number of a flag of high severity."""
    owing(desk)
    judge(nightly_desk, book=HIGH)
    return str(the_flag(engine).id)


def test_the_list_is_told_plain(run: Run, late: str) -> None:
    told = run("flags", "--plain").stdout.splitlines()

    assert told[:2] == ["Flags", "1 of 1 open, the severest first."]
    assert told[2].split("\t") == ["severity", "asks to", "person", "why", "day"]
    assert told[3].split("\t") == [
        "high",
        "decide",
        "P1 EXAMPLE Sam",
        "financial report late",
        "14 Mar 2026",
    ]
    assert late == "1"


def test_an_empty_list_says_so_and_what_raises_flags(run: Run, late: str) -> None:
    run("decide", late, "warning-given", "--reason", "told him")

    told = run("flags", "--plain").stdout

    assert "No flag is open. The nightly check raises them" in told


def test_a_flag_is_told_plain_with_what_was_decided(run: Run, late: str) -> None:
    run("decide", late, "warning-given", "--reason", "told him")

    told = run("flag", late, "--plain").stdout

    assert "Flag 1: P1 EXAMPLE Sam\nSuspected non-compliance, high: financial report late" in told
    assert "Due on: Fri 13 Mar 2026" in told
    assert "In default from: Sat 14 Mar 2026" in told
    assert "To be told: offender manager (OM), financial investigator (FI)" in told
    assert "by First officer: “told him” (it needed one officer; it stands)" in told
    assert "─" not in told
    assert "\x1b" not in told
