"""A page as it is printed: what keys do is left out, or said in words of the command line."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import singledispatch

from casework.pages.page import (
    Beside,
    Block,
    Field,
    Hint,
    Page,
    Paragraph,
    Part,
    Row,
    Said,
    Table,
    Words,
    parts_of,
)


def printed(page: Page) -> Page:
    """Return the page with each hint as it is printed; a paragraph of nothing else is left out."""
    blocks = [_printed(block) for block in page.blocks]
    return replace(page, blocks=tuple(block for block in blocks if block is not None))


@singledispatch
def _printed(block: Block) -> Block | None:
    return block


@_printed.register
def _(block: Paragraph) -> Paragraph | None:
    said = _said(block.said)
    return replace(block, said=said) if said or not block.said else None


@_printed.register
def _(block: Field) -> Field:
    return replace(block, said=_said(block.said))


@_printed.register
def _(block: Beside) -> Beside:
    return replace(block, left=_said(block.left), right=_said(block.right))


@_printed.register
def _(block: Table) -> Table:
    rows = tuple(Row(tuple(map(_said, row.cells)), row.target) for row in block.rows)
    return replace(block, rows=rows, empty=_said(block.empty))


def _said(said: Said) -> Said:
    """Return what is printed; a blank that parted words from a hint left out goes with it."""
    parts = parts_of(said)
    if not any(isinstance(part, Hint) for part in parts):
        return said
    kept = list(_kept(parts))
    if kept and isinstance(parts[-1], Hint) and not parts[-1].printed:
        kept[-1] = _cut(kept[-1])
    return kept


def _kept(parts: Sequence[Part]) -> Iterator[str | Words]:
    for part in parts:
        if not isinstance(part, Hint):
            yield part
        elif part.printed:
            yield part.printed


def _cut(part: str | Words) -> str | Words:
    return part.rstrip() if isinstance(part, str) else Words(part.text.rstrip(), part.mark)
