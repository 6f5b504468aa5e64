"""The fictional region: the same every time, of invented people, and worth a night's look."""

import ast
import hashlib
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import mimesis
import pytest
from mimesis import Gender, Locale
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

import casework.demo
from casework.calendars import build_calendar
from casework.demo.region import DAYS_BEHIND, PRISONS
from casework.demo_region import load_region
from casework.desk import Desk
from casework.errors import FactRefusedError
from casework.installation import install
from casework.models import (
    PERSON_FACTS,
    Attachment,
    AttachmentContent,
    Base,
    CourtOrder,
    Establishment,
    Event,
    GroupBand,
    Movement,
    NameKind,
    Officer,
    OrderVariation,
    PersonName,
    PrisonRecord,
    Provision,
    ReleaseDate,
    Sentence,
)
from casework.models.types import Day
from casework.queries import sources
from casework.recording import table_of
from casework.settings import Settings
from casework.store import open_store
from rules.book import Rulebook
from rules.days import ONE_DAY
from rules.vocabulary import EventKind, MovementKind, Nation, OrderKind
from tests.builders import NOW, TODAY, YESTERDAY
from tests.conftest import settings_in

LOOKS_FORWARD = {"ends_on", "expected_on", "falls_on", "next_due_on", "review_on"}
BOOKKEEPING = {"known_from", "known_to", "created_at", "changed_at", "happened_at"}
KNOWN_OF_RULES = {"rules.calendar", "rules.days", "rules.duties", "rules.vocabulary"}
NOT_OF_THE_REGION = ("audit_", "alembic_")


@pytest.fixture
def rulebook() -> Rulebook:
    return Rulebook(build_calendar())


@pytest.fixture
def second_desk(sqlite_template: Settings, tmp_path: Path) -> Iterator[Desk]:
    """A desk at another embedded database."""
    settings = settings_in(tmp_path / "second")
    for copy, original in (
        (settings.database_file, sqlite_template.database_file),
        (settings.key_file, sqlite_template.key_file),
    ):
        copy.parent.mkdir(mode=0o700, parents=True)
        shutil.copy(original, copy)
    engine = open_store(settings)
    yield installed(engine)
    engine.dispose()


@pytest.fixture
def embedded_desk(sqlite_engine: Engine) -> Desk:
    return installed(sqlite_engine)


def installed(engine: Engine) -> Desk:
    install(engine, agency="Example Regional Unit", login="officer", at=NOW, today=TODAY)
    return Desk(engine=engine, login="officer", interface="test", now=lambda: NOW)


def load(desk: Desk, people: int, seed: int = 1) -> None:
    load_region(desk, people=people, seed=seed, as_of=YESTERDAY)


def digest(engine: Engine) -> str:
    """Return a digest of every table but the logs, and every column but the clock's."""
    written = hashlib.sha256()
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name.startswith(NOT_OF_THE_REGION):
                continue
            columns = [c for c in table.columns if c.name not in BOOKKEEPING]
            rows = connection.execute(select(*columns).order_by(*table.primary_key.columns))
            written.update(repr((table.name, [tuple(row) for row in rows])).encode())
    return written.hexdigest()


def test_the_same_seed_makes_the_same_region_on_either_database(
    desk: Desk, second_desk: Desk
) -> None:
    load(desk, 60)
    load(second_desk, 60)

    assert digest(desk.engine) == digest(second_desk.engine)


def test_another_seed_makes_another_region(embedded_desk: Desk, second_desk: Desk) -> None:
    load(embedded_desk, 20, seed=1)
    load(second_desk, 20, seed=2)

    assert digest(embedded_desk.engine) != digest(second_desk.engine)


def test_nothing_happens_after_the_last_day(embedded_desk: Desk) -> None:
    load(embedded_desk, 300)

    latest: dict[str, date] = {}
    with embedded_desk.engine.connect() as connection:
        for table in (*(table_of(fact) for fact in PERSON_FACTS), GroupBand.__table__):
            for column in table.columns:
                if not isinstance(column.type, Day) or column.name in LOOKS_FORWARD:
                    continue
                day = connection.scalar(select(func.max(column)))
                if day is not None:
                    latest[str(column)] = day
    assert len(latest) > 25
    assert {column: day for column, day in latest.items() if day > YESTERDAY} == {}


def test_every_name_number_and_prison_is_invented(embedded_desk: Desk) -> None:
    load(embedded_desk, 100)

    invented = known_words()
    with Session(embedded_desk.engine) as session:
        names = session.scalars(select(PersonName).where(PersonName.kind == NameKind.LEGAL)).all()
        officers = session.scalars(select(Officer.name).where(Officer.login.like("%-%"))).all()
        prisons = session.scalars(select(Establishment.code)).all()
    assert {name.surname for name in names} <= invented
    assert {name.forenames for name in names} <= invented
    assert len(officers) > 5
    assert sorted(prisons) == sorted(code for code, *_ in PRISONS)
    assert all(code.startswith("Z") for code in prisons)


def known_words() -> set[str]:
    """Return the first and last names that mimesis puts people together from."""
    person = mimesis.Person(Locale.EN_GB)
    return {
        name
        for gender in (Gender.MALE, Gender.FEMALE)
        for part in ("names", "surnames")
        for name in names_of(person, part, gender)
    }


def names_of(person: mimesis.Person, part: str, gender: Gender) -> list[str]:
    found = person._extract([part], default=[])  # noqa: SLF001  # the lists have no public name
    return list(found[gender.value]) if isinstance(found, dict) else list(found)


def test_some_facts_were_corrected_later(embedded_desk: Desk) -> None:
    load(embedded_desk, 200)

    with Session(embedded_desk.engine) as session:
        corrected = session.scalars(select(ReleaseDate).where(ReleaseDate.version == 2)).all()
        [first] = session.scalars(
            select(ReleaseDate).where(
                ReleaseDate.fact_id == corrected[0].fact_id, ReleaseDate.version == 1
            )
        )
    assert first.known_to == corrected[0].known_from
    assert first.known_from < corrected[0].known_from
    assert first.closed_reason == "days added at adjudication"


def test_says_how_far_each_source_is_complete(embedded_desk: Desk) -> None:
    load(embedded_desk, 10)

    with Session(embedded_desk.engine) as session:
        complete_to = sources.complete_to(session)
    assert complete_to.keys() == DAYS_BEHIND.keys()
    assert max(complete_to.values()) == YESTERDAY


def test_courts_sit_on_working_days_only(embedded_desk: Desk, rulebook: Rulebook) -> None:
    load(embedded_desk, 400)

    with Session(embedded_desk.engine) as session:
        days = (CourtOrder.made_on, OrderVariation.made_on, Sentence.sentenced_on)
        made = [day for column in days for day in session.scalars(select(column))]
    england = Nation.ENGLAND_AND_WALES
    assert len(made) > 100
    assert [day for day in made if not rulebook.calendar.is_working(day, england)] == []


def test_nobody_in_prison_is_abroad_or_seen_outside(embedded_desk: Desk) -> None:
    load(embedded_desk, 400)

    with Session(embedded_desk.engine) as session:
        outside = session.execute(
            select(Event.person_id, Event.happened_on).where(
                Event.kind.in_((EventKind.JOURNEY_OUT, EventKind.CONTACT, EventKind.SIGHTING))
            )
        ).all()
        held = [spell for person in spells_inside(session).values() for spell in person]
    assert len(outside) > 100
    assert [
        (person, day)
        for person, day in outside
        for who, first, last in held
        if who == person and first < day < last
    ] == []


def test_a_prison_record_names_the_prison_of_the_last_movement_but_for_a_few(
    embedded_desk: Desk,
) -> None:
    load(embedded_desk, 1_000)

    with Session(embedded_desk.engine) as session:
        moves = session.execute(
            select(Movement.person_id, Establishment.code)
            .join(Establishment, Establishment.id == Movement.establishment_id)
            .order_by(Movement.happened_on, Movement.fact_id)
        )
        moved = {row.person_id: row.code for row in moves}
        recorded = session.execute(select(PrisonRecord.person_id, PrisonRecord.prison_code)).all()
    astray = [person for person, code in recorded if moved[person] != code]
    assert len({code for _, code in recorded}) == len(PRISONS)
    assert 0 < len(astray) <= len(recorded) / 50


def spells_inside(session: Session) -> dict[int, list[tuple[int, date, date]]]:
    """Return the person, the first and the last day of every spell in prison, by person."""
    moves = session.execute(
        select(Movement.person_id, Movement.kind, Movement.happened_on).order_by(
            Movement.person_id, Movement.happened_on, Movement.fact_id
        )
    ).all()
    spells: dict[int, list[tuple[int, date, date]]] = {}
    for person, kind, day in moves:
        of_person = spells.setdefault(person, [])
        if kind in (MovementKind.RECEPTION, MovementKind.RECALL):
            of_person.append((person, day, date.max))
        elif kind is MovementKind.RELEASE:
            of_person[-1] = (*of_person[-1][:2], day)
    return spells


def test_most_orders_have_a_copy_and_all_share_its_contents(embedded_desk: Desk) -> None:
    load(embedded_desk, 400)

    with Session(embedded_desk.engine) as session:
        orders = session.scalars(select(CourtOrder).where(CourtOrder.kind == OrderKind.SCPO)).all()
        copied = set(session.scalars(select(Attachment.about_id).where(Attachment.certified_copy)))
        [contents] = session.scalars(select(AttachmentContent))
    without = [order for order in orders if order.fact_id not in copied]
    assert 0 < len(without) < len(orders) / 5
    assert contents.digest == hashlib.sha256(contents.content).hexdigest()
    assert contents.size == len(contents.content)


def test_orders_vary_in_what_they_ask(embedded_desk: Desk) -> None:
    load(embedded_desk, 400)

    with Session(embedded_desk.engine) as session:
        kinds = set(session.scalars(select(Provision.duty_kind)))
    assert len(kinds) >= 14


def test_a_second_region_is_refused(embedded_desk: Desk) -> None:
    load(embedded_desk, 5)

    with pytest.raises(FactRefusedError, match="on record already"):
        load(embedded_desk, 5)


def test_tells_how_many_are_on_record(embedded_desk: Desk) -> None:
    told: list[int] = []

    load_region(embedded_desk, people=260, seed=1, as_of=YESTERDAY - ONE_DAY, tell=told.append)

    assert told == [250, 260]


def test_the_generator_knows_nothing_of_the_answers() -> None:
    [folder] = casework.demo.__path__
    for module in Path(folder).glob("*.py"):
        imported = {
            node.module
            for node in ast.walk(ast.parse(module.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module
        }
        rules_known = {name for name in imported if name.startswith("rules")}
        assert rules_known <= KNOWN_OF_RULES, module
