"""The command line, driven as an officer, a timer and a monitor would drive it."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from casework import clock
from casework.cli import main
from casework.cli.main import CommandsOnDemand
from casework.desk import Desk
from casework.installation import NIGHTLY_LOGIN, install
from casework.services.begin_night import JOB
from casework.services.take_lease import take_lease
from casework.settings import Settings
from tests.builders import (
    NOW,
    SIX_MONTHLY,
    TODAY,
    a_person,
    a_provision,
    an_fro,
    complete,
    given,
)
from tests.casework.conftest import Clock, Run

DAY_AFTER_DUE = "2014-08-11"


@pytest.fixture
def at_work(engine: Engine) -> Desk:
    install(engine, agency="Example Regional Unit", login="officer", at=NOW, today=TODAY)
    ticking = Clock(ticks=timedelta(milliseconds=1))
    return Desk(engine=engine, login="officer", interface="test", now=ticking)


@pytest.fixture
def late_report(at_work: Desk) -> str:
    person = a_person(at_work, "Example\x1b[2J")
    [order] = given(at_work, person, an_fro())
    given(at_work, person, a_provision(order, SIX_MONTHLY, starts_on=date(2014, 1, 14)))
    complete(at_work, date(2014, 8, 12))
    return person


def test_a_night_says_what_needs_a_decision_and_why(run: Run, late_report: str) -> None:
    told = run("nightly", "--on", DAY_AFTER_DUE)

    assert told.exit_code == 0
    words = " ".join(told.stdout.split())
    assert "NEEDS A DECISION (suspected non-compliance): 1 of 1 open" in words
    assert (
        "The report for 14 Jan to 13 Jul 2014 was due by Sun 10 Aug 2014 (28 days after the "
        "period ended; a weekend does not extend it). None is recorded and the post log is "
        "complete to Tue 12 Aug 2014. Clause 3. Cleared by: a report shown to have arrived by "
        "10 Aug 2014, or a decision." in words
    )
    assert late_report in words


def test_progress_off_a_terminal_is_one_line_a_batch(run: Run, late_report: str) -> None:
    told = run("nightly", "--on", DAY_AFTER_DUE)

    assert told.stderr.splitlines() == [
        "Judging Mon 11 Aug 2014: 0 of 1 cases",
        "Judging Mon 11 Aug 2014: 1 of 1 cases",
    ]


def test_the_same_night_again_says_so_and_exits_clean(run: Run, late_report: str) -> None:
    run("nightly", "--on", DAY_AFTER_DUE)

    again = run("nightly", "--on", DAY_AFTER_DUE)

    assert again.exit_code == 0
    assert "has been judged already, and nothing has changed since" in again.stdout


def test_a_night_tells_its_summary_as_json(run: Run, late_report: str) -> None:
    told = run("nightly", "--on", DAY_AFTER_DUE, "--json")

    [night] = json.loads(told.stdout)
    assert (night["judged_on"], night["flags_raised"]) == ("2014-08-11", 1)


def test_a_night_with_a_failed_case_names_it_and_exits_1(
    run: Run, late_report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ValueError("a rule went wrong")

    monkeypatch.setattr("casework.services.check_batch.evaluate", breaks)

    told = run("nightly", "--on", DAY_AFTER_DUE)

    assert told.exit_code == 1
    assert f"NOT JUDGED  {late_report}: ValueError at casework/test_cli.py:" in told.stdout


@pytest.mark.parametrize("login", ["nobody", NIGHTLY_LOGIN])
def test_a_night_is_told_to_an_officer_who_may_not_read_its_flags(
    run: Run, late_report: str, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    monkeypatch.setenv("CASEWORK_OFFICER", login)

    told = run("nightly", "--on", DAY_AFTER_DUE)

    assert told.exit_code == 0, told.stderr
    assert "The night of Mon 11 Aug 2014: 1 case checked; 1 flag raised" in told.stdout
    assert told.stdout.endswith("\nThe flags can be read by whoever may: `casework flags`.\n")
    assert late_report not in told.stdout


def test_a_failed_case_is_told_to_an_officer_who_may_not_read_flags_too(
    run: Run, late_report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ValueError("a rule went wrong")

    monkeypatch.setattr("casework.services.check_batch.evaluate", breaks)
    monkeypatch.setenv("CASEWORK_OFFICER", "nobody")

    told = run("nightly", "--on", DAY_AFTER_DUE)

    assert told.exit_code == 1
    assert f"NOT JUDGED  {late_report}" in told.stdout


def test_a_second_night_at_once_says_who_is_at_work_and_exits_2(
    run: Run, at_work: Desk, engine: Engine
) -> None:
    Desk(engine=engine, login=NIGHTLY_LOGIN, interface="test").run(take_lease, JOB)

    told = run("nightly", "--on", DAY_AFTER_DUE)

    assert told.exit_code == 2
    assert "already at work since" in told.stderr


def test_a_day_that_has_not_ended_exits_2_in_one_sentence(run: Run, at_work: Desk) -> None:
    told = run("nightly", "--on", "2199-01-01")

    assert told.exit_code == 2
    assert "has not ended" in told.stderr


def test_the_day_judged_is_the_last_that_ended(
    run: Run, late_report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "last_ended_day", lambda *_, **__: date(2014, 8, 11))

    told = run("nightly")

    assert "The night of Mon 11 Aug 2014" in told.stdout


def test_health_fails_when_a_night_is_missing(run: Run, late_report: str) -> None:
    missing = run("health")
    assert missing.exit_code == 1
    assert "No night has ever finished; 1 night missing" in missing.stdout

    run("nightly")
    healthy = run("health")
    assert (healthy.exit_code, json.loads(run("health", "--json").stdout)["nights_missing"]) == (
        0,
        0,
    )


def test_check_judges_without_writing(run: Run, late_report: str) -> None:
    told = run("check", late_report, "--on", DAY_AFTER_DUE)

    assert "1 finding" in told.stdout
    assert "known since" in told.stdout
    assert "0 of 0 open flags" in run("flags").stdout


def test_check_looks_back_as_it_was_known(run: Run, late_report: str) -> None:
    told = run("check", late_report, "--on", DAY_AFTER_DUE, "--known-at", "2020-01-01T00:00")

    assert "0 findings" in told.stdout


def test_why_tells_the_negative_checks_too(run: Run, late_report: str) -> None:
    told = run("why", late_report, "--on", "2014-08-10")

    assert "period 1: due Sun 10 Aug 2014, in order" in told.stdout
    assert "nothing found" in told.stdout


def test_flags_can_be_narrowed_and_told_as_json(run: Run, late_report: str) -> None:
    run("nightly", "--on", DAY_AFTER_DUE)

    [flag] = json.loads(run("flags", late_report, "--json").stdout)

    assert flag["finding"]["rule"] == "financial_report.late"
    assert "1 of 1 open flag" in run("flags", "--limit", "1").stdout


def test_stored_text_does_not_reach_the_terminal_raw(run: Run, late_report: str) -> None:
    run("nightly", "--on", DAY_AFTER_DUE)

    for words in (["flags"], ["flags", "--json"], ["check", late_report], ["why", late_report]):
        assert "\x1b" not in run(*words).output


def test_an_unknown_person_is_one_sentence_and_exit_2(run: Run, at_work: Desk) -> None:
    told = run("check", "Z9999ZZ")

    assert told.exit_code == 2
    assert told.stderr.startswith("Nobody is known here as Z9999ZZ.")


@pytest.mark.parametrize("written", ["2014-08-11", "11/8/2014", "11 Aug 2014", "11 August 2014"])
def test_a_day_can_be_written_as_officers_write_it(
    written: str, run: Run, late_report: str
) -> None:
    assert "Mon 11 Aug 2014" in run("check", late_report, "--on", written).stdout


def test_a_day_that_cannot_be_read_says_how_to_write_one(run: Run, at_work: Desk) -> None:
    told = run("check", "P1", "--on", "next week")

    assert told.exit_code == 2
    assert "write it as 2026-03-16" in told.stderr


def test_rules_are_listed_shown_and_tried(run: Run) -> None:
    assert "financial_report.late" in run("rules", "list").stdout
    assert (
        run("rules", "show", "R32").stdout == run("rules", "show", "financial_report.late").stdout
    )
    assert run("rules", "show", "R99").exit_code == 2
    cases = Path(__file__).parents[1] / "rules" / "cases" / "financial_report.late.toml"
    tried = run("rules", "test", str(cases))
    assert tried.exit_code == 0
    assert "0 not as written" in tried.stdout


@pytest.fixture
def nothing_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    settings = Settings(data_dir=tmp_path / "d", key_file=tmp_path / "k" / "key")
    monkeypatch.setenv("CASEWORK_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("CASEWORK_KEY_FILE", str(settings.key_file))
    monkeypatch.delenv("CASEWORK_DATABASE_URL", raising=False)
    return settings


def test_without_a_database_every_command_says_how_to_make_one(nothing_yet: Settings) -> None:
    told = CliRunner().invoke(main, ["flags"], catch_exceptions=False)

    assert told.exit_code == 2
    assert "casework init" in told.stderr


def test_a_lost_key_file_comes_back_from_the_recovery_key(nothing_yet: Settings) -> None:
    runner = CliRunner()
    made = runner.invoke(main, ["init"], catch_exceptions=False)
    [recovery] = [line.strip() for line in made.stdout.splitlines() if line.count("-") > 10]
    nothing_yet.key_file.unlink()
    assert runner.invoke(main, ["health"]).exit_code == 2

    back = runner.invoke(main, ["restore-key"], input=f"{recovery}\n", catch_exceptions=False)

    assert back.exit_code == 0, back.output
    assert runner.invoke(main, ["health"]).exit_code == 0


def test_init_never_overwrites(nothing_yet: Settings) -> None:
    runner = CliRunner()
    runner.invoke(main, ["init"], catch_exceptions=False)
    key = nothing_yet.key_file.read_bytes()

    again = runner.invoke(main, ["init"], catch_exceptions=False)

    assert again.exit_code == 2
    assert nothing_yet.key_file.read_bytes() == key
    assert runner.invoke(main, ["health"]).exit_code == 0


def test_every_command_has_help() -> None:
    def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            yield f"{path} {name}", command
            if isinstance(command, click.Group):
                yield from commands(command, f"{path} {name}")

    assert isinstance(main, CommandsOnDemand)
    helpless = [name for name, command in commands(main, "casework") if not command.help]
    assert helpless == []
