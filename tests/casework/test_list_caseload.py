"""The caseload: who is in it, in which order, what is shown of them, and lists that are kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given as prove
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from casework.calendars import build_calendar
from casework.desk import Desk
from casework.errors import ListRefusedError
from casework.forms.caseload_words import (
    Narrowing,
    Only,
    Order,
    next_order,
    read_narrowing,
    read_order,
)
from casework.models import (
    Allocation,
    AuditEvent,
    AuditSubject,
    DecisionKind,
    Establishment,
    Event,
    Identifier,
    IdentifierScheme,
    Inclusion,
    Officer,
    Person,
    Role,
)
from casework.nightly import run_nights
from casework.pages.caseload import caseload_page, nobody
from casework.pages.plain import plain_lines
from casework.recording import NewFact
from casework.services.decide_flag import decide_flag
from casework.services.judge_identity import judge_same
from casework.services.keep_view import drop_list, keep_list, list_kept
from casework.services.list_caseload import list_caseload, read_caseload_lines
from casework.services.list_flags import list_flags
from casework.views.caseload import Caseload
from rules.book import Rulebook
from rules.vocabulary import (
    AllocationKind,
    CustodyBasis,
    EventKind,
    FlagKind,
    MovementKind,
    OrderKind,
    Severity,
    Stage,
)
from tests.builders import (
    TODAY,
    YESTERDAY,
    a_movement,
    a_person,
    a_provision,
    a_release_date,
    an_order,
    complete,
    given,
)
from tests.casework.conftest import Clock, Colleague, Run


def listed(
    desk: Desk, narrowed_by: str = "", order: Order = Order.NUMBER, most: int = 100
) -> Caseload:
    return desk.run(list_caseload, narrowed_by=narrowed_by, order=order, most=most)


def numbers(desk: Desk, narrowed_by: str = "", order: Order = Order.NUMBER) -> list[str]:
    return [f"P{one}" for one in listed(desk, narrowed_by, order).ids]


def an_inclusion() -> NewFact:
    parts = ("works_with_others", "capacity_and_capability", "continuing_basis")
    said = dict.fromkeys((*parts, "planning_control_coordination"), "As recorded.")
    return NewFact(Inclusion, {"opened_on": date(2024, 1, 1), **said})


def a_lead(officer: int, kind: AllocationKind = AllocationKind.LEAD) -> NewFact:
    return NewFact(Allocation, {"officer_id": officer, "kind": kind, "since": date(2024, 1, 1)})


def officer_id(engine: Engine, login: str) -> int:
    with Session(engine) as session:
        return session.query(Officer).filter_by(login=login).one().id


@pytest.fixture
def leeds(engine: Engine, desk: Desk) -> int:
    with Session(engine) as session, session.begin():
        prison = Establishment(code="LEI", name="Leeds (HMP)", types="HMP", status="open")
        session.add(prison)
        session.flush()
        return prison.id


def received(prison: int, on: date = date(2025, 6, 2)) -> NewFact:
    basis = CustodyBasis.SENTENCE
    return a_movement(MovementKind.RECEPTION, on, basis=basis, establishment_id=prison)


def a_night(desk: Desk, nightly_desk: Desk) -> None:
    complete(desk, YESTERDAY)
    rulebook = Rulebook(build_calendar())
    run_nights(nightly_desk, on=YESTERDAY, last_ended=YESTERDAY, rulebook=rulebook)


def test_people_come_by_number_by_name_and_by_lead(
    desk: Desk, engine: Engine, colleague: Colleague
) -> None:
    zed, ash, elm = (a_person(desk, name) for name in ("ZED", "ASH", "ELM"))
    colleague("robin", Role.OFFENDER_MANAGER)
    given(desk, elm, a_lead(officer_id(engine, "robin")))

    assert numbers(desk, order=Order.NUMBER) == [zed, ash, elm]
    assert numbers(desk, order=Order.NAME) == [ash, elm, zed]
    assert numbers(desk, order=Order.LEAD) == [elm, ash, zed]


def test_the_most_urgent_come_first_and_of_two_the_flag_open_longest(
    desk: Desk, nightly_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("ASH", "BIRCH", "CEDAR", "DOGWOOD")
    medium, quiet, gravest, other = (a_person(desk, name) for name in names)
    given(desk, medium, an_inclusion())
    given(desk, other, an_inclusion())
    tro = an_order(kind=OrderKind.TRO, made_on=date(2018, 5, 7), term_count=8)
    out = NewFact(
        Event,
        {"kind": EventKind.JOURNEY_OUT, "happened_on": date(2026, 3, 9), "place": "Spain"},
    )
    given(
        desk,
        gravest,
        a_movement(MovementKind.RECEPTION, date(2018, 5, 7), basis=CustodyBasis.SENTENCE),
        a_movement(MovementKind.RELEASE, date(2022, 5, 6)),
        tro,
        out,
    )
    a_night(desk, nightly_desk)

    found = listed(desk, order=Order.URGENCY)

    assert [line.person for line in found.lines] == [gravest, medium, other, quiet]
    severities = [Severity.CRITICAL, Severity.MEDIUM, Severity.MEDIUM, None]
    assert [line.gravest for line in found.lines] == severities
    monkeypatch.setattr("casework.queries.caseload._FEW", 0)
    assert listed(desk, order=Order.URGENCY).ids == found.ids, "as for a long list"
    first = found.lines[0]
    assert first.stage is Stage.ABROAD
    assert first.orders == (OrderKind.TRO,)
    assert [flag.kind for flag in first.flags] == [FlagKind.SUSPECTED_NON_COMPLIANCE]
    assert numbers(desk, order=Order.NEXT_DAY)[0] == gravest
    assert numbers(desk, "is:managed", Order.URGENCY) == [medium, other]
    assert first.next_day is not None

    decision = DecisionKind.NO_FURTHER_ACTION
    for told in desk.run(list_flags, typed=medium).flags:
        desk.run(decide_flag, told.flag, decision, reason="seen", seen=told.fingerprint)
    assert numbers(desk, order=Order.URGENCY) == [gravest, other, medium, quiet]


def test_words_narrow_by_name_number_prison_and_officer(
    desk: Desk, engine: Engine, colleague: Colleague, leeds: int
) -> None:
    ash, elm = a_person(desk, "ASH"), a_person(desk, "ELM")
    colleague("robin", Role.OFFENDER_MANAGER)
    number = {"scheme": IdentifierScheme.PRISON_NUMBER, "raw": "A1BC", "canonical": "A1001BC"}
    given(desk, elm, received(leeds), NewFact(Identifier, number))
    given(desk, ash, a_lead(officer_id(engine, "robin")))

    for words in ("elm", "el", "leeds", "lei", "a1001bc", "a10", "P2", "leeds elm", "is:custody"):
        assert numbers(desk, words) == [elm], words
    for words in ("ash", "robin", "rob sam", "P1"):
        assert numbers(desk, words) == [ash], words
    for words in ("oak", "leeds ash", "is:custody robin"):
        assert numbers(desk, words) == [], words
    assert numbers(desk, "sam") == [ash, elm]


def test_who_is_held_is_known_anew_when_they_are_released(desk: Desk, leeds: int) -> None:
    elm, ash = a_person(desk, "ELM"), a_person(desk, "ASH")
    given(desk, elm, received(leeds))
    assert numbers(desk, "leeds") == [elm]

    given(desk, elm, a_movement(MovementKind.RELEASE, YESTERDAY))
    given(desk, ash, received(leeds))

    assert numbers(desk, "leeds") == [ash]
    [line] = listed(desk, "ash").lines
    assert (line.stage, line.prison) == (Stage.CUSTODY, "Leeds (HMP)")


def test_my_people_are_those_i_lead_or_cover(
    desk: Desk, engine: Engine, colleague: Colleague
) -> None:
    ash, elm, oak = (a_person(desk, name) for name in ("ASH", "ELM", "OAK"))
    robin = colleague("robin", Role.OFFENDER_MANAGER)
    given(desk, ash, a_lead(officer_id(engine, "robin")))
    given(desk, elm, a_lead(officer_id(engine, "officer")))
    given(desk, elm, a_lead(officer_id(engine, "robin"), AllocationKind.COVER))

    assert numbers(robin, "is:mine") == [ash, elm]
    assert numbers(desk, "is:mine") == [elm]
    [line] = listed(robin, "elm").lines
    assert (line.lead, line.cover) == ("First officer", "Robin")
    assert oak not in numbers(robin, "is:mine")


def test_who_is_managed_without_a_lead_and_whose_release_comes(
    desk: Desk, engine: Engine, leeds: int
) -> None:
    ash, elm, oak = (a_person(desk, name) for name in ("ASH", "ELM", "OAK"))
    given(desk, ash, an_inclusion())
    given(desk, elm, an_inclusion(), a_lead(officer_id(engine, "officer")))
    given(desk, elm, received(leeds), a_release_date(TODAY + timedelta(days=28)))
    given(desk, oak, received(leeds), a_release_date(TODAY + timedelta(days=29)))

    assert numbers(desk, "is:no-lead") == [ash]
    assert numbers(desk, "is:release") == [elm]


def test_a_duty_that_cannot_be_checked_puts_somebody_in_that_list(
    desk: Desk, nightly_desk: Desk
) -> None:
    ash, _ = a_person(desk, "ASH"), a_person(desk, "ELM")
    [order] = given(desk, ash, an_order())
    given(desk, ash, a_provision(order))
    a_night(desk, nightly_desk)

    assert numbers(desk, "is:unchecked") == [ash]


def test_records_judged_to_be_of_one_person_are_told_together(desk: Desk, leeds: int) -> None:
    ash, twin = a_person(desk, "ASH"), a_person(desk, "ASCHE")
    given(desk, twin, received(leeds))
    desk.run(judge_same, ash, twin, reason="The same fingerprints.")

    lines = listed(desk).lines

    assert [(line.person, line.same_as) for line in lines] == [(ash, (twin,)), (twin, (ash,))]
    assert {line.stage for line in lines} == {Stage.CUSTODY}
    assert numbers(desk, "is:custody") == [ash, twin]


def test_another_agencys_people_are_neither_listed_counted_nor_told(
    desk: Desk, colleague: Colleague
) -> None:
    theirs = a_person(desk, "ASH")
    reader = colleague("reader", Role.OFFENDER_MANAGER, agency="AWAY")

    for order in Order:
        found = listed(reader, order=order)
        assert (found.ids, found.of, found.lines) == ((), 0, ())
    assert reader.run(read_caseload_lines, [int(theirs[1:])]) == ()


def test_who_comes_into_sight_with_flags_stands_among_the_gravest_at_once(
    desk: Desk, nightly_desk: Desk, engine: Engine, colleague: Colleague
) -> None:
    ash, zed = a_person(desk, "ASH"), a_person(desk, "ZED")
    given(desk, zed, an_inclusion())
    a_night(desk, nightly_desk)
    reader = colleague("reader", Role.OFFENDER_MANAGER, agency="AWAY")

    seen = []
    for person in (ash, zed):
        with Session(engine) as session, session.begin():
            moved = session.get_one(Person, int(person[1:]))
            moved.agency_id = session.query(Officer).filter_by(login="reader").one().agency_id
        seen.append(numbers(reader, order=Order.URGENCY))

    assert seen == [[ash], [zed, ash]]


def test_whose_line_is_read_is_in_the_log_and_numbers_alone_are_not(
    desk: Desk, engine: Engine
) -> None:
    ash, elm = a_person(desk, "ASH"), a_person(desk, "ELM")

    def last_subjects() -> list[str]:
        with Session(engine) as session:
            entry = session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
            assert entry is not None
            rows = session.query(AuditSubject).filter_by(event_id=entry.id)
            return sorted(f"P{row.person_id}" for row in rows)

    listed(desk, most=0)
    assert last_subjects() == []

    desk.run(read_caseload_lines, [int(elm[1:])])
    assert last_subjects() == [elm]

    listed(desk)
    assert last_subjects() == [ash, elm]


def test_a_page_is_a_few_queries_however_many_are_on_it(desk: Desk, engine: Engine) -> None:
    for number in range(12):
        a_person(desk, f"NAME{number}")
    listed(desk)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *seen: asked.append(seen[2]))

    def queries_for(count: int) -> int:
        asked.clear()
        assert len(desk.run(read_caseload_lines, range(1, count + 1))) == count
        return len(asked)

    assert queries_for(12) == queries_for(2) <= 16


def test_lists_are_kept_replaced_and_forgotten_by_each_officer_alone(
    desk: Desk, colleague: Colleague
) -> None:
    keep = {"narrowed_by": "leeds is:custody", "order": Order.NAME}
    assert desk.run(keep_list, "  Leeds  ", **keep) == "Leeds"  # type: ignore[arg-type]  # by name
    desk.run(keep_list, "Leeds", narrowed_by="leeds", order=Order.LEAD)
    robin = colleague("robin", Role.OFFENDER_MANAGER)

    [own] = [kept for kept in desk.run(list_kept) if kept.own]

    assert (own.name, own.narrowed_by, own.order) == ("Leeds", "leeds", Order.LEAD)
    assert not [kept for kept in robin.run(list_kept) if kept.own]
    robin.run(drop_list, "Leeds")
    assert [kept.name for kept in desk.run(list_kept) if kept.own] == ["Leeds"]
    desk.run(drop_list, "Leeds")
    assert not [kept for kept in desk.run(list_kept) if kept.own]


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "a\x1bb", "mine", "In custody"])
def test_a_name_no_list_can_have_is_refused_in_words(sqlite_desk: Desk, name: str) -> None:
    with pytest.raises(ListRefusedError):
        sqlite_desk.run(keep_list, name, narrowed_by="", order=Order.NAME)


@pytest.fixture
def sqlite_desk(sqlite_engine: Engine, clock: Clock) -> Desk:
    from casework.installation import install  # noqa: PLC0415  # on the quick database alone

    install(sqlite_engine, agency="Example", login="officer", at=clock(), today=TODAY)
    return Desk(engine=sqlite_engine, login="officer", interface="test", now=clock)


def test_the_command_line_lists_the_same(run: Run, desk: Desk) -> None:
    a_person(desk, "ASH")
    a_person(desk, "ELM")

    assert (
        "Caseload, 1 of 2: everybody; holding “ash”; by name"
        in run("caseload", "ash", "--order", "name", "--plain").output
    )
    assert "P1\tASH Sam\twatch\tnone open" in run("caseload").output
    assert '"person": "P2"' in run("caseload", "elm", "--json").output
    assert "Nobody here: mine" in run("caseload", "--mine").output
    few = run("caseload", "--limit", "1", "--plain").output
    assert "The first 1 of 2 are shown; `--limit 2` shows all." in few
    assert "The first" not in run("caseload", "--plain").output


def test_every_empty_list_says_why() -> None:
    assert nobody("").startswith("Nobody is on record here yet")
    assert "in custody; holding “oak”" in nobody("is:custody oak")
    empty = Caseload(ids=(), of=3, narrowed_by="is:mine", order=Order.NAME, first=0, lines=())
    assert list(plain_lines(caseload_page(empty)))[1].startswith("Nobody here: mine.")


@prove(st.text())
def test_a_narrowing_is_read_as_it_is_written(text: str) -> None:
    read = read_narrowing(text)

    assert read_narrowing(read.written()) == read


@prove(st.lists(st.sampled_from(Only)))
def test_a_kind_put_in_and_taken_out_changes_nothing(kinds: list[Only]) -> None:
    narrowing = read_narrowing(" ".join(f"is:{one.value}" for one in kinds))

    assert narrowing.toggled(Only.MINE).toggled(Only.MINE) == narrowing


def test_orders_go_round_and_one_no_longer_known_is_urgency() -> None:
    order, seen = Order.URGENCY, []
    for _ in Order:
        seen.append(order)
        order = next_order(order)

    assert (set(seen), order) == (set(Order), Order.URGENCY)
    assert read_order("by height") is Order.URGENCY
    assert Narrowing().said() == "everybody"
