"""Draw a page to a width: the lines of a screen, made safe, none wider than asked."""

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from itertools import zip_longest

from rich.cells import cell_len, chop_cells, set_cell_size

from casework.pages.page import (
    Beside,
    Blank,
    Block,
    Column,
    Field,
    Heading,
    Line,
    Mark,
    Page,
    Paragraph,
    Picture,
    Row,
    Said,
    Table,
    Words,
    words_of,
)
from casework.safe_text import safe_text

GAP = 2
"""Cells between columns."""

_LABEL = 16
_NARROWEST = 8
"""Cells the open column of a table keeps; narrower, another column goes."""

_TWO_COLUMNS = 96
"""Cells from which two texts stand side by side: a screen of 100 has room."""

_CUT = "…"


def draw(page: Page, width: int) -> list[Line]:
    """Return the lines of *page*, each at most *width* cells; items numbered from 0."""
    lines: list[Line] = []
    item = 0
    for block in page.blocks:
        for drawn in _items(block, max(width, _NARROWEST)):
            is_item = any(line.item is not None for line in drawn)
            lines += [line._replace(item=item if is_item else None) for line in drawn]
            item += is_item
    return lines


@singledispatch
def _items(block: Block, width: int) -> Iterator[list[Line]]:
    """Yield the items of a block, each a run of lines; lines of no item have none."""
    raise TypeError(f"a page has no {type(block).__name__}: {width}")


@_items.register
def _(_block: Blank, _width: int) -> Iterator[list[Line]]:
    yield [Line(())]


@_items.register
def _(block: Heading, width: int) -> Iterator[list[Line]]:
    beside = [Words(f"  {block.count}", Mark.FAINT)] if block.count else []
    yield [Line(words) for words in wrap([Words(block.text, Mark.STRONG), *beside], width)]


@_items.register
def _(block: Paragraph, width: int) -> Iterator[list[Line]]:
    wrapped = wrap(block.said, width, first=block.indent, rest=block.indent + block.hang)
    yield [Line(words, block.target, 0) for words in wrapped]


@_items.register
def _(block: Field, width: int) -> Iterator[list[Line]]:
    beside = min(_LABEL + GAP, width // 2)
    label = Words(fit(safe_text(block.label), beside - GAP) + " " * GAP, Mark.FAINT)
    wrapped = wrap(block.said, width, first=beside, rest=beside)
    yield [
        Line((label, *words[1:]) if number == 0 else words, block.target, 0)
        for number, words in enumerate(wrapped)
    ]


@_items.register
def _(block: Beside, width: int) -> Iterator[list[Line]]:
    if width < _TWO_COLUMNS:
        both = (*wrap(block.left, width), *wrap(block.right, width, first=2, rest=2))
        yield [Line(words, block.target, 0) for words in both]
        return
    half = (width - 2 * GAP) // 2
    sides = zip_longest(wrap(block.left, half), wrap(block.right, half), fillvalue=())
    yield [Line((*_filled(left, half + 2 * GAP), *right), block.target, 0) for left, right in sides]


def _filled(words: tuple[Words, ...], width: int) -> tuple[Words, ...]:
    used = sum(cell_len(part.text) for part in words)
    return (*words, Words(" " * (width - used)))


@_items.register
def _(block: Table, width: int) -> Iterator[list[Line]]:
    if not block.rows:
        empty = [Words(words.text, Mark.FAINT) for words in words_of(block.empty)]
        yield [Line(words, None, 0) for words in wrap(empty, width)]
        return
    widths = column_widths(block.columns, width)
    yield [column_line(block.columns, widths)]
    for row in block.rows:
        yield [row_line(row, block.columns, widths)]


@_items.register
def _(block: Picture, width: int) -> Iterator[list[Line]]:
    for line in block.draw(width):
        yield [line._replace(words=tuple(_cut(map(_safe, line.words), width)))]


def column_widths(columns: Sequence[Column], width: int) -> list[int]:
    """Return the cells of each column; 0 for one that goes, for want of room."""
    kept = set(range(len(columns)))
    for place in sorted(kept, key=lambda at: -columns[at].drop):
        if _needed(columns, kept) <= width or not columns[place].drop:
            break
        kept.discard(place)
    open_columns = [place for place in kept if columns[place].width is None]
    left = max(width - _needed(columns, kept), 0)
    widths = []
    for place, column in enumerate(columns):
        own = column.width if column.width is not None else _NARROWEST
        share = left // len(open_columns) if place in open_columns else 0
        widths.append(own + share if place in kept else 0)
    return _squeezed(widths, width)


def _squeezed(widths: list[int], width: int) -> list[int]:
    """Take cells from the widest columns until all fit; with no room at all the last goes."""
    while (over := sum(widths) + GAP * (sum(map(bool, widths)) - 1) - width) > 0:
        widest = max(widths)
        if widest > 1:
            place = widths.index(widest)
            second = max((size for size in widths if size < widest), default=1)
            widths[place] -= max(min(over, widest - second), 1)
        else:
            last = max(place for place, size in enumerate(widths) if size)
            widths[last] = 0
    return widths


def _needed(columns: Sequence[Column], kept: set[int]) -> int:
    own = sum(w if (w := columns[at].width) is not None else _NARROWEST for at in kept)
    return own + GAP * max(len(kept) - 1, 0)


def column_line(columns: Sequence[Column], widths: Sequence[int]) -> Line:
    """Return the line of the columns' labels."""
    return Line(tuple(_cells((Words(c.label, Mark.FAINT) for c in columns), columns, widths)))


def row_line(row: Row, columns: Sequence[Column], widths: Sequence[int]) -> Line:
    """Return a row as one line, each cell cut to its column."""
    return Line(tuple(_cells(row.cells, columns, widths)), row.target, 0)


def _cells(
    cells: Iterable[Said], columns: Sequence[Column], widths: Sequence[int]
) -> Iterator[Words]:
    begun = False
    for said, column, width in zip(cells, columns, widths, strict=True):
        if not width:
            continue
        if begun:
            yield Words(" " * GAP)
        begun = True
        cut = list(_cut(map(_safe, words_of(said)), width))
        filled = Words(" " * (width - sum(cell_len(part.text) for part in cut)))
        yield from (filled, *cut) if column.right else (*cut, filled)


def _cut(said: Iterable[Words], width: int) -> Iterator[Words]:
    """Yield safe words as far as *width* cells go; what is cut ends with an ellipsis."""
    for words in said:
        text = words.text if cell_len(words.text) <= width else fit(words.text, width)
        width -= cell_len(text)
        yield Words(text, words.mark)


def fit(text: str, width: int) -> str:
    """Return *text* in exactly *width* cells, cut with an ellipsis where it is longer."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, max(width - 1, 0)) + _CUT[: min(width, 1)]


def wrap(said: Said, width: int, *, first: int = 0, rest: int = 0) -> list[tuple[Words, ...]]:
    """Wrap words at blanks; *first* and *rest* are the indents of the lines, in cells."""
    first, rest = min(first, width - 2), min(rest, width - 2)  # the widest character takes two
    lines: list[list[Words]] = [[Words(" " * first)]]
    used = first
    for words in words_of(said):
        for number, text in enumerate(safe_text(words.text, lines=True).split("\n")):
            if number:
                lines.append([Words(" " * rest)])
                used = rest
            if text and text.isascii() and used + len(text) <= width:
                lines[-1].append(Words(text, words.mark))  # all of it fits: nothing to break
                used += len(text)
                continue
            for piece in _pieces(text, width - rest):
                size = cell_len(piece)
                if used + size > width and used > rest:
                    lines.append([Words(" " * rest)])
                    used = rest
                    piece = piece.lstrip(" ")  # noqa: PLW2901  # a line begins with a word
                    size = cell_len(piece)
                if piece:
                    lines[-1].append(Words(piece, words.mark))
                    used += size
    return [_joined(line) for line in lines]


def _pieces(text: str, width: int) -> Iterator[str]:
    """Yield words with the blanks before them; one too long for a line is cut."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or (text[end] == " " and text[end - 1] != " "):
            piece = text[start:end]
            if piece.isascii() and len(piece) <= width:
                yield piece
            else:
                yield from chop_cells(piece, max(width, 1))
            start = end


def _joined(line: list[Words]) -> tuple[Words, ...]:
    joined: list[Words] = []
    for words in line:
        if joined and joined[-1].mark is words.mark and len(joined) > 1:
            joined[-1] = Words(joined[-1].text + words.text, words.mark)
        else:
            joined.append(words)
    return tuple(joined)


def _safe(words: Words) -> Words:
    return Words(safe_text(words.text), words.mark)
