"""The commands of who is whom, and of movements, as an officer types them."""

import json
from datetime import date
from pathlib import Path

from casework.context import Context
from casework.desk import Desk, declares
from casework.importing.candidates import NamedInFile, propose
from casework.models import Birth, Verb
from casework.permissions import Action
from casework.queries import sources
from casework.recording import NewFact
from rules.vocabulary import Feed
from tests.builders import a_person, given
from tests.casework.conftest import Run

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@declares(Action.IMPORT, Verb.COLLECT, Verb.CONSULT)
def _proposed(context: Context) -> None:
    who = NamedInFile("0001", "Example", "Sam", 1980, 3, None, date(2026, 3, 1))
    propose(context, sources.take(context.session, Feed.COMPANIES).id, who)


def test_two_records_are_judged_listed_and_parted(desk: Desk, run: Run) -> None:
    for surname in ("Example", "Sample"):
        a_person(desk, surname)

    made = run("same", "P1", "P2", "--reason", "fingerprints agree")
    again = run("same", "P2", "P1", "--reason", "once more")
    listed = run("same", "--list", "P2", "--json")
    refused = run("not-same", "P1", "P2", "--reason", "no")
    parted = run("withdraw-judgement", "1", "--reason", "a slip")

    assert made.output.startswith(
        "judgement 1  P1 and P2 are the same person, by First officer (Officers), "
    )
    assert again.output.startswith("It stood already, and nothing changed: judgement 1")
    assert json.loads(listed.output)[0]["reason"] == "fingerprints agree"
    assert (refused.exit_code, made.exit_code, parted.exit_code) == (2, 0, 0)
    assert "stand together as one person" in refused.output
    assert parted.output.startswith("Withdrawn: judgement 1")
    assert run("same", "--list").output == "0 judgements of who is whom\n"
    assert run("not-same", "P1", "P2", "--reason", "twins").output.startswith(
        "judgement 2  P1 and P2 are not the same person"
    )


def test_a_judgement_needs_two_people_and_a_reason(desk: Desk, run: Run) -> None:
    for surname in ("Example", "Sample"):
        a_person(desk, surname)

    assert "Give two people, such as P12 P34" in run("same", "P1").output
    assert "Give one person to list" in run("same", "--list", "P1", "P2").output
    refused = run("same", "P1", "P2")
    assert (refused.exit_code, refused.output[:7]) == (2, "Say why")


def test_candidates_are_listed_and_decided(desk: Desk, run: Run) -> None:
    person = a_person(desk)
    given(desk, person, NewFact(Birth, {"year": 1980, "month": 3, "placeholder": False}))
    desk.run(_proposed)

    listed = run("candidates")
    decided = run("candidate", "1", "not-same", "--reason", "a cousin")

    assert listed.output.startswith("1 candidate\ncandidate 1  [open]  EXAMPLE Sam, born 1980-03 (")
    assert "Decided: not same, for a cousin" in decided.output
    assert run("candidates").output == "0 candidates\n"
    assert json.loads(run("candidates", "--all", "--json").output)[0]["state"] == "not_same"


def test_the_example_of_movements_is_taken_in_and_changes_nothing_when_it_comes_again(
    desk: Desk, run: Run
) -> None:
    for kind, name in (
        ("establishments", "establishments.csv"),
        ("prisoners", "prisoners.jsonl"),
    ):
        run("import", kind, str(EXAMPLES / name))
    file = str(EXAMPLES / "movements.jsonl")

    tried = run("import", "movements", file, "--dry-run")
    first = run("import", "movements", file, "--complete-to", "2026-02-28")
    again = run("import", "movements", file, "--json")

    assert "row 4  unchanged  P" in tried.output
    assert "row 8  passed_over  Not a movement" in tried.output
    assert "5 rows accepted, 1 unchanged, 0 rejected, 2 about nobody on record" in first.output
    assert "The source is complete to Sat 28 Feb 2026." in first.output
    assert json.loads(again.output)["files"][0]["accepted"] == 0
