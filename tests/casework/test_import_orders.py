"""Taking in orders through a mapping: each order whole or not at all, no duty guessed."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import ImportRefusedError
from casework.facts import case_files
from casework.forms.order_map import FIELDS
from casework.imports import import_establishments, import_orders, import_prisoners
from casework.models import CourtOrder, IdentifierScheme
from casework.models import Identifier as IdentifierFact
from casework.recording import NewFact
from casework.services.record_facts import correct_fact, withdraw_fact
from casework.views.imports import ImportSummary, Taken
from rules.duties import CashLimit, FreeWording, NotifyChange
from tests.builders import a_person, an_order, given
from tests.casework.conftest import Clock
from tests.casework.importing import Told, everything, rows

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
MAP = """
[order]
person = "Person"
reference = "Ref"
kind = "Kind"
made_on = "Made"
represented = "There"
term = "Term"
ends_on = "Ends"
[service]
served_on = "Served"
[provision]
number = "No"
wording = "Words"
starts_on = "From"
start_condition = "When"
ends_on = "To"
[duty]
kind = "Duty"
within = "Within"
of = "Of"
most = "Most"
currency = "Currency"
address = "Address"
begins = "Begins"
ends = "Finishes"
every = "Every"
due_within = "Due"
due_on = "Due on"
amount = "Amount"
on_disposal = "Disposal"
[always.order]
nation = "england_and_wales"
court = "crown_court"
[always.service]
method = "in_person"
[values.order.kind]
"Serious crime" = "scpo"
[reading]
days = ["%d/%m/%Y"]
"""
A_ROW = {
    "Person": "P1",
    "Ref": "T1",
    "Kind": "Serious Crime",
    "Made": "15/01/2024",
    "There": "yes",
    "Term": "5 years MB",
    "No": "1",
    "Words": "He must notify any telephone.",
    "From": "15/01/2024",
    "Duty": "Notify change",
    "Within": "within 3 days A",
    "Of": "phone; sim",
}
HEADER = [
    *("Person", "Ref", "Kind", "Made", "There", "Term", "Ends", "Served", "No", "Words", "From"),
    *("When", "To", "Duty", "Within", "Of", "Most", "Currency", "Address", "Begins", "Finishes"),
    *("Every", "Due", "Due on", "Amount", "Disposal", "Something else"),
]


def a_row(**cells: str) -> dict[str, str]:
    """A row of notify-change; a cell is named with its spaces left out."""
    named = {name.replace(" ", ""): name for name in HEADER}
    return A_ROW | {named[name]: cell for name, cell in cells.items()}


def no_duty(**cells: str) -> dict[str, str]:
    return a_row(**{"Duty": "", "Within": "", "Of": ""} | cells)


def take(
    desk: Desk, path: Path, *given_rows: dict[str, str], mapping: str = MAP, **options: Any
) -> tuple[ImportSummary, Told]:
    file, map_file, told = path / "orders.csv", path / "map.toml", Told()
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, HEADER, restval="")
        writer.writeheader()
        writer.writerows(given_rows)
    map_file.write_text(mapping, encoding="utf-8")
    return import_orders(desk, [file], map_path=map_file, tell=told, **options), told


@pytest.fixture
def person(desk: Desk) -> str:
    return a_person(desk)


@pytest.mark.usefixtures("person")
def test_takes_in_an_order_with_its_clauses_and_its_service(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    cash = no_duty(No="2", Duty="cash limit", Most="1,000.50", Currency="GBP")

    summary, told = take(
        desk, tmp_path, a_row(), cash, no_duty(No="", Words="", From="", Served="20/01/2024")
    )

    assert told.how == [Taken.ACCEPTED] * 3, told.messages
    assert summary.clean
    with Session(engine) as session:
        [case] = case_files(session, {1: 0})
    [order] = case.orders
    assert order.made_on == date(2024, 1, 15)
    assert [service.served_on for service in order.services] == [date(2024, 1, 20)]
    duties = [provision.duty for provision in order.provisions]
    assert isinstance(duties[0], NotifyChange)
    assert duties[1] == CashLimit(most=100_050, currency="GBP")


@pytest.mark.usefixtures("person")
def test_the_same_file_twice_changes_nothing(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    file = [a_row(Served="16/01/2024"), a_row(No="2"), a_row(Ref="", Kind="tro")]
    take(desk, tmp_path, *file)
    before = everything(engine)

    summary, told = take(desk, tmp_path, *file)

    assert told.how == [Taken.UNCHANGED] * 3
    assert summary.clean
    assert everything(engine) == before


@pytest.mark.usefixtures("person")
def test_rows_of_one_order_stand_or_fall_together(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    file = [a_row(), a_row(Ref="T2"), a_row(No="2", Within="3 days")]

    _, told = take(desk, tmp_path, *file)

    assert [(each.number, each.outcome) for each in told.outcomes] == [
        (2, Taken.REJECTED),
        (4, Taken.REJECTED),
        (3, Taken.ACCEPTED),
    ]
    assert told.messages[0].startswith("Row 4 of the same order is refused")
    assert 'not as "3 days"' in told.messages[1]
    assert [row["reference"] for row in rows(engine, "court_order")] == ["T2"]


REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "nobody": (a_row(Person="A9999ZZ"), "Nobody is known here as A9999ZZ"),
    "no person": (a_row(Person=""), 'column "Person" is empty'),
    "kind of order": (a_row(Kind="ASBO"), 'column "Kind" "ASBO" is none of scpo'),
    "day": (a_row(Made="2024-01-15"), "is not a day written %d/%m/%Y"),
    "day to come": (a_row(Made="17/03/2026"), "has not come yet"),
    "served before": (a_row(Served="14/01/2024"), "is before 2024-01-15"),
    "ends before": (a_row(Term="", Ends="14/01/2024"), "is before 2024-01-15"),
    "both ends": (a_row(Ends="14/01/2029"), "are both given"),
    "both starts": (a_row(When="on release"), "are both given; give one"),
    "term": (a_row(Term="5 years M"), "is counted by code B or MB"),
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


@pytest.mark.usefixtures("person")
def test_a_duty_that_is_not_typed_is_free_wording_only_where_the_mapping_says_so(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    _, told = take(desk, tmp_path, a_row(Of=""), mapping=MAP + '\notherwise = "free_wording"\n')

    assert told.how == [Taken.ACCEPTED]
    assert "kept as free wording, for" in told.messages[0]
    with Session(engine) as session:
        [case] = case_files(session, {1: 0})
    assert case.orders[0].provisions[0].duty == FreeWording()


@pytest.mark.usefixtures("person")
def test_reads_times_and_amounts_and_days_of_duties(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    file = [
        no_duty(Duty="curfew", Address="1 High St", Begins="21:00", Finishes="07:00"),
        no_duty(No="2", Duty="pay", Amount="£12,000", Currency="GBP", Dueon="01/04/2024"),
        no_duty(No="3", Duty="periodic report", Every="6 months M", Due="28 days F"),
        a_row(No="4", Disposal="yes"),
    ]

    summary, told = take(desk, tmp_path, *file)

    assert summary.clean, told.messages
    kept = [json.loads(row["duty"]) for row in rows(engine, "provision", "number")]
    assert (kept[0]["begins"], kept[0]["ends"]) == ("21:00:00", "07:00:00")
    assert kept[1]["amount"] == 1_200_000
    assert kept[3]["on_disposal"] is True


@pytest.mark.usefixtures("person")
def test_a_changed_clause_is_a_new_version_and_the_old_one_never_comes_back(
    desk: Desk, engine: Engine, clock: Clock, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_row())
    clock.move_on(days=1)
    take(desk, tmp_path, a_row(Words="As amended."))
    before = everything(engine)

    _, told = take(desk, tmp_path, a_row())

    assert told.how == [Taken.UNCHANGED]
    assert "superseded since" in told.messages[0]
    versions = rows(engine, "provision", "version")
    assert [row["wording"] for row in versions] == [A_ROW["Words"], "As amended."]
    assert versions[0]["closed_reason"] == "changed in the file orders.csv"
    assert everything(engine) == before


@pytest.mark.usefixtures("person")
def test_an_officers_correction_stands_and_the_rest_is_taken_in(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_row())
    [order] = rows(engine, "court_order")
    changes = {"represented": False}
    desk.run(correct_fact, "P1", CourtOrder, order["fact_id"], changes, reason="Note of hearing.")

    take(desk, tmp_path, a_row(), a_row(No="2"))

    assert bool(rows(engine, "court_order", "version")[-1]["represented"]) is False
    assert everything(engine)["provision"] == 2


@pytest.mark.usefixtures("person")
def test_an_order_an_officer_withdrew_stays_out_with_its_clauses(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, a_row())
    [order] = rows(engine, "court_order")
    desk.run(withdraw_fact, "P1", CourtOrder, order["fact_id"], reason="Another person's.")

    _, told = take(desk, tmp_path, a_row())

    assert told.how == [Taken.UNCHANGED]
    assert everything(engine)["provision"] == 1


def test_an_order_of_another_source_is_added_to_and_not_corrected(
    desk: Desk, engine: Engine, person: str, tmp_path: Path
) -> None:
    given(desk, person, an_order(reference="T1"))

    _, agreed = take(desk, tmp_path, a_row())
    _, differing = take(desk, tmp_path, a_row(Term="4 years MB"))

    assert agreed.how == [Taken.ACCEPTED]
    assert differing.how == [Taken.REJECTED]
    assert "came from another source and says otherwise (term_count)" in differing.messages[0]
    assert everything(engine)["court_order"] == 1


def test_finds_the_person_by_any_number_and_one_order_in_two_spellings(
    desk: Desk, engine: Engine, person: str, tmp_path: Path
) -> None:
    numbers = {"pnc": "2012/0394773H", "crn": "X123456", "cro": "029906/12J"}
    facts = [
        NewFact(
            IdentifierFact,
            {"scheme": IdentifierScheme(scheme), "raw": number, "canonical": number},
        )
        for scheme, number in numbers.items()
    ]
    given(desk, person, *facts)
    file = [
        a_row(Person="12/394773H"),
        a_row(Person="x123456", No="2"),
        a_row(Person="29906/12J", No="3"),
        a_row(Person=" p1 ", No="4", Ref=""),
    ]

    _, told = take(desk, tmp_path, *file)

    assert told.how == [Taken.ACCEPTED] * 4, told.messages
    assert (everything(engine)["court_order"], everything(engine)["provision"]) == (1, 4)


@pytest.mark.usefixtures("person")
def test_rows_of_one_order_that_contradict_each_other_are_rejected(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    _, told = take(desk, tmp_path, a_row(), a_row(No="2", Made="16/01/2024"))

    assert told.how == [Taken.REJECTED] * 2
    assert "Rows 2 and 3 are of one order and differ in its made on." in told.messages[1]
    assert everything(engine)["court_order"] == 0


@pytest.mark.usefixtures("person")
def test_a_dry_run_says_what_would_be_and_leaves_all_but_the_log_untouched(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    before = everything(engine)
    file = [a_row(Served="20/01/2024"), a_row(Ref="T2", Within="x")]

    _, tried = take(desk, tmp_path, *file, dry_run=True)

    assert everything(engine) == before
    _, taken = take(desk, tmp_path, *file)
    assert (tried.how, tried.messages) == (taken.how, taken.messages)


BAD_MAPS = {
    "no TOML": ("[order", "is not TOML"),
    "unknown field": (MAP.replace('number = "No"', 'nmuber = "No"'), "has no field nmuber"),
    "unknown part": (MAP + '\n[always.orders]\nkind = "scpo"\n', "[orders] is no part"),
    "no person": (MAP.replace('person = "Person"', ""), "which column has person"),
    "unknown key": (MAP + "\n[extra]\n", "extra is not a field we know"),
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
    "nothing": (b"", "has no column"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_read_to_its_end_leaves_nothing(
    desk: Desk, engine: Engine, tmp_path: Path, name: str
) -> None:
    content, sentence = BAD_FILES[name]
    file, map_file = tmp_path / "orders.csv", tmp_path / "map.toml"
    file.write_bytes(content)
    map_file.write_text(MAP, encoding="utf-8")

    summary = import_orders(desk, [file], map_path=map_file)

    assert sentence in (summary.files[0].stopped or "")
    assert everything(engine)["court_order"] == 0


@pytest.mark.usefixtures("person")
def test_a_row_of_another_width_than_the_header_is_rejected(desk: Desk, tmp_path: Path) -> None:
    file, map_file, told = tmp_path / "orders.csv", tmp_path / "map.toml", Told()
    file.write_text(f"{','.join(HEADER)}\nP1,T1,scpo\n\n", encoding="utf-8")
    map_file.write_text(MAP, encoding="utf-8")

    import_orders(desk, [file], map_path=map_file, tell=told)

    assert told.how == [Taken.REJECTED]
    assert "The row has 3 cells under a header of 27" in told.messages[0]


def test_the_examples_import_clean_twice(desk: Desk, engine: Engine) -> None:
    def all_of_them() -> list[ImportSummary]:
        return [
            import_establishments(desk, [EXAMPLES / "establishments.csv"]),
            import_prisoners(desk, [EXAMPLES / "prisoners.jsonl"]),
            import_orders(desk, [EXAMPLES / "orders.csv"], map_path=EXAMPLES / "orders-map.toml"),
        ]

    first = all_of_them()
    before = everything(engine)
    second = all_of_them()

    assert [(each.clean, each.unchanged) for each in first] == [(True, 0)] * 3
    assert [(each.clean, each.accepted) for each in second] == [(True, 0)] * 3
    assert everything(engine) == before


def test_the_manual_names_every_field_of_a_mapping() -> None:
    manual = (EXAMPLES.parent / "importing.md").read_text(encoding="utf-8")

    for part in FIELDS.values():
        for field in part:
            assert field in manual
