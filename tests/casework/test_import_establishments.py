"""Taking in the register of prisons."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.errors import NotPermittedError
from casework.imports import import_establishments
from casework.views.imports import ImportSummary, Taken
from tests.casework.importing import Told, everything, rows

FULL = """code,name,types,town,inactive_date,country,anything
EXH,Example Hall (HMP),HMP,Exampleton,,England,x
OLD,Old Example (HMP),HMP,,2013-03-31,,
"""


def take(desk: Desk, path: Path, text: str, *, dry_run: bool = False) -> tuple[ImportSummary, Told]:
    file, told = path / "establishments.csv", Told()
    file.write_text(text, encoding="utf-8-sig")
    return import_establishments(desk, [file], tell=told, dry_run=dry_run, keep_good=True), told


def test_takes_in_the_register_and_ignores_columns_it_does_not_know(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    summary, _ = take(desk, tmp_path, FULL)

    assert summary.accepted == 2
    hall, old = rows(engine, "establishment", "code")
    assert (hall["name"], hall["town"], hall["closed_on"]) == (
        "Example Hall (HMP)",
        "Exampleton",
        None,
    )
    assert str(old["closed_on"]) == "2013-03-31"


def test_the_same_file_twice_changes_nothing(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    take(desk, tmp_path, FULL)
    before = everything(engine)

    _, told = take(desk, tmp_path, FULL)

    assert told.how == [Taken.UNCHANGED] * 2
    assert everything(engine) == before


def test_code_and_name_are_enough_and_a_missing_column_says_nothing(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, FULL)

    _, told = take(desk, tmp_path, "name,code\nExample Hall (HMP & YOI),exh\n")

    assert told.messages == ["EXH is changed: name."]
    [hall] = [row for row in rows(engine, "establishment") if row["code"] == "EXH"]
    assert (hall["name"], hall["town"]) == ("Example Hall (HMP & YOI)", "Exampleton")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("?!,Name,,,,,", 'code "?!" is not a prison\'s code'),
        (",Name,,,,,", "is not a prison's code"),
        ("AAA,,,,,,", "name is empty"),
        ("AAA,Name\x1b,,,,,", "name holds the hidden character U+001B"),
        ("AAA,Name,,,31/03/2013,,", "a day is written YYYY-MM-DD"),
        ("AAA,Name", "The row has 2 cells under a header of 7"),
        ("EXH,Another name,,,,,", "Row 2 says otherwise of EXH"),
    ],
)
def test_a_bad_row_is_named_and_spoils_no_other(
    desk: Desk, engine: Engine, tmp_path: Path, row: str, sentence: str
) -> None:
    _, told = take(desk, tmp_path, f"{FULL}{row}\n")

    assert told.how == [Taken.ACCEPTED, Taken.ACCEPTED, Taken.REJECTED]
    assert told.outcomes[2].number == 4
    assert sentence in told.messages[2]
    assert everything(engine)["establishment"] == 2


def test_a_dry_run_keeps_nothing(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    before = everything(engine)

    _, told = take(desk, tmp_path, FULL, dry_run=True)

    assert told.how == [Taken.ACCEPTED] * 2
    assert everything(engine) == before


def test_a_file_without_the_columns_says_which_it_has(desk: Desk, tmp_path: Path) -> None:
    summary, _ = take(desk, tmp_path, "Prison;Name\nEXH;Example\n")

    assert 'has no column "code", "name"; its first row has "Prison;Name"' in (
        summary.files[0].stopped or ""
    )


def test_the_unattended_check_may_not_keep_registers(nightly_desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotPermittedError):
        take(nightly_desk, tmp_path, FULL)
