"""The prisons are counted by the last that is known of most: never otherwise than by all of it."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.context import Context
from casework.desk import Desk, declares
from casework.models import Establishment, Person, PrisonRecord, Verb
from casework.permissions import Action
from casework.queries import identity
from casework.recording import NewFact
from casework.row_facts.places import Held, everybody_held, places
from casework.sameness import members
from casework.services.judge_identity import judge_same
from casework.services.read_prison import NOWHERE, read_prison
from casework.services.read_prisons import LATELY, read_prisons
from rules.vocabulary import MovementKind
from tests.builders import TODAY, a_movement, a_person, a_release_date, given

PEOPLE = 40
CODES = ("LEI", "WDI")


@declares(Action.READ_PRISON, Verb.CONSULT)
def quick(context: Context) -> dict[int, Held]:
    """Tell who is held where as the list does."""
    return everybody_held(context, context.today, LATELY)


@declares(Action.READ_PRISON, Verb.CONSULT)
def slow(context: Context) -> dict[int, Held]:
    """Tell the same from all movements and prison records of everybody there is."""
    session, today = context.session, context.today
    whose = members(identity.same_as(session), session.scalars(select(Person.id)).all())
    held = {}
    for person, place in places(session, whose, today).items():
        where = place.where
        if where.is_held:
            lately = where.came_on is not None and today - where.came_on <= LATELY
            held[person] = Held(tuple(whose[person]), where.prison, lately)
    return held


def a_life(chance: random.Random, prisons: list[int]) -> list[NewFact]:
    """Return movements and prison records as no feed would send them, but might."""
    kinds = list(MovementKind)
    weights = [8 if kind in {"reception", "transfer", "return", "court"} else 1 for kind in kinds]
    facts = [
        a_movement(kind, a_day(chance), establishment_id=chance.choice([None, *prisons * 3]))
        for kind in chance.choices(kinds, weights, k=chance.randint(0, 4))
    ]
    for _ in range(chance.randint(0, 2)):
        code = chance.choice([None, "TRN", *CODES * 2])
        status = "INACTIVE OUT" if code is None else "ACTIVE IN"
        values = {"observed_on": a_day(chance), "status": status, "prison_code": code}
        facts.append(NewFact(PrisonRecord, values))
    if chance.random() < 0.5:
        facts.append(a_release_date(TODAY + timedelta(days=chance.randint(-5, 40))))
    return facts


def odd_lives(leeds: int, wakefield: int) -> Iterator[list[NewFact]]:
    """Yield lives that the last movement by itself would get wrong."""
    long_ago, then = TODAY - timedelta(days=40), TODAY - timedelta(days=20)
    came = a_movement(MovementKind.RECEPTION, long_ago, establishment_id=leeds)
    moved = MovementKind.TRANSFER
    yield [
        a_movement(MovementKind.DEATH, long_ago),
        a_movement(moved, then, establishment_id=leeds),
    ]
    yield [
        a_movement(moved, long_ago, establishment_id=leeds),
        a_movement(MovementKind.RECEPTION, long_ago, establishment_id=wakefield),
    ]
    yield [came, a_movement(MovementKind.RELEASE, TODAY + timedelta(days=2))]
    yield [came, a_movement(moved, TODAY + timedelta(days=2), establishment_id=wakefield)]


def a_day(chance: random.Random) -> date:
    """Return one of a few days, so that many are of one day, and some are still to come."""
    return TODAY + timedelta(days=chance.choice([-40, -39, -38, -20, -14, -13, -1, 0, 2]))


@pytest.fixture
def region(desk: Desk, engine: Engine) -> list[str]:
    """People with lives of chance in two prisons, two of whom are one person."""
    with Session(engine) as session, session.begin():
        made = [Establishment(code=code, name=f"{code} (HMP)") for code in CODES]
        session.add_all(made)
        session.flush()
        prisons = [one.id for one in made]
    chance = random.Random(7)  # noqa: S311  # invented lives, not secrets
    people = []
    for number in range(PEOPLE):
        person = a_person(desk, f"Number{number}")
        facts = a_life(chance, prisons)
        if facts:
            given(desk, person, *facts)
        people.append(person)
    for facts in odd_lives(*prisons):
        people.append(a_person(desk, "Odd"))
        given(desk, people[-1], *facts)
    for one, other in zip(people[0:8:2], people[1:8:2], strict=True):
        desk.run(judge_same, one, other, reason="the same prison number on both")
    return people


def test_the_quick_way_says_what_the_slow_way_says(desk: Desk, region: list[str]) -> None:
    expected = desk.run(slow)

    assert desk.run(quick) == expected
    assert len(region) > len(expected) > PEOPLE / 3
    assert {one.prison for one in expected.values()} == {None, *CODES}
    assert {one.lately for one in expected.values()} == {True, False}


def test_the_list_and_each_prison_tell_of_the_same_people(desk: Desk, region: list[str]) -> None:
    by_prison: dict[str, set[str]] = {}
    for person, one in desk.run(slow).items():
        by_prison.setdefault(one.prison or "", set()).add(f"P{person}")

    listed = desk.run(read_prisons).prisons
    views = {line.code: desk.run(read_prison, line.code or NOWHERE) for line in listed}

    assert Counter({line.code: line.here for line in listed}) == Counter(
        {code: len(here) for code, here in by_prison.items()}
    )
    for line in listed:
        view = views[line.code]
        assert {one.person for one in view.here} == by_prison[line.code] <= set(region)
        assert line.arriving == len(view.arriving)
        soon = [one for one in view.leaving if one.leaving and one.leaving.days <= 28]
        assert line.leaving == len(soon)
