"""What today asks: whose it is, how much there is, and what is told first."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, event, select, update
from sqlalchemy.orm import Session

from casework.calendars import build_calendar
from casework.desk import Desk
from casework.errors import NotPermittedError
from casework.models import (
    Allocation,
    AuditEvent,
    AuditSubject,
    DecisionKind,
    Establishment,
    Flag,
    FlagChange,
    Officer,
    PrisonRecord,
    Provision,
    ReleaseDate,
    Role,
)
from casework.permissions import Action
from casework.recording import NewFact
from casework.services import read_ahead as ahead_service
from casework.services.decide_flag import decide_flag
from casework.services.judge_identity import judge_same
from casework.services.keep_draft import keep_draft
from casework.services.read_ahead import read_ahead
from casework.services.read_today import read_today
from casework.services.snooze_flag import snooze_flag
from casework.services.take_up_flag import acknowledge_flag
from casework.views.today import Ahead, Today
from rules.vocabulary import (
    AllocationKind,
    CustodyBasis,
    FlagKind,
    MovementKind,
    OrderKind,
    ReleaseDateKind,
)
from tests.builders import (
    NOW,
    SIX_MONTHLY,
    TODAY,
    a_movement,
    a_person,
    a_provision,
    a_release_date,
    a_report,
    an_order,
    complete,
    given,
)
from tests.casework.conftest import Clock, Colleague, Run
from tests.casework.flag_work import CRITICAL, LATE, PERIOD_FROM, judge, owing

CALENDAR = build_calendar()
DAY = timedelta(days=1)
BEFORE = NOW - DAY
REPORTING_FROM, REPORT_DUE = date(2025, 8, 28), date(2026, 3, 27)
"""A period of six months from one day; its report is due on the other, 28 days after it ends."""


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


@pytest.fixture
def manager(desk: Desk, colleague: Colleague) -> Desk:
    """The desk of an offender manager and no more."""
    return colleague("manager", Role.OFFENDER_MANAGER)


def led(
    desk: Desk,
    person: str,
    login: str,
    *,
    kind: AllocationKind = AllocationKind.LEAD,
    since: date = date(2025, 1, 1),
    until: date | None = None,
) -> None:
    """Allocate somebody to an officer."""
    with Session(desk.engine) as session:
        officer = session.scalars(select(Officer.id).where(Officer.login == login)).one()
    values = {"officer_id": officer, "kind": kind, "since": since, "until": until}
    given(desk, person, NewFact(Allocation, values))


def late(desk: Desk, nightly: Desk, *logins: str) -> list[str]:
    """Put somebody with a late report on record for each login, led by them; judge them."""
    people = []
    for login in logins:
        person, _ = owing(desk)
        led(desk, person, login)
        people.append(person)
    judge(nightly)
    return people


def asked(desk: Desk, **options: bool) -> Today:
    return desk.run(read_today, since=BEFORE, **options)


def coming_up(desk: Desk, **options: bool) -> Ahead:
    return desk.run(read_ahead, calendar=CALENDAR, **options)


def people(found: Today) -> list[str]:
    return [flag.person for flag in found.decide.shown]


def flag_of(engine: Engine, person: str) -> Flag:
    with Session(engine) as session:
        return session.scalars(select(Flag).where(Flag.person_id == int(person[1:]))).one()


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Gather what is asked of the database."""
    said: list[str] = []

    def hear(_c: object, _k: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    yield said
    event.remove(engine, "before_cursor_execute", hear)


# Whose day it is.


def test_an_offender_manager_sees_whom_they_lead_or_cover(
    desk: Desk, nightly_desk: Desk, manager: Desk
) -> None:
    mine, covered, _ = late(desk, nightly_desk, "manager", "officer", "officer")
    led(desk, covered, "manager", kind=AllocationKind.COVER, since=TODAY, until=TODAY)

    found = asked(manager)

    assert (found.everybody, found.people) == (False, 2)
    assert people(found) == [mine, covered]
    assert (found.decide.total, found.new.total) == (2, 2)
    assert found.decide.by_kind == {FlagKind.SUSPECTED_NON_COMPLIANCE: 2}
    assert asked(manager, everybody=True).decide.total == 3


@pytest.mark.parametrize(("since", "until"), [(TODAY + DAY, None), (TODAY - 9 * DAY, TODAY - DAY)])
def test_whom_they_led_or_will_lead_is_not_theirs_today(
    since: date, until: date | None, desk: Desk, nightly_desk: Desk, manager: Desk
) -> None:
    person, _ = owing(desk)
    led(desk, person, "manager", since=since, until=until)
    judge(nightly_desk)

    found = asked(manager)

    assert (found.people, found.decide.total, found.new.total) == (0, 0, 0)
    assert coming_up(manager).changing == 0


def test_who_is_both_led_and_covered_counts_once(
    desk: Desk, nightly_desk: Desk, manager: Desk
) -> None:
    [person] = late(desk, nightly_desk, "manager")
    led(desk, person, "manager", kind=AllocationKind.COVER)

    found = asked(manager)

    assert (found.people, found.decide.total, found.new.total) == (1, 1, 1)


def test_a_record_judged_the_same_as_one_of_theirs_is_theirs_too(
    desk: Desk, nightly_desk: Desk, manager: Desk
) -> None:
    mine, other, also = late(desk, nightly_desk, "manager", "officer", "manager")
    for record in (other, also):
        desk.run(judge_same, mine, record, reason="fingerprints compared on 2 March 2026")

    found = asked(manager)

    assert found.people == 1
    assert sorted(people(found)) == sorted([mine, other, also])


def test_a_supervisor_sees_everybody_of_the_agency_and_nobody_elses(
    desk: Desk, nightly_desk: Desk, colleague: Colleague
) -> None:
    late(desk, nightly_desk, "officer", "officer")
    away = colleague("away", Role.SUPERVISOR, agency="AWAY")

    found, elsewhere = asked(desk), asked(away)

    assert (found.everybody, found.decide.total, found.new.total) == (True, 2, 2)
    assert (elsewhere.everybody, elsewhere.decide.total, elsewhere.new.total) == (True, 0, 0)
    assert elsewhere.unchecked == ()
    assert coming_up(away).changing == 0
    assert asked(desk, everybody=False).people == 2


def test_an_allocation_does_not_open_another_agencys_record(
    desk: Desk, nightly_desk: Desk, colleague: Colleague
) -> None:
    away = colleague("away", Role.OFFENDER_MANAGER, agency="AWAY")
    late(desk, nightly_desk, "away")

    found = asked(away)

    assert (found.people, found.decide.total, found.new.total) == (0, 0, 0)


def test_an_auditor_has_no_day_of_cases(desk: Desk, colleague: Colleague) -> None:
    auditor = colleague("auditor", Role.AUDITOR)

    with pytest.raises(NotPermittedError):
        asked(auditor)
    with pytest.raises(NotPermittedError):
        coming_up(auditor)


# What is new, and what is to be decided.


def test_new_is_what_was_raised_or_worded_anew_since_and_nothing_officers_did(
    desk: Desk, nightly_desk: Desk, engine: Engine, clock: Clock
) -> None:
    person, clause = owing(desk)
    judge(nightly_desk)
    raised = desk.run(read_today, since=BEFORE).new
    assert [flag.change for flag in raised.shown] == [FlagChange.RAISED]

    since = clock.move_on(hours=1)
    flag = flag_of(engine, person)
    desk.run(acknowledge_flag, flag.id, seen=flag.fingerprint)
    assert desk.run(read_today, since=since).new.total == 0

    given(desk, person, a_report(clause, LATE + DAY, PERIOD_FROM))
    judge(nightly_desk, LATE + DAY)
    again = desk.run(read_today, since=since).new

    assert (again.total, [flag.change for flag in again.shown]) == (1, [FlagChange.REWORDED])
    assert again.shown[0].at is not None
    assert again.shown[0].at > since
    assert desk.run(read_today, since=None).new.total == 0


def test_the_first_of_a_list_are_named_and_all_are_counted(desk: Desk, nightly_desk: Desk) -> None:
    late(desk, nightly_desk, *["officer"] * 3)

    found = desk.run(read_today, since=BEFORE, most=2)

    assert (len(found.decide.shown), found.decide.total) == (2, 3)
    assert (len(found.new.shown), found.new.total) == (2, 3)


def test_what_waits_for_a_second_officer_stands_first_for_who_may_be_it(
    desk: Desk, nightly_desk: Desk, manager: Desk
) -> None:
    people_ = [owing(desk)[0] for _ in range(3)]
    for person in people_:
        led(desk, person, "manager")
    judge(nightly_desk, book=CRITICAL)
    proposed = flag_of(desk.engine, people_[1])
    manager.run(
        decide_flag,
        proposed.id,
        kind=DecisionKind.NO_FURTHER_ACTION,
        reason="seen at the station that day",
        seen=proposed.fingerprint,
    )

    for_supervisor, for_manager = asked(desk), asked(manager)

    assert (for_supervisor.seconds, for_manager.seconds) == (True, False)
    assert [flag.waits for flag in for_supervisor.decide.shown] == [True, False, False]
    assert [flag.waits for flag in for_manager.decide.shown] == [False, False, True]
    assert for_manager.decide.waiting == 1
    first = desk.run(read_today, since=None, most=1).decide
    assert [flag.person for flag in first.shown] == [people_[1]]


def test_what_is_put_aside_and_what_lapses_is_counted_apart(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    aside, reminder, stays = late(desk, nightly_desk, *["officer"] * 3)
    flag = flag_of(engine, aside)
    desk.run(
        snooze_flag,
        flag.id,
        until=TODAY + DAY,
        reason="his officer is away until tomorrow",
        seen=flag.fingerprint,
    )
    with Session(engine) as session, session.begin():
        session.execute(
            update(Flag).where(Flag.person_id == int(reminder[1:])).values(kind=FlagKind.REMINDER)
        )

    found = asked(desk)

    assert people(found) == [stays]
    assert (found.decide.total, found.aside, found.reminders) == (1, 1, 1)


# What is coming.


def reporting(desk: Desk, since: date = REPORTING_FROM) -> tuple[str, int]:
    """Put somebody on record who owes a report by `REPORT_DUE`; return them and their order."""
    person = a_person(desk)
    [order] = given(
        desk, person, an_order(kind=OrderKind.FRO, made_on=since.replace(year=2014), term_count=15)
    )
    given(desk, person, a_provision(order, SIX_MONTHLY, starts_on=since))
    return person, order


def provision_of(engine: Engine, person: str) -> int:
    with Session(engine) as session:
        owner = Provision.person_id == int(person[1:])
        return session.scalars(select(Provision.fact_id).where(owner)).one()


def held(desk: Desk, *, since: date = date(2024, 6, 3)) -> str:
    person = a_person(desk)
    with Session(desk.engine) as session, session.begin():
        prison = session.scalars(select(Establishment.id).limit(1)).one_or_none()
        if prison is None:
            made = Establishment(code="LEI", name="Leeds (HMP)", types="HMP", status="open")
            session.add(made)
            session.flush()
            prison = made.id
    move = a_movement(
        MovementKind.RECEPTION, since, basis=CustodyBasis.SENTENCE, establishment_id=prison
    )
    given(desk, person, move)
    return person


def test_releases_are_of_people_who_are_held_by_the_date_the_warnings_go_by(
    desk: Desk, nightly_desk: Desk
) -> None:
    out, later, freed = (held(desk) for _ in range(3))
    given(desk, out, a_release_date(TODAY + 28 * DAY))
    given(desk, later, a_release_date(TODAY + 29 * DAY))
    given(desk, freed, a_release_date(TODAY + DAY), a_movement(MovementKind.RELEASE, TODAY - DAY))

    [line] = coming_up(desk).releases

    assert (line.person, line.falls_on) == (out, TODAY + 28 * DAY)
    assert (line.by, line.prison) == (ReleaseDateKind.CONDITIONAL_RELEASE, "Leeds (HMP)")


def test_where_no_release_is_recorded_another_date_is_told_by_its_name(desk: Desk) -> None:
    person = held(desk)
    moved = {"prison_code": "LEI", "status": "ACTIVE IN", "observed_on": TODAY - DAY}
    parole = {"kind": ReleaseDateKind.PAROLE_ELIGIBILITY, "falls_on": TODAY + 5 * DAY}
    given(desk, person, NewFact(ReleaseDate, parole), NewFact(PrisonRecord, moved))

    [line] = coming_up(desk).releases

    assert (line.by, line.prison) == (ReleaseDateKind.PAROLE_ELIGIBILITY, "Leeds (HMP)")


def test_a_report_still_owed_falls_due_and_leads_to_its_order(
    desk: Desk, nightly_desk: Desk
) -> None:
    (owed, order), (sent, _) = reporting(desk), reporting(desk)
    complete(desk, TODAY - DAY)
    judge(nightly_desk, TODAY - DAY)
    clause = provision_of(desk.engine, sent)
    given(desk, sent, a_report(clause, TODAY - 2 * DAY, REPORTING_FROM))

    found = coming_up(desk)

    [line] = found.due
    assert (line.person, line.falls_on) == (owed, REPORT_DUE)
    assert (line.view, line.key) == ("order", f"{owed}/{order}")
    assert (found.changing, found.looked_at) == (2, 2)


def test_the_fourteenth_day_is_the_last_that_is_looked_at(desk: Desk, nightly_desk: Desk) -> None:
    last, _ = reporting(desk, date(2025, 9, 3))
    reporting(desk, date(2025, 9, 4))
    complete(desk, TODAY - DAY)
    judge(nightly_desk, TODAY - DAY)

    found = coming_up(desk)

    assert [(line.person, line.falls_on) for line in found.due] == [(last, TODAY + 14 * DAY)]


def test_no_more_people_are_judged_than_said_and_it_says_so(
    desk: Desk, nightly_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        given(desk, held(desk), a_release_date(TODAY + DAY))
    monkeypatch.setattr(ahead_service, "MOST_JUDGED", 2)

    found = coming_up(desk)

    assert (found.dated, found.dates_looked_at, len(found.releases)) == (3, 2, 2)


# What it costs, and what is logged.


def test_it_asks_as_often_for_many_people_as_for_one(
    desk: Desk, nightly_desk: Desk, manager: Desk, engine: Engine
) -> None:
    def asks() -> tuple[int, int, int]:
        with statements(engine) as mine:
            asked(manager)
        with statements(engine) as everybody:
            asked(desk)
        with statements(engine) as ahead:
            coming_up(manager)
        return len(mine), len(everybody), len(ahead)

    def more() -> None:
        late(desk, nightly_desk, "manager")
        person = held(desk)
        led(desk, person, "manager")
        given(desk, person, a_release_date(TODAY + DAY))

    more()
    one = asks()
    for _ in range(4):
        more()

    assert asks() == one
    assert max(one[:2]) < 30


def test_only_who_is_shown_is_logged_as_looked_at(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    late(desk, nightly_desk, *["officer"] * 3)

    desk.run(read_today, since=None, most=1)

    with Session(engine) as session:
        logged = session.scalars(
            select(AuditSubject.person_id)
            .join(AuditEvent, AuditEvent.id == AuditSubject.event_id)
            .where(AuditEvent.action == Action.READ_TODAY)
        ).all()
    assert len(logged) == 1


# The command line.


def test_before_the_first_night_nothing_is_good_news(desk: Desk, run: Run) -> None:
    a_person(desk)

    told = run("today", "--plain").stdout

    assert "No night has ever finished, so nothing has been checked; `casework nightly`" in told
    assert "What cannot be checked is known once a first night has finished." in told
    assert "What falls due is known once a first night has finished." in told
    assert "Flags are raised by the first night; none has finished yet." in told


def test_today_is_told_at_the_command_line(desk: Desk, nightly_desk: Desk, run: Run) -> None:
    late(desk, nightly_desk, "officer")
    desk.run(keep_draft, "record/P1", "A report of P1", {"place": "Leeds"})

    told = run("today", "--plain")
    asked_for = json.loads(run("today", "--mine", "--json").stdout)

    assert told.exit_code == 0
    assert "everybody you may see" in told.stdout
    assert "Needs a decision: 1 of 1 (1 suspected non-compliance)" in told.stdout
    assert "Drafts to finish: 1 of 1" in told.stdout
    assert asked_for["today"]["decide"]["total"] == 1
    assert asked_for["today"]["everybody"] is False
    assert asked_for["ahead"]["due"] == []
    assert "A report of P1" in run("drafts").stdout
    assert json.loads(run("drafts", "--json").stdout)[0]["about"] == "record/P1"
