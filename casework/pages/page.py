"""What a page is made of: headings, paragraphs, fields, tables and pictures with a text twin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Mark(StrEnum):
    """How words stand out. Meaning is in the words; a mark only helps the eye."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"
    ALERT = "alert"
    WARN = "warn"
    GOOD = "good"


class Target(NamedTuple):
    """Where a line leads: a view by its name, and what it shows there."""

    view: str
    key: str = ""


class Words(NamedTuple):
    """Some words and their mark. They may hold anything: whoever draws them makes them safe."""

    text: str
    mark: Mark = Mark.PLAIN


def strong(text: str) -> Words:
    """Return words that stand out."""
    return Words(text, Mark.STRONG)


def faint(text: str) -> Words:
    """Return words that stand back."""
    return Words(text, Mark.FAINT)


class Hint(NamedTuple):
    """What a key does here: said at the screens alone, for nothing printed can be pressed.

    `printed` is said in its place on the command line, as `printed.py` has it; nothing if empty.
    """

    text: str
    printed: str = ""


Part = str | Words | Hint
Said = Part | Sequence[Part]
"""What a block can be given: a text, words with a mark, a hint, or several of these."""


def parts_of(said: Said) -> Sequence[Part]:
    """Return what was given part by part."""
    return (said,) if isinstance(said, str | Words | Hint) else said


def words_of(said: Said) -> tuple[Words, ...]:
    """Return what was given as words with their marks, as the screens say it."""
    return tuple(map(_words, parts_of(said)))


def _words(part: Part) -> Words:
    if isinstance(part, Words):
        return part
    return Words(part.text, Mark.FAINT) if isinstance(part, Hint) else Words(part)


class Line(NamedTuple):
    """One line as drawn. `item` numbers the thing it is part of, None between things."""

    words: tuple[Words, ...]
    target: Target | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of what follows; `count` stands beside it, as in "5 of 157"."""

    text: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that are wrapped. `indent` is in cells; `hang` indents every line but the first."""

    said: Said
    target: Target | None = None
    indent: int = 0
    hang: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands beside it, wrapped under itself."""

    label: str
    said: Said
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Two texts to be held against each other: side by side where there is room for both.

    Where there is not, and in plain lines, `right` follows `left`.
    """

    left: Said
    right: Said
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is in cells, None for what is left.

    `drop` says which columns go first where the page is narrow: the highest; 0 never goes.
    """

    label: str
    width: int | None = None
    right: bool = False
    drop: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a cell for each column, and where it leads."""

    cells: tuple[Said, ...]
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. `empty` is said, and what to do, where there are no rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: Said


@dataclass(frozen=True, slots=True)
class Picture:
    """Something drawn to a width in cells, and the same told in lines of plain words."""

    draw: Callable[[int], Sequence[Line]]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """A line left empty, for the eye; a plain page leaves it empty too."""


Block = Heading | Paragraph | Field | Beside | Table | Picture | Blank


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its title, and its blocks from top to bottom."""

    title: str
    blocks: tuple[Block, ...]
