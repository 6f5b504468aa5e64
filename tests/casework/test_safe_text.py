"""Stored text cannot command a terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from casework.safe_text import safe_text


@given(st.text())
def test_nothing_a_terminal_obeys_comes_through(text: str) -> None:
    shown = safe_text(text)

    assert len(shown) == len(text)
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in shown)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"])))
def test_ordinary_writing_stays_as_it_is(text: str) -> None:
    assert safe_text(text) == text


def test_an_escape_is_shown_as_its_picture_and_a_turn_of_direction_as_a_mark() -> None:
    assert safe_text("a\x1b[2Jb\u202ec\x7f") == "a␛[2Jb\ufffdc␡"


def test_lines_stay_lines_only_where_that_is_asked_for() -> None:
    assert (safe_text("a\nb"), safe_text("a\nb", lines=True)) == ("a␊b", "a\nb")
