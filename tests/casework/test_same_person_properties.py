"""Whatever is judged of who is whom, and taken back: the record is as it was."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given as given_that
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import IdentityRefusedError
from casework.facts import LISTS, case_files, put_together
from casework.flagging import worded
from casework.installation import NIGHTLY_LOGIN, install
from casework.models import Event, IdentityJudgement, Person
from casework.nightly import run_nights
from casework.queries import identity, sources
from casework.recording import NewFact
from casework.same_person import apart, together
from casework.sameness import members
from casework.services.check_case import check_case
from casework.services.judge_identity import judge_not_same, judge_same, withdraw_judgement
from casework.settings import Settings
from rules.book import AsAt, evaluate
from rules.duties import CountLimit, ProhibitedAssociation
from rules.facts import CaseFile
from rules.vocabulary import EventKind, Feed, HoldingKind, ItemKind, MovementKind
from tests.builders import (
    NOW,
    PHONE_IN_THREE_DAYS,
    SIX_MONTHLY,
    TODAY,
    a_movement,
    a_person,
    a_phone,
    a_provision,
    an_fro,
    an_order,
    complete,
    given,
)
from tests.casework.conftest import Clock
from tests.casework.nights import BOOK
from tests.casework.test_night_equals_the_long_way import LAST, fresh_database, incremental
from tests.rules.order_strategies import FIRST, SPAN
from tests.rules.strategies import case_files as random_cases

ALL = dict.fromkeys(Feed, FIRST + timedelta(days=SPAN))


def _dealt(case: CaseFile, to: Iterable[int]) -> list[CaseFile]:
    """Deal the facts of one case file to two records, by *to*, one after the other."""
    hands: tuple[dict[str, list[Any]], ...] = ({}, {})
    events: tuple[list[Any], list[Any]] = ([], [])
    dealing = iter(to)
    for name in LISTS:
        for fact in getattr(case, name):
            hands[next(dealing)].setdefault(name, []).append(fact)
    for found in case.events.values():
        for event in found:
            events[next(dealing)].append(event)
    return [
        put_together(person, 1, hand, events=listed)
        for person, hand, listed in zip((1, 2), hands, events, strict=True)
    ]


@given_that(case=random_cases(), data=st.data(), days=st.integers(0, SPAN))
def test_facts_dealt_to_two_records_are_judged_as_if_they_stood_on_one(
    case: CaseFile, data: st.DataObject, days: int
) -> None:
    case = replace(case, flags=())
    count = sum(len(getattr(case, name)) for name in LISTS) + sum(map(len, case.events.values()))
    deal = data.draw(st.lists(st.integers(0, 1), min_size=count, max_size=count))
    at = AsAt(on=FIRST + timedelta(days=days), complete_to=ALL)
    records = _dealt(case, deal)
    same_as = {1: 1, 2: 1}

    one = evaluate(together(records, same_as), at, BOOK)
    other_way = evaluate(together(records[::-1], same_as), at, BOOK)
    [whole] = _dealt(case, [0] * count)[:1]
    alone = evaluate(replace(whole, same_as=same_as), at, BOOK)

    assert one == other_way == alone
    told = list(apart(one, records))
    assert sorted(f for each in told for f in map(repr, each.findings)) == sorted(
        map(repr, one.findings)
    )
    assert sorted(u for each in told for u in map(repr, each.unchecked)) == sorted(
        map(repr, one.unchecked)
    )
    for record, each in zip(records, told, strict=True):
        other = records[0] if record is records[1] else records[1]
        assert not {f.subject for f in each.findings} & _subjects(other)


def _subjects(case: CaseFile) -> set[int]:
    listed = {fact.ref.id for name in LISTS for fact in getattr(case, name)}
    clauses = {p.ref.id for order in case.orders for p in order.provisions}
    return listed | clauses | {e.ref.id for found in case.events.values() for e in found}


START = TODAY.replace(month=1, day=12)
people = st.integers(1, 4)
days = st.integers(0, 20).map(lambda n: START + timedelta(days=n))
things = st.one_of(
    st.tuples(st.just("limit"), people, days),
    st.tuples(st.just("apart"), people, people),
    st.tuples(st.just("report"), people, days),
    st.tuples(st.just("phone"), people, days),
    st.tuples(st.just("contact"), people, people, days),
    st.tuples(st.just("found"), people, days),
    st.tuples(st.just("in"), people, days),
    st.tuples(st.just("out"), people, days),
)
judgings = st.tuples(
    st.sampled_from([judge_same, judge_same, judge_same, judge_not_same]), people, people
)


class Story:
    """Four records, what happened to each, and nights."""

    def __init__(self, desk: Desk, nightly: Desk) -> None:
        self.desk, self.nightly, self.judged = desk, nightly, START + timedelta(days=30)
        for n in range(4):
            a_person(desk, f"Example{n}")
        complete(desk, self.judged + timedelta(days=10))

    def happened(self, name: str, person: int, *more: Any) -> None:
        given(self.desk, f"P{person}", *self._facts(name, f"P{person}", *more))

    def _facts(self, name: str, person: str, *more: Any) -> list[NewFact]:
        if name == "limit":
            [order] = given(self.desk, person, an_order(made_on=more[0]))
            clauses = (CountLimit(of=HoldingKind.PHONE, most=1), PHONE_IN_THREE_DAYS)
            return [a_provision(order, duty, starts_on=more[0]) for duty in clauses]
        if name == "apart":
            [order] = given(self.desk, person, an_order(made_on=START))
            duty = ProhibitedAssociation(people=("X",), records=(more[0],))
            return [a_provision(order, duty, starts_on=START)]
        if name == "report":
            [order] = given(self.desk, person, an_fro())
            return [a_provision(order, SIX_MONTHLY, starts_on=more[0])]
        if name == "phone":
            return [a_phone(self.desk, f"07700 {person} {more[0]}", more[0])]
        if name in {"in", "out"}:
            kind = MovementKind.RECEPTION if name == "in" else MovementKind.RELEASE
            return [a_movement(kind, more[0])]
        if name == "contact":
            seen = {"kind": EventKind.CONTACT, "other_person_id": more[0], "happened_on": more[1]}
        else:
            seen = {"kind": EventKind.FIND, "item_kind": ItemKind.PHONE, "happened_on": more[0]}
        return [NewFact(Event, seen)]

    def night(self) -> None:
        self.judged += timedelta(days=1)
        told = run_nights(self.nightly, on=self.judged, last_ended=LAST, rulebook=BOOK, batch=2)
        assert not any(night.failures for night in told), told
        engine = self.desk.engine
        assert incremental(engine) == the_long_way(engine, self.judged)

    def checked(self) -> list[Any]:
        day = self.judged + timedelta(days=20)
        return [
            self.desk.run(check_case, f"P{n}", on=day, rulebook=BOOK, why=True) for n in range(1, 5)
        ]


def the_long_way(engine: Engine, on: Any) -> set[tuple[Any, ...]]:
    """Judge everybody anew, all records of a person read whole and together."""
    with Session(engine) as session:
        everyone = {person.id: 0 for person in session.scalars(select(Person))}
        at = AsAt(on=on, complete_to=sources.complete_to(session))
        same_as = identity.same_as(session)
        cases = {case.person: case for case in case_files(session, everyone)}
    return {
        (told.person, f.rule, f.subject, f.occurrence, worded(f).fingerprint)
        for records in members(same_as, everyone).values()
        for case in [together([cases[record] for record in records], same_as)]
        for told, own in zip(
            (cases[record] for record in records),
            apart(evaluate(case, at, BOOK), [cases[record] for record in records]),
            strict=True,
        )
        for f in own.findings
    }


def _facts_of(engine: Engine) -> list[Any]:
    """Return every row of a person that is no flag, no check and no judgement."""
    with Session(engine) as session:
        cases = list(case_files(session, dict.fromkeys(range(1, 5), 0)))
    return [replace(case, flags=()) for case in cases]


@hypothesis_settings(max_examples=8)
@given_that(
    story=st.lists(things, min_size=3, max_size=9),
    judged=st.lists(judgings, min_size=1, max_size=5),
    later=st.lists(st.booleans(), min_size=5, max_size=5),
)
def test_judgements_taken_back_leave_everything_as_it_was(
    story: list[tuple[Any, ...]],
    judged: list[tuple[Any, int, int]],
    later: list[bool],
    sqlite_template: Settings,
) -> None:
    clock = Clock(ticks=timedelta(milliseconds=1))
    with fresh_database(sqlite_template) as engine:
        install(engine, agency="Example Regional Unit", login="officer", at=NOW, today=TODAY)
        desk = Desk(engine=engine, login="officer", interface="test", now=clock)
        nightly = Desk(engine=engine, login=NIGHTLY_LOGIN, interface="test", now=clock)
        told = Story(desk, nightly)
        for name, *args in story:
            told.happened(name, *args)
        told.night()
        facts = _facts_of(engine)

        for (service, first, second), with_night in zip(judged, later, strict=False):
            try:
                desk.run(service, f"P{first}", f"P{second}", reason="as seen")
            except IdentityRefusedError:
                continue
            if with_night:
                told.night()
        told.night()
        assert _facts_of(engine) == facts
        with Session(engine) as session:
            standing = [row.id for row in session.scalars(select(IdentityJudgement))]
        for judgement in standing:
            desk.run(withdraw_judgement, judgement, reason="taken back")
        told.night()

        assert _facts_of(engine) == facts
        assert incremental(engine) == the_long_way(engine, told.judged)
        never = _never_judged(story, told, sqlite_template)
        assert (incremental(engine), told.checked()) == never


def _never_judged(story: list[tuple[Any, ...]], told: Story, template: Settings) -> Any:
    """Tell the same story with nobody judged, in as many nights."""
    clock = Clock(ticks=timedelta(milliseconds=1))
    with fresh_database(template) as engine:
        install(engine, agency="Example Regional Unit", login="officer", at=NOW, today=TODAY)
        desk = Desk(engine=engine, login="officer", interface="test", now=clock)
        nightly = Desk(engine=engine, login=NIGHTLY_LOGIN, interface="test", now=clock)
        plain = Story(desk, nightly)
        for name, *args in story:
            plain.happened(name, *args)
        while plain.judged < told.judged:
            plain.night()
        return incremental(engine), plain.checked()
