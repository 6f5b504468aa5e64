"""Taking in what happened: known again by its reference or by all it says, and never guessed."""

from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.facts import case_files
from casework.imports import import_events
from casework.models import Event, Holding
from casework.services.record_facts import correct_fact, withdraw_fact
from casework.views.imports import Taken
from rules.vocabulary import EventKind, ItemKind
from tests.builders import a_person, a_provision, an_fro, an_order, given
from tests.casework.conftest import Clock
from tests.casework.event_files import HOLDINGS, MAP, an_event, columns, take
from tests.casework.importing import everything, rows
from tests.casework.workbooks import a_workbook


@pytest.fixture(autouse=True)
def person(desk: Desk) -> str:
    return a_person(desk)


def test_takes_in_every_kind_of_event(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    file = [an_event(What=kind, Ref=f"L{n}") for n, kind in enumerate(EventKind)]

    summary, told = take(desk, tmp_path, *file)

    assert summary.clean, told.messages
    assert [row["kind"] for row in rows(engine, "event", "fact_id")] == list(EventKind)
    assert {row["source_id"] for row in rows(engine, "event")} == {1}


def test_takes_in_all_that_an_event_says(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    other = a_person(desk, "Other")
    [order] = given(desk, "P1", an_fro(reference="T1"))
    [clause] = given(desk, "P1", a_provision(order))
    report = an_event(
        What="Report in",
        Order="t1",
        Clause="3",
        Period="14/07/2023",
        Contents="bank statement; payslips",
    )
    find = an_event(
        Ref="",
        What="find",
        Time="09:30",
        Found="Cash",
        Item="Notes in a sock",
        Amount="£1,250.50",
        Currency="gbp",
        With=other,
        Heldby=other,
        Where="Exampleton",
    )

    summary, told = take(desk, tmp_path, report, find)

    assert summary.clean, told.messages
    with Session(engine) as session:
        [case] = case_files(session, {1: 0})
    [came] = case.events[EventKind.REPORT_RECEIVED]
    assert (came.provision_id, came.period_from) == (clause, date(2023, 7, 14))
    assert came.detail.contents == ("bank statement", "payslips")
    [found] = case.events[EventKind.FIND]
    assert found.happened_at is not None
    assert (found.happened_at.hour, found.detail.item_kind) == (9, ItemKind.CASH)
    assert (found.detail.amount, found.detail.currency) == (125_050, "GBP")
    assert (found.detail.other_person, found.detail.held_by) == (2, "P2")


def test_contents_that_were_looked_at_and_missing_are_told_from_not_looked_at(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, an_event(Contents=" ; "), an_event(Ref="L2"))

    assert [row["contents"] for row in rows(engine, "event", "fact_id")] == ["[]", None]


CLOCK = {
    "winter": ("09:30", "2024-01-15T09:30"),
    "an offset": ("2024-01-15T09:30+02:00", "2024-01-15T07:30"),
    "their form": ("15/01/2024 09:30", "2024-01-15T09:30"),
    "UTC": ("2024-01-15T09:30:00Z", "2024-01-15T09:30"),
}


@pytest.mark.parametrize("name", CLOCK)
def test_a_time_is_by_the_london_clock_unless_it_says_otherwise(
    desk: Desk, engine: Engine, tmp_path: Path, name: str
) -> None:
    written, in_utc = CLOCK[name]

    _, told = take(desk, tmp_path, an_event(Time=written))

    assert told.how == [Taken.ACCEPTED], told.messages
    [row] = rows(engine, "event")
    assert str(row["happened_at"]).replace(" ", "T").startswith(in_utc)


def test_a_moment_alone_gives_its_day_in_london(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    take(desk, tmp_path, an_event(Day="", Time="2025-06-01T23:30Z"))

    assert [str(row["happened_on"]) for row in rows(engine, "event")] == ["2025-06-02"]


def test_the_same_file_twice_changes_nothing(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    file = [an_event(), an_event(Ref=""), an_event(Ref="", Where="Here"), an_event(Ref="")]
    take(desk, tmp_path, *file)
    before = everything(engine)

    summary, told = take(desk, tmp_path, *file)

    assert told.how == [Taken.UNCHANGED] * 4
    assert summary.clean
    assert everything(engine) == before
    assert before["event"] == 3


def test_a_reference_lets_a_changed_value_correct_and_the_old_one_never_comes_back(
    desk: Desk, engine: Engine, clock: Clock, tmp_path: Path
) -> None:
    take(desk, tmp_path, an_event(Where="Here"))
    clock.move_on(days=1)
    take(desk, tmp_path, an_event(Where="There"), name="later.csv")
    before = everything(engine, without=["import_receipt"])

    _, told = take(desk, tmp_path, an_event(Where="Here"), an_event(Where=""))

    assert told.how == [Taken.UNCHANGED] * 2
    assert "superseded since" in told.messages[0]
    versions = rows(engine, "event", "version")
    assert [row["place"] for row in versions] == ["Here", "There"]
    assert versions[0]["closed_reason"] == "changed in the file later.csv"
    assert everything(engine, without=["import_receipt"]) == before


@pytest.mark.parametrize("ref", ["L1", ""])
def test_nothing_an_officer_corrected_or_withdrew_comes_back(
    desk: Desk, engine: Engine, clock: Clock, tmp_path: Path, ref: str
) -> None:
    file = [an_event(Ref=ref, Where="Here"), an_event(Ref=f"{ref}x" if ref else "", What="call")]
    take(desk, tmp_path, *file)
    visit, call = (row["fact_id"] for row in rows(engine, "event", "fact_id"))
    clock.move_on(days=1)
    there = {"place": "There"}
    desk.run(correct_fact, "P1", Event, visit, there, reason="Seen on the film.")
    desk.run(withdraw_fact, "P1", Event, call, reason="Another person's.")
    before = everything(engine)

    _, told = take(desk, tmp_path, *file)

    assert told.how == [Taken.UNCHANGED] * 2, told.messages
    assert everything(engine) == before


def test_what_was_withdrawn_stays_out_whatever_the_file_says_of_it_now(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    take(desk, tmp_path, an_event())
    [row] = rows(engine, "event")
    desk.run(withdraw_fact, "P1", Event, row["fact_id"], reason="Another person's.")

    _, told = take(desk, tmp_path, an_event(Where="Elsewhere"))

    assert told.how == [Taken.UNCHANGED]
    assert told.messages == ["This event was withdrawn from the record and stays out."]


@pytest.mark.parametrize("ref", ["L1", ""])
def test_another_source_stands_beside_and_is_not_corrected(
    desk: Desk, engine: Engine, tmp_path: Path, ref: str
) -> None:
    take(desk, tmp_path, an_event(Ref=ref))

    _, told = take(
        desk,
        tmp_path,
        an_event(Ref=ref),
        an_event(Ref=ref, Where="Here"),
        source="notification_log",
    )

    assert told.how == [Taken.ACCEPTED] * 2
    found = rows(engine, "event", "fact_id", "version")
    assert {row["source_id"] for row in found if row["version"] == 1} == {1, 2}
    assert [row["place"] for row in found if row["source_id"] == 1] == [None]


def test_a_clause_is_found_by_its_number_where_only_one_fits(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    [first, second] = given(desk, "P1", an_order(reference="T1"), an_order(reference="T2"))
    [clause, _, _] = given(
        desk,
        "P1",
        a_provision(first),
        a_provision(first, number="9"),
        a_provision(second, number="9"),
    )

    _, told = take(
        desk,
        tmp_path,
        an_event(Clause="3"),
        an_event(Ref="L2", Clause="9"),
        an_event(Ref="L3", Order="T2", Clause="3"),
    )

    assert told.how == [Taken.ACCEPTED, Taken.REJECTED, Taken.REJECTED]
    assert [row["provision_id"] for row in rows(engine, "event")] == [clause]
    assert told.messages[1] == (
        "More than one clause 9 of an order of P1 fits: the scpo of Mon 15 Jan 2024 (T1), the scpo "
        "of Mon 15 Jan 2024 (T2). Give the order's reference, or its kind and the day it was made."
    )
    assert told.messages[2].startswith("P1 has no clause 3 of an order T2 on record.")


def test_a_row_is_about_another_wherever_that_stands_in_the_file(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    back = an_event(What="journey_back", Ref="J2", About="J1", Day="20/01/2024")
    out = an_event(What="journey_out", Ref="J1")
    others = [an_event(Ref=f"X{n}") for n in range(250)]

    summary, told = take(desk, tmp_path, back, *others, out, keep_good=False)

    assert summary.clean, told.messages
    found = {row["reference"]: row for row in rows(engine, "event")}
    assert found["J2"]["about_id"] == found["J1"]["fact_id"]
    before = everything(engine)
    again, _ = take(desk, tmp_path, back, *others, out, keep_good=False)
    assert (again.accepted, everything(engine)) == (0, before)


def test_rows_of_a_batch_are_told_in_the_order_of_the_file(desk: Desk, tmp_path: Path) -> None:
    a_person(desk)

    _, told = take(
        desk,
        tmp_path,
        an_event(Ref="J2", About="J1"),
        an_event(Ref="J1"),
        an_event(Ref="J3", About="J1"),
        dry_run=True,
    )

    assert [row.number for row in told.outcomes] == [2, 3, 4]


def test_the_trial_of_a_long_file_lets_a_row_be_about_one_it_has_taken_back(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.imports.job.TRIAL", 2)
    file = [an_event(Ref=f"X{n}") for n in range(5)]

    summary, told = take(desk, tmp_path, *file, an_event(Ref="L9", About="X0"), keep_good=False)

    assert summary.clean, told.messages
    _, told = take(desk, tmp_path, an_event(Ref="L8", About="nowhere"), keep_good=False)
    [message] = told.messages
    assert message == (
        "Nothing of this source on P1 has the reference nowhere. Import what the row is about "
        "first, or put its row above this one."
    )


def test_a_row_can_tell_of_a_notice_and_of_the_telephone_it_is_about(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    mapping = """
kind = "events"
source = "notification_log"
[event]
person = "Person"
happened_on = "Day"
about = "Phone ref"
reference = "Ref"
[holding]
kind = "Kind"
item = "Phone"
since = "From"
reference = "Phone ref"
[always.event]
kind = "notice_given"
[always.holding]
role = "user"
"""
    row = {"Person": "P1", "Day": "2024-01-17", "Ref": "N1"}
    phone = {"Phone ref": "H1", "Kind": "phone", "Phone": "+44 7700 900123", "From": "2024-01-15"}

    summary, told = take(desk, tmp_path, row | phone, row | {"Ref": "N2"}, mapping=mapping)

    assert summary.clean, told.messages
    [held] = rows(engine, "holding")
    [thing] = rows(engine, "thing")
    notices = rows(engine, "event", "fact_id")
    assert [notice["about_id"] for notice in notices] == [None, held["fact_id"]]
    assert (thing["raw"], thing["canonical"]) == ("+44 7700 900123", "07700900123")


def test_a_thing_got_and_lost_is_one_holding_and_one_thing_however_it_is_written(
    desk: Desk, engine: Engine, clock: Clock, tmp_path: Path
) -> None:
    a_person(desk, "Other")
    got = {"Person": "P1", "What": "phone", "Thing": "07700 900123", "Got": "2024-01-15"}
    lost = {"Person": "P1", "What": "phone", "Thing": "+447700900123", "Lost": "2024-03-01"}
    take(desk, tmp_path, got, got | {"Person": "P2"}, mapping=HOLDINGS)
    clock.move_on(days=1)

    _, told = take(desk, tmp_path, lost, mapping=HOLDINGS)
    before = everything(engine, without=["import_receipt"])
    _, again = take(desk, tmp_path, got, lost, mapping=HOLDINGS)

    assert (told.how, again.how) == ([Taken.ACCEPTED], [Taken.UNCHANGED] * 2), told.messages
    assert everything(engine, without=["import_receipt"]) == before
    assert (before["thing"], before["holding"]) == (1, 3)
    assert [str(row["until"])[:10] for row in rows(engine, "holding", "person_id", "version")] == [
        "None",
        "2024-03-01",
        "None",
    ]


def test_what_another_source_says_is_held_is_neither_ended_nor_corrected(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    got = {"Person": "P1", "What": "phone", "Thing": "07700 900123", "Got": "2024-01-15"}
    take(desk, tmp_path, got, mapping=HOLDINGS)

    _, told = take(
        desk,
        tmp_path,
        got | {"Got": "", "Lost": "2024-03-01"},
        got | {"Lost": "2024-03-01"},
        mapping=HOLDINGS,
        source="notification_log",
    )

    assert told.how == [Taken.REJECTED, Taken.ACCEPTED], told.messages
    held = rows(engine, "holding", "fact_id", "version")
    assert [str(row["until"])[:10] for row in held] == ["None", "2024-03-01"]


def test_the_end_of_what_nobody_got_is_refused_and_of_what_was_withdrawn_passed_by(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    got = {"Person": "P1", "What": "vehicle", "Thing": "Q123 ABC", "Got": "2024-01-15"}
    lost = {"Person": "P1", "What": "vehicle", "Thing": "q123abc", "Lost": "2024-03-01"}

    _, told = take(desk, tmp_path, lost, mapping=HOLDINGS)

    assert told.messages[0].startswith("No holding of the vehicle q123abc is on record")
    take(desk, tmp_path, got, mapping=HOLDINGS)
    [row] = rows(engine, "holding")
    desk.run(withdraw_fact, "P1", Holding, row["fact_id"], reason="A cousin's.")
    _, told = take(desk, tmp_path, lost, mapping=HOLDINGS)
    assert told.how == [Taken.UNCHANGED]
    assert everything(engine)["holding"] == 1


def test_takes_in_payments_contacts_and_reviews(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    [order] = given(desk, "P1", an_order(reference="C1"))
    mapping = """
kind = "events"
source = "officers"
[payment]
person = "Person"
order = "Order"
paid_on = "Paid"
amount = "Amount"
[contact]
contacted_on = "Seen"
officer = "By"
outcome = "Said"
[review]
reviewed_on = "Reviewed"
outcome = "Outcome"
next_due_on = "Next"
[always.payment]
currency = "GBP"
[always.contact]
method = "telephone"
[values.contact.officer]
"PC Sample" = "officer"
"""
    paid = {"Person": "P1", "Order": "C1", "Paid": "2024-02-01", "Amount": "500"}
    seen = {"Person": "P1", "Seen": "2024-02-02", "By": "PC Sample", "Said": "At home."}
    reviewed = {"Person": "P1", "Reviewed": "2024-02-03", "Outcome": "Go on", "Next": "2024-08-03"}

    summary, told = take(desk, tmp_path, paid, seen, reviewed, mapping=mapping)
    before = everything(engine, without=["import_receipt"])
    again, _ = take(desk, tmp_path, reviewed, paid, seen, mapping=mapping)

    assert summary.clean, told.messages
    assert (again.unchanged, everything(engine, without=["import_receipt"])) == (3, before)
    [payment] = rows(engine, "payment")
    assert (payment["order_id"], payment["amount"]) == (order, 50_000)
    assert [row["method"] for row in rows(engine, "officer_contact")] == ["telephone"]
    assert [str(row["next_due_on"]) for row in rows(engine, "review")] == ["2024-08-03"]


def test_another_person_is_matched_by_number_or_kept_by_name(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    _, told = take(
        desk,
        tmp_path,
        an_event(With="A9999ZZ", Withname="Sam Unknown"),
        an_event(Ref="L2", With="A9999ZZ"),
    )

    assert told.how == [Taken.ACCEPTED, Taken.REJECTED]
    assert "A9999ZZ is nobody on record, and is kept by name only" in told.messages[0]
    assert told.messages[1].endswith("Or give the other_name too, to keep the name.")
    assert [row["other_name"] for row in rows(engine, "event")] == ["Sam Unknown"]


def test_a_workbook_and_a_table_say_the_same(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    _, told = take(desk, tmp_path, an_event(Time="09:30", Amount="1200.5", Currency="GBP"))
    before = everything(engine, without=["import_receipt"])
    cells = {"Person": "P1", "What": "visit", "Day": date(2024, 1, 15), "Time": time(9, 30)}
    cells |= {"Ref": "L1", "Amount": 1200.5, "Currency": "GBP"}
    book = a_workbook(tmp_path, columns(MAP), [cells.get(name) for name in columns(MAP)])

    summary = import_events(desk, [book], mapping=str(tmp_path / "map.toml"))

    assert told.how == [Taken.ACCEPTED], told.messages
    assert (summary.accepted, summary.unchanged, summary.rejected) == (0, 1, 0)
    assert everything(engine, without=["import_receipt"]) == before
