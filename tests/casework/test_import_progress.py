"""Progress of an import: on a terminal which pass it is and how far, elsewhere nothing."""

import io
import sys

import pytest
from rich.console import Console

from casework.cli import progress
from casework.cli.importing_options import watcher
from casework.cli.progress import import_progress
from casework.importing.files import Position
from casework.imports.job import unwatched


@pytest.mark.parametrize("trial", [True, False])
def test_a_terminal_shows_which_pass_it_is_and_the_rows(
    monkeypatch: pytest.MonkeyPatch, trial: bool
) -> None:
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, width=120)
    monkeypatch.setattr(progress, "Console", lambda **_: console)

    with import_progress("log\x1b.csv", trial) as moved:
        moved(1_200, Position(50, 100))

    text = shown.getvalue()
    assert ("Trying log" if trial else "Keeping log") in text
    assert "log\x1b" not in text
    assert "1,200 rows" in text


def test_anywhere_else_nothing_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    with import_progress("log.csv", trial=False) as moved:
        moved(1_200, Position(50, 100))

    assert capsys.readouterr() == ("", "")


def test_beside_json_nothing_is_shown() -> None:
    assert watcher(as_json=True) is unwatched
    assert watcher(as_json=False) is import_progress
