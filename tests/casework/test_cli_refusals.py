"""What the command line cannot do: one sentence and exit status 2, never a trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from casework import store
from casework.desk import Desk
from casework.queries import officers
from tests.casework.conftest import Run
from tests.casework.importing import a_prisoner, written

BUSY = (
    "The database could not be reached or is busy (OperationalError). Try again; if it goes on, "
    "ask whoever runs the server.\n"
)
NO_TEXT = "\udcff"
"""The byte FF on the command line, as Python hands it on."""


@contextmanager
def _locked(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.05)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))  # the transaction begins, and takes the lock
        yield


@contextmanager
def _lost(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def loses(session: Session, _: str) -> None:
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with monkeypatch.context() as patched:
        patched.setattr(officers, "find_open", loses)
        yield


@pytest.mark.parametrize("words", [["flags"], ["health"], ["nightly", "--on", "2014-08-11"]])
@pytest.mark.usefixtures("desk")
def test_a_database_that_stays_locked_or_is_lost_is_one_sentence_and_exit_2(
    run: Run, engine: Engine, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    embedded = engine.dialect.name == "sqlite"
    with _locked(engine, monkeypatch) if embedded else _lost(monkeypatch):
        told = run(*words)

    assert (told.exit_code, told.stdout, told.stderr) == (2, "", BUSY)


@pytest.mark.usefixtures("desk")
def test_what_the_database_refuses_is_told_without_its_data(run: Run) -> None:
    told = run("check", "P1\0Example")

    assert told.exit_code == 2
    assert len(told.stderr.splitlines()) == 1
    assert "SELECT" not in told.stderr


def test_a_file_that_cannot_be_used_is_told_without_its_data(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "/secret/place")

    monkeypatch.setattr("casework.cli.rulebook.run_rule_cases", full)

    told = run("rules", "test", __file__)

    assert told.exit_code == 2
    assert told.stderr == (
        "A file, a disk or the network could not be used (OSError: No space left on device). "
        "Try again; if it goes on, ask whoever runs the machine.\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ["check", NO_TEXT],
        ["why", NO_TEXT],
        ["flags", NO_TEXT],
        ["rules", "show", NO_TEXT],
        ["complete", NO_TEXT, "2014-08-11"],
        ["init", "--agency", NO_TEXT],
    ],
)
@pytest.mark.usefixtures("desk")
def test_an_argument_that_is_not_text_is_refused(run: Run, words: list[str]) -> None:
    told = run(*words)

    assert told.exit_code == 2
    assert "'\\udcff' is not text in this terminal's encoding; type it again." in told.stderr


@pytest.mark.parametrize("day", ["1899-12-31", "31/12/1899", "1 Jan 2201", "9999-12-31"])
@pytest.mark.usefixtures("desk")
def test_a_day_outside_the_years_that_can_be_judged_is_refused(run: Run, day: str) -> None:
    told = run("check", "P1", "--on", day)

    assert told.exit_code == 2
    assert f"{day!r} is not in the years from 1900 to 2200." in told.stderr


@pytest.mark.parametrize(
    "moment", ["9999-12-31T23:59-14:00", "0001-01-01T00:00+14:00", "2201-01-01T00:00"]
)
@pytest.mark.usefixtures("desk")
def test_a_moment_outside_the_years_that_can_be_judged_is_refused(run: Run, moment: str) -> None:
    told = run("check", "P1", "--known-at", moment)

    assert told.exit_code == 2
    assert f"{moment!r} is not in the years from 1900 to 2200." in told.stderr


@pytest.mark.parametrize("day", ["1900-01-01", "2200-12-31"])
@pytest.mark.usefixtures("desk")
def test_the_first_and_the_last_day_are_judged_as_any_other(run: Run, day: str) -> None:
    told = run("check", "P1", "--on", day, "--known-at", f"{day}T00:00")

    assert told.stderr.startswith("Nobody is known here as P1.")


def test_cases_that_are_nowhere_are_a_usage_error(run: Run) -> None:
    told = run("rules", "test", "/nonexist")

    assert told.exit_code == 2
    assert "'/nonexist' does not exist" in told.stderr


@pytest.mark.usefixtures("desk")
def test_a_file_that_is_nowhere_does_not_keep_the_others_from_being_imported(
    run: Run, tmp_path: Path
) -> None:
    there = written(tmp_path, a_prisoner())

    told = run("import", "prisoners", str(tmp_path / "nowhere.json"), str(there))

    assert told.exit_code == 1
    assert "No such file" in told.stdout
    assert "1 row accepted" in told.stdout


def test_a_mapping_that_is_nowhere_is_refused_in_one_sentence(run: Run, desk: Desk) -> None:
    told = run("import", "orders", __file__, "--map", "/nonexist")

    assert told.exit_code == 2
    assert "/nonexist" in told.stderr
    assert "Traceback" not in told.stderr
