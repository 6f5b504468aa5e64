"""The data key is private, whole, and can be written down and typed in again."""

import os
import re
import resource
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import keys
from casework.errors import KeyMissingError, KeyRefusedError

KEYS = st.binary(min_size=keys.KEY_BYTES, max_size=keys.KEY_BYTES)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "casework.key"


def test_a_key_is_random_and_32_bytes() -> None:
    assert len({keys.new_key() for _ in range(50)}) == 50
    assert len(keys.new_key()) == 32


def test_a_key_written_is_a_key_read(key_file: Path) -> None:
    key = keys.new_key()

    keys.write_key(key_file, key)

    assert keys.read_key(key_file) == key


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_nobody_else_can_read_the_key_whatever_the_umask(key_file: Path, umask: int) -> None:
    key_file.parent.parent.chmod(0o700)
    before = os.umask(umask)
    try:
        if umask == 0o777:
            key_file.parent.mkdir()
            key_file.parent.chmod(0o700)
        keys.write_key(key_file, keys.new_key())
    finally:
        os.umask(before)

    assert key_file.stat().st_mode & 0o777 == 0o600
    assert key_file.parent.stat().st_mode & 0o777 == 0o700


def test_does_not_overwrite_a_key(key_file: Path) -> None:
    key = keys.new_key()
    keys.write_key(key_file, key)

    with pytest.raises(KeyRefusedError, match=r"There is a key file .* already; move it"):
        keys.write_key(key_file, keys.new_key())

    assert keys.read_key(key_file) == key


def test_refuses_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(KeyRefusedError, match=r"cannot be written: File exists\."):
        keys.write_key(tmp_path / "file" / "casework.key", keys.new_key())


def test_a_key_that_cannot_be_written_whole_is_not_left_behind(key_file: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        with pytest.raises(KeyRefusedError, match=r"cannot be written: File too large\."):
            keys.write_key(key_file, keys.new_key())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert not key_file.exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644, 0o666, 0o601])
def test_refuses_a_key_others_can_reach(key_file: Path, mode: int) -> None:
    keys.write_key(key_file, keys.new_key())
    key_file.chmod(mode)

    with pytest.raises(KeyRefusedError, match=f"run `chmod 600 {key_file}`"):
        keys.read_key(key_file)


def test_a_missing_key_file_is_named(key_file: Path) -> None:
    with pytest.raises(KeyMissingError, match="run `casework init`"):
        keys.read_key(key_file)


def test_refuses_a_folder_in_the_key_s_place(key_file: Path) -> None:
    key_file.mkdir(parents=True)

    with pytest.raises(KeyRefusedError, match=r"cannot be read: Is a directory\."):
        keys.read_key(key_file)


@pytest.mark.parametrize("damage", ["", "x", "half", "exchanged", "bytes"])
def test_refuses_a_damaged_key_file(key_file: Path, damage: str) -> None:
    key = keys.new_key()
    whole = keys.recovery_key(key)
    keys.write_key(key_file, key)
    content = {"half": whole[:30], "exchanged": _exchange_letters(whole)}.get(damage, damage)
    key_file.write_bytes(b"\xff" * 70 if damage == "bytes" else content.encode())

    with pytest.raises(KeyRefusedError, match="does not hold a whole key") as refused:
        keys.read_key(key_file)

    assert "casework restore-key" in str(refused.value)


@given(KEYS)
def test_a_recovery_key_is_fourteen_groups_of_four(key: bytes) -> None:
    assert re.fullmatch(r"([A-Z2-7]{4}-){13}[A-Z2-7]{4}", keys.recovery_key(key))


@pytest.mark.parametrize(
    "typed",
    [
        "{}",
        " {} \n",
        pytest.param("lower", id="small letters"),
        pytest.param("spaces", id="spaces for hyphens"),
        pytest.param("misread", id="digits for the letters they look like"),
    ],
)
def test_a_recovery_key_restores_the_key_file(key_file: Path, typed: str) -> None:
    key = bytes(range(32))
    text = keys.recovery_key(key)
    forms = {
        "lower": text.lower(),
        "spaces": text.replace("-", " "),
        "misread": text.translate(str.maketrans("OIB", "018")),
    }

    keys.restore(key_file, forms.get(typed, typed.format(text)))

    assert keys.read_key(key_file) == key


@given(KEYS, st.integers(0, 55), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_one_wrong_letter_is_noticed(key: bytes, place: int, letter: str) -> None:
    text = keys.recovery_key(key).replace("-", "")
    mistyped = text[:place] + letter + text[place + 1 :]

    if mistyped == text:
        return

    with pytest.raises(KeyRefusedError, match="mistyped"):
        keys.restore(Path("/nonexistent/never-written"), mistyped)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "has 56 letters and digits and this one has 0"),
        ("ABCD", "this one has 4"),
        ("é" * 56, "mistyped"),
        ("9" * 56, "mistyped"),
    ],
)
def test_a_mistyped_recovery_key_writes_nothing(key_file: Path, typed: str, sentence: str) -> None:
    with pytest.raises(KeyRefusedError, match=sentence):
        keys.restore(key_file, typed)

    assert not key_file.exists()


def test_exchanged_letters_are_noticed(key_file: Path) -> None:
    text = keys.recovery_key(bytes(range(32)))

    with pytest.raises(KeyRefusedError, match="mistyped"):
        keys.restore(key_file, _exchange_letters(text))


def test_a_recovery_key_does_not_replace_a_key_file(key_file: Path) -> None:
    key = keys.new_key()
    keys.write_key(key_file, key)

    with pytest.raises(KeyRefusedError, match="There is a key file"):
        keys.restore(key_file, keys.recovery_key(keys.new_key()))

    assert keys.read_key(key_file) == key


def _exchange_letters(text: str) -> str:
    """Exchange the first two neighbours that differ."""
    at = next(
        at
        for at in range(len(text) - 1)
        if text[at].isalnum() and text[at + 1].isalnum() and text[at] != text[at + 1]
    )
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
