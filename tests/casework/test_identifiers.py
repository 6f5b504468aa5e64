"""The numbers of registers: canonical forms, checks, and why one is invalid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.identifiers import (
    CHECK_LETTERS,
    check_booking_id,
    check_crn,
    check_cro,
    check_letter,
    check_pnc,
    check_prison_number,
)

YEARS = st.integers(1940, 2039)
SERIALS = st.integers(1, 9_999_999)


@pytest.mark.parametrize(
    "written",
    [
        "12/394773H",
        "12/0394773H",
        "2012/394773H",
        "2012/0394773H",
        "12394773h",
        "20120394773H",
        " 12/394773 H ",
    ],
)
def test_every_way_of_writing_a_pnc_has_one_canonical_form(written: str) -> None:
    checked = check_pnc(written)

    assert checked == (written, "2012/0394773H", None)


@pytest.mark.parametrize(
    ("written", "right"), [("12/394773I", "H"), ("12/394773W", "H"), ("2015/001234S", "U")]
)
def test_a_pnc_with_the_wrong_letter_is_kept_and_says_which_is_right(
    written: str, right: str
) -> None:
    checked = check_pnc(written)

    assert (checked.raw, checked.canonical) == (written, None)
    assert checked.why_invalid == f"its letter should be {right}, not {written[-1]}"


@pytest.mark.parametrize(
    "written",
    ["", "012/394773H", "12/H", "12/12345678H", "3012/394773H", "12/0Z", "\u0661\u0662/1H"],
)
def test_what_is_no_pnc_has_no_canonical_form(written: str) -> None:
    checked = check_pnc(written)

    assert checked.canonical is None
    assert checked.why_invalid


@pytest.mark.parametrize(("written", "year"), [("39", 2039), ("40", 1940), ("74", 1974)])
def test_the_century_of_a_short_year_is_fixed_and_not_the_clocks(written: str, year: int) -> None:
    letter = check_letter(int(f"{written}0000008"))

    assert check_pnc(f"{written}/8{letter}").canonical == f"{year}/0000008{letter}"


@given(YEARS, SERIALS)
def test_short_and_long_pncs_agree_and_canonical_forms_stay_as_they_are(
    year: int, serial: int
) -> None:
    letter = check_letter(int(f"{year % 100:02}{serial:07}"))

    canonical = check_pnc(f"{year % 100:02}/{serial}{letter}").canonical

    assert canonical == check_pnc(f"{year}/{serial:07}{letter}").canonical
    assert canonical is not None
    assert check_pnc(canonical).canonical == canonical


@given(YEARS, SERIALS, st.sampled_from(CHECK_LETTERS))
def test_only_one_letter_is_right(year: int, serial: int, letter: str) -> None:
    right = check_letter(int(f"{year % 100:02}{serial:07}"))

    assert (check_pnc(f"{year}/{serial}{letter}").canonical is not None) == (letter == right)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("29906/12J", "029906/12J"),
        ("029906/12j", "029906/12J"),
        ("29906/12P", None),
        ("43252/15S", None),
        ("29991/11L", None),
        ("000000/00Z", None),
        ("1234567/12J", None),
    ],
)
def test_a_cro_is_padded_to_six_before_its_check(written: str, canonical: str | None) -> None:
    assert check_cro(written).canonical == canonical


@given(st.integers(0, 99), st.integers(1, 999_999))
def test_a_cro_of_a_file_is_padded_neither_before_its_check_nor_after(
    year: int, serial: int
) -> None:
    written = f"SF{year:02}/{serial}{check_letter(int(f'{year:02}{serial}'))}"

    assert check_cro(written.lower()).canonical == written


@pytest.mark.parametrize(
    ("written", "canonical"), [("a1234bc", "A1234BC"), ("A12345C", None), ("A1234BC\u0000", None)]
)
def test_a_prison_number_is_in_upper_case(written: str, canonical: str | None) -> None:
    assert check_prison_number(written).canonical == canonical


@pytest.mark.parametrize(
    ("written", "canonical"), [("x123456", "X123456"), ("XX123456", "XX123456"), ("1234567", None)]
)
def test_a_crn_is_a_letter_or_two_and_six_digits(written: str, canonical: str | None) -> None:
    assert check_crn(written).canonical == canonical


@pytest.mark.parametrize(
    ("written", "canonical"), [("0123", "123"), ("0", None), ("-1", None), ("9" * 400, None)]
)
def test_a_booking_id_is_a_whole_number_above_nought(written: str, canonical: str | None) -> None:
    assert check_booking_id(written).canonical == canonical


@given(st.text(max_size=40))
def test_no_text_breaks_a_check(written: str) -> None:
    for check in (check_pnc, check_cro, check_crn, check_prison_number, check_booking_id):
        checked = check(written)

        assert checked.raw == written
        assert (checked.canonical is None) == (checked.why_invalid is not None)
