"""Reading records of JSON: however laid out, and why not."""

from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from casework.errors import ImportStoppedError
from casework.importing.json_records import read_records

READABLE = {
    "one object": ('{"a": 1}', [1]),
    "one object over lines, with a mark": ('\ufeff{\n "a": 1\n}', [1]),
    "a list": ('[{"a": 1},\n {"a": 2}]', [1, 2]),
    "one a line": ('{"a": 1}\n{"a": 2}\n', [1, 2]),
    "lines with one empty": ('{"a": 1}\n\n{"a": 2}', [1, 3]),
    "an empty list": ("[]", []),
}


@pytest.mark.parametrize("name", READABLE)
def test_reads_records_however_they_are_laid_out(tmp_path: Path, name: str) -> None:
    text, numbers = READABLE[name]
    file = tmp_path / "records"
    file.write_text(text, encoding="utf-8")

    assert [record.number for record in read_records(file) if not record.why_not] == numbers


UNREADABLE = {
    "nothing": (b"", "is empty"),
    "not JSON": (b"hello", "the JSON breaks off or is broken"),
    "a list that breaks off": (b'[{"a": ', "before its first record"),
    "Latin-1": (b'[{"a": "\xe9"}]', "not written in UTF-8"),
    "UTF-16": ('{"a": 1}'.encode("utf-16"), "is not UTF-8 but UTF-16"),
    "a workbook": (b"PK\x03\x04....", "is a workbook"),
    "nested for ever": (b"[" * 100_000, "nested more than 64 deep"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_says_in_one_sentence_why_a_file_cannot_be_read(tmp_path: Path, name: str) -> None:
    content, sentence = UNREADABLE[name]
    file = tmp_path / "records"
    file.write_bytes(content)

    with pytest.raises(ImportStoppedError, match=sentence):
        list(read_records(file))


@drawn(content=st.binary(max_size=200))
def test_no_bytes_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.mktemp("bytes") / "records"
    for start in (b"", b"[", b'{"a":1}\n', b'[{"a":'):
        file.write_bytes(start + content)
        try:
            list(read_records(file))
        except ImportStoppedError as stopped:
            assert str(file) in str(stopped)  # noqa: PT017  # either answer will do
