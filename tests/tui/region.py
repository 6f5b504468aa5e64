"""A small invented region for the screens: some dozen people, whose days are fixed.

What is here is what every golden screen shows. Add people at the end, and numbers stay.
"""

from datetime import date, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework.calendars import build_calendar
from casework.context import Context
from casework.desk import Desk, declares
from casework.installation import NIGHTLY_LOGIN, install
from casework.models import (
    Allocation,
    Association,
    AssociationKind,
    Birth,
    Description,
    Establishment,
    Event,
    Identifier,
    IdentifierScheme,
    Inclusion,
    ManagementLevel,
    ManagementPlan,
    NameKind,
    Note,
    Officer,
    OfficerContact,
    OfficerRole,
    OrderVariation,
    PersonFact,
    PersonName,
    PrisonAlert,
    PrisonRecord,
    Review,
    Role,
    Sentence,
    Verb,
)
from casework.names import search_key
from casework.nightly import run_nights
from casework.permissions import Action
from casework.recording import NewFact, new_people, record
from rules.book import Rulebook
from rules.days import Length
from rules.duties import (
    CountLimit,
    FreeWording,
    NotifyBeforehand,
    PeriodicReport,
    ProhibitedAssociation,
    TravelBan,
)
from rules.vocabulary import (
    AllocationKind,
    Counting,
    CustodyBasis,
    EventKind,
    HoldingKind,
    ItemKind,
    MovementKind,
    Notifiable,
    OrderKind,
    Unit,
)
from tests.builders import (
    NOW,
    PHONE_IN_THREE_DAYS,
    SIX_MONTHLY,
    TODAY,
    YESTERDAY,
    a_movement,
    a_phone,
    a_provision,
    a_release_date,
    a_report,
    a_service,
    an_order,
    complete,
    given,
    on_release,
    origin_of,
)

LEEDS, WAKEFIELD = "LEI", "WDI"
"""Codes of the two prisons; their people are invented."""

_STAFF = (
    ("lead-1", "Robin Lead", Role.OFFENDER_MANAGER),
    ("supervisor-1", "Val Second", Role.SUPERVISOR),
    ("prison-1", "Pat Inside", Role.PRISON_INTELLIGENCE_OFFICER),
    ("auditor-1", "Ash Watcher", Role.AUDITOR),
)


def make_region(engine: Engine, desk: Desk) -> None:
    """Put the region on record on a migrated, empty database, and run one night on it."""
    install(engine, agency="Example Regional Unit", login="officer", at=NOW, today=TODAY)
    staff, prisons = _staff_and_prisons(engine)
    _alder(desk, staff, prisons)
    _bramble(desk, staff, prisons)
    _cedar(desk, staff, prisons)
    _dogwood(desk, staff)
    _elder(desk, staff)
    for number, surname in enumerate(("FIR", "GORSE", "HAZEL", "IVY", "JUNIPER", "LARCH"), 6):
        person = _person(desk, surname, "Lee", number, born=1970 + number)
        _lead(desk, person, staff["officer"], since=date(2025, 1, number))
    complete(desk, YESTERDAY)
    check = Desk(engine=engine, login=NIGHTLY_LOGIN, interface="nightly", now=desk.now)
    run_nights(check, on=YESTERDAY, last_ended=YESTERDAY, rulebook=Rulebook(build_calendar()))


def _staff_and_prisons(engine: Engine) -> tuple[dict[str, int], dict[str, int]]:
    with Session(engine) as session, session.begin():
        first = session.query(Officer).filter_by(login="officer").one()
        staff = {"officer": first.id}
        for login, name, role in _STAFF:
            officer = Officer(login=login, name=name, agency_id=first.agency_id)
            session.add(officer)
            session.flush()
            session.add(OfficerRole(officer_id=officer.id, role=role, since=date(2020, 1, 1)))
            staff[login] = officer.id
        prisons = {}
        for code, name in ((LEEDS, "Leeds (HMP)"), (WAKEFIELD, "Wakefield (HMP)")):
            prison = Establishment(code=code, name=name, types="HMP", status="open")
            session.add(prison)
            session.flush()
            prisons[code] = prison.id
    return staff, prisons


def fact(table: type[PersonFact], **values: object) -> NewFact:
    """Return a fact to be recorded."""
    return NewFact(table, values)


@declares(Action.LOAD_DEMO, Verb.COLLECT)
def _new(context: Context, surname: str, forenames: str) -> str:
    [person] = new_people(context, 1, agency_id=context.officer.agency_id)
    name = {
        "kind": NameKind.LEGAL,
        "surname": surname,
        "forenames": forenames,
        "search_key": search_key(surname, forenames),
    }
    record(context, person, [NewFact(PersonName, name)], origin_of(context))
    return f"P{person}"


def _person(desk: Desk, surname: str, forenames: str, number: int, *, born: int) -> str:
    person = desk.run(_new, surname, forenames)
    given(
        desk,
        person,
        fact(Birth, year=born, month=4, day=3, placeholder=False),
        fact(Description, gender="male", ethnicity=None, nationality="British"),
        fact(
            Identifier,
            scheme=IdentifierScheme.PRISON_NUMBER,
            raw=f"A10{number:02}BC",
            canonical=f"A10{number:02}BC",
        ),
    )
    return person


def _lead(desk: Desk, person: str, officer: int, *, since: date) -> None:
    given(
        desk,
        person,
        fact(
            Inclusion,
            opened_on=since,
            works_with_others="Directs at least three others.",
            capacity_and_capability="Money, vehicles and people to move drugs.",
            continuing_basis="Three investigations in eight years.",
            planning_control_coordination="Sets prices and routes.",
        ),
        fact(Allocation, officer_id=officer, kind=AllocationKind.LEAD, since=since),
        fact(ManagementLevel, level="2", since=since),
        fact(
            Review, reviewed_on=date(2026, 1, 5), next_due_on=date(2026, 7, 5), outcome="Goes on."
        ),
    )


def _alder(desk: Desk, staff: dict[str, int], prisons: dict[str, int]) -> None:
    """P1: a life with everything in it: custody, licence, an order with clauses, flags."""
    person = _person(desk, "ALDER", "Sam", 1, born=1979)
    _lead(desk, person, staff["officer"], since=date(2022, 2, 1))
    given(
        desk,
        person,
        fact(
            PersonName,
            kind=NameKind.ALIAS,
            surname="OLDER",
            forenames="Sammy",
            search_key=search_key("OLDER", "Sammy"),
        ),
        fact(Identifier, scheme=IdentifierScheme.PNC, raw="12/394773H", canonical="2012/0394773H"),
        a_movement(
            MovementKind.RECEPTION,
            date(2020, 3, 2),
            basis=CustodyBasis.REMAND,
            establishment_id=prisons[LEEDS],
        ),
        fact(
            Sentence,
            sentenced_on=date(2020, 9, 14),
            length_count=10,
            length_unit="years",
            indeterminate=False,
        ),
        a_movement(MovementKind.COURT, date(2020, 9, 14), establishment_id=prisons[LEEDS]),
        a_movement(
            MovementKind.RETURN,
            date(2020, 9, 14),
            basis=CustodyBasis.SENTENCE,
            establishment_id=prisons[LEEDS],
        ),
        a_movement(MovementKind.TRANSFER, date(2021, 5, 3), establishment_id=prisons[WAKEFIELD]),
        a_movement(MovementKind.RELEASE, date(2025, 3, 3)),
        fact(
            ManagementPlan,
            objective="Full compliance with the order.",
            since=date(2025, 3, 3),
            contact_every_days=28,
        ),
        fact(
            OfficerContact,
            contacted_on=date(2026, 2, 20),
            officer_id=staff["officer"],
            method="home visit",
            outcome="Seen with his brother.",
        ),
        fact(
            Note,
            written_on=date(2026, 2, 20),
            body="Says he works at a garage; not verified.",
            is_assessment=True,
        ),
    )
    [order] = given(
        desk,
        person,
        an_order(
            made_on=date(2020, 9, 14),
            court_name="Leeds Crown Court",
            reference="T20207001",
            term_count=None,
            term_unit=None,
            term_counting=None,
            ends_on=date(2030, 3, 2),
        ),
    )
    report = PeriodicReport(
        every=Length(count=6, unit=Unit.MONTHS, counting=Counting.MONTHS_AFTER),
        due_within=Length(count=28, unit=Unit.DAYS, counting=Counting.AFTER_PERIOD),
        first_period_from=date(2025, 3, 3),
    )
    clauses = (
        ("1", "The defendant must report his income and assets every six months.", report),
        ("2", "The defendant must notify any telephone within three days.", PHONE_IN_THREE_DAYS),
        (
            "3",
            "The defendant must not possess more than one mobile telephone.",
            CountLimit(of=HoldingKind.PHONE, most=1),
        ),
        (
            "4",
            "The defendant must not associate with Jo BRAMBLE.",
            ProhibitedAssociation(people=("Jo Bramble",), exceptions=("in a place of worship",)),
        ),
        (
            "5",
            "The defendant must give seven days' notice of travel abroad.",
            NotifyBeforehand(
                of=(Notifiable.FOREIGN_TRAVEL,),
                notice=Length(count=7, unit=Unit.DAYS, counting=Counting.CLEAR_BEFORE),
            ),
        ),
        ("6", "The defendant must not be concerned in the running of a casino.", FreeWording()),
    )
    facts = [
        a_provision(order, duty, number=number, wording=wording, **on_release())
        for number, wording, duty in clauses
    ]
    ids = given(desk, person, *facts, a_service(order, date(2020, 9, 14)))
    given(
        desk,
        person,
        fact(OrderVariation, order_id=order, made_on=date(2023, 6, 1), represented=True),
    )
    given(
        desk,
        person,
        a_report(ids[0], date(2025, 9, 20), date(2025, 3, 3)),
        a_phone(desk, "07700900101", date(2025, 3, 4)),
        a_phone(desk, "07700900102", date(2026, 2, 1)),
        fact(
            Event,
            kind=EventKind.CONTACT,
            happened_on=date(2026, 2, 27),
            other_name="Jo Bramble",
            place="a gym in Batley",
            details="Seen together for an hour.",
        ),
        fact(
            Event,
            kind=EventKind.FIND,
            happened_on=date(2026, 1, 12),
            item_kind=ItemKind.CASH,
            item="cash in a car",
            amount=420_000,
            currency="GBP",
            place="Batley",
        ),
        fact(
            Association,
            kind=AssociationKind.CO_DEFENDANT,
            other_person_id=None,
            other_name="Jo Bramble",
            since=date(2020, 3, 2),
        ),
    )


def _bramble(desk: Desk, staff: dict[str, int], prisons: dict[str, int]) -> None:
    """P2: in custody at Leeds, out in three weeks, under a financial reporting order."""
    person = _person(desk, "BRAMBLE", "Jo", 2, born=1984)
    _lead(desk, person, staff["officer"], since=date(2023, 1, 9))
    given(
        desk,
        person,
        a_movement(
            MovementKind.RECEPTION,
            date(2024, 6, 3),
            basis=CustodyBasis.SENTENCE,
            establishment_id=prisons[LEEDS],
        ),
        fact(
            PrisonRecord,
            observed_on=YESTERDAY,
            status="ACTIVE IN",
            prison_code=LEEDS,
            cell_location="C-2-014",
            category="B",
        ),
        a_release_date(date(2026, 4, 6)),
        fact(
            Association,
            kind=AssociationKind.CO_DEFENDANT,
            other_person_id=1,
            since=date(2020, 3, 2),
        ),
    )
    [order] = given(
        desk, person, an_order(kind=OrderKind.FRO, made_on=date(2014, 8, 14), term_count=15)
    )
    given(desk, person, a_provision(order, SIX_MONTHLY, starts_on=date(2025, 8, 14)))


def _cedar(desk: Desk, staff: dict[str, int], prisons: dict[str, int]) -> None:
    """P3: received at Leeds last week, a rival of P2, with an alert and no lead officer."""
    person = _person(desk, "CEDAR", "Kim", 3, born=1990)
    given(
        desk,
        person,
        a_movement(
            MovementKind.RECEPTION,
            TODAY - timedelta(days=6),
            basis=CustodyBasis.REMAND,
            establishment_id=prisons[LEEDS],
        ),
        fact(
            PrisonAlert,
            alert_type="X",
            alert_code="XCO",
            active=True,
            expired=False,
            observed_on=YESTERDAY,
        ),
        fact(Association, kind=AssociationKind.RIVAL, other_person_id=2, since=date(2025, 1, 1)),
    )


def _dogwood(desk: Desk, staff: dict[str, int]) -> None:
    """P4: led by somebody else, with a name whose marks and brackets must stay as they are."""
    person = _person(desk, "DOGWOOD [REDACTED]", "Zoë", 4, born=1965)
    _lead(desk, person, staff["lead-1"], since=date(2024, 3, 4))
    [order] = given(desk, person, an_order(made_on=date(2024, 3, 4)))
    given(
        desk,
        person,
        a_provision(
            order, TravelBan(), number="1", wording="The defendant must not leave [the UK]."
        ),
        a_service(order, date(2024, 3, 4)),
    )


def _elder(desk: Desk, staff: dict[str, int]) -> None:
    """P5: a travel restriction order, and a journey: the gravest flag."""
    person = _person(desk, "ELDER", "Max", 5, born=1972)
    _lead(desk, person, staff["officer"], since=date(2024, 5, 6))
    given(
        desk,
        person,
        a_movement(MovementKind.RECEPTION, date(2018, 5, 7), basis=CustodyBasis.SENTENCE),
        a_movement(MovementKind.RELEASE, date(2022, 5, 6)),
        an_order(kind=OrderKind.TRO, made_on=date(2018, 5, 7), term_count=8),
        fact(Event, kind=EventKind.JOURNEY_OUT, happened_on=date(2026, 3, 9), place="Spain"),
    )
