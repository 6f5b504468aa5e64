"""Whose cases a judgement of identity raises, as the log tells it, and what it reads for it."""

from datetime import date

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from casework.context import Context
from casework.desk import Desk, declares
from casework.judging import Saying, judge
from casework.models import AuditEvent, AuditSubject, Event, IdentityJudgement, Sameness, Verb
from casework.permissions import Action
from casework.queries import identity, sources
from casework.recording import NewFact, new_people
from casework.services.judge_identity import judge_same, withdraw_judgement
from rules.vocabulary import EventKind, Feed
from tests.builders import a_person, given

PRINTS = "fingerprints agree"


def _altered(engine: Engine) -> list[tuple[str, int]]:
    """Return the verbs and people that judging identity was logged with."""
    with Session(engine) as session:
        rows = session.execute(
            select(AuditEvent.verb, AuditSubject.person_id)
            .join(AuditSubject, AuditSubject.event_id == AuditEvent.id)
            .where(AuditEvent.action == Action.JUDGE_IDENTITY, AuditEvent.verb != Verb.CONSULT)
            .order_by(AuditEvent.id, AuditSubject.person_id)
        )
        return [(row.verb.value, row.person_id) for row in rows]


def test_whoever_names_one_of_them_is_logged_as_altered(desk: Desk, engine: Engine) -> None:
    for surname in ("Example", "Sample", "Specimen", "Pattern"):
        a_person(desk, surname)
    met = {"kind": EventKind.VISIT, "happened_on": date(2026, 3, 1), "other_person_id": 2}
    given(desk, "P3", NewFact(Event, met))

    desk.run(judge_same, "P1", "P2", reason=PRINTS)
    told = [("alter", 3), ("combine", 1), ("combine", 2)]
    assert sorted(_altered(engine)) == told

    desk.run(withdraw_judgement, 1, reason="a slip")
    assert sorted(_altered(engine)) == sorted(told * 2)


@declares(Action.JUDGE_IDENTITY, Verb.COMBINE, Verb.ALTER, Verb.COLLECT)
def _pairs(context: Context, count: int) -> None:
    """Judge *count* pairs of new records to be of one person each."""
    new = new_people(context, 2 * count, agency_id=context.officer.agency_id)
    source = sources.take(context.session, Feed.OFFICERS)
    for first, second in zip(new[::2], new[1::2], strict=True):
        judge(context, Saying(first, second, Sameness.SAME, PRINTS, source.id))


@declares(Action.JUDGE_IDENTITY, Verb.COMBINE)
def _joined(context: Context, record: int) -> set[int]:
    return identity.joined(context.session, [record])


def test_all_that_stand_together_are_found_by_way_of_each_other(desk: Desk) -> None:
    for n in range(7):
        a_person(desk, f"Example{n}")
    for first, second in (("P1", "P4"), ("P4", "P2"), ("P6", "P2"), ("P3", "P5")):
        desk.run(judge_same, first, second, reason=PRINTS)

    assert desk.run(_joined, 6) == {1, 2, 4, 6}
    desk.run(withdraw_judgement, 2, reason="a slip")
    assert desk.run(_joined, 6) == {2, 6}
    assert desk.run(_joined, 7) == {7}


@pytest.mark.parametrize("others", [1, 20])
def test_a_judgement_reads_no_judgements_of_others(desk: Desk, others: int) -> None:
    desk.run(_pairs, others)
    one, other = a_person(desk, "Example"), a_person(desk, "Sample")
    loaded: list[object] = []
    listen = (IdentityJudgement, "load", lambda judgement, _: loaded.append(judgement.id))
    event.listen(*listen)
    try:
        desk.run(judge_same, one, other, reason=PRINTS)
    finally:
        event.remove(*listen)

    assert set(loaded) <= {others + 1}
