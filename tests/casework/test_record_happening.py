"""Whatever happened is recorded as the rules read it, and looked over before."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.calendars import build_calendar
from casework.desk import Desk
from casework.errors import FactRefusedError, NotPermittedError, PersonNotFoundError
from casework.forms.filling import read_form
from casework.forms.happening import HappeningForm
from casework.forms.happening_choices import RecordChoices, code_of
from casework.forms.happening_parts import HappeningKind
from casework.models import (
    Association,
    AssociationKind,
    Establishment,
    Event,
    Holding,
    Movement,
    Note,
    Officer,
    OfficerContact,
    OrderService,
    OrderVariation,
    Payment,
    PersonFact,
    Review,
    Role,
    Source,
    Thing,
)
from casework.recording import NewFact
from casework.services.read_record_choices import read_record_choices
from casework.services.record_happening import record_happening, review_happening
from casework.views.happening import HappeningReview, Recorded
from rules.book import Rulebook
from rules.days import Length
from rules.duties import AnswerNotice, PeriodicReport
from rules.vocabulary import (
    Counting,
    CustodyBasis,
    EventKind,
    Feed,
    HoldingKind,
    HoldingRole,
    ItemKind,
    MovementKind,
    OrderKind,
    ServiceMethod,
    Unit,
)
from tests.builders import PHONE_IN_THREE_DAYS, TODAY, a_person, a_provision, an_order, given
from tests.casework.conftest import Colleague

BOOK = Rulebook(build_calendar())
REPORT = PeriodicReport(
    every=Length(count=6, unit=Unit.MONTHS, counting=Counting.MONTHS_AFTER),
    due_within=Length(count=28, unit=Unit.DAYS, counting=Counting.AFTER_PERIOD),
    particulars=("income", "assets"),
    documents=("bank statements",),
)


def choices_of(desk: Desk, person: str) -> RecordChoices:
    return desk.run(read_record_choices, person, BOOK)


def read(desk: Desk, person: str, typed: dict[str, str]) -> dict[str, Any]:
    """Read a form as typed, with nothing wrong in it."""
    form = HappeningForm(choices_of(desk, person), asks_who=False)
    readings = read_form(form, typed, today=TODAY)
    assert not [each.wrong for each in readings.values() if each.wrong]
    assert typed.keys() <= readings.keys()
    return {name: each.value for name, each in readings.items()}


def recorded(desk: Desk, person: str, **typed: str) -> Recorded:
    return desk.run(record_happening, person, read(desk, person, typed))


def reviewed(desk: Desk, person: str, **typed: str) -> HappeningReview:
    values = read(desk, person, typed)
    return desk.run(review_happening, person, values, choices_of(desk, person))


def kept(engine: Engine, table: type[PersonFact], fact_id: int) -> Any:
    with Session(engine) as session:
        return session.scalars(select(table).where(table.fact_id == fact_id)).one()


@pytest.fixture
def person(desk: Desk) -> str:
    return a_person(desk)


@pytest.fixture
def clauses(desk: Desk, person: str) -> list[int]:
    """Clauses 1 to 3 of an order of 15 January 2024: to report, to notify, to answer."""
    [order] = given(desk, person, an_order())
    return given(
        desk,
        person,
        a_provision(order, REPORT, number="1"),
        a_provision(order, PHONE_IN_THREE_DAYS, number="2"),
        a_provision(order, AnswerNotice(), number="3"),
    )


def test_a_report_answers_its_clause_and_its_period(
    desk: Desk, engine: Engine, person: str, clauses: list[int]
) -> None:
    made = recorded(
        desk, person, kind="report", clause="clause 1", period="period 4", happened_on="2/2/26",
        happened_at="9.30", contents="income; bank", details="By post.",
    )  # fmt: skip

    report = kept(engine, Event, made.facts[0])
    assert report.kind is EventKind.REPORT_RECEIVED
    assert (report.provision_id, report.period_from) == (clauses[0], date(2025, 7, 15))
    assert report.happened_at == datetime(2026, 2, 2, 9, 30, tzinfo=UTC)
    assert report.contents == '["income", "bank statements"]'
    with Session(engine) as session:
        source = session.get_one(Source, report.source_id)
        assert source.feed is Feed.OFFICERS


def test_the_periods_of_a_report_say_when_it_was_due_and_what_is_on_record(
    desk: Desk, person: str, clauses: list[int]
) -> None:
    recorded(desk, person, kind="report", clause="clause 1", period="period 4", happened_on="-3")

    [report, *_] = choices_of(desk, person).clauses
    assert report.choice.code == code_of(clauses[0])
    assert [period.label for period in report.periods[:2]] == [
        (
            "period 4 (Tue 15 Jul 2025 to Wed 14 Jan 2026), due by Wed 11 Feb 2026; "
            "a report is on record"
        ),
        "period 3 (Wed 15 Jan 2025 to Mon 14 Jul 2025), due by Mon 11 Aug 2025",
    ]
    assert report.periods[-1].label.endswith("; it has not ended yet")


def test_a_notice_of_a_new_thing_records_the_thing_with_it(
    desk: Desk, engine: Engine, person: str, clauses: list[int]
) -> None:
    made = recorded(
        desk, person, kind="notice given", clause="clause 2", about="a new thing",
        thing_kind="phone", thing="07700 900123", role="user", since="10/3/26",
        happened_on="12/3/26",
    )  # fmt: skip

    phone, notice = made.facts
    assert kept(engine, Event, notice).about_id == phone
    held = kept(engine, Holding, phone)
    assert (held.kind, held.role, held.since) == (
        HoldingKind.PHONE,
        HoldingRole.USER,
        date(2026, 3, 10),
    )
    with Session(engine) as session:
        assert session.get_one(Thing, held.thing_id).canonical == "07700900123"


def test_a_thing_on_record_is_not_made_twice(desk: Desk, engine: Engine, person: str) -> None:
    typed = {"kind": "holding", "thing_kind": "phone", "role": "user", "since": "today"}
    first = recorded(desk, person, **typed, thing="07700 900123")
    second = recorded(desk, person, **typed, thing="+44 7700 900123")

    assert (
        kept(engine, Holding, first.facts[0]).thing_id
        == kept(engine, Holding, second.facts[0]).thing_id
    )


def test_an_officers_notice_sets_a_time_and_is_answered(
    desk: Desk, engine: Engine, person: str, clauses: list[int]
) -> None:
    asked = recorded(
        desk, person, kind="officer's notice", clause="clause 3", happened_on="1/3/26",
        expected_on="20/3/26", expected_at="16:00",
    )  # fmt: skip
    answer = recorded(
        desk, person, kind="report", clause="clause 3", about="officer notice served",
        happened_on="15/3/26",
    )  # fmt: skip

    notice = kept(engine, Event, asked.facts[0])
    assert notice.expected_at == datetime(2026, 3, 20, 16, 0, tzinfo=UTC)
    assert (notice.expected_on, notice.provision_id) == (date(2026, 3, 20), clauses[2])
    assert kept(engine, Event, answer.facts[0]).about_id == asked.facts[0]


def test_each_other_kind_is_recorded_in_its_own_columns(
    desk: Desk, engine: Engine, person: str, clauses: list[int]
) -> None:
    other = a_person(desk, "Other")
    with Session(engine) as session, session.begin():
        session.add(Establishment(code="LEI", name="Leeds (HMP)", types="HMP", status="open"))
    [order] = given(desk, person, an_order(kind=OrderKind.CONFISCATION, made_on=date(2025, 1, 6)))
    [variation] = given(
        desk, person, NewFact(OrderVariation, {"order_id": order, "made_on": date(2025, 6, 2)})
    )
    cases: list[tuple[type[PersonFact], dict[str, str], dict[str, object]]] = [
        (
            Event,
            {"kind": "visit", "other_person": other, "happened_on": "1/3/26", "place": "Home"},
            {"kind": EventKind.VISIT, "other_person_id": 2, "place": "Home"},
        ),
        (
            Event,
            {"kind": "find", "item_kind": "cash", "amount": "£4,200.50", "happened_on": "1/3/26",
             "held_by_name": "A friend"},
            {"item_kind": ItemKind.CASH, "amount": 420050, "currency": "GBP",
             "held_by_name": "A friend"},
        ),
        (
            Event,
            {"kind": "journey booked", "place": "Spain", "expected_on": "3 apr",
             "happened_on": "1/3/26"},
            {"expected_on": date(2026, 4, 3), "place": "Spain"},
        ),
        (
            Payment,
            {"kind": "payment", "order": "confiscation", "amount": "500", "paid_on": "1/3/26"},
            {"order_id": order, "amount": 50000, "currency": "GBP"},
        ),
        (
            Movement,
            {"kind": "movement", "movement": "reception", "prison": "LEI", "basis": "recall",
             "happened_on": "1/3/26"},
            {"kind": MovementKind.RECEPTION, "basis": CustodyBasis.RECALL, "establishment_id": 1},
        ),
        (
            OrderService,
            {"kind": "service", "order": "variation", "method": "in person",
             "served_on": "1/3/26"},
            {"order_id": order, "variation_id": variation, "method": ServiceMethod.IN_PERSON},
        ),
        (
            OfficerContact,
            {"kind": "officer's contact", "contacted_on": "1/3/26", "method": "home visit"},
            {"method": "home visit", "outcome": None},
        ),
        (
            Note,
            {"kind": "note", "sort": "assessment", "body": "He may\nmove."},
            {"is_assessment": True, "body": "He may\nmove.", "written_on": TODAY},
        ),
        (
            Review,
            {"kind": "review", "reviewed_on": "today", "next_due_on": "16 sep", "outcome": "On."},
            {"next_due_on": date(2026, 9, 16), "outcome": "On."},
        ),
        (
            Holding,
            {"kind": "address", "thing": "1 High Street", "since": "1/3/26"},
            {"kind": HoldingKind.ADDRESS, "role": HoldingRole.OCCUPIER},
        ),
        (
            Association,
            {"kind": "association", "association": "rival", "other_name": "Lee Long"},
            {"kind": AssociationKind.RIVAL, "other_name": "Lee Long", "since": None},
        ),
    ]  # fmt: skip
    for table, typed, columns in cases:
        made = recorded(desk, person, **typed)
        row = kept(engine, table, made.facts[0])
        assert {name: getattr(row, name) for name in columns} == columns


def test_the_contact_of_another_officer_is_theirs(
    desk: Desk, engine: Engine, person: str, colleague: Colleague
) -> None:
    colleague("lead-2", Role.OFFENDER_MANAGER)
    home = colleague("stranger", Role.OFFENDER_MANAGER, agency="AWAY")
    made = recorded(
        desk, person, kind="officer's contact", contacted_on="1/3/26", method="call",
        officer="lead-2",
    )  # fmt: skip

    with Session(engine) as session:
        officer = session.get_one(Officer, kept(engine, OfficerContact, made.facts[0]).officer_id)
        assert officer.login == "lead-2"
    assert home.login not in [choice.code for choice in choices_of(desk, person).officers]


def test_a_review_warns_of_what_is_doubtful_and_forbids_nothing(
    desk: Desk, person: str, clauses: list[int]
) -> None:
    before = reviewed(desk, person, kind="notice given", clause="clause 2", happened_on="1/1/24")
    early = reviewed(
        desk, person, kind="report", clause="clause 1", period="period 5", happened_on="1/3/26"
    )
    unnamed = reviewed(desk, person, kind="notice given", happened_on="17/3/26")

    assert before.doubts == ("The order was made on Mon 15 Jan 2024, after this happened.",)
    assert early.doubts == ("The period it covers goes on to Tue 14 Jul 2026: it had not ended.",)
    assert unnamed.doubts == (
        "Tue 17 Mar 2026 has not come yet.",
        "No clause is named, so the machine cannot tell which duty this is about.",
    )


def test_a_review_names_what_is_on_record_already(
    desk: Desk, person: str, clauses: list[int]
) -> None:
    typed = {"kind": "report", "clause": "clause 1", "period": "period 4", "happened_on": "2/2/26"}
    made = recorded(desk, person, **typed)

    assert reviewed(desk, person, **typed).on_record == (
        f"Report received of Mon 2 Feb 2026 is on record: fact {made.facts[0]}",
    )
    without = {"kind": "report", "happened_on": "2/2/26"}
    assert reviewed(desk, person, **without).on_record != ()
    assert reviewed(desk, person, **typed | {"happened_on": "3/2/26"}).on_record == ()
    assert reviewed(desk, person, kind="call", other_name="X", happened_on="2/2/26").doubts == ()


def test_what_is_taken_together_must_fit(desk: Desk, person: str) -> None:
    form = HappeningForm(choices_of(desk, person), asks_who=False)
    for typed, wrong in (
        ({"kind": "visit", "happened_on": "today"}, "say whom it was with"),
        ({"kind": "find", "happened_on": "today"}, "say it in words"),
        ({"kind": "call", "happened_on": "today", "happened_at": "15/3/26 9.30"}, "not of Mon 16"),
        ({"kind": "address", "since": "3/3/26", "until": "1/3/26"}, "is before the first day"),
    ):
        readings = read_form(form, typed, today=TODAY)
        assert any(wrong in each.wrong for each in readings.values())


def test_every_kind_has_fields_and_none_twice(desk: Desk, person: str, clauses: list[int]) -> None:
    form = HappeningForm(choices_of(desk, person), asks_who=True)
    for kind in HappeningKind:
        names = [field.name for field in form.fields({"kind": kind.value})]
        assert len(names) == len(set(names)) > 3
        assert max(len(f.label) for f in form.fields({"kind": kind.value})) <= 16


def test_nobody_records_on_or_reads_choices_of_another_agencys_people(
    desk: Desk, person: str, colleague: Colleague
) -> None:
    away = colleague("away-1", Role.OFFENDER_MANAGER, agency="AWAY")
    auditor = colleague("auditor-1", Role.AUDITOR)
    values = read(desk, person, {"kind": "note", "sort": "fact", "body": "Seen."})

    with pytest.raises(PersonNotFoundError):
        away.run(record_happening, person, values)
    with pytest.raises(PersonNotFoundError):
        away.run(read_record_choices, person, BOOK)
    with pytest.raises(NotPermittedError):
        auditor.run(record_happening, person, values)


def test_a_fact_of_somebody_else_or_of_another_kind_is_not_pointed_at(
    desk: Desk, person: str, clauses: list[int]
) -> None:
    other = a_person(desk, "Other")
    values = read(desk, person, {"kind": "report", "clause": "clause 1", "period": "period 4",
                                 "happened_on": "today"})  # fmt: skip

    with pytest.raises(FactRefusedError, match="not on this record any more"):
        desk.run(record_happening, other, values)
    with pytest.raises(FactRefusedError, match="not on this record any more"):
        desk.run(record_happening, person, values | {"clause": code_of(clauses[0] - 1)})
