"""Reading records of JSON: however laid out, and why not."""

import json
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


REFUSED = {
    "a key twice": (
        '{"a": 1, "prisonerNumber": "x", "prisonerNumber": "y"}',
        "prisonerNumber twice",
    ),
    "a key twice within": ('{"b": [{"a": 1, "a": 1}]}', "gives a twice"),
    "no number": ('{"a": NaN}', "holds NaN, which is no number"),
    "a number beyond reach": ('{"a": 1e999999}', "a number too large"),
    "a number of many digits": ('{"a": ' + "9" * 6_000 + "}", "a number of 6,000 digits"),
    "nested deeply": ('{"a": ' + "[" * 70 + "]" * 70 + "}", "nested more than 64 deep"),
}


@pytest.mark.parametrize("layout", ["list", "lines"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_record_that_would_have_to_be_guessed_is_refused_and_the_next_is_read(
    tmp_path: Path, name: str, layout: str
) -> None:
    text, sentence = REFUSED[name]
    file = tmp_path / "records"
    both = [text, '{"a": 2}']
    file.write_text(
        f"[{', '.join(both)}]" if layout == "list" else "\n".join(both), encoding="utf-8"
    )

    first, second = read_records(file)

    assert sentence in (first.why_not or "")
    assert (second.number, second.record, second.why_not) == (2, {"a": 2}, None)


@pytest.mark.parametrize("line", ["[" * 100_000, '{"a": ' * 100_000, '{"a": ', '{"a": 1} x'])
def test_a_broken_line_is_told_in_our_words(tmp_path: Path, line: str) -> None:
    file = tmp_path / "records"
    file.write_text(f'{{"a": 1}}\n{line}\n{{"a": 3}}', encoding="utf-8")
    if not line.startswith("{"):
        file.write_text(f'{{"a": 1}}\n{{}}\n{line}\n{{"a": 3}}', encoding="utf-8")

    told = [read.why_not for read in read_records(file) if read.why_not]

    assert len(told) == 1
    assert told[0].endswith("Get the file again and import it again.")
    assert told[0].startswith(("The line is not JSON, or breaks off.", "The line is nested more"))


@pytest.mark.parametrize("content", ['[{"a": 1} {"a": 2}]', '[{"a": 1}] 5', '[{"a": 1},]', "[1"])
def test_a_list_that_is_none_ends_the_reading(tmp_path: Path, content: str) -> None:
    file = tmp_path / "records"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(ImportStoppedError, match="cannot be read") as stopped:
        list(read_records(file))

    assert "stands" not in str(stopped.value)


def test_records_longer_than_what_is_read_at_once_are_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.importing.json_records._BLOCK", 3)
    records = [{"a": "é" * n, "n": n * 1_000} for n in range(20)]
    file = tmp_path / "records"
    file.write_text(json.dumps(records, ensure_ascii=False, indent=1), encoding="utf-8")

    assert [read.record for read in read_records(file)] == records


@pytest.mark.parametrize("layout", ["list", "lines"])
def test_half_a_character_is_handed_on_as_it_is_and_not_replaced(
    tmp_path: Path, layout: str
) -> None:
    file = tmp_path / "records"
    both = ['{"a": "x\\ud800"}', '{"a": "\\ud83d\\ude00"}']
    file.write_text(
        f"[{', '.join(both)}]" if layout == "list" else "\n".join(both), encoding="utf-8"
    )

    assert [read.record for read in read_records(file)] == [{"a": "x\ud800"}, {"a": "\U0001f600"}]


def test_a_file_larger_than_is_taken_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.importing.files.LARGEST", 5)
    file = tmp_path / "records"
    file.write_text('{"a": 1}', encoding="utf-8")

    with pytest.raises(ImportStoppedError, match=r"is taken\. Split it"):
        list(read_records(file))
