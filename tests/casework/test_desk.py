"""The gate: permitted, narrowed, logged, all or nothing."""

from datetime import date

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from casework import audit
from casework.context import Context
from casework.desk import Desk, declares
from casework.errors import NotPermittedError, OfficerUnknownError, PersonNotFoundError
from casework.models import (
    Agency,
    AuditEvent,
    AuditSubject,
    Officer,
    OfficerRole,
    Outcome,
    PersonName,
    Role,
    Verb,
)
from casework.permissions import PERMITTED, Action
from casework.queries import people
from casework.services.list_flags import list_flags
from casework.services.record_facts import record_facts
from tests.builders import NOW, TODAY, a_name, a_person, origin_of
from tests.casework.conftest import Colleague


@declares(Action.CHECK_CASE, Verb.CONSULT)
def look_up(context: Context, typed: str) -> int:
    person = people.require(context, typed)
    context.touch(Verb.CONSULT, [person.id])
    return person.id


@declares(Action.CHECK_CASE, Verb.CONSULT)
def touch_undeclared(context: Context, typed: str) -> None:
    context.touch(Verb.ALTER, [people.require(context, typed).id])


@declares(Action.RECORD_FACTS, Verb.COLLECT)
def record_then_fail(context: Context, typed: str) -> None:
    record_facts(context, typed, [a_name("Halfway")], origin_of(context))
    raise RuntimeError("the line dropped")


def officer(engine: Engine, desk: Desk, role: Role, *, agency: str = "HOME") -> Desk:
    """Give somebody a desk with one role, in an agency that is made if it is new."""
    with Session(engine) as session, session.begin():
        home = session.scalars(select(Agency).where(Agency.code == agency)).one_or_none()
        if home is None:
            home = Agency(code=agency, name=agency)
            session.add(home)
            session.flush()
        somebody = Officer(login=f"{role}@{agency}", name="Somebody", agency_id=home.id)
        session.add(somebody)
        session.flush()
        session.add(OfficerRole(officer_id=somebody.id, role=role, since=TODAY))
        login = somebody.login
    return Desk(engine=engine, login=login, interface="test", now=desk.now)


def events(engine: Engine, action: Action) -> list[AuditEvent]:
    with Session(engine) as session:
        return list(
            session.scalars(
                select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id)
            )
        )


def count(engine: Engine, table: type) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_look_is_logged_with_its_subject_before_it_is_shown(desk: Desk, engine: Engine) -> None:
    person = a_person(desk)

    person_id = desk.run(look_up, person)

    [event] = events(engine, Action.CHECK_CASE)
    with Session(engine) as session:
        subjects = session.scalars(
            select(AuditSubject.person_id).where(AuditSubject.event_id == event.id)
        ).all()
    assert (event.verb, event.outcome, event.login) == (Verb.CONSULT, Outcome.PERMITTED, "officer")
    assert (event.happened_at, subjects) == (NOW, [person_id])


def test_nothing_is_served_when_the_log_cannot_be_written(
    desk: Desk, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_person(desk)
    before = count(engine, PersonName)

    def broken(*_: object) -> None:
        raise OSError("the log is full")

    monkeypatch.setattr(audit, "append", broken)

    with pytest.raises(OSError, match="the log is full"):
        desk.run(look_up, person)
    with pytest.raises(OSError, match="the log is full"):
        desk.run(_record_a_name, person)
    assert count(engine, PersonName) == before


@declares(Action.RECORD_FACTS, Verb.COLLECT)
def _record_a_name(context: Context, typed: str) -> None:
    record_facts(context, typed, [a_name("Other")], origin_of(context))


def test_a_service_that_fails_leaves_nothing_behind(desk: Desk, engine: Engine) -> None:
    person = a_person(desk)
    before = count(engine, PersonName), count(engine, AuditEvent)

    with pytest.raises(RuntimeError, match="dropped"):
        desk.run(record_then_fail, person)

    assert (count(engine, PersonName), count(engine, AuditEvent)) == before


def test_a_service_that_declares_nothing_is_not_run(desk: Desk) -> None:
    with pytest.raises(LookupError, match="declares no action"):
        desk.run(lambda context: context.today)


def test_a_service_may_not_touch_what_it_does_not_declare(desk: Desk) -> None:
    person = a_person(desk)

    with pytest.raises(LookupError, match="did not declare"):
        desk.run(touch_undeclared, person)


def test_an_unknown_login_is_refused_and_the_denial_is_logged(desk: Desk, engine: Engine) -> None:
    stranger = Desk(engine=engine, login="nobody", interface="test", now=desk.now)

    with pytest.raises(OfficerUnknownError, match="nobody"):
        stranger.run(list_flags)

    [event] = events(engine, Action.LIST_FLAGS)
    assert (event.outcome, event.officer_id, event.login) == (Outcome.DENIED, None, "nobody")


def test_an_auditor_sees_no_case_and_the_denial_is_logged(desk: Desk, engine: Engine) -> None:
    auditor = officer(engine, desk, Role.AUDITOR)

    with pytest.raises(NotPermittedError, match="may not list flags"):
        auditor.run(list_flags)

    [event] = events(engine, Action.LIST_FLAGS)
    assert (event.outcome, event.decided_by) == (Outcome.DENIED, "NotPermittedError")


def test_a_closed_account_is_refused_from_the_next_call_on(desk: Desk, engine: Engine) -> None:
    manager = officer(engine, desk, Role.OFFENDER_MANAGER)
    manager.run(list_flags)
    with Session(engine) as session, session.begin():
        session.execute(update(Officer).where(Officer.login == manager.login).values(closed_at=NOW))

    with pytest.raises(OfficerUnknownError):
        manager.run(list_flags)


def test_a_role_that_has_run_out_permits_nothing(desk: Desk, engine: Engine) -> None:
    manager = officer(engine, desk, Role.OFFENDER_MANAGER)
    with Session(engine) as session, session.begin():
        session.execute(
            update(OfficerRole)
            .where(OfficerRole.role == Role.OFFENDER_MANAGER)
            .values(since=date(2020, 1, 1), until=date(2026, 3, 15))
        )

    with pytest.raises(NotPermittedError):
        manager.run(list_flags)


def test_another_agencys_person_is_not_found_rather_than_forbidden(
    desk: Desk, engine: Engine
) -> None:
    person = a_person(desk)
    visitor = officer(engine, desk, Role.OFFENDER_MANAGER, agency="AWAY")

    with pytest.raises(PersonNotFoundError) as hidden:
        visitor.run(look_up, person)
    with pytest.raises(PersonNotFoundError) as missing:
        visitor.run(look_up, "P999999")

    assert str(hidden.value).replace(f"as {person}.", "as P999999.") == str(missing.value)


def test_every_role_is_in_the_table_and_every_action_is_permitted_to_somebody() -> None:
    assert set(PERMITTED) == set(Role)
    assert set().union(*PERMITTED.values()) == set(Action)


def test_asking_for_a_number_nobody_has_leaves_a_line(desk: Desk, engine: Engine) -> None:
    with pytest.raises(PersonNotFoundError):
        desk.run(look_up, "A1234BC")

    [event] = events(engine, Action.CHECK_CASE)
    assert (event.outcome, event.decided_by) == (Outcome.DENIED, "PersonNotFoundError")


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (Action.READ_TODAY, "may not see what today asks for."),
        (Action.LIST_CASELOAD, "may not see the caseload."),
        (Action.KEEP_DRAFT, "may not fill in forms or keep drafts."),
    ],
)
def test_what_is_refused_is_said_in_plain_words(
    colleague: Colleague, action: Action, said: str
) -> None:
    auditor = colleague("auditor", Role.AUDITOR)

    @declares(action, Verb.CONSULT)
    def use(context: Context) -> None:
        raise AssertionError(context)

    with pytest.raises(NotPermittedError, match=said):
        auditor.run(use)
