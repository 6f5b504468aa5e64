"""Keep what was planned: new people, new facts all at once, then corrections one by one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from casework.context import Context
from casework.importing.claims import Change, Plan
from casework.models import Verb
from casework.queries.matching import existing
from casework.recording import NewFact, Origin, correct, fact_ids, new_people, record_all, withdraw


@dataclass(slots=True, kw_only=True)
class Planned:
    """A plan and the person it is for, None for one who is new."""

    person_id: int | None
    plan: Plan


def keep(context: Context, planned: Sequence[Planned], origin: Origin) -> None:
    """Keep every plan; people who are new are given their numbers."""
    newcomers = [each for each in planned if each.person_id is None]
    if newcomers:
        numbers = new_people(context, len(newcomers), agency_id=context.officer.agency_id)
        for each, number in zip(newcomers, numbers, strict=True):
            each.person_id = number
    claims = [(_person(each), claim) for each in planned for claim in each.plan.new]
    ids = fact_ids(context, sum(claim.fact_id is None for _, claim in claims))
    facts = [
        (person, claim.fact_id or next(ids), NewFact(claim.sort.table, claim.values))
        for person, claim in claims
    ]
    record_all(context, facts, origin)
    for each in planned:
        for change in each.plan.changes:
            _make(context, _person(each), change)


@contextmanager
def undone(context: Context) -> Iterator[None]:
    """Do everything as it would be done, then take it back; the log keeps what was read."""
    seen = set(context.touched.get(Verb.CONSULT, ()))
    with context.session.begin_nested() as savepoint:
        yield
        consulted = context.touched.get(Verb.CONSULT, set())
        context.touched.clear()
        context.fields.clear()
        context.stamps.clear()
        savepoint.rollback()
    if seen | consulted:
        context.touch(Verb.CONSULT, existing(context.session, seen | consulted))


def _person(each: Planned) -> int:
    if each.person_id is None:
        raise ValueError("A plan is kept once its person has a number.")
    return each.person_id


def _make(context: Context, person: int, change: Change) -> None:
    if change.values:
        correct(
            context,
            change.table,
            person,
            change.fact_id,
            change.values,
            reason=change.reason,
        )
    else:
        withdraw(context, change.table, person, change.fact_id, reason=change.reason)
