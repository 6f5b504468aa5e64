"""Run a file of written cases through the rulebook and say which came out as written."""

import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from casework.errors import CaseworkError
from casework.forms.rule_case import CaseForm, ExpectedFinding, JudgedForm, RuleCasesForm
from casework.rule_case_facts import Names, UnknownNameError, case_file_of, names_of, rates_of
from rules.book import AsAt, Evaluation, Rulebook, evaluate
from rules.days import NEVER, say
from rules.finding import Finding
from rules.vocabulary import Feed

_UNSAID = frozenset({"rule", "occurrence", "kind", "subject", "in_words"})


class RuleCasesError(CaseworkError):
    """A file of cases cannot be read; the message names file, case and key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCase:
    """What came of one case on one day. `expected` and `got` are sentences, in order."""

    case: str
    on: date
    passed: bool
    expected: tuple[str, ...]
    got: tuple[str, ...]

    def __str__(self) -> str:
        verdict = "as written" if self.passed else "NOT as written"
        lines = [f"{self.case}, judged on {say(self.on)}: {verdict}."]
        if not self.passed:
            lines += [f"  expected: {line}" for line in self.expected]
            lines += [f"  got:      {line}" for line in self.got]
        return "\n".join(lines)


def read_rule_cases(written: str, *, name: str) -> RuleCasesForm:
    """Read the text of a file of cases; *name* is what errors call the file.

    Raises:
        RuleCasesError: it is not TOML, or a key is unknown, missing or has a wrong value.
    """
    try:
        data = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise RuleCasesError(f"{name} is not TOML: {error}.") from error
    try:
        return RuleCasesForm.model_validate(data)
    except ValidationError as error:
        raise RuleCasesError(f"{name}{_first_error(error, data)}") from error


def run_rule_cases(file: Path, book: Rulebook) -> list[JudgedCase]:
    """Judge every case of a file on every day it says, by *book*.

    Raises:
        RuleCasesError: the file cannot be read, or names a rule or a fact there is not.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RuleCasesError(f"{file.name} is not text in UTF-8; save it as that.") from error
    return judge_rule_cases(read_rule_cases(text, name=file.name), book, file.name)


def judge_rule_cases(written: RuleCasesForm, book: Rulebook, name: str) -> list[JudgedCase]:
    """Judge every case on every day it says; *name* is what errors call the file.

    Only findings of the file's rule are compared, and of other rules where a case names
    them; of what cannot be checked, also what no rule looks at.

    Raises:
        RuleCasesError: a rule or a fact is named that there is not.
    """
    if written.rule not in {rule.name for rule in book.rules}:
        raise RuleCasesError(f'{name}: the rulebook has no rule "{written.rule}".')
    judged: list[JudgedCase] = []
    for case in written.case:
        try:
            judged += _judge(written, case, book)
        except UnknownNameError as error:
            raise RuleCasesError(f'{name}, case "{case.name}": {error}.') from error
    return judged


def schema_text() -> str:
    """Return the JSON Schema of a file of cases, as docs/cases.schema.json holds it."""
    schema = RuleCasesForm.model_json_schema()
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _judge(written: RuleCasesForm, case: CaseForm, book: Rulebook) -> list[JudgedCase]:
    facts = written.facts_of(case)
    names = names_of(facts)
    case_file = case_file_of(facts, names)
    judged: list[JudgedCase] = []
    for day in case.judged:
        rules = {written.rule, *(finding.rule for finding in day.findings if finding.rule)}
        at = AsAt(on=day.on, complete_to=facts.complete_to)
        given = replace(book, rates=rates_of(facts)) if facts.rate else book
        found = evaluate(case_file, at, given)
        findings = [finding for finding in found.findings if finding.rule in rules]
        wanted = [_wanted(finding, written.rule, names) for finding in day.findings]
        got = [_got(finding, facts.complete_to) for finding in findings]
        expected_rest, got_rest = _rest(day, found, rules)
        judged.append(
            JudgedCase(
                case=case.name,
                on=day.on,
                passed=_all_met(wanted, got) and expected_rest == got_rest,
                expected=(*map(_sentence, wanted), *expected_rest),
                got=(*map(_sentence, got), *got_rest),
            )
        )
    return judged


def _wanted(expected: ExpectedFinding, rule: str, names: Names) -> dict[str, Any]:
    wanted = expected.model_dump(exclude_none=True)
    wanted["rule"] = expected.rule or rule
    wanted["occurrence"] = names.fill(expected.occurrence)
    if expected.subject is not None:
        wanted["subject"] = names.number(expected.subject)
    if expected.evidence is not None:
        wanted["evidence"] = sorted(names.number(name) for name in expected.evidence)
    return wanted


def _got(finding: Finding, complete_to: Mapping[Feed, date]) -> dict[str, Any]:
    got = {
        name: getattr(finding, name) for name in ExpectedFinding.model_fields if name != "in_words"
    }
    got |= {name: "none" for name in ("default_on", "missing") if got[name] is None}
    got["evidence"] = sorted(ref.id for ref in finding.evidence)
    return {**got, "in_words": finding.in_words(complete_to)}


def _rest(day: JudgedForm, found: Evaluation, rules: set[str]) -> tuple[list[str], list[str]]:
    """Word what cannot be checked and the next change, as written and as found."""
    reasons = {u.reason.value for u in found.unchecked if u.rule is None or u.rule in rules}
    expected = [f"cannot be checked: {reason}" for reason in sorted(set(day.unchecked))]
    got = [f"cannot be checked: {reason}" for reason in sorted(reasons)]
    if day.next_change is not None:
        change = NEVER if day.next_change == "never" else day.next_change
        expected.append(_next_change(change))
        got.append(_next_change(found.next_change))
    return expected, got


def _next_change(day: date) -> str:
    return "nothing changes by itself" if day == NEVER else f"may change on {say(day)}"


def _all_met(wanted: Sequence[dict[str, Any]], got: Sequence[dict[str, Any]]) -> bool:
    """Whether what is wanted and what is got pair off, each wanted key alike."""
    left = list(got)
    for finding in wanted:
        met = next((g for g in left if all(g[key] == finding[key] for key in finding)), None)
        if met is None:
            return False
        left.remove(met)
    return not left


def _sentence(finding: Mapping[str, Any]) -> str:
    kind = str(finding["kind"]).replace("_", " ")
    about = f" about fact {finding['subject']}" if "subject" in finding else ""
    rest = [
        f"{key} {say(value) if isinstance(value, date) else value}"
        for key, value in finding.items()
        if key not in _UNSAID and value is not None
    ]
    aloud = f" “{finding['in_words']}”" if "in_words" in finding else ""
    return (
        f"{finding['rule']}, {finding['occurrence']}: {kind}{about}"
        + "".join(f"; {part}" for part in rest)
        + aloud
    )


def _first_error(error: ValidationError, data: dict[str, Any]) -> str:
    """Word the first thing wrong with a file: the case, the key, and what is the matter."""
    first = error.errors(include_url=False)[0]
    where = list(first["loc"])
    case = ""
    if where[:1] == ["case"] and len(where) > 1:
        number = int(where[1])
        written = data["case"][number]
        name = written.get("name") if isinstance(written, dict) else None
        case = f', case "{name}"' if name else f", case {number + 1}"
        where = where[2:]
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in where)
    message = first["msg"].removeprefix("Value error, ").rstrip(".")
    worded = {
        "extra_forbidden": "there is no such key",
        "unexpected_keyword_argument": "there is no such key",
        "missing": "the key is missing",
    }
    return f"{case}, {key}: {worded.get(first['type'], message)}."


if __name__ == "__main__":
    sys.stdout.write(schema_text())
