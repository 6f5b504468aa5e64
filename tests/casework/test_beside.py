"""Two texts held against each other: side by side where there is room, else one below the other."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from casework.pages.drawn import draw
from casework.pages.narrowed import narrowed
from casework.pages.page import Beside, Page, Target
from casework.pages.plain import plain_lines
from casework.safe_text import safe_text

TEXTS = st.text(max_size=300)
BOTH = Beside("the court's words", "what is read", Target("fact", "provision/1"))


def _text(page: Page, width: int) -> list[str]:
    return ["".join(words.text for words in line.words) for line in draw(page, width)]


def test_they_stand_side_by_side_only_where_there_is_room_for_both() -> None:
    page = Page("", (BOTH,))

    assert [line.rstrip() for line in _text(page, 95)] == ["the court's words", "  what is read"]
    [line] = _text(page, 96)
    assert line.index("what is read") == 50
    assert [line.item for line in draw(page, 95)] == [0, 0]
    assert list(plain_lines(page)) == ["", "the court's words", "what is read"]


def test_either_is_found_by_a_filter() -> None:
    page = Page("", (BOTH, Beside("another", "duty")))

    assert narrowed(page, "words read").blocks == (BOTH,)


@given(TEXTS, TEXTS, st.integers(10, 160))
def test_no_line_is_wider_than_asked_and_no_word_is_lost(left: str, right: str, width: int) -> None:
    lines = _text(Page("", (Beside(left, right),)), width)

    assert all(cell_len(line) <= width for line in lines)
    drawn = "".join("".join(lines).split())
    if width < 96:
        assert drawn == "".join(safe_text(left + right, lines=True).split())
