"""One person's record: what is read, together with what, by whom, and that it is logged."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from casework.calendars import build_calendar
from casework.context import Context
from casework.desk import Desk
from casework.errors import FactUnknownError, PersonNotFoundError
from casework.models import (
    Association,
    AssociationKind,
    AuditEvent,
    AuditSubject,
    Birth,
    Event,
    Fact,
    Identifier,
    IdentifierScheme,
    Note,
    Role,
)
from casework.pages.page import Target
from casework.pages.person import summary, timeline
from casework.pages.person_sections import associates
from casework.pages.plain import plain_lines
from casework.recording import NewFact
from casework.services import check_batch
from casework.services.begin_night import NightPlan
from casework.services.judge_identity import judge_same
from casework.services.read_associates import read_associates
from casework.services.read_fact import read_fact
from casework.services.read_flags_of import read_flags_of
from casework.services.read_happenings import read_happenings
from casework.services.read_notes import read_notes
from casework.services.read_person import read_person
from casework.services.who_looked import who_looked
from casework.views.life import Standing
from casework.views.person import PersonRecord
from rules.facts import CaseFile
from rules.vocabulary import (
    CustodyBasis,
    EventKind,
    HoldingKind,
    MovementKind,
    OrderKind,
    Stage,
)
from tests.builders import (
    PHONE_IN_THREE_DAYS,
    TODAY,
    a_movement,
    a_person,
    a_phone,
    a_provision,
    an_order,
    given,
    on_release,
)
from tests.casework.conftest import Colleague, Run
from tests.casework.flag_work import judge, owing, the_flag

CALENDAR = build_calendar()
LAST_YEAR = TODAY - timedelta(365)


def record_of(desk: Desk, person: str) -> PersonRecord:
    return desk.run(read_person, person, calendar=CALENDAR)


def an_event(kind: EventKind = EventKind.CONTACT, on: date = TODAY, **values: object) -> NewFact:
    return NewFact(Event, {"kind": kind, "happened_on": on} | values)


def test_a_person_with_nothing_on_record_is_told_so(desk: Desk) -> None:
    record = record_of(desk, a_person(desk))

    assert record.head.name == "EXAMPLE Sam"
    assert record.head.stage_since is None
    assert record.life.stages == ()
    assert record.unchecked_on is None
    lines = list(plain_lines(summary(record)))
    assert "Nothing recorded says where this person was or is." in lines
    assert "The night has not looked at this person yet." in lines


@pytest.mark.parametrize(("day", "age"), [(15, 46), (16, 46), (17, 45)])
def test_the_head_says_who_it_is_and_how_they_stand(desk: Desk, day: int, age: int) -> None:
    person = a_person(desk)
    given(
        desk,
        person,
        NewFact(Birth, {"year": 1980, "month": 3, "day": day, "placeholder": False}),
        NewFact(
            Identifier,
            {"scheme": IdentifierScheme.PNC, "raw": "12/394773H", "canonical": "2012/0394773H"},
        ),
        a_movement(MovementKind.RECEPTION, LAST_YEAR, basis=CustodyBasis.REMAND),
    )

    head = record_of(desk, person).head

    assert head.born is not None
    assert head.born.age == age, "a birthday counts on its day"
    assert [line.number for line in head.numbers] == ["2012/0394773H"]
    assert (head.stage, head.stage_since) == (Stage.REMAND, LAST_YEAR)


def test_clauses_say_how_they_stand_and_since_when(desk: Desk) -> None:
    person = a_person(desk)
    [order] = given(desk, person, an_order())
    given(
        desk,
        person,
        a_provision(order, PHONE_IN_THREE_DAYS, number="1"),
        a_provision(order, number="2", **on_release()),
        a_provision(order, number="3", ends_on=date(2025, 1, 14)),
        a_provision(order, number="4", starts_on=TODAY + timedelta(9)),
    )

    [line] = record_of(desk, person).life.orders

    assert (line.kind, line.standing) == (OrderKind.SCPO, Standing.IN_FORCE)
    assert line.runs is not None
    assert line.runs.last == date(2029, 1, 14)
    assert [(clause.number, clause.standing, clause.why) for clause in line.clauses] == [
        ("1", Standing.IN_FORCE, None),
        ("2", Standing.WAITS, "for release"),
        ("3", Standing.ENDED, None),
        ("4", Standing.NOT_YET, "from Wed 25 Mar 2026"),
    ]


def test_an_open_flag_stands_on_the_line_and_on_its_clause(desk: Desk, nightly_desk: Desk) -> None:
    person, clause = owing(desk)
    judge(nightly_desk)

    record = record_of(desk, person)

    [mark] = record.flags
    assert (mark.letter, mark.on) == ("a", date(2026, 3, 14))
    [order] = record.life.orders
    assert [c.flags for c in order.clauses if c.provision == clause] == [(mark.flag,)]
    [told] = desk.run(read_flags_of, person)
    assert (told.flag, told.says, told.decisions) == (mark.flag, mark.says, ())


def test_a_person_whom_the_night_could_not_judge_is_not_told_as_never_looked_at(
    desk: Desk, nightly_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_person(desk)
    other = a_person(desk)
    look = check_batch._look  # noqa: SLF001  # what fails where a rule does

    def fails(context: Context, plan: NightPlan, cases: list[CaseFile], before: object) -> object:
        if any(f"P{case.person}" == person for case in cases):
            raise ValueError
        return look(context, plan, cases, before)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(check_batch, "_look", fails)
    judge(nightly_desk)

    told = " ".join(plain_lines(summary(record_of(desk, person))))

    assert "could not judge this person: their flags are as they were before" in told
    assert "has not looked at this person" not in told
    assert record_of(desk, other).failed_on is None


def test_what_falls_due_next_leads_to_its_order(desk: Desk) -> None:
    person = a_person(desk)
    [order] = given(desk, person, an_order(ends_on=TODAY + timedelta(30), term_count=None,
                                           term_unit=None, term_counting=None))  # fmt: skip
    given(desk, person, a_provision(order, PHONE_IN_THREE_DAYS))

    coming = record_of(desk, person).coming

    assert [(line.on, line.view, line.key) for line in coming][-1] == (
        TODAY + timedelta(30),
        "order",
        f"{person}/{order}",
    )


def test_records_of_one_person_are_shown_together_whichever_is_asked_for(desk: Desk) -> None:
    first, second = a_person(desk, "First"), a_person(desk, "Second")
    given(desk, first, a_movement(MovementKind.RECEPTION, LAST_YEAR, basis=CustodyBasis.SENTENCE))
    given(desk, second, a_movement(MovementKind.RELEASE, TODAY - timedelta(5)))
    desk.run(judge_same, first, second, reason="The same prints.")

    record = record_of(desk, second)

    assert record.head.records == (first, second)
    assert [(turn.on, turn.says) for turn in record.life.turns] == [
        (TODAY - timedelta(5), "Released from custody"),
        (LAST_YEAR, "Received into custody, to serve a sentence"),
    ]
    assert {name.name for name in record.head.names} == {"FIRST Sam", "SECOND Sam"}


def test_every_line_of_a_timeline_leads_to_its_fact(desk: Desk) -> None:
    person = a_person(desk)
    [moved] = given(desk, person, a_movement(MovementKind.RECEPTION, LAST_YEAR))

    page = timeline(record_of(desk, person))

    targets = {getattr(block, "target", None) for block in page.blocks}
    assert Target("fact", f"movement/{moved}") in targets


def test_events_are_told_newest_first_and_counted_honestly(desk: Desk) -> None:
    person = a_person(desk)
    given(desk, person, *(an_event(on=TODAY - timedelta(n), other_name="Jo") for n in range(5)))

    told = desk.run(read_happenings, person, most=3)

    assert [line.on for line in told.lines] == [TODAY - timedelta(n) for n in range(3)]
    assert told.total == 5
    assert told.lines[0].says == "A contact with Jo."


def test_associates_are_told_from_both_sides(desk: Desk) -> None:
    person, other = a_person(desk, "Own"), a_person(desk, "Other")
    given(desk, other, NewFact(Association, {"kind": AssociationKind.RIVAL, "other_person_id": 1}))
    given(desk, other, an_event(EventKind.VISIT, other_person_id=1))
    given(desk, person, an_event(EventKind.VISIT, other_person_id=2), an_event(other_name="Kim"))
    held = a_phone(desk, "07700900101", LAST_YEAR)
    given(desk, person, held)
    given(desk, other, held)

    told = desk.run(read_associates, person)

    assert [(one.other, one.name, one.theirs) for one in told.associates] == [
        (other, "OTHER Sam", True)
    ]
    assert [(one.name, one.counts) for one in told.met] == [
        ("OTHER Sam", ((EventKind.VISIT, 2),)),
        ("Kim", ((EventKind.CONTACT, 1),)),
    ]
    assert [(thing.kind, thing.others) for thing in told.things] == [
        (HoldingKind.PHONE, ((other, "OTHER Sam"),))
    ]


def test_people_of_another_agency_are_neither_named_nor_counted(
    desk: Desk, colleague: Colleague
) -> None:
    person = a_person(desk)
    theirs = colleague("elsewhere", Role.SUPERVISOR, Role.ADMINISTRATOR, agency="AWAY")
    stranger = a_person(theirs, "Stranger")
    shared = a_phone(desk, "07700900101", LAST_YEAR)
    given(desk, person, shared, an_event(other_person_id=int(stranger[1:])))
    given(theirs, stranger, shared, an_event(EventKind.VISIT, other_person_id=int(person[1:])))

    told = desk.run(read_associates, person)

    assert [thing.others for thing in told.things] == [()]
    assert [(met.name, met.other) for met in told.met] == [
        ("somebody whose record you may not see", None)
    ]
    page = plain_lines(associates(record_of(desk, person).head, told))
    assert "STRANGER" not in "\n".join(page)


def test_nothing_of_another_agency_can_be_opened(desk: Desk, colleague: Colleague) -> None:
    person = a_person(desk)
    [fact] = given(desk, person, an_event())
    theirs = colleague("elsewhere", Role.SUPERVISOR, agency="AWAY")

    for read in (read_associates, read_happenings, read_notes, read_flags_of, who_looked):
        with pytest.raises(PersonNotFoundError):
            theirs.run(read, person)
    with pytest.raises(PersonNotFoundError):
        record_of(theirs, person)
    with pytest.raises(FactUnknownError) as refused:
        theirs.run(read_fact, f"event/{fact}")
    assert str(refused.value) == str(FactUnknownError(f"event/{fact}"))


@pytest.mark.parametrize("typed", ["", "event", "event/", "event/x", "event/999", "movement/{}"])
def test_a_fact_that_is_not_there_is_not_found(desk: Desk, typed: str) -> None:
    person = a_person(desk)
    [fact] = given(desk, person, an_event())

    with pytest.raises(FactUnknownError):
        desk.run(read_fact, typed.format(fact))


def test_a_fact_is_told_in_words_with_what_it_names(desk: Desk) -> None:
    person, other = a_person(desk), a_person(desk, "Other")
    [fact] = given(
        desk,
        person,
        an_event(EventKind.FIND, amount=420_000, currency="GBP", other_person_id=int(other[1:])),
    )

    told = desk.run(read_fact, f"event/{fact}")

    [version] = told.versions
    said = {line.label: (line.says, line.view, line.key) for line in version.columns}
    assert said["Kind"] == ("find", None, "")
    assert said["Happened on"] == ("Mon 16 Mar 2026", None, "")
    assert said["Amount"] == ("GBP 4,200.00", None, "")
    assert said["Other person"] == (f"{other} OTHER Sam", "person", other)
    assert said["Place"] == (None, None, "")
    assert (version.recorded_by, version.known_to) == ("First officer", None)


def test_a_fact_names_the_flags_that_rest_on_it(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    _, clause = owing(desk)
    judge(nightly_desk)

    told = desk.run(read_fact, f"provision/{clause}")

    assert [line.flag for line in told.flags] == [the_flag(engine).id]


def test_every_kind_of_fact_on_record_can_be_told(desk: Desk, engine: Engine) -> None:
    person, _ = owing(desk)
    given(desk, person, NewFact(Note, {"written_on": TODAY, "body": "X", "is_assessment": True}))
    with Session(engine) as session:
        facts = [f"{row.kind}/{row.id}" for row in session.scalars(select(Fact))]

    assert {desk.run(read_fact, fact).fact for fact in facts} == set(facts)


def test_who_looked_tells_the_looks_before_this_one_and_is_logged_itself(
    desk: Desk, engine: Engine
) -> None:
    person = a_person(desk)
    record_of(desk, person)

    told = desk.run(who_looked, person)

    assert [(line.officer, line.verb, line.action) for line in told.lines] == [
        ("First officer", "consult", "read_person"),
        ("First officer", "collect", "load_demo"),
    ]
    assert told.total == 2
    assert desk.run(who_looked, person, most=1).lines[0].action == "read_who_looked"
    assert desk.run(who_looked, person, most=1).total == 4
    with Session(engine) as session:
        logged = select(AuditEvent.action).join(AuditSubject).order_by(AuditEvent.id.desc())
        assert session.scalars(logged.limit(1)).one() == "read_who_looked"


def test_a_record_takes_as_many_reads_however_much_is_on_it(desk: Desk, engine: Engine) -> None:
    sparse, full = a_person(desk), a_person(desk)
    for number in range(4):
        [order] = given(desk, full, an_order(made_on=date(2024, 1, 15 + number)))
        given(desk, full, a_provision(order), a_provision(order, PHONE_IN_THREE_DAYS, number="4"))
    given(desk, full, a_movement(MovementKind.RECEPTION, LAST_YEAR))
    given(desk, full, *(an_event(on=TODAY - timedelta(n)) for n in range(20)))

    assert (
        reads(engine, lambda: record_of(desk, full))
        <= reads(engine, lambda: record_of(desk, sparse)) + 1
    ), "where they are held is read of those who are held"


def reads(engine: Engine, use: object) -> int:
    """Count the statements of one use."""
    count = 0

    def one_more(*_: object) -> None:
        nonlocal count
        count += 1

    event.listen(engine, "before_cursor_execute", one_more)
    assert callable(use)
    use()
    event.remove(engine, "before_cursor_execute", one_more)
    return count


def test_the_command_line_shows_a_record_and_a_fact(desk: Desk, run: Run) -> None:
    person = a_person(desk, "Doe [REDACTED]")
    [fact] = given(desk, person, an_event(details="Seen in a gym."))

    shown = run("show", person, "--plain")

    assert shown.exit_code == 0
    assert shown.output.startswith(f"{person}  DOE [REDACTED] Sam\n")
    assert "9 who looked" in shown.output
    assert "9 who looked" not in run("show", person, "--section", "events").output
    assert "Seen in a gym." in run("fact", f"event/{fact}").output
    assert '"person": "P1"' in run("show", person, "--json", "--section", "notes").output
    assert "no fact known here" in run("fact", "event/0").stderr
