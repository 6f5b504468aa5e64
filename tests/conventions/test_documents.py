"""What the documents promise is there."""

import re
from pathlib import Path

import click
import pytest

from casework.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def command_names(group: click.Group, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    context = click.Context(group)
    found: set[tuple[str, ...]] = set()
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found.add((*path, name))
        if isinstance(command, click.Group):
            found |= command_names(command, (*path, name))
    return found


COMMANDS = command_names(main)
GROUPS = {command[0] for command in COMMANDS if len(command) > 1}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_command_in_the_documents_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = re.findall(r"(?:^|`|/)casework ([a-z][a-z-]+)(?: ([a-z]+))?", text, re.MULTILINE)

    for first, second in named:
        assert (first,) in COMMANDS, f"{path.name}: casework {first}"
        if first in GROUPS and second:
            assert (first, second) in COMMANDS, f"{path.name}: casework {first} {second}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_readme_names_the_command_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert "make test" in readme
    assert "make test" in ci


def test_every_make_target_named_in_the_readme_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert set(re.findall(r"make ([a-z]+)", readme)) <= targets


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")

    for record in folder.glob("0*.md"):
        assert record.name in listed
        assert "**Enforced by**" in record.read_text(encoding="utf-8"), record.name
