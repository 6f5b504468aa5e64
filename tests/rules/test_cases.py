"""Every rule's cases: facts as a lawyer writes them, judged on several days each."""

from pathlib import Path

import pytest

from casework.calendars import build_calendar
from casework.rule_cases import JudgedCase, run_rule_cases
from rules.book import RULES, Rulebook

CASES = Path(__file__).parent / "cases"
BOOK = Rulebook(calendar=build_calendar())


def _judged() -> list[JudgedCase]:
    return [
        judged for rule in RULES for judged in run_rule_cases(CASES / f"{rule.name}.toml", BOOK)
    ]


@pytest.mark.parametrize("judged", _judged(), ids=lambda judged: f"{judged.case} [{judged.on}]")
def test_case_comes_out_as_written(judged: JudgedCase) -> None:
    assert judged.passed, str(judged)
