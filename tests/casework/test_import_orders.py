"""Taking in orders through a mapping: each order whole or not at all, no duty guessed."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework.calendars import build_calendar
from casework.desk import Desk
from casework.facts import case_files
from casework.forms.mapping import FIELDS
from casework.imports import (
    import_establishments,
    import_events,
    import_orders,
    import_prisoners,
)
from casework.models import CourtOrder, IdentifierScheme
from casework.models import Identifier as IdentifierFact
from casework.recording import NewFact
from casework.services.record_facts import correct_fact, withdraw_fact
from casework.views.imports import ImportSummary, Taken
from rules.book import Rulebook
from rules.duties import CashLimit, FreeWording, NotifyChange
from tests.builders import a_person, an_order, given
from tests.casework.conftest import Clock
from tests.casework.importing import everything, rows
from tests.casework.order_files import A_ROW, MAP, a_row, no_duty, take

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


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
def test_a_dry_run_says_what_would_be_and_leaves_all_but_the_log_untouched(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    before = everything(engine)
    file = [a_row(Served="20/01/2024"), a_row(Ref="T2", Within="x")]

    _, tried = take(desk, tmp_path, *file, dry_run=True)

    assert everything(engine) == before
    _, taken = take(desk, tmp_path, *file)
    assert (tried.how, tried.messages) == (taken.how, taken.messages)


def test_the_examples_import_clean_twice(desk: Desk, engine: Engine) -> None:
    def all_of_them() -> list[ImportSummary]:
        return [
            import_establishments(desk, [EXAMPLES / "establishments.csv"]),
            import_prisoners(desk, [EXAMPLES / "prisoners.jsonl"]),
            import_orders(
                desk, [EXAMPLES / "orders.csv"], mapping=str(EXAMPLES / "orders-map.toml")
            ),
            import_events(
                desk, [EXAMPLES / "events.csv"], mapping=str(EXAMPLES / "events-map.toml")
            ),
        ]

    first = all_of_them()
    before = everything(engine)
    second = all_of_them()

    assert [(each.clean, each.unchanged) for each in first] == [(True, 0)] * 4
    assert [(each.clean, each.accepted) for each in second] == [(True, 0)] * 4
    assert everything(engine) == before


def test_the_manual_names_every_field_of_a_mapping() -> None:
    manual = (EXAMPLES.parent / "importing.md").read_text(encoding="utf-8")

    for parts in FIELDS.values():
        for part in parts.values():
            assert [field for field in part if field not in manual] == []


def test_what_the_rules_find_odd_in_an_order_is_told_with_its_first_row_and_it_is_kept(
    desk: Desk, engine: Engine, person: str, tmp_path: Path
) -> None:
    book = Rulebook(build_calendar())
    too_long = a_row(Ref="T9", Term="9 years MB")

    _, told = take(desk, tmp_path, a_row(), too_long, too_long | {"No": "2"}, book=book)

    assert told.how == [Taken.ACCEPTED] * 3, told.messages
    assert told.messages[0] == "Recorded: court order, provision."
    assert "5 years" in told.messages[1]
    assert told.messages[2] == "Recorded: court order, provision."
    assert everything(engine)["court_order"] == 2
    _, again = take(desk, tmp_path, too_long, book=book)
    assert (again.how, again.messages) == ([Taken.UNCHANGED], [""])
