"""A page with only what holds some words: to filter what is in sight."""

from collections.abc import Iterator
from dataclasses import replace

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


def narrowed(page: Page, text: str) -> Page:
    """Return the page with the paragraphs, fields and rows that hold every word of *text*.

    Headings stay where something stays below them.
    """
    wanted = text.casefold().split()
    kept = [block for block in _kept(page.blocks, wanted) if not isinstance(block, Blank)]
    blocks = tuple(
        block
        for block, after in zip(kept, [*kept, None][1:], strict=True)
        if not isinstance(block, Heading) or not (after is None or isinstance(after, Heading))
    )
    nothing = Paragraph(f"Nothing here holds “{text}”. Clear the filter to see all.")
    return replace(page, blocks=blocks or (nothing,))


def _kept(blocks: tuple[Block, ...], wanted: list[str]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Table):
            rows = tuple(row for row in block.rows if _holds(wanted, *row.cells))
            if rows:
                yield replace(block, rows=rows)
        elif _holds(wanted, *_said_by(block)):
            yield block


def _said_by(block: Block) -> tuple[Said, ...]:
    if isinstance(block, Field):
        return block.label, block.said
    if isinstance(block, Picture):
        return (" ".join(block.told),)
    if isinstance(block, Beside):
        return block.left, " ", block.right
    return (block.said,) if isinstance(block, Paragraph) else ()


def _holds(wanted: list[str], *said: Said) -> bool:
    text = " ".join(words.text for one in said for words in words_of(one)).casefold()
    return all(word in text for word in wanted)
