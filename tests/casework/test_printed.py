"""What is printed names no key: hints are said at the screens alone, or in words of a command."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from casework.pages.drawn import draw
from casework.pages.page import (
    Beside,
    Block,
    Column,
    Field,
    Hint,
    Page,
    Paragraph,
    Picture,
    Row,
    Table,
    faint,
)
from casework.pages.plain import plain_lines
from casework.pages.printed import printed
from tests.casework.test_pages import pages, text_of

PAGES = Path(__file__).parents[2] / "casework" / "pages"
SCREENS_ALONE = frozenset({"decision.py"})
"""Pages that no command prints: the review of a form."""

_DOES = r"add|clear|close|find|goe|leave|list|name|narrow|open|record|say|show|take|tell|throw|turn"
NAMES_A_KEY = re.compile(
    r"\b[Pp]ress\b"
    r"|\b(Enter|Esc|Tab|PgUp|PgDn|F\d+|Ctrl\+\w+)\b"
    rf"|(?<![\w'#/-])(g )?[A-Za-z0-9] ({_DOES})s\b"
)
"""A sentence that says what a key does, such as "o records one." """

_RECORD = Hint("n records one.")
_LISTS = Hint("g p lists them.", printed="`casework prisons` lists them.")


def told(*blocks: Block) -> list[str]:
    return list(plain_lines(Page("", blocks)))[1:]


def test_a_hint_is_said_on_the_screen_and_not_printed() -> None:
    page = Page("", (Paragraph(("Nothing is recorded. ", _RECORD)),))

    assert [text_of(line) for line in draw(page, 60)] == ["Nothing is recorded. n records one."]
    assert told(*page.blocks) == ["Nothing is recorded."]


def test_a_hint_is_printed_in_words_of_the_command_line_where_it_has_some() -> None:
    assert told(Paragraph(("Nobody. ", _LISTS))) == ["Nobody. `casework prisons` lists them."]


def test_a_paragraph_of_hints_alone_is_not_printed_and_an_empty_one_is() -> None:
    assert told(Paragraph("a"), Paragraph(_RECORD), Paragraph((_RECORD, _RECORD))) == ["a"]
    assert told(Paragraph(""), Paragraph(())) == ["", ""]


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(("Said. ", _RECORD)),
        Field("Label", (faint("Said. "), _RECORD)),
        Beside(("Said. ", _RECORD), ("Said. ", _RECORD)),
        Table((Column("Label"),), (), ("Said. ", _RECORD)),
        Table((Column("Label"),), (Row((("Said. ", _RECORD),)),), ""),
    ],
)
def test_every_block_leaves_hints_out(block: Block) -> None:
    assert "Said. n records one." in " ".join(
        text_of(line) for line in draw(Page("", (block,)), 60)
    )

    lines = told(block)

    assert "n records" not in " ".join(lines)
    assert lines[-1].endswith("Said.")


@given(pages)
def test_a_page_without_hints_is_printed_as_it_is(page: Page) -> None:
    same = Page(page.title, tuple(b for b in page.blocks if not isinstance(b, Picture)))

    assert printed(same) == same


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module, with their lines; none of those a hint says at the screens."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Hint":
            for word in node.keywords:
                yield from strings(word)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue  # a docstring
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        else:
            yield from strings(node)


def test_no_page_names_a_key_but_in_a_hint() -> None:
    wrong = {
        f"{path.name}:{line}: {text}"
        for path in PAGES.glob("*.py")
        if path.name not in SCREENS_ALONE
        for line, text in strings(ast.parse(path.read_text(encoding="utf-8")))
        if NAMES_A_KEY.search(text)
    }

    assert wrong == set()


@pytest.mark.parametrize(
    "module",
    [
        '_NONE = "No order is recorded. o records one."',
        'page = Paragraph(faint(f"Everybody in {prison}: Enter here."))',
        'hint = Hint("m shows all.", printed="Press m.")',
        'words = "put aside for now: S shows them."',
        'words = "You can take it back (Ctrl+Z)."',
    ],
)
def test_a_key_named_elsewhere_is_found(module: str) -> None:
    assert any(NAMES_A_KEY.search(text) for _, text in strings(ast.parse(module)))


@pytest.mark.parametrize(
    "module",
    [
        'hint = Hint("m shows all.", printed="`casework today --everybody` shows all.")',
        'words = "`casework prisons` shows who is in which prison."',
        '"""Press m."""',
    ],
)
def test_a_hint_and_a_docstring_may_name_one(module: str) -> None:
    assert not any(NAMES_A_KEY.search(text) for _, text in strings(ast.parse(module)))
