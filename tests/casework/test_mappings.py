"""Mappings saved under a name, in versions, and what a mapping makes of a file."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from casework.cli import main
from casework.desk import Desk
from casework.errors import ImportRefusedError, NotPermittedError
from casework.forms.mapping_file import map_text, parse_map
from casework.importing.map_checks import check_file, check_map
from casework.imports import import_events, import_orders
from casework.installation import NIGHTLY_LOGIN
from casework.services.keep_mapping import list_mappings, read_mapping, save_mapping
from tests.builders import TODAY, a_person
from tests.casework import order_files
from tests.casework.conftest import Run
from tests.casework.event_files import MAP, an_event, written
from tests.casework.importing import everything, rows
from tests.casework.workbooks import a_workbook

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def test_the_same_contents_are_the_same_version_and_others_the_next(desk: Desk) -> None:
    first = desk.run(save_mapping, "post-log", MAP)
    same = desk.run(save_mapping, "post-log", MAP)
    changed = desk.run(save_mapping, "post-log", MAP + "\n")
    back = desk.run(save_mapping, "post-log", MAP)

    assert [each.version for each in (first, same, changed, back)] == [1, 1, 2, 3]
    assert [each.is_new for each in (first, same, changed, back)] == [True, False, True, True]
    assert desk.run(read_mapping, "post-log").version == 3
    assert desk.run(read_mapping, "post-log", 2).contents == MAP + "\n"
    assert [(each.name, each.version) for each in desk.run(list_mappings)] == [
        ("post-log", version) for version in (1, 2, 3)
    ]


REFUSED = {
    "a name with capitals": ("Post Log", MAP, '"Post Log" is no name for a mapping'),
    "no TOML": ("post-log", "\n[event", 'The mapping "post-log" is not TOML: it ends too early'),
    "a line that is none": ("post-log", MAP + "x", "is not TOML: it ends too early"),
    "a bare word": ("post-log", "\nkind = events\n", "line 2 cannot be read; write name ="),
    "a section twice": (
        "post-log",
        "[event]\n[event]\n",
        "line 2 gives a name or a section a second time",
    ),
    "a name twice": ("post-log", 'kind = "events"\nkind = "events"\n', "line 2 gives a name"),
    "brackets without end": ("post-log", "x = " + "[" * 5_000, "is not TOML that a mapping"),
    "a number without end": ("post-log", f"x = {'9' * 5_000}", "is not TOML that a mapping"),
    "nothing": ("post-log", "# soon\n", "maps nothing. Begin it with kind ="),
    "a number for a column": (
        "post-log",
        MAP.replace('person = "Person"', "person = 5"),
        "event.person has to be text, in quotation marks",
    ),
    "a source there is not": (
        "post-log",
        MAP.replace("post_log", "pots_log"),
        'there is no source "pots_log"; the sources are ',
    ),
    "a hidden character in a column": (
        "post-log",
        MAP.replace('"Person"', '"Per\u200bson"'),
        "event.person holds the hidden character U+200B",
    ),
    "a hidden character in a name": (
        "post-log",
        MAP + '[values.event.place]\n"a\u202eb" = "c"\n',
        "holds the hidden character U+202E",
    ),
    "no days": ("post-log", MAP.replace('["%d/%m/%Y"]', "[]"), "reading.days is empty; leave"),
    "years of two figures": (
        "post-log",
        MAP.replace("%d/%m/%Y", "%d/%m/%y"),
        "writes a year in two figures, which may be of either century; use %Y",
    ),
    "years of two figures by another sign": (
        "post-log",
        MAP.replace("%d/%m/%Y", "%x"),
        "is no way to write a day",
    ),
    "a field we do not know": ("post-log", MAP + 'x = "y"\n', "reading.x is not a field we know"),
    "another kind": (
        "theirs",
        order_files.MAP,
        "theirs is a mapping of events, and this one is of",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_mapping_that_will_not_do_is_not_saved(desk: Desk, engine: Engine, name: str) -> None:
    desk.run(save_mapping, "theirs", MAP)
    called, contents, sentence = REFUSED[name]

    with pytest.raises(ImportRefusedError) as refused:
        desk.run(save_mapping, called, contents)

    assert sentence in str(refused.value)
    assert everything(engine)["import_mapping"] == 1


def test_only_who_may_import_keeps_mappings(nightly_desk: Desk) -> None:
    assert nightly_desk.login == NIGHTLY_LOGIN
    with pytest.raises(NotPermittedError):
        nightly_desk.run(save_mapping, "post-log", MAP)


def test_an_import_by_a_saved_mapping_keeps_which_in_its_receipt(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    a_person(desk)
    desk.run(save_mapping, "post-log", MAP)
    second = desk.run(save_mapping, "post-log", MAP + "\n")
    log = written(tmp_path, [an_event()])
    later = written(tmp_path, [an_event(Ref="L2")], name="later.csv")

    assert import_events(desk, [log], mapping="post-log").clean
    assert import_events(desk, [later], mapping="post-log@1").clean

    assert [row["mapping_id"] for row in rows(engine, "import_receipt", "id")] == [second.id, 1]
    for wrong, sentence in {
        "post-log@9": "There is no saved mapping post-log@9",
        "post-log@x": "names no version",
        f"post-log@{2**31}": "There is no saved mapping post-log@2147483648",
        f"post-log@{'9' * 20}": "There is no saved mapping post-log@99999999999999999999",
        f"post-log@{'9' * 5_000}": "There is no saved mapping post-log@999",
        "": "No mapping is named",
        "letters": "There is no saved mapping letters",
        "letters.toml": "cannot be read: No such file",
    }.items():
        with pytest.raises(ImportRefusedError, match=sentence):
            import_events(desk, [log], mapping=wrong)
    with pytest.raises(ImportRefusedError, match="is a mapping of events, not of orders"):
        import_orders(desk, [log], mapping="post-log")


def test_a_check_tells_each_column_and_the_first_rows(tmp_path: Path) -> None:
    mapping = parse_map(MAP, "map")
    file = written(tmp_path, [an_event(), an_event(What="party")])

    found = check_file(mapping, file, today=TODAY)

    assert not found.clean
    assert {each.column: each.fields for each in found.columns}["Day"] == ("event.happened_on",)
    assert [each.column for each in found.columns if not each.fields] == ["Something else"]
    assert found.rows[0].says["event.person"] == "P1"
    assert "party" in (found.rows[1].why_not or "")


def test_a_check_tells_which_columns_are_not_in_the_file(tmp_path: Path) -> None:
    book = a_workbook(tmp_path, ("Person", "What"), ("P1", "visit"))

    found = check_file(parse_map(MAP, "map"), book, today=TODAY)

    assert not found.clean
    assert "Day" in found.missing
    assert found.rows == ()


def test_a_check_tells_of_other_separators_and_of_a_sheet_that_csv_has_not(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("Person;What;Day\nP1;visit;15/01/2024\n", encoding="utf-8")

    found = check_file(parse_map(MAP + 'sheet = "Log"\n', "map"), file, today=TODAY)

    assert "its columns separated by semicolons" in found.wrong[0]
    assert found.notes == ("sheet in [reading] is ignored: the file is CSV, which has no sheets",)
    assert not check_file(parse_map(MAP, "map"), file, today=TODAY).notes


@pytest.mark.parametrize(
    ("cell", "why_not"),
    [
        ("2024-01-15T00:00", None),
        ("15/01/2024 00:00:00", None),
        ("2024-01-15T09:30", "is not a day, such as 16/03/2026"),
        ("15.01.2024", "is not a day, such as 16/03/2026"),
        ("46300", "is a number, and a day is wanted; give the column a date format"),
        ("46300.5", "is a number, and a day is wanted"),
    ],
)
def test_a_day_may_be_its_midnight_and_no_number(
    tmp_path: Path, cell: str, why_not: str | None
) -> None:
    file = written(tmp_path, [an_event(Day=cell)])

    [row] = check_file(parse_map(MAP, "map"), file, today=TODAY).rows

    assert (why_not or "None") in str(row.why_not)


def test_a_mapping_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    file.write_bytes("kind = 'caf\u00e9'".encode("cp1252"))
    with pytest.raises(ImportRefusedError, match=r"is not written in UTF-8\. Save it as UTF-8"):
        map_text(file)
    with pytest.raises(ImportRefusedError, match="cannot be read"):
        map_text(tmp_path)


def test_a_check_without_a_file_tells_what_is_read_and_what_is_always_so() -> None:
    text = (EXAMPLES / "orders-map.toml").read_text(encoding="utf-8")

    found = check_map(parse_map(text, "map"))

    assert found.clean
    assert found.always == {"order.nation": "england_and_wales"}
    assert "order.made_on" in {field for each in found.fields for field in each.fields}


def test_the_commands_save_list_show_and_check(run: Run, desk: Desk, tmp_path: Path) -> None:
    file, book = tmp_path / "log.toml", a_workbook(tmp_path, ("Person", "What"), ("P1", "visit"))
    file.write_text(MAP, encoding="utf-8")

    assert "post-log@1 is saved" in run("import", "map", "save", "post-log", str(file)).output
    assert "nothing was saved" in run("import", "map", "save", "post-log", str(file)).output
    assert "post-log@1  events  saved Mon 16 Mar" not in run("import", "map", "list").output
    assert "post-log@1  events  saved" in run("import", "map", "list").output
    shown = run("import", "map", "show", "post-log", "--version", "1").output
    assert 'happened_on = "Day"' in shown
    assert "The mapping is in order." in run("import", "map", "check", "post-log").output
    checked = run("import", "map", "check", str(file), "--file", str(book))
    assert checked.exit_code == 1
    assert 'column "Day" is not in the file' in checked.output
    assert "columns not in the file, so no row was tried. Name the" in checked.output
    late = run("import", "map", "show", "post-log", "--version", "9" * 20)
    assert (late.exit_code, "There is no saved mapping post-log@999" in late.output) == (2, True)
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text(MAP.replace("post_log", "pots_log"), encoding="utf-8")
    unknown = run("import", "map", "check", str(elsewhere))
    assert unknown.exit_code == 1
    assert 'there is no source "pots_log"; the sources are ' in unknown.output
    assert "The mapping is in order." not in unknown.output
    file.write_text(MAP + "[evnt]\n", encoding="utf-8")
    refused = run("import", "map", "check", str(file))
    assert (refused.exit_code, "[evnt] is no part of events" in refused.output) == (2, True)


def test_a_check_of_a_file_needs_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casework.cli.importing_maps.open_office", None)
    mapping, orders = EXAMPLES / "orders-map.toml", EXAMPLES / "orders.csv"

    checked = CliRunner().invoke(
        main, ["import", "map", "check", str(mapping), "--file", str(orders)]
    )

    assert checked.exit_code == 0, checked.output
    assert 'column "Case officer"  (nobody reads it)' in checked.output
    assert "rows tried (at most 20), 0 will not do." in checked.output
