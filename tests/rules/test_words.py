"""How findings name clauses and orders."""

from datetime import date

import pytest

from casework.forms.rule_case_facts import FactsForm
from casework.rule_case_facts import case_file_of, names_of
from rules.book import AsAt, evaluate
from rules.vocabulary import Feed
from rules.words import clauses_in_words
from tests.rules.book import BOOK


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (["3"], "clause 3"),
        (["3", "4"], "clauses 3, 4"),
        (["1", "2", "3"], "clauses 1 to 3"),
        (["1", "3", "4"], "clauses 1, 3, 4"),
        (["4a", "5", "6"], "clauses 4a, 5, 6"),
        (["1", "2", "999999999999"], "clauses 1, 2, 999999999999"),
    ],
)
def test_clauses_are_named_one_by_one_or_as_a_run(numbers: list[str], words: str) -> None:
    assert clauses_in_words(numbers) == words


def _said_of(*orders: date) -> list[str]:
    limit = {"kind": "count_limit", "of": "phone", "most": 1}
    facts = FactsForm.model_validate(
        {
            "order": [
                {
                    "kind": "scpo",
                    "made_on": made_on,
                    "represented": True,
                    "term": "5 years MB",
                    "copy_kept": [{"kept_on": made_on}],
                    "provision": [{"number": "4", "starts_on": made_on, "duty": limit}],
                }
                for made_on in orders
            ],
            "holding": [{"kind": "phone", "since": date(2026, 3, day)} for day in (2, 3)],
        }
    )
    at = AsAt(on=date(2026, 4, 1), complete_to=dict.fromkeys(Feed, date(2026, 4, 1)))
    found = evaluate(case_file_of(facts, names_of(facts)), at, BOOK).findings
    return [f.in_words() for f in found if f.rule == "limit.exceeded"]


def test_a_clause_names_its_order_only_where_there_are_several() -> None:
    [alone] = _said_of(date(2026, 1, 5))
    first, second = _said_of(date(2026, 1, 5), date(2026, 2, 2))

    assert " Clause 4. " in alone
    assert "Clause 4 of the serious crime prevention order of Mon 5 Jan 2026." in first
    assert "Clause 4 of the serious crime prevention order of Mon 2 Feb 2026." in second
