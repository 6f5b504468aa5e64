"""Orders, mappings and files that will not do, each named with what is wrong."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.errors import ImportRefusedError
from casework.imports import import_orders
from casework.views.imports import Taken
from rules.days import Length
from tests.builders import a_person
from tests.casework.importing import Told, everything
from tests.casework.order_files import HEADER, MAP, a_row, no_duty, take


@pytest.fixture
def person(desk: Desk) -> str:
    return a_person(desk)


REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "nobody": (a_row(Person="A9999ZZ"), "Nobody is known here as A9999ZZ"),
    "no person": (a_row(Person=""), 'column "Person" is empty'),
    "kind of order": (a_row(Kind="ASBO"), 'column "Kind" "ASBO" is none of scpo'),
    "day": (a_row(Made="15.01.2024"), "is not a day, such as 16/03/2026"),
    "day to come": (a_row(Made="17/03/2026"), "has not come yet"),
    "served before": (a_row(Served="14/01/2024"), "is before 2024-01-15"),
    "ends before": (a_row(Term="", Ends="14/01/2024"), "is before 2024-01-15"),
    "both ends": (a_row(Ends="14/01/2029"), "are both given"),
    "both starts": (a_row(When="on release"), "are both given; give one"),
    "term": (a_row(Term="5 years M"), "is counted by code B or MB"),
    "no term at all": (a_row(Term="0 years MB"), "counted by code MB is at least 1, not 0"),
    "no time at all": (a_row(Within="0 hours H"), "counted by code H is at least 1, not 0"),
    "yes": (a_row(There="perhaps"), "is neither yes nor no"),
    "no duty": (no_duty(), 'column "Duty" is empty; it is needed'),
    "unknown duty": (a_row(Duty="be good"), 'column "Duty" "be good" is none of'),
    "missing": (a_row(Of=""), 'column "Of" is empty; a notify_change needs its of'),
    "too much": (a_row(Most="2"), 'column "Most" "2" is given, and a notify_change has no most'),
    "not notifiable": (a_row(Of="phone;yacht"), "the duty's of 1"),
    "length": (a_row(Within="3 months A"), "A length counted by code A is in days or weeks"),
    "money": (no_duty(Duty="cash_limit", Most="lots", Currency="GBP"), "is not an amount"),
    "pence": (no_duty(Duty="cash_limit", Most="1.005", Currency="GBP"), "at most 2 decimals"),
    "whole": (no_duty(Duty="count_limit", Of="phone", Most="-1"), "is not a whole number"),
    "time": (
        no_duty(Duty="curfew", Address="1 High St", Begins="2100", Finishes="07:00"),
        "is not a time of day",
    ),
    "hostile": (a_row(Words="\x1b[2J"), "holds the hidden character U+001B"),
    "no wording": (a_row(Words=""), 'column "Words" is empty; it is needed'),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.usefixtures("person")
def test_a_row_that_will_not_do_is_named_with_what_is_wrong(
    desk: Desk, engine: Engine, tmp_path: Path, name: str
) -> None:
    row, sentence = REFUSED[name]

    _, told = take(desk, tmp_path, row, a_row(Ref="another"))

    assert told.how == [Taken.REJECTED, Taken.ACCEPTED]
    assert sentence in told.messages[0]
    assert everything(engine)["court_order"] == 1


@pytest.mark.parametrize(
    "row",
    [a_row(Term="99999 years MB"), a_row(Within="99999 weeks A")],
    ids=["term", "time of a duty"],
)
@pytest.mark.usefixtures("person")
def test_whatever_a_length_refuses_is_a_rejected_row_in_its_words(
    desk: Desk,
    engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    row: dict[str, str],
) -> None:
    def bounded(*, count: int, **others: Any) -> Length:
        if count == 99_999:
            raise ValueError("A length is at most 500 years.")
        return Length(count=count, **others)

    monkeypatch.setattr("casework.forms.lengths.Length", bounded)

    _, told = take(desk, tmp_path, row, a_row(Ref="another"))

    assert told.how == [Taken.REJECTED, Taken.ACCEPTED]
    assert "A length is at most 500 years." in told.messages[0]
    assert everything(engine)["court_order"] == 1


@pytest.mark.usefixtures("person")
def test_rows_of_one_order_that_contradict_each_other_are_rejected(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    _, told = take(desk, tmp_path, a_row(), a_row(No="2", Made="16/01/2024"))

    assert told.how == [Taken.REJECTED] * 2
    assert "Rows 2 and 3 are of one order and differ in its made on." in told.messages[1]
    assert everything(engine)["court_order"] == 0


@pytest.mark.parametrize(
    "other",
    [
        a_row(No="2", Term="5 months MB"),
        a_row(No="2", Term="5 weeks B"),
        a_row(No="2", Term="", Ends="14/01/2029"),
    ],
    ids=["unit", "counting", "last day"],
)
@pytest.mark.usefixtures("person")
def test_rows_of_one_order_have_to_give_it_the_same_end(
    desk: Desk, engine: Engine, tmp_path: Path, other: dict[str, str]
) -> None:
    _, told = take(desk, tmp_path, a_row(), other)

    assert told.how == [Taken.REJECTED] * 2
    assert told.messages[1] == (
        "Rows 2 and 3 are of one order and differ in its term or last day. Make them agree."
    )
    assert everything(engine)["court_order"] == 0


@pytest.mark.usefixtures("person")
def test_one_row_of_an_order_may_give_its_end_for_all(desk: Desk, tmp_path: Path) -> None:
    summary, told = take(desk, tmp_path, a_row(Term=""), a_row(No="2"), a_row(No="3", Term=""))

    assert summary.clean, told.messages


BAD_MAPS = {
    "no TOML": ("[order", "is not TOML"),
    "unknown field": (MAP.replace('number = "No"', 'nmuber = "No"'), "has no field nmuber"),
    "unknown part": (MAP + '\n[always.orders]\nkind = "scpo"\n', "[always.orders] is no part"),
    "no person": (MAP.replace('person = "Person"', ""), "which column has person"),
    "unknown table": (MAP + "\n[extra]\n", "[extra] is no part of orders"),
    "unknown key": ("extra = 1\n" + MAP, "extra is not a field we know"),
    "otherwise": (MAP + '\notherwise = "guess"\n', "reading.otherwise"),
}


@pytest.mark.parametrize("name", BAD_MAPS)
def test_a_mapping_that_will_not_do_is_refused_before_anything_is_read(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    mapping, sentence = BAD_MAPS[name]

    with pytest.raises(ImportRefusedError) as refused:
        take(desk, tmp_path, a_row(), mapping=mapping)

    assert sentence in str(refused.value)


BAD_FILES = {
    "no such column": (b"Person,Ref\nP1,T1\n", "has no column"),
    "a column twice": (",".join([*HEADER, "Ref"]).encode(), 'more than one column "Ref"'),
    "Latin-1": (",".join(HEADER).encode() + b"\n\xa3,,\n", "is not written in UTF-8"),
    "an open quotation": (",".join(HEADER).encode() + b'\n"P1,', "cannot be read after row"),
    "nothing": (b"", "is empty"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_read_to_its_end_leaves_nothing(
    desk: Desk, engine: Engine, tmp_path: Path, name: str
) -> None:
    content, sentence = BAD_FILES[name]
    file, map_file = tmp_path / "orders.csv", tmp_path / "map.toml"
    file.write_bytes(content)
    map_file.write_text(MAP, encoding="utf-8")

    summary = import_orders(desk, [file], mapping=str(map_file), keep_good=True)

    assert sentence in (summary.files[0].stopped or "")
    assert everything(engine)["court_order"] == 0


@pytest.mark.usefixtures("person")
def test_a_row_of_another_width_than_the_header_is_rejected(desk: Desk, tmp_path: Path) -> None:
    file, map_file, told = tmp_path / "orders.csv", tmp_path / "map.toml", Told()
    file.write_text(f"{','.join(HEADER)}\nP1,T1,scpo\n\n", encoding="utf-8")
    map_file.write_text(MAP, encoding="utf-8")

    import_orders(desk, [file], mapping=str(map_file), tell=told, keep_good=True)

    assert told.how == [Taken.REJECTED]
    assert "The row has 3 cells under a header of 27" in told.messages[0]
