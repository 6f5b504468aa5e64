"""Pages: drawn to a width, told plainly, narrowed to some words; nothing lost, nothing obeyed."""

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from casework.pages.drawn import GAP, column_widths, draw, fit, wrap
from casework.pages.narrowed import narrowed
from casework.pages.page import (
    Beside,
    Blank,
    Block,
    Column,
    Field,
    Heading,
    Line,
    Page,
    Paragraph,
    Picture,
    Row,
    Table,
    Target,
    Words,
    faint,
    strong,
    words_of,
)
from casework.pages.plain import plain_lines
from casework.safe_text import safe_text

HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07",
    "Jo\u202eELDER\u202c",
    "a\u200bb\ufeffc",
    "山田太郎 氏名",
    "Zoe\u0308 A\u0301\u0302\u0303\u0304",
    "[REDACTED] [red]not red[/red] [/]",
    "x" * 10_000,
    "tab\there\rand\x00there\x9b31m",
    "👩\u200d👩\u200d👧\ufe0f ⚖\ufe0f 🇬🇧",
    "one\ntwo\n\nthree",
    "ｱｲｳ ﷽ ꧅",
)

hostile = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=80),
    st.lists(st.sampled_from([*HOSTILE[:6], "word", " ", "  ", "\n"]), max_size=9).map("".join),
)
said = st.one_of(
    hostile, hostile.map(strong), st.lists(st.one_of(hostile, hostile.map(faint)), max_size=3)
)
targets = st.one_of(st.none(), st.just(Target("person", "P1")))
indents = st.integers(0, 12)
widths = st.integers(8, 160)
columns = st.lists(
    st.builds(
        Column,
        hostile,
        st.one_of(st.none(), st.integers(1, 40)),
        right=st.booleans(),
        drop=st.integers(0, 3),
    ),
    min_size=1,
    max_size=6,
).map(tuple)


@st.composite
def tables(draw_from: st.DrawFn) -> Table:
    of = draw_from(columns)
    cells = st.tuples(*[said for _ in of])
    rows = draw_from(st.lists(st.builds(Row, cells, targets), max_size=4))
    return Table(of, tuple(rows), draw_from(hostile))


pictures = st.builds(
    lambda text: Picture(lambda width: [Line((Words(fit(text, width)),), None, 0)], (text,)),
    hostile,
)
blocks = st.one_of(
    st.builds(Heading, hostile, hostile),
    st.builds(Paragraph, said, targets, indents, indents),
    st.builds(Field, hostile, said, targets),
    tables(),
    pictures,
    st.just(Blank()),
)
pages = st.builds(Page, hostile, st.lists(blocks, max_size=6).map(tuple))


def text_of(line: Line) -> str:
    return "".join(words.text for words in line.words)


def unblanked(text: str) -> str:
    return "".join(text.split(" ")).replace("\n", "")


def is_safe(text: str) -> bool:
    """Whether a terminal shows a text as it is: no character is a control or hidden."""
    return not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in text)


@given(pages, st.integers(0, 160))
def test_no_line_drawn_is_wider_than_asked_and_each_is_safe(page: Page, width: int) -> None:
    for line in draw(page, width):
        assert cell_len(text_of(line)) <= max(width, 8)
        assert is_safe(text_of(line))


@given(pages, widths)
def test_items_are_numbered_in_order_and_their_lines_stand_together(page: Page, width: int) -> None:
    numbers = [line.item for line in draw(page, width) if line.item is not None]

    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(len(set(numbers))))


@given(said, widths, indents, indents)
@example("山" * 30, 9, 8, 8)
@example("word " + "x" * 50, 10, 4, 9)
def test_wrapping_keeps_every_character_in_order(
    words: object, width: int, first: int, rest: int
) -> None:
    lines = wrap(words, width, first=first, rest=rest)  # type: ignore[arg-type]  # what `said` draws

    whole = "".join(safe_text(w.text, lines=True) for w in words_of(words))  # type: ignore[arg-type]  # the same
    assert unblanked("".join(w.text for line in lines for w in line)) == unblanked(whole)
    assert all(cell_len("".join(w.text for w in line)) <= width for line in lines)


@given(
    st.lists(st.text("ae1 \n", max_size=40), max_size=5),
    st.integers(2, 30),
    st.integers(0, 6),
    st.integers(0, 6),
)
def test_plain_letters_wrap_as_all_others_do(
    texts: list[str], width: int, first: int, rest: int
) -> None:
    """Letters of one cell each are taken a quicker way, which must not be told apart."""
    accented = [text.replace("e", "\u00e9").replace("a", "\u00e0") for text in texts]

    plain = wrap(texts, width, first=first, rest=rest)
    others = wrap([text.replace("1", "\u00f1") for text in accented], width, first=first, rest=rest)

    assert [[(w.text, w.mark) for w in line] for line in others] == [
        [(w.text.translate(str.maketrans("ea1", "\u00e9\u00e0\u00f1")), w.mark) for w in line]
        for line in plain
    ]


@given(st.text(st.sampled_from("ab \n"), max_size=60), widths)
def test_words_that_fit_on_a_line_are_never_cut(text: str, width: int) -> None:
    lines = wrap(text, width)

    wrapped = " ".join("".join(words.text for words in line) for line in lines).split()
    longest = max((len(word) for word in text.split()), default=0)
    if longest <= width:
        assert wrapped == text.split()


@given(hostile, st.integers(0, 60))
def test_a_text_fits_in_exactly_the_cells_it_is_given(text: str, width: int) -> None:
    assert cell_len(fit(safe_text(text), width)) == width


@given(columns, widths)
def test_columns_fill_the_line_and_the_first_to_go_are_those_that_may(
    of: tuple[Column, ...], width: int
) -> None:
    cells = column_widths(of, width)

    kept = [number for number, size in enumerate(cells) if size]
    used = sum(cells) + GAP * (len(kept) - 1)
    assert used <= width
    gone = [of[number].drop for number in range(len(of)) if number not in kept]
    stay = [of[number].drop for number in kept]
    assert not gone or not stay or min(gone) >= max(stay) or used == width
    if any(of[number].width is None for number in kept):
        assert used > width - len(of)


@given(pages)
def test_a_plain_page_holds_no_control_character_and_draws_no_box(page: Page) -> None:
    for line in plain_lines(page):
        shown = line.replace("\t", "")
        assert is_safe(shown)
        drawn = {char for char in shown if "\u2500" <= char <= "\u259f"}
        assert drawn <= set(repr(page))  # what somebody wrote may hold one; the page draws none


@given(st.lists(st.builds(Paragraph, hostile), max_size=5))
def test_a_plain_page_tells_every_character(paragraphs: list[Paragraph]) -> None:
    page = Page("Title", tuple(paragraphs))

    told = "".join(list(plain_lines(page))[1:])

    whole = "".join(safe_text(str(block.said), lines=True) for block in paragraphs)
    assert unblanked(told) == unblanked(whole)


def said_in(block: Block) -> str:
    if isinstance(block, Field):
        return " ".join(w.text for one in (block.label, block.said) for w in words_of(one))
    if isinstance(block, Paragraph):
        return " ".join(words.text for words in words_of(block.said))
    return " ".join(block.told) if isinstance(block, Picture) else ""


def holding(page: Page, wanted: list[str]) -> Iterator[object]:
    """Yield what of a page holds every word: paragraphs, fields, pictures, rows by their cells."""
    for block in page.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                text = " ".join(w.text for cell in row.cells for w in words_of(cell)).casefold()
                if all(word in text for word in wanted):
                    yield row
        elif isinstance(block, Paragraph | Field | Picture) and all(
            word in said_in(block).casefold() for word in wanted
        ):
            yield block


@given(pages, st.sampled_from(["jo", "word", "RED not", "山田", "e", "nowhere at all", " "]))
def test_a_narrowed_page_keeps_exactly_what_holds_the_words(page: Page, text: str) -> None:
    wanted = text.casefold().split()
    less = narrowed(page, text)

    kept = list(holding(less, wanted))
    whole = list(holding(page, wanted))
    if whole:
        assert kept == whole
        assert not isinstance(less.blocks[-1], Heading)
    else:
        [nothing] = less.blocks
        assert "Nothing here holds" in said_in(nothing)
    assert less.title == page.title


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [8, 80, 138])
def test_hostile_words_are_kept_and_shown_wherever_they_stand(text: str, width: int) -> None:
    page = Page(text, (Heading(text), Paragraph(text, indent=4), Field(text, text)))

    lines = [text_of(line) for line in draw(page, width)]

    assert all(is_safe(line) for line in lines)
    assert unblanked(safe_text(text, lines=True)) in unblanked("".join(lines))


def test_a_row_with_line_breaks_stays_one_line() -> None:
    table = Table((Column("Words"), Column("No", 4)), (Row(("one\ntwo", "1")),), "None.")

    assert [text_of(line).split() for line in draw(Page("", (table,)), 40)] == [
        ["Words", "No"],
        ["one␊two", "1"],
    ]


def test_text_on_record_cannot_begin_a_plain_line() -> None:
    forged = "Pays.\nFlag 9: decided"
    page = Page("P1", (Paragraph(forged), Beside(forged, forged), Field("note", forged)))

    assert list(plain_lines(page)) == [
        "P1",
        *("Pays.", "  Flag 9: decided") * 3,
        "note: Pays. Flag 9: decided",
    ]
