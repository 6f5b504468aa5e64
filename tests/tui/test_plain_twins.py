"""Plain twins on the region of the screens: each is printed whole, and none names a key."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from casework.cli.main import main
from casework.settings import Settings
from tests.casework.test_printed import NAMES_A_KEY

EVERYBODY = [f"P{number}" for number in range(1, 12)]
TOLD: dict[str, list[list[str]]] = {
    "today": [[], ["--everybody"], ["--mine"], ["--all"]],
    "drafts": [[]],
    "caseload": [[], ["nobody at all"]],
    "find": [["alder"], ["nobody at all"]],
    "show": [[person] for person in EVERYBODY],
    "fact": [["event/33"], ["court_order/20"]],
    "order": [["P1/20"], ["P2/47"], ["P4/64"], ["P5/77"]],
    "flags": [[], ["--mine"]],
    "flag": [[str(number)] for number in range(1, 5)],
    "unchecked": [[], ["P1"], ["P9"]],
    "prisons": [[]],
    "prison": [["LEI"], ["WDI"], ["-"]],
    "allocations": [[], ["officer"], ["prison-1"]],
}
"""What each command with a plain twin is asked."""


def plain_commands() -> Iterator[str]:
    """Yield the commands that can tell a page plain, by name."""
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        if any("--plain" in parameter.opts for parameter in command.params):
            yield name


def test_every_plain_twin_is_tried() -> None:
    assert set(plain_commands()) == TOLD.keys()


@pytest.fixture
def at_the_region(
    region_settings: Settings, database: str, monkeypatch: pytest.MonkeyPatch
) -> CliRunner:
    for name, value in region_settings.model_dump(mode="json", exclude_none=True).items():
        monkeypatch.setenv(f"CASEWORK_{name.upper()}", value)
    return CliRunner()


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize("login", ["officer", "prison-1"])
def test_no_plain_page_names_a_key(
    at_the_region: CliRunner, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEWORK_OFFICER", login)
    named = {}
    for command, asked in TOLD.items():
        for arguments in asked:
            told = at_the_region.invoke(main, [command, *arguments, "--plain"])
            if login == "officer":
                assert told.exit_code == 0, (command, arguments, told.output)
            found = [line for line in told.output.splitlines() if NAMES_A_KEY.search(line)]
            if found:
                named[" ".join([command, *arguments])] = found

    assert named == {}
