"""What must hold of all the screens: nothing is read as markup, nothing heavy loads early."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHOWN_BY = {"Static", "Label", "notify", "update", "Button", "Placeholder"}
"""What Textual reads as markup when it is given a str."""


def modules() -> list[Path]:
    return sorted((ROOT / "tui").rglob("*.py"))


def calls(text: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield each call by the last part of its name."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            yield (node.func.id if isinstance(node.func, ast.Name) else name), node


def read_as_markup(text: str) -> list[int]:
    """Return the lines where words are handed to a widget that have not been made plain."""
    wrong = []
    for name, call in calls(text):
        asks = [word.arg for word in call.keywords if ast.unparse(word.value) == "True"]
        shown = [
            *call.args,
            *(w.value for w in call.keywords if w.arg in {"content", "renderable"}),
        ]
        made_plain = not shown or ast.unparse(shown[0]).startswith("plain_text(")
        if "markup" in asks or name == "from_markup" or (name in SHOWN_BY and not made_plain):
            wrong.append(call.lineno)
    return wrong


def test_words_are_made_plain_before_a_widget_has_them() -> None:
    wrong = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules()
        for line in read_as_markup(path.read_text(encoding="utf-8"))
    }

    assert wrong == set()


@pytest.mark.parametrize(
    "line",
    [
        "Static(name)",
        'Static(f"{name} is here", markup=False)',
        'self.query_one("#title", Static).update(name)',
        "self.notify(name)",
        "Text.from_markup(name)",
        'Static("", markup=True)',
    ],
)
def test_words_that_were_not_made_plain_are_found(line: str) -> None:
    assert read_as_markup(line) == [1]


@pytest.mark.parametrize(
    "line", ['Static(id="title", markup=False)', "Static(plain_text(name))", "seen.add(name)"]
)
def test_words_that_were_made_plain_pass(line: str) -> None:
    assert read_as_markup(line) == []


def test_screens_know_no_tables_even_by_type() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [n.name for n in node.names]
        )
        if name.startswith(("sqlalchemy", "casework.models", "casework.queries"))
    ]

    assert wrong == []


def loaded_by(statement: str) -> set[str]:
    """Return every module loaded in a fresh process by a statement."""
    done = subprocess.run(  # noqa: S603  # our own interpreter and program
        [sys.executable, "-c", f"{statement}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(done.stdout.split())


def test_the_sign_in_is_drawn_before_anything_heavy_is_loaded() -> None:
    heavy = {"sqlalchemy", "pydantic", "casework.models", "casework.desk", "rules", "holidays"}

    loaded = loaded_by("import tui.app, tui.__main__")

    assert "textual.app" in loaded
    assert not loaded & heavy


def test_the_command_line_loads_no_screens() -> None:
    assert not loaded_by("import casework.cli.main") & {"textual", "textual.app", "tui"}
