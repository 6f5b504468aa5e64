"""Every rule's cases: facts as a lawyer writes them, judged on several days each."""

import re
from pathlib import Path

import pytest

from casework.rule_cases import (
    JudgedCase,
    RuleCasesError,
    judge_rule_cases,
    read_rule_cases,
    run_rule_cases,
    schema_text,
)
from rules.book import RULES
from rules.rule import Rule
from tests.rules.book import BOOK

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "cases"
LEAST_CASES = 8

ORDER = """
[[case.order]]
kind = "scpo"
made_on = 2026-07-01
"""
NAMED = 'rule = "order.not_bound"\n[[case]]\nname = "an order"\n'
JUDGED = "[[case.judged]]\non = 2026-07-01\n"


def _named(rule: Rule) -> str:
    return rule.name


def _judged() -> list[JudgedCase]:
    return [
        judged for rule in RULES for judged in run_rule_cases(CASES / f"{rule.name}.toml", BOOK)
    ]


def _run(text: str) -> list[JudgedCase]:
    return judge_rule_cases(read_rule_cases(text, name="a.toml"), BOOK, "a.toml")


@pytest.mark.parametrize("judged", _judged(), ids=lambda judged: f"{judged.case} [{judged.on}]")
def test_case_comes_out_as_written(judged: JudgedCase) -> None:
    assert judged.passed, str(judged)


@pytest.mark.parametrize("rule", RULES, ids=_named)
def test_every_rule_has_cases_judged_on_several_days(rule: Rule) -> None:
    written = read_rule_cases((CASES / f"{rule.name}.toml").read_text(), name=rule.name)

    names = [case.name for case in written.case]
    assert written.rule == rule.name
    assert len(set(names)) == len(names) >= LEAST_CASES
    assert all(len(case.judged) > 1 for case in written.case)
    assert all(
        [day.on for day in c.judged] == sorted({d.on for d in c.judged}) for c in written.case
    )
    assert any(day.findings for case in written.case for day in case.judged)


@pytest.mark.parametrize("rule", RULES, ids=_named)
def test_every_rule_explains_itself_and_cites_its_source(rule: Rule) -> None:
    assert rule.title.endswith(".")
    assert re.search(r"\bs{1,2}\.\d", rule.source), rule.source
    assert re.search(r"\b(19|20)\d\d\b", rule.source), rule.source
    assert rule.told
    assert re.fullmatch(r"R\d\d", rule.id)


def test_rules_stand_in_the_order_of_their_ids_and_have_names_of_their_own() -> None:
    assert [rule.id for rule in RULES] == sorted({rule.id for rule in RULES})
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_the_example_in_the_document_comes_out_as_written() -> None:
    text = (ROOT / "docs/cases.md").read_text()
    [example] = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)

    judged = _run(example)

    assert len(judged) == 3
    assert all(case.passed for case in judged), "\n".join(map(str, judged))


def test_the_schema_in_the_documents_is_current() -> None:
    assert (ROOT / "docs/cases.schema.json").read_text() == schema_text(), (
        "Write it anew: python -m casework.rule_cases > docs/cases.schema.json"
    )


def test_a_finding_that_was_not_expected_is_told() -> None:
    [judged] = _run(
        NAMED.replace("[[case]]", "[given]\ncomplete_to = { service_log = 2026-07-01 }\n[[case]]")
        + JUDGED
        + ORDER
    )

    assert not judged.passed
    assert judged.expected == ()
    assert judged.got[0].startswith(
        "order.not_bound, service: reminder about fact 1; severity high"
    )
    assert str(judged).startswith("an order, judged on Wed 1 Jul 2026: NOT as written.\n  got:  ")


def test_a_finding_that_is_missing_or_otherwise_is_told() -> None:
    [judged] = _run(
        NAMED
        + JUDGED
        + 'findings = [{ occurrence = "service", kind = "reminder" }]\n'
        + 'unchecked = ["no_rule"]\nnext_change = "never"\n'
        + ORDER
    )

    assert not judged.passed
    assert judged.expected == (
        "order.not_bound, service: reminder",
        "cannot be checked: no_rule",
        "nothing changes by itself",
    )
    assert judged.got == ("cannot be checked: feed_not_complete", "may change on Thu 16 Jul 2026")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("rule = ", "a.toml is not TOML: Invalid value"),
        ('rule = "x"\n', "a.toml, case: the key is missing."),
        (NAMED + ORDER, 'a.toml, case "an order", judged: the key is missing.'),
        (
            NAMED + JUDGED + ORDER + "colour = 1\n",
            'a.toml, case "an order", order.1.colour: there is no such key.',
        ),
        (
            NAMED + JUDGED + ORDER.replace("scpo", "asbo"),
            "a.toml, case \"an order\", order.1.kind: Input should be 'scpo'",
        ),
        (
            NAMED + JUDGED + ORDER + 'term = "28"\n',
            'a.toml, case "an order", order.1.term: A length is written as a count, a unit and',
        ),
        (
            NAMED + JUDGED + ORDER + 'term = "5 years M"\n',
            "order.1: The term of an order is counted by code B or MB, not by M.",
        ),
        (
            NAMED
            + JUDGED
            + ORDER
            + '[[case.order.provision]]\nnumber = "1"\nduty = { kind = "x" }',
            "order.1.provision.1.duty: A duty has a kind, one of periodic_report, ",
        ),
        (
            NAMED
            + JUDGED
            + ORDER
            + '[[case.order.provision]]\nnumber = "1"\nduty = { kind = "free_wording", most = 1 }',
            "order.1.provision.1.duty.free_wording.most: there is no such key.",
        ),
        (
            NAMED
            + JUDGED
            + ORDER
            + '[[case.order.provision]]\nnumber = "1"\n'
            + 'duty = { kind = "notify_change", of = ["phone"], within = "3 days C" }',
            "The time to notify a change is counted on from a day, not back by code C.",
        ),
        (
            NAMED.replace("order.not_bound", "no.rule") + JUDGED,
            'the rulebook has no rule "no.rule"',
        ),
        (
            NAMED + 'event = [{ kind = "call", happened_on = 2026-07-01, about = "x" }]\n' + JUDGED,
            'a.toml, case "an order": No fact is called "x".',
        ),
        (
            NAMED
            + 'holding = [{ id = "x", kind = "sim", since = 2026-07-01 }, '
            + '{ id = "x", kind = "sim", since = 2026-07-01 }]\n'
            + JUDGED,
            'a.toml, case "an order": Two facts are called "x".',
        ),
        (
            NAMED + JUDGED + 'findings = [{ occurrence = "fact {y}", kind = "reminder" }]',
            'a.toml, case "an order": No fact is called "y".',
        ),
    ],
)
def test_an_error_in_a_file_is_one_sentence_with_file_case_and_key(
    text: str, sentence: str
) -> None:
    with pytest.raises(RuleCasesError) as error:
        _run(text)

    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_a_length_may_be_a_table() -> None:
    table = ORDER + 'term = { count = 5, unit = "years", counting = "MB" }\n'

    [judged] = _run(NAMED + JUDGED + 'unchecked = ["feed_not_complete"]\n' + table)

    assert judged.passed, str(judged)
