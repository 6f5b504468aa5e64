"""Reading tables: what a file is its first bytes say, and what it cannot say is refused."""

import os
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

import pytest
from defusedxml.common import EntitiesForbidden
from hypothesis import given as drawn
from hypothesis import strategies as st
from openpyxl import Workbook

from casework.errors import ImportStoppedError, RowRefusedError
from casework.importing import headed_rows, tables, workbooks, xlsx_rows
from casework.importing.files import LARGEST, Position, reading
from casework.importing.tables import read_header, read_table
from tests.casework.workbooks import SHEET, a_workbook, changed

HEADER = ("Ref", "Phone", "When")


def cells_of(file: Path, **asked: object) -> list[dict[str, str]]:
    options: dict[str, object] = {"needs": ["Ref"]} | asked
    return [row.cells() for row in read_table(file, **options)]  # type: ignore[arg-type]  # a test's shorthand


def test_a_workbook_reads_like_the_same_table_in_csv(tmp_path: Path) -> None:
    csv = tmp_path / "table.csv"
    csv.write_text("Ref,Phone,When\nT1,07700 900123,2024-01-15\n\nT2,,\n", encoding="utf-8")
    book = a_workbook(
        tmp_path, HEADER, ("T1", "07700 900123", date(2024, 1, 15)), (), ("T2", None, None)
    )

    assert list(read_table(book, needs=["Ref"])) == list(read_table(csv, needs=["Ref"]))
    assert [row.number for row in read_table(book, needs=["Ref"])] == [2, 4]


def test_a_file_is_what_its_bytes_say_whatever_its_name(tmp_path: Path) -> None:
    book = a_workbook(tmp_path, ("Ref",), ("T1",)).rename(tmp_path / "table.csv")
    csv = tmp_path / "table.xlsx"
    csv.write_text("Ref\nT1\n", encoding="utf-8")

    assert cells_of(book) == cells_of(csv) == [{"Ref": "T1"}]


SAID = {
    "a day": (date(2024, 1, 15), "2024-01-15"),
    "a moment": (datetime(2024, 1, 15, 9, 30), "2024-01-15T09:30"),  # noqa: DTZ001  # a sheet has no zones
    "midnight": (datetime(2024, 1, 15), "2024-01-15T00:00"),  # noqa: DTZ001  # a sheet has no zones
    "a time": (time(9, 5), "09:05"),
    "a whole number": (1200.0, "1200"),
    "a number of fifteen digits": (123456789012345, "123456789012345"),
    "an amount": (1000.1, "1000.1"),
    "a sum of tenths": (0.1 + 0.2, "0.3"),
    "a small number": (0.00001, "0.00001"),
    "yes": (True, "yes"),
    "no": (False, "no"),
    "text that looks like a number": ("007", "007"),
    "text that looks like a formula in quotation marks": ("'=1+1", "'=1+1"),
}


@pytest.mark.parametrize("name", SAID)
def test_a_cell_gives_what_it_holds_as_text(tmp_path: Path, name: str) -> None:
    value, text = SAID[name]
    book = a_workbook(tmp_path, ("Ref",), (value,))

    assert cells_of(book) == [{"Ref": text}]


def test_noughts_that_a_number_is_shown_with_are_kept(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"] = "Ref", 7700900123
    sheet["A2"].number_format = "00000000000"
    book.save(tmp_path / "table.xlsx")

    assert cells_of(tmp_path / "table.xlsx") == [{"Ref": "07700900123"}]


REFUSED = {
    "a long number": (4477009001231234, "cell A2 is a number in the sheet, which keeps 15 digits"),
    "a formula never worked out": ("=B1", "cell A2 is a formula that was never worked out"),
    "an error": ("#REF!", "cell A2 is in error (#REF!)"),
    "a day of no calendar": (date(9999, 12, 31), None),
    "too long": ("x" * 40, "cell A2 holds 40 characters; at most 20 are taken"),
    "digits lost on the way": ("4.47701E+11", 'column "Ref" 4.47701E+11 is a number that lost'),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_cell_that_cannot_be_relied_on_refuses_its_row_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    value, sentence = REFUSED[name]
    if name == "too long":
        monkeypatch.setattr(xlsx_rows, "LONGEST_CELL", 20)
    rows = list(read_table(a_workbook(tmp_path, ("Ref",), (value,), ("T2",)), needs=["Ref"]))

    if sentence is None:
        assert rows[0].cells() == {"Ref": "9999-12-31"}
    else:
        with pytest.raises(RowRefusedError) as refused:
            rows[0].cells()
        assert sentence in str(refused.value)
    assert rows[1].cells() == {"Ref": "T2"}


def test_a_serial_number_beyond_the_calendar_is_an_error_of_its_cell(tmp_path: Path) -> None:
    book = a_workbook(tmp_path, ("Ref",), (date(2024, 1, 15),))
    changed(book, SHEET, lambda xml: xml.replace(b"<v>45306</v>", b"<v>99999999</v>"))

    [row] = read_table(book, needs=["Ref"])

    assert "cell A2 is in error" in (row.why_not or "")


def test_a_formula_gives_the_value_it_was_saved_with(tmp_path: Path) -> None:
    book = a_workbook(tmp_path, ("Ref", "Sum"), ("T1", "=1+1"))
    changed(
        book, SHEET, lambda xml: xml.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>")
    )

    assert cells_of(book) == [{"Ref": "T1", "Sum": "2"}]


def test_a_cell_nobody_reads_refuses_nothing(tmp_path: Path) -> None:
    book = a_workbook(tmp_path, ("Ref", "Spare"), ("T1", "#REF!"))

    assert cells_of(book, reads=["Ref"]) == [{"Ref": "T1", "Spare": ""}]
    with pytest.raises(RowRefusedError, match="cell B2 is in error"):
        cells_of(book)


def test_reads_the_sheet_that_is_named_and_hidden_and_merged_cells(tmp_path: Path) -> None:
    book = Workbook()
    first, second = book.active, book.create_sheet("Log")
    assert first is not None
    first.append(["Else"])
    for row in (["Ref", "Phone"], ["T1", "x"], ["T2", "y"]):
        second.append(row)
    second.row_dimensions[3].hidden = True
    second.merge_cells("A2:B2")
    book.save(tmp_path / "table.xlsx")

    found = cells_of(tmp_path / "table.xlsx", sheet="Log")

    assert found == [{"Ref": "T1", "Phone": ""}, {"Ref": "T2", "Phone": "y"}]
    with pytest.raises(ImportStoppedError, match='has no sheet "Lgo"; it has "Sheet", "Log"'):
        cells_of(tmp_path / "table.xlsx", sheet="Lgo")
    assert read_header(tmp_path / "table.xlsx", sheet="Log") == ["Ref", "Phone"]


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    book = a_workbook(tmp_path, HEADER, ("T1", "x", "y"), ("T2", "x", "y"))

    def said(xml: bytes) -> bytes:
        assert b'<dimension ref="A1:C3"' in xml
        return xml.replace(b'<dimension ref="A1:C3"', b'<dimension ref="A1:A1"')

    changed(book, SHEET, said)

    assert [row["When"] for row in cells_of(book)] == ["y", "y"]


def test_a_workbook_with_macros_is_read_and_they_are_not_run(tmp_path: Path) -> None:
    book = a_workbook(tmp_path, ("Ref",), ("T1",))
    changed(book, "xl/vbaProject.bin", lambda _: b"Sub Auto_Open()")
    with_macros = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    changed(book, "[Content_Types].xml", lambda xml: xml.replace(plain, with_macros))

    assert cells_of(book) == [{"Ref": "T1"}]


@pytest.mark.parametrize("marking", ["OFFICIAL SENSITIVE", "Official-Sensitive", "SECRET"])
def test_a_protective_marking_above_the_header_is_skipped_where_it_may_be(
    tmp_path: Path, marking: str
) -> None:
    csv = tmp_path / "table.csv"
    csv.write_text(f"{marking},,\nRef,Phone,When\nT1,,\n", encoding="utf-8")
    book = a_workbook(tmp_path, (marking,), HEADER, ("T1",))

    for file in (csv, book):
        [row] = read_table(file, needs=["Ref"], skip_marking=True)
        assert (row.number, row.content["Ref"]) == (3, "T1")
        with pytest.raises(ImportStoppedError, match="has no column"):
            list(read_table(file, needs=["Ref"]))


def _old(file: Path) -> None:
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def _locked(file: Path) -> None:
    filled = b"\0" * (tables._MEGABYTE - 20)  # noqa: SLF001  # the name stands across two blocks
    name = "EncryptedPackage".encode("utf-16-le")
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + filled + name)


def _broken_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def _damaged(file: Path) -> None:
    content = bytearray(file.read_bytes())
    with ZipFile(file) as archive:
        start = archive.getinfo(SHEET).header_offset
    content[start + 60 : start + 90] = b"\xff" * 30
    file.write_bytes(content)


def _part(name: str, content: bytes) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        changed(file, name, lambda _: content)

    return change


def _archive(**parts: bytes) -> Callable[[Path], None]:
    def write(file: Path) -> None:
        with ZipFile(file, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)

    return write


_BOMB = b"<worksheet>" + b"<row></row>" * 600_000
_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    b"<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
)
_OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b"<worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>"
)


def _bytes(content: bytes) -> Callable[[Path], None]:
    def write(file: Path) -> None:
        file.write_bytes(content)

    return write


def _text(file: Path, encoding: str) -> None:
    file.write_bytes("Ref\ncaf\u00e9\n".encode(encoding))


_MANY_STYLES = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
    + b"".join(b'<xf n="%d"/>' % number for number in range(70_001))
)
_STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_NO_SHEETS = (
    b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/>'
    b"</workbook>"
)


def _moved(file: Path, part: str, place: str) -> None:
    """Put a part at another place than usual."""
    with ZipFile(file) as archive:
        content = archive.read(part)
        parts = {name: archive.read(name) for name in archive.namelist() if name != part}
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        parts[name] = parts[name].replace(f"/{part}".encode(), f"/{place}".encode())
    with ZipFile(file, "w") as archive:
        for name, kept in (parts | {place: content}).items():
            archive.writestr(name, kept)


BROKEN: dict[str, tuple[Callable[[Path], None], str]] = {
    "the old kind": (_old, r"is a workbook of the old kind \(.xls\)"),
    "locked": (_locked, "is locked with a password"),
    "breaks off": (_broken_off, "breaks off or is damaged"),
    "damaged": (_damaged, "is damaged"),
    "unpacks without end": (_part(SHEET, _BOMB), "unpacks to more than 200 times its size"),
    "entities in entities": (_part(SHEET, _LAUGHS), "cannot be read as a workbook"),
    "a file from outside": (_part(SHEET, _OUTSIDE), "cannot be read as a workbook"),
    "no XML": (_part(SHEET, b"<worksheet"), "cannot be read as a workbook"),
    "styles without end": (_part("xl/styles.xml", _MANY_STYLES), "has more in xl/styles.xml than"),
    "styles of a few bytes that unpack to many": (
        _part("xl/styles.xml", b"<a>" + b" " * 400_000 + b"</a>"),
        "unpacks to more than 200 times its size",
    ),
    "long styles": (
        _part("xl/styles.xml", b"<a>" + os.urandom(1_200_000).hex().encode()),
        "has more in xl/styles.xml than",
    ),
    "links without end": (
        _part("xl/worksheets/_rels/sheet1.xml.rels", _MANY_STYLES),
        "has more in xl/worksheets/_rels/sheet1.xml.rels than",
    ),
    "no sheets": (_part("xl/workbook.xml", _NO_SHEETS), "is a workbook without any sheet"),
    "no styles": (_part("xl/styles.xml", b"<a/>"), ""),
    "a row at the end of the world": (
        _part(
            SHEET,
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b'<sheetData><row r="1"><c t="str"><v>Ref</v></c></row>'
            b'<row r="4294967295"><c><v>1</v></c></row></sheetData></worksheet>',
        ),
        "has rows beyond 1,048,576",
    ),
    "an archive": (_archive(notes_dot_txt=b"x"), "is an archive and no workbook"),
    "binary": (_archive(xl__workbook_dot_bin=b"x"), "is a binary workbook"),
    "OpenDocument": (_archive(content_dot_xml=b"x"), "is an OpenDocument sheet"),
    "nothing in it": (_archive(xl__workbook_dot_xml=b""), "cannot be read as a workbook"),
    "UTF-16": (lambda file: _text(file, "utf-16"), 'UTF-16. Save it as "CSV UTF-8"'),
    "cp1252": (lambda file: _text(file, "cp1252"), r"is not written in UTF-8 \(soon after row 1\)"),
    "semicolons": (_bytes(b"Ref;Phone\nT1;x\n"), "its columns separated by semicolons"),
    "tabs": (_bytes(b"Ref\tPhone\nT1\tx\n"), "its columns separated by tabs"),
    "a mark within a cell": (_bytes(b'Ref\n"a" b\n'), "something follows a quotation mark"),
    "empty": (_bytes(b""), "its first row has nothing"),
    "a mark that is not closed": (
        _bytes(b'Ref\n"T1'),
        "Look for a quotation mark",
    ),
    "a cell without end": (
        _bytes(b"Ref\n" + b"x" * 140_000),
        "a cell there has more than 131,072 characters",
    ),
    "two of a name": (_bytes(b"Ref,Ref\n"), "more than one column"),
    "too wide": (
        _bytes(b"a," * 1000 + b"Ref\n"),
        "has 1,001 columns; at most 1,000",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_says_in_one_sentence_why_a_table_cannot_be_read(tmp_path: Path, name: str) -> None:
    breaks, sentence = BROKEN[name]
    file = a_workbook(tmp_path, ("Ref",), ("T1",), ("T2",))
    breaks(file)
    if not sentence:
        assert len(cells_of(file)) == 2
        return

    with pytest.raises(ImportStoppedError, match=sentence) as stopped:
        cells_of(file)

    assert str(file) in str(stopped.value)


@pytest.mark.parametrize("xml", [_LAUGHS, _OUTSIDE], ids=["inside", "outside"])
def test_no_entity_of_a_workbook_is_ever_followed(tmp_path: Path, xml: bytes) -> None:
    file = changed(a_workbook(tmp_path, ("Ref",), ("T1",)), SHEET, lambda _: xml)

    with pytest.raises(ImportStoppedError) as stopped:
        cells_of(file)

    wrapped = stopped.value.__context__
    assert wrapped is not None
    assert isinstance(wrapped.__cause__, EntitiesForbidden)


def test_a_line_without_end_and_a_file_too_large_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(b"Ref\n" + b"x" * 100)
    monkeypatch.setattr(tables, "LARGEST", 50)
    with pytest.raises(ImportStoppedError, match="a table of at most 0 MB"):
        cells_of(file)


@pytest.mark.parametrize("strings", ["xl/ss.dat", "xl/worksheets/ss.xml", "ss.png"])
def test_texts_are_counted_as_held_wherever_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, strings: str
) -> None:
    file = a_workbook(tmp_path, ("Ref",), ("T1",))
    texts = b"<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
    changed(file, strings, lambda _: texts + b"<si><t>T</t></si>" * 4_000 + b"</sst>")
    told = f"<Override PartName='/{strings}' ContentType='{_STRINGS}'/></Types>".encode()
    changed(file, "[Content_Types].xml", lambda xml: xml.replace(b"</Types>", told))
    as_sheet = f"<Relationship Id='x' Type='x/worksheet' Target='/{strings}'/></Relationships>"
    links = "xl/_rels/workbook.xml.rels"
    changed(file, links, lambda xml: xml.replace(b"</Relationships>", as_sheet.encode()))
    assert len(cells_of(file)) == 1

    monkeypatch.setattr(workbooks, "MOST_HELD", 50_000)
    with pytest.raises(ImportStoppedError, match="beside its rows"):
        cells_of(file)


def test_rows_are_not_counted_as_held_wherever_the_sheet_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_workbook(tmp_path, ("Ref",), *((n,) for n in range(2_000)))
    _moved(file, SHEET, "xl/s/rows.xml")
    monkeypatch.setattr(workbooks, "MOST_HELD", 50_000)

    assert len(cells_of(file)) == 2_000


def test_a_formula_never_worked_out_is_found_wherever_the_sheet_stands(tmp_path: Path) -> None:
    file = a_workbook(tmp_path, ("Ref", "Sum"), ("T1", "=1+1"))
    _moved(file, SHEET, "xl/s/rows.xml")

    with pytest.raises(RowRefusedError, match="cell B2 is a formula that was never worked out"):
        cells_of(file)


def test_what_is_held_beside_the_rows_is_limited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_workbook(tmp_path, ("Ref",), ("T1",))
    monkeypatch.setattr(workbooks, "MOST_HELD", 1000)
    with pytest.raises(ImportStoppedError, match="holds more than 0 MB beside its rows"):
        cells_of(file)
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 1000)
    with pytest.raises(ImportStoppedError, match="unpacks to more than 0 MB"):
        cells_of(file)


def _wide_rows(count: int) -> Iterator[list[str]]:
    yield list(HEADER)
    for number in range(count):
        yield [f"T{number}", "x" * 100, "y" * 100]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_long_table_is_read_as_a_stream(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"table.{kind}"
    if kind == "csv":
        file.write_text("".join(",".join(row) + "\n" for row in _wide_rows(6_000)), "utf-8")
    else:
        a_workbook(tmp_path, *_wide_rows(6_000))
    position = Position()
    before = reading.set(position)
    try:
        rows = read_table(file, needs=["Ref"])
        list(islice(rows, 500))
        assert 0 < position.done < position.total
        tracemalloc.start()
        count = sum(1 for _ in rows)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        reading.reset(before)

    assert count == 5_500
    assert peak < 1_500_000
    assert position.done >= position.total > 0


@drawn(content=st.binary(max_size=300))
def test_no_bytes_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.mktemp("bytes") / "table"
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"Ref\n"):
        file.write_bytes(start + content)
        try:
            list(read_table(file, needs=["Ref"]))
        except ImportStoppedError as stopped:
            assert str(file) in str(stopped)  # noqa: PT017  # either answer will do


@drawn(place=st.integers(0, 6_000), byte=st.integers(0, 255))
def test_no_changed_byte_of_a_workbook_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    file = a_workbook(folder, HEADER, ("T1", 7, datetime(2024, 1, 15, tzinfo=UTC).date()))
    content = bytearray(file.read_bytes())
    content[place % len(content)] = byte
    file.write_bytes(content)
    try:
        list(read_table(file, needs=["Ref"]))
    except ImportStoppedError as stopped:
        assert str(file) in str(stopped)  # noqa: PT017  # either answer will do


def test_limits_are_as_the_manual_says() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")

    for limit in (
        f"{LARGEST // 1024**2} MB",
        f"{workbooks.MOST_UNPACKED // 1024**2} MB",
        f"{headed_rows.MOST_COLUMNS:,} columns",
        f"{headed_rows.LONGEST_CELL:,} characters",
    ):
        assert limit in manual
