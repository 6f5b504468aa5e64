"""Tell a page in plain lines: no box drawing, no columns, the cells of a row by tabs."""

from collections.abc import Iterator
from functools import singledispatch

from casework.pages.page import (
    Beside,
    Blank,
    Block,
    Field,
    Heading,
    Page,
    Paragraph,
    Picture,
    Said,
    Table,
    words_of,
)
from casework.pages.printed import printed
from casework.safe_text import safe_text


def plain_lines(page: Page) -> Iterator[str]:
    """Yield the lines of *page*, safe to print; an item is one line, and more are set in."""
    yield safe_text(page.title)
    for block in printed(page).blocks:
        yield from _told(block)


@singledispatch
def _told(block: Block) -> Iterator[str]:
    raise TypeError(f"a page has no {type(block).__name__}")


@_told.register
def _(_block: Blank) -> Iterator[str]:
    yield ""


@_told.register
def _(block: Heading) -> Iterator[str]:
    yield safe_text(f"{block.text}: {block.count}" if block.count else block.text)


@_told.register
def _(block: Paragraph) -> Iterator[str]:
    yield from _lines(block.said, block.indent)


@_told.register
def _(block: Field) -> Iterator[str]:
    yield f"{safe_text(block.label)}: {_one_line(block.said)}"


@_told.register
def _(block: Beside) -> Iterator[str]:
    yield from _lines(block.left)
    yield from _lines(block.right)


@_told.register
def _(block: Table) -> Iterator[str]:
    if not block.rows:
        yield _one_line(block.empty)
        return
    yield "\t".join(safe_text(column.label) for column in block.columns)
    for row in block.rows:
        yield "\t".join(_one_line(cell).strip() for cell in row.cells)


@_told.register
def _(block: Picture) -> Iterator[str]:
    yield from (safe_text(line) for line in block.told)


def _lines(said: Said, indent: int = 0) -> Iterator[str]:
    """Yield lines; the second and later are set in, so that no text on record can begin one."""
    first, *more = _text(said).split("\n")
    yield " " * indent + first
    for line in more:
        yield " " * (indent + 2) + line


def _text(said: Said) -> str:
    return "".join(safe_text(words.text, lines=True) for words in words_of(said))


def _one_line(said: Said) -> str:
    return _text(said).replace("\n", " ")
