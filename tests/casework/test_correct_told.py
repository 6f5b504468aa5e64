"""A fact is corrected by its own form: what was left as it was stays to the letter."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import (
    FactRefusedError,
    FactUnknownError,
    NotPermittedError,
    PersonNotFoundError,
    ReasonMissingError,
)
from casework.fact_checks import own_columns
from casework.forms.correction import CorrectionForm
from casework.forms.filling import read_form
from casework.forms.happening_choices import code_of
from casework.models import (
    Agency,
    AssociationKind,
    CourtOrder,
    DecisionKind,
    Establishment,
    Event,
    FlagState,
    Holding,
    Movement,
    Note,
    Officer,
    OfficerContact,
    OrderService,
    OrderVariation,
    Payment,
    Person,
    PersonFact,
    Provision,
    Review,
    Role,
    Thing,
)
from casework.models import Association as Link
from casework.recording import NewFact
from casework.services.correct_told import correct_told, read_held, review_correction
from casework.services.decide_flag import decide_flag
from casework.services.judge_identity import judge_same
from casework.services.read_record_choices import read_record_choices
from casework.services.record_facts import withdraw_fact
from casework.services.withdraw_told import withdraw_told
from casework.views.correction import Corrected, CorrectionReview
from rules.days import Length
from rules.duties import AnswerNotice, PeriodicReport
from rules.vocabulary import (
    Counting,
    CustodyBasis,
    EventKind,
    HoldingKind,
    HoldingRole,
    ItemKind,
    MovementKind,
    OrderKind,
    ServiceMethod,
    Unit,
)
from tests.builders import (
    PHONE_IN_THREE_DAYS,
    TODAY,
    a_notice,
    a_person,
    a_phone,
    a_provision,
    a_report,
    a_service,
    an_order,
    given,
)
from tests.casework.conftest import Clock, Colleague
from tests.casework.nights import BOOK, changes, flags, night, reporting

WHY = "The log says otherwise."
REPORT = PeriodicReport(
    every=Length(count=6, unit=Unit.MONTHS, counting=Counting.MONTHS_AFTER),
    due_within=Length(count=28, unit=Unit.DAYS, counting=Counting.AFTER_PERIOD),
    particulars=("income", "assets"),
)


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = clock.ticks.resolution


@pytest.fixture
def person(desk: Desk) -> str:
    return a_person(desk)


def table_of(table: type[PersonFact]) -> str:
    return str(inspect(table).local_table.description)


def form_of(desk: Desk, table: type[PersonFact], fact_id: int, version: int = 1) -> CorrectionForm:
    held = desk.run(read_held, table_of(table), fact_id, version=version)
    choices = desk.run(read_record_choices, held.person, BOOK, alone=True)
    return CorrectionForm(choices, held.kind, held.values, held.kept)


def values_of(
    desk: Desk, table: type[PersonFact], fact_id: int, version: int = 1, **typed: str
) -> dict[str, Any]:
    """Read the form filled with what the fact holds, but for what is *typed* over it."""
    form = form_of(desk, table, fact_id, version)
    readings = read_form(form, {"reason": WHY, **form.typed(), **typed}, today=TODAY)
    assert not [each.wrong for each in readings.values() if each.wrong]
    return {name: each.value for name, each in readings.items() if name != "reason"}


def corrected(
    desk: Desk, table: type[PersonFact], fact_id: int, version: int = 1, **typed: str
) -> Corrected:
    values = values_of(desk, table, fact_id, version, **typed)
    kind = table_of(table)
    return desk.run(correct_told, kind, fact_id, values, version=version, reason=WHY)


def reviewed(desk: Desk, table: type[PersonFact], fact_id: int, **typed: str) -> CorrectionReview:
    values = values_of(desk, table, fact_id, 1, **typed)
    choices = form_of(desk, table, fact_id).choices
    return desk.run(review_correction, table_of(table), fact_id, values, choices, version=1)


def versions(engine: Engine, table: type[PersonFact], fact_id: int) -> list[dict[str, Any]]:
    """Return what each version of a fact says, oldest first."""
    with Session(engine) as session:
        rows = session.scalars(
            select(table).where(table.fact_id == fact_id).order_by(table.version)
        )
        return [{name: getattr(row, name) for name in own_columns(table)} for row in rows]


def test_only_what_was_corrected_changes_and_what_it_said_stays(
    desk: Desk, engine: Engine, person: str
) -> None:
    seen = {
        "kind": EventKind.SIGHTING,
        "happened_on": date(2026, 3, 10),
        "happened_at": datetime(2026, 3, 10, 9, 30, 17, tzinfo=UTC),
        "place": "Leeds",
        "details": " Two lines,\r\nas a feed sends them. ",
        "period_from": date(2025, 1, 1),
        "handling": "Not to be passed on.",
    }
    [event] = given(desk, person, NewFact(Event, seen))

    made = corrected(desk, Event, event, place="Batley")

    assert (made.fact, made.version, made.who.person) == (f"event/{event}", 2, person)
    before, after = versions(engine, Event, event)
    assert before == dict.fromkeys(before) | seen
    assert after == before | {"place": "Batley"}
    with Session(engine) as session:
        first, second = session.scalars(select(Event).order_by(Event.version))
        assert (first.known_to, first.closed_reason) == (second.known_from, WHY)
        assert (second.known_to, second.recorded_by) == (None, 1)


def test_a_time_goes_along_with_its_day_and_a_field_emptied_is_not_recorded(
    desk: Desk, engine: Engine, person: str
) -> None:
    seen = {
        "kind": EventKind.FIND,
        "happened_on": date(2026, 3, 10),
        "happened_at": datetime(2026, 3, 10, 9, 30, tzinfo=UTC),
        "item": "cash",
        "amount": 420_000,
        "currency": "GBP",
    }
    [event] = given(desk, person, NewFact(Event, seen))

    corrected(desk, Event, event, happened_on="11 Mar 2026", amount="")

    after = versions(engine, Event, event)[1]
    assert after["happened_on"] == date(2026, 3, 11)
    assert after["happened_at"] == datetime(2026, 3, 11, 9, 30, tzinfo=UTC)
    assert (after["amount"], after["currency"], after["item"]) == (None, None, "cash")


def _one_of_each(desk: Desk, engine: Engine, person: str) -> list[tuple[type[PersonFact], int]]:
    """Record a fact of each kind a form records, with as much in it as there can be."""
    other = a_person(desk, "Other")
    with Session(engine) as session, session.begin():
        session.add(Establishment(code="LEI", name="Leeds (HMP)", types="HMP", status="open"))
        thing = Thing(kind=HoldingKind.COMPANY, raw="ACME LTD", canonical=None)
        home = Thing(kind=HoldingKind.ADDRESS, raw="1 High Street", canonical=None)
        session.add_all([thing, home])
        session.flush()
        company, address = thing.id, home.id
    [order] = given(desk, person, an_order())
    [variation] = given(
        desk, person, NewFact(OrderVariation, {"order_id": order, "made_on": date(2024, 6, 2)})
    )
    clauses = given(
        desk,
        person,
        a_provision(order, REPORT, number="1"),
        a_provision(order, PHONE_IN_THREE_DAYS, number="2"),
        a_provision(order, AnswerNotice(), number="3"),
    )
    phone = a_phone(desk, "07700900123", date(2026, 3, 1), date(2026, 3, 9))
    [held] = given(desk, person, phone)
    day, at = date(2026, 2, 2), datetime(2026, 2, 2, 9, 30, tzinfo=UTC)
    when = {"happened_on": day, "happened_at": at}
    answered = datetime(2026, 4, 1, 15, 0, tzinfo=UTC)
    autumn = datetime(2025, 10, 26, 1, 30, tzinfo=UTC)
    whom = {"other_person_id": int(other[1:]), "other_name": "Lee Long"}
    held_by = {"held_by_person_id": int(other[1:]), "held_by_name": "A friend"}
    more = {"reference": "R/1", "details": "One.\nTwo."}
    [notice, journey, find] = given(
        desk,
        person,
        NewFact(Event, {"kind": EventKind.OFFICER_NOTICE_SERVED, "provision_id": clauses[2],
                        "expected_on": date(2026, 4, 1), "expected_at": answered,
                        **when, **more}),
        NewFact(Event, {"kind": EventKind.JOURNEY_BOOKED, "place": "Spain", **when, **more,
                        "expected_on": date(2026, 4, 1), "grade": "B2"}),
        NewFact(Event, {"kind": EventKind.FIND, **when, **more, **held_by, "item": "a (big) bag",
                        "item_kind": ItemKind.CASH, "amount": 420_050, "currency": "EUR",
                        "place": "Batley; Leeds", "grade": "B2"}),
    )  # fmt: skip
    facts = [
        NewFact(Event, {"kind": EventKind.REPORT_RECEIVED, "provision_id": clauses[0], **when,
                        **more, "period_from": date(2024, 7, 15), "contents": '["assets"]'}),
        NewFact(Event, {"kind": EventKind.REPORT_RECEIVED, "provision_id": clauses[0], **when,
                        "period_from": date(2024, 2, 1), "contents": '["a; b", "income"]'}),
        NewFact(Event, {"kind": EventKind.REPORT_RECEIVED, "provision_id": clauses[0], **when,
                        "period_from": date(2024, 7, 15), "contents": "[]"}),
        NewFact(Event, {"kind": EventKind.REPORT_RECEIVED, "provision_id": clauses[2], **when,
                        "about_id": notice}),
        NewFact(Event, {"kind": EventKind.NOTICE_GIVEN, "provision_id": clauses[1], **when, **more,
                        "about_id": held}),
        NewFact(Event, {"kind": EventKind.NOTICE_GIVEN, "provision_id": clauses[0], **when}),
        NewFact(Event, {"kind": EventKind.VISIT, **when, **whom, "place": "HMP", "grade": "A1"}),
        NewFact(Event, {"kind": EventKind.CONTACT, "happened_on": date(2025, 10, 26),
                        "happened_at": autumn, **whom}),
        NewFact(Event, {"kind": EventKind.CALL, **when, **whom}),
        NewFact(Event, {"kind": EventKind.SIGHTING, **when, **whom}),
        NewFact(Event, {"kind": EventKind.SEIZURE, **when, "about_id": find, "item": "cash"}),
        NewFact(Event, {"kind": EventKind.JOURNEY_OUT, **when, "about_id": journey, "place": "X"}),
        NewFact(Event, {"kind": EventKind.JOURNEY_BACK, **when, "place": "Spain"}),
        NewFact(OfficerContact, {"contacted_on": day, "officer_id": 1, "method": "telephone",
                                 "outcome": "No answer."}),
        NewFact(Note, {"written_on": day, "body": "He may\nmove.", "is_assessment": True}),
        NewFact(Review, {"reviewed_on": day, "next_due_on": date(2026, 8, 2), "outcome": "On."}),
        NewFact(Payment, {"order_id": order, "paid_on": day, "amount": 1, "currency": "JPY"}),
        NewFact(OrderService, {"order_id": order, "variation_id": variation, "served_on": day,
                               "method": ServiceMethod.IN_PERSON}),
        a_service(order, day),
        NewFact(Movement, {"kind": MovementKind.RECEPTION, **when, "establishment_id": 1,
                           "basis": CustodyBasis.RECALL, "reason_code": "X1"}),
        NewFact(Movement, {"kind": MovementKind.RELEASE, "happened_on": day}),
        NewFact(Link, {"kind": AssociationKind.CO_DEFENDANT, **whom, "since": day, "until": day}),
        NewFact(Holding, {"thing_id": company, "kind": HoldingKind.COMPANY, "since": day,
                          "role": HoldingRole.DIRECTOR, "value": 100, "currency": "GBP",
                          "share": 50, "trade": "scrap", "reference": "R/2", **held_by}),
        NewFact(Holding, {"thing_id": address, "kind": HoldingKind.ADDRESS, "since": day,
                          "role": HoldingRole.OCCUPIER, "until": TODAY, "grade": "B2"}),
        NewFact(Holding, {"thing_id": address, "kind": HoldingKind.ADDRESS, "since": day,
                          "role": HoldingRole.OWNER}),
    ]  # fmt: skip
    ids = given(desk, person, *facts)
    recorded = [(fact.table, fact_id) for fact, fact_id in zip(facts, ids, strict=True)]
    return [*recorded, (Holding, held), (Event, notice), (Event, journey), (Event, find)]


def test_a_form_that_is_filled_in_and_left_so_changes_nothing(
    desk: Desk, engine: Engine, person: str
) -> None:
    for table, fact_id in _one_of_each(desk, engine, person):
        values = values_of(desk, table, fact_id)
        with pytest.raises(FactRefusedError, match="Nothing is changed yet"):
            desk.run(correct_told, table_of(table), fact_id, values, version=1, reason=WHY)


def test_each_kind_is_corrected_in_one_field_and_in_no_other(
    desk: Desk, engine: Engine, person: str
) -> None:
    fields: dict[type[PersonFact], tuple[str, str]] = {
        Event: ("happened_on", "happened_on"),
        OfficerContact: ("method", "method"),
        Note: ("body", "body"),
        Review: ("outcome", "outcome"),
        Payment: ("paid_on", "paid_on"),
        OrderService: ("served_on", "served_on"),
        Movement: ("happened_on", "happened_on"),
        Link: ("since", "since"),
        Holding: ("since", "since"),
    }
    for table, fact_id in _one_of_each(desk, engine, person):
        field, column = fields[table]
        typed = "1 Feb 2026" if field.endswith(("_on", "since")) else "otherwise"
        corrected(desk, table, fact_id, 1, **{field: typed})
        before, after = versions(engine, table, fact_id)
        differs = {name for name in before if before[name] != after[name]}
        assert differs - {"happened_at"} == {column}


def test_what_a_fact_points_at_is_corrected_and_what_is_of_the_other_clause_goes(
    desk: Desk, engine: Engine, person: str
) -> None:
    [order] = given(desk, person, an_order())
    first, third = given(
        desk,
        person,
        a_provision(order, REPORT, number="1"),
        a_provision(order, AnswerNotice(), number="3"),
    )
    [report] = given(desk, person, a_report(first, date(2025, 8, 1), date(2024, 7, 15)))

    review = reviewed(desk, Event, report, clause="clause 3")
    corrected(desk, Event, report, clause="clause 3")

    assert review.fields == ("period_from", "clause")
    after = versions(engine, Event, report)[1]
    assert (after["provision_id"], after["period_from"]) == (third, None)


def test_of_which_order_it_is_is_corrected(desk: Desk, engine: Engine, person: str) -> None:
    first, second = given(
        desk, person, an_order(), an_order(kind=OrderKind.CONFISCATION, made_on=date(2025, 1, 6))
    )
    [variation] = given(
        desk, person, NewFact(OrderVariation, {"order_id": first, "made_on": date(2024, 6, 2)})
    )
    paid, served = given(
        desk,
        person,
        NewFact(Payment, {"order_id": first, "paid_on": TODAY, "amount": 100, "currency": "GBP"}),
        NewFact(OrderService, {"order_id": first, "variation_id": variation, "served_on": TODAY,
                               "method": ServiceMethod.IN_PERSON}),
    )  # fmt: skip

    corrected(desk, Payment, paid, order="confiscation order")
    corrected(desk, OrderService, served, order="confiscation order")

    assert versions(engine, Payment, paid)[1]["order_id"] == second
    service = versions(engine, OrderService, served)[1]
    assert (service["order_id"], service["variation_id"]) == (second, None)


def test_what_is_gone_by_now_stays_where_it_is_left_and_is_not_chosen_anew(
    desk: Desk, engine: Engine, person: str, colleague: Colleague
) -> None:
    [order] = given(desk, person, an_order())
    first, second = given(
        desk,
        person,
        a_provision(order, PHONE_IN_THREE_DAYS, number="1"),
        a_provision(order, PHONE_IN_THREE_DAYS, number="2"),
    )
    [notice] = given(desk, person, a_notice(first, date(2026, 2, 2)))
    colleague("gone-1", Role.OFFENDER_MANAGER, agency="AWAY")
    [met] = given(
        desk,
        person,
        NewFact(OfficerContact, {"contacted_on": TODAY, "officer_id": _officer(engine, "gone-1"),
                                 "method": "call"}),
    )  # fmt: skip
    desk.run(withdraw_fact, person, Provision, first, reason=WHY)
    desk.run(correct_told, "event", notice, values_of(desk, Event, notice, details="By post."),
             version=1, reason=WHY)  # fmt: skip
    values = values_of(desk, Event, notice, 2, clause="clause 2")
    desk.run(withdraw_told, "provision", second, version=1, reason=WHY)

    with pytest.raises(FactRefusedError, match="What was chosen as clause is not on this record"):
        desk.run(correct_told, "event", notice, values, version=2, reason=WHY)
    corrected(desk, OfficerContact, met, method="home visit")
    assert versions(engine, OfficerContact, met)[1]["officer_id"] == _officer(engine, "gone-1")
    assert versions(engine, Event, notice)[1]["provision_id"] == first


def _officer(engine: Engine, login: str) -> int:
    with Session(engine) as session:
        return session.scalars(select(Officer.id).where(Officer.login == login)).one()


def test_a_thing_is_corrected_to_one_on_record_or_a_new_one_and_a_review_makes_none(
    desk: Desk, engine: Engine, person: str
) -> None:
    phone, other = given(
        desk,
        person,
        a_phone(desk, "07700900101", date(2026, 3, 1)),
        a_phone(desk, "07700900102", date(2026, 3, 2)),
    )
    reviewed(desk, Holding, phone, thing="07700 900103")
    with Session(engine) as session:
        assert len(session.scalars(select(Thing)).all()) == 2

    corrected(desk, Holding, phone, thing="07700 900102")
    on_record = versions(engine, Holding, other)[0]["thing_id"]
    assert versions(engine, Holding, phone)[1]["thing_id"] == on_record

    corrected(desk, Holding, phone, 2, thing="07700 900103")
    with Session(engine) as session:
        now = session.get_one(Thing, versions(engine, Holding, phone)[2]["thing_id"])
        assert now.canonical == "07700900103"


def test_a_review_says_what_changes_and_what_to_look_at_again(desk: Desk, person: str) -> None:
    other = a_person(desk, "Other")
    event, again = given(
        desk,
        person,
        NewFact(Event, {"kind": EventKind.JOURNEY_OUT, "happened_on": date(2026, 3, 10)}),
        NewFact(Event, {"kind": EventKind.JOURNEY_OUT, "happened_on": date(2026, 3, 11)}),
    )
    [back] = given(
        desk,
        person,
        NewFact(Event, {"kind": EventKind.JOURNEY_BACK, "happened_on": TODAY, "about_id": event}),
    )

    review = reviewed(desk, Event, event, happened_on="11/3/26")
    late = reviewed(desk, Event, event, happened_on="17/3/26")

    assert (review.fields, review.doubts) == (("happened_on",), ())
    assert review.on_record == (f"Journey out of Wed 11 Mar 2026 is on record: fact {again}",)
    assert review.referring == (f"the event of fact {back}",)
    assert late.doubts == ("Tue 17 Mar 2026 has not come yet.",)
    assert reviewed(desk, Event, event, place="X").on_record == ()

    [met] = given(
        desk,
        person,
        NewFact(Event, {"kind": EventKind.VISIT, "happened_on": TODAY, "other_person_id": 2}),
    )
    whom = reviewed(desk, Event, met, other_person="", other_name="Lee Long")
    assert (whom.named_before, whom.named) == ({"other_person": f"{other} OTHER Sam"}, {})


def test_what_was_corrected_or_withdrawn_since_it_was_read_is_read_again(
    desk: Desk, person: str
) -> None:
    [event] = given(
        desk, person, NewFact(Event, {"kind": EventKind.SIGHTING, "happened_on": TODAY})
    )
    values = values_of(desk, Event, event, place="Leeds")
    corrected(desk, Event, event, place="Batley")
    with pytest.raises(FactRefusedError, match="corrected since you read it"):
        desk.run(correct_told, "event", event, values, version=1, reason=WHY)

    desk.run(withdraw_told, "event", event, version=2, reason=WHY)
    with pytest.raises(FactRefusedError, match="withdrawn already"):
        desk.run(correct_told, "event", event, values, version=2, reason=WHY)


def test_a_fact_no_form_records_is_refused_in_words(desk: Desk, person: str) -> None:
    [order] = given(desk, person, an_order(kind=OrderKind.FRO))

    with pytest.raises(FactRefusedError, match="There is no form that corrects a court order"):
        desk.run(read_held, table_of(CourtOrder), order, version=1)


def test_who_may_not_whose_they_are_not_and_whom_they_may_not_see(
    desk: Desk, engine: Engine, person: str, colleague: Colleague
) -> None:
    away = colleague("away-1", Role.OFFENDER_MANAGER, agency="AWAY")
    prison = colleague("prison-1", Role.PRISON_INTELLIGENCE_OFFICER)
    theirs = a_person(Desk(engine=engine, login="officer", interface="test", now=desk.now), "Far")
    with Session(engine) as session, session.begin():
        _keep_elsewhere(session, int(theirs[1:]))
    event, named = given(
        desk,
        person,
        NewFact(Event, {"kind": EventKind.SIGHTING, "happened_on": TODAY}),
        NewFact(Event, {"kind": EventKind.SIGHTING, "happened_on": TODAY,
                        "other_person_id": int(theirs[1:])}),
    )  # fmt: skip
    values = values_of(desk, Event, event, place="Leeds")

    with pytest.raises(FactUnknownError):
        away.run(read_held, "event", event, version=1)
    with pytest.raises(FactUnknownError):
        away.run(correct_told, "event", event, values, version=1, reason=WHY)
    with pytest.raises(NotPermittedError):
        prison.run(correct_told, "event", event, values, version=1, reason=WHY)
    with pytest.raises(ReasonMissingError):
        desk.run(correct_told, "event", event, values, version=1, reason=" ")
    hers = colleague("lead-2", Role.OFFENDER_MANAGER)
    with pytest.raises(FactRefusedError, match="somebody whose record you may not see"):
        hers.run(read_held, "event", named, version=1)
    with pytest.raises(PersonNotFoundError):
        hers.run(correct_told, "event", event, values | {"other_person": theirs}, version=1,
                 reason=WHY)  # fmt: skip


def _keep_elsewhere(session: Session, person: int) -> None:
    away = session.scalars(select(Agency.id).where(Agency.code == "AWAY")).one()
    session.get_one(Person, person).agency_id = away


def test_a_decision_on_a_corrected_fact_stands_no_more_and_the_reason_is_told(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person, clause = reporting(desk)
    late = date(2014, 8, 12)
    [report] = given(desk, person, a_report(clause, late, date(2014, 1, 14)))
    night(nightly_desk, date(2014, 8, 13))
    [flag] = flags(engine)
    desk.run(decide_flag, flag.id, DecisionKind.WARNING_GIVEN, reason="He was told.",
             seen=flag.fingerprint)  # fmt: skip

    corrected(desk, Event, report, happened_on="10 Aug 2014")
    night(nightly_desk, date(2014, 8, 14))

    assert [one.state for one in flags(engine)] == [FlagState.WITHDRAWN]
    assert WHY in str(changes(engine, flag.id)[-1][1])


def test_only_the_record_the_fact_is_on_is_offered_to_point_at(desk: Desk, person: str) -> None:
    other = a_person(desk, "Example")
    clauses = []
    for one in (person, other):
        [order] = given(desk, one, an_order())
        clauses += given(desk, one, a_provision(order, PHONE_IN_THREE_DAYS, number="1"))
    desk.run(judge_same, person, other, reason="prints agree")
    [notice] = given(
        desk, other, NewFact(Event, {"kind": EventKind.NOTICE_GIVEN, "happened_on": TODAY})
    )

    [clause] = form_of(desk, Event, notice).choices.clauses

    assert clause.choice.code == code_of(clauses[1])
