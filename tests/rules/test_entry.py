"""What an officer is told of an order the moment it is recorded, and that the night agrees."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from casework.forms.rule_case_facts import FactsForm
from casework.rule_case_facts import case_file_of, names_of
from rules.book import RULES, AsAt, evaluate
from rules.entry import entry_warnings
from rules.facts import CaseFile
from rules.vocabulary import Feed
from tests.rules.book import BOOK
from tests.rules.strategies import JUDGED, SOME, case_files

AT_ENTRY = {rule.name for rule in RULES if rule.at_entry}


def _typed_in_wrongly() -> CaseFile:
    facts = FactsForm.model_validate(
        {
            "order": [
                {
                    "kind": "scpo",
                    "made_on": date(2026, 7, 1),
                    "represented": False,
                    "ends_on": date(2032, 7, 1),
                    "provision": [
                        {
                            "number": "1",
                            "starts_on": date(2026, 7, 1),
                            "duty": {"kind": "free_wording"},
                        },
                        {"number": "2", "duty": {"kind": "free_wording"}},
                    ],
                },
                {"kind": "fro", "made_on": date(2020, 1, 14), "term": "30 years MB"},
            ]
        }
    )
    return case_file_of(facts, names_of(facts))


def test_what_is_wrong_with_an_order_is_told_at_once_and_nothing_else() -> None:
    at = AsAt(on=date(2026, 8, 1), complete_to=dict.fromkeys(Feed, date(2026, 8, 1)))

    told = entry_warnings(_typed_in_wrongly(), at, BOOK)

    assert sorted((finding.rule, finding.occurrence) for finding in told) == [
        ("fro.invalid", "made"),
        ("fro.invalid", "term"),
        ("order.dates_missing", "start"),
        ("order.over_maximum", "end"),
    ]


def test_with_no_rule_for_entry_nothing_is_told() -> None:
    book = replace(BOOK, rules=tuple(rule for rule in RULES if not rule.at_entry))

    assert (
        entry_warnings(_typed_in_wrongly(), AsAt(on=date(2026, 8, 1), complete_to={}), book) == ()
    )


def test_the_rules_asked_at_entry_are_those_about_the_terms_of_orders() -> None:
    assert {"order.over_maximum", "order.dates_missing", "fro.invalid"} <= AT_ENTRY


@SOME
@given(case_files(), JUDGED)
def test_the_night_finds_what_entry_warned_of(case: CaseFile, on: date) -> None:
    at = AsAt(on=on, complete_to={})

    warned = entry_warnings(case, at, BOOK)

    assert warned == tuple(f for f in evaluate(case, at, BOOK).findings if f.rule in AT_ENTRY)
