"""Another agency's people change nothing of what an officer reads: no row, no count, no order."""

from datetime import date, timedelta
from pathlib import Path
from shutil import copy

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.calendars import build_calendar
from casework.cli import main
from casework.desk import Desk
from casework.installation import NIGHTLY_LOGIN
from casework.models import (
    Agency,
    Allocation,
    Association,
    AssociationKind,
    Birth,
    Establishment,
    Event,
    Holding,
    Identifier,
    IdentifierScheme,
    Inclusion,
    Note,
    Officer,
    OfficerRole,
    PrisonRecord,
    Role,
    Thing,
)
from casework.nightly import run_nights
from casework.recording import NewFact
from casework.settings import Settings
from casework.store import open_store
from rules.book import Rulebook
from rules.vocabulary import (
    AllocationKind,
    CustodyBasis,
    EventKind,
    HoldingKind,
    HoldingRole,
    MovementKind,
    OrderKind,
)
from tests.builders import (
    SIX_MONTHLY,
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
from tests.casework.conftest import Clock
from tests.conftest import settings_in
from tests.tui.region import LEEDS, fact, make_region

READ = (
    *("today", "today --mine", "health", "caseload", "caseload --mine", "flags", "unchecked"),
    *("prisons", f"prison {LEEDS}", "allocations", "candidates", "flag 1", "find older"),
    *("find alder", "find aldr", "find A1001BC", "find 07700900101", "find T20207001"),
    *("find dob:1979", "find P14", "check A1001BC", "show P2 --section associates"),
    *("show A1001BC --section summary", "show P1 --section associates"),
)
"""What is read; who is looked for is called, numbered and held as strangers are."""

NEVER_SEEN = (("show P12", "show P99"), ("flag 40", "flag 9999"), ("find P12", "find P99"))


def _region(folder: Path, template: Settings, *, strangers: bool) -> Settings:
    """Make a region, with another agency's people or without; its second night is run."""
    settings, clock = settings_in(folder), Clock()
    for made, original in (
        (settings.database_file, template.database_file),
        (settings.key_file, template.key_file),
    ):
        made.parent.mkdir(mode=0o700, parents=True)
        copy(original, made)
    engine = open_store(settings)
    desk = Desk(engine=engine, login="officer", interface="test", now=clock)
    make_region(engine, desk)
    if strangers:
        _strangers(engine, desk)
    clock.move_on(days=1)
    complete(desk, TODAY)
    check = Desk(engine=engine, login=NIGHTLY_LOGIN, interface="nightly", now=clock)
    run_nights(check, on=TODAY, last_ended=TODAY, rulebook=Rulebook(build_calendar()))
    engine.dispose()
    return settings


def _strangers(engine: Engine, desk: Desk) -> None:
    """Put another agency's people on record: with the same names, numbers, things and cells."""
    with Session(engine) as session, session.begin():
        agency = Agency(code="AWAY", name="Another Unit")
        session.add(agency)
        session.flush()
        officer = Officer(login="away-1", name="Lou Away", agency_id=agency.id)
        session.add(officer)
        session.flush()
        session.add(
            OfficerRole(officer_id=officer.id, role=Role.ADMINISTRATOR, since=date(2020, 1, 1))
        )
    away = Desk(engine=engine, login="away-1", interface="test", now=desk.now)
    with Session(engine) as session:
        leeds = session.scalars(select(Establishment.id).where(Establishment.code == LEEDS)).one()
        led_by = {one.login: one.id for one in session.scalars(select(Officer))}
        thing = session.scalars(select(Thing.id).order_by(Thing.id).limit(1)).one()
    for surname, lead in (("ALDER", "lead-1"), ("BRAMBLE", "supervisor-1"), ("OLDER", "away-1")):
        person = a_person(away, surname)
        [order, *_] = given(away, person, *_facts(leeds, led_by[lead], thing))
        given(away, person, a_provision(order, SIX_MONTHLY, number="1"))


def _facts(leeds: int, lead: int, thing: int) -> list[NewFact]:
    same = {"other_person_id": 1, "since": date(2020, 3, 2)}
    number = {"scheme": IdentifierScheme.PRISON_NUMBER, "raw": "A1001BC", "canonical": "A1001BC"}
    test = ("works_with_others", "capacity_and_capability", "continuing_basis")
    return [
        an_order(reference="T20207001"),
        an_order(kind=OrderKind.TRO, made_on=date(2018, 5, 7), term_count=9),
        fact(Birth, year=1979, month=4, day=3, placeholder=False),
        fact(Identifier, **number),
        fact(
            Inclusion,
            opened_on=date(2022, 1, 1),
            planning_control_coordination="x",
            **dict.fromkeys(test, "x"),
        ),
        fact(Allocation, officer_id=lead, kind=AllocationKind.LEAD, since=date(2022, 1, 1)),
        a_movement(
            MovementKind.RECEPTION,
            TODAY - timedelta(days=5),
            basis=CustodyBasis.SENTENCE,
            establishment_id=leeds,
        ),
        fact(PrisonRecord, observed_on=YESTERDAY, status="ACTIVE IN", prison_code=LEEDS),
        a_release_date(date(2026, 4, 1)),
        fact(Note, written_on=YESTERDAY, body="Nobody else's.", is_assessment=False),
        fact(Association, kind=AssociationKind.RIVAL, **same),
        fact(Event, kind=EventKind.CONTACT, happened_on=YESTERDAY, other_person_id=2),
        fact(Event, kind=EventKind.JOURNEY_OUT, happened_on=date(2026, 3, 9), place="Spain"),
        fact(
            Holding,
            kind=HoldingKind.PHONE,
            thing_id=thing,
            role=HoldingRole.USER,
            since=date(2025, 1, 1),
        ),
    ]


def _read(settings: Settings, login: str, what: str, form: str) -> str:
    values = settings.model_copy(update={"officer": login}).model_dump(
        mode="json", exclude_none=True
    )
    env = {f"CASEWORK_{name.upper()}": value for name, value in values.items()}
    return CliRunner().invoke(main, [*what.split(), form], env=env, catch_exceptions=False).output


@pytest.mark.parametrize("login", ["lead-1", "supervisor-1"])
def test_another_agencys_people_change_nothing(
    sqlite_template: Settings, tmp_path: Path, login: str
) -> None:
    alone = _region(tmp_path / "alone", sqlite_template, strangers=False)
    beside = _region(tmp_path / "beside", sqlite_template, strangers=True)
    for what in READ:
        told = _read(alone, login, what, "--json")
        assert _read(beside, login, what, "--json") == told, what

    for there, nowhere in NEVER_SEEN:
        told = _read(beside, login, nowhere, "--plain")
        assert _read(beside, login, there, "--plain") == told.replace(
            nowhere.split()[1], there.split()[1]
        )
