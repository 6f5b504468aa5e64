"""Writes of facts: the only way in.

Every write of a fact takes the case's row, raises its revision and stamps the moment
under that lock. Facts are never overwritten: a correction closes the version it
supersedes, with a reason, and adds the next.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Table, insert, inspect, update

from casework.context import Context
from casework.errors import FactNotFoundError, FactRefusedError
from casework.fact_checks import (
    refuse_foreign_columns,
    refuse_malformed,
    refuse_others_facts,
)
from casework.forms.reason import reason_given
from casework.models import PERSON_FACTS, Fact, Person, PersonFact, Verb
from casework.queries import recorded, sources
from rules.vocabulary import Feed

_TICK = timedelta(microseconds=1)
_ORDER = {table: place for place, table in enumerate(PERSON_FACTS)}
_BLANK: dict[type[PersonFact], dict[str, Any]] = {
    table: dict.fromkeys(inspect(table).columns.keys()) for table in PERSON_FACTS
}


class Origin(NamedTuple):
    """Where facts come from: the source, and the agency that owns them."""

    source_id: int
    owner_id: int


def own_word(context: Context) -> Origin:
    """Return the origin of what an officer types: their own word, of their agency.

    Raises:
        FactRefusedError: the installation has no source for it.
    """
    source = sources.find(context.session, Feed.OFFICERS.value)
    if source is None:
        raise FactRefusedError("There is no source for what officers type; ask an administrator.")
    return Origin(source.id, context.officer.agency_id)


class NewFact(NamedTuple):
    """A fact to be: its table, its own columns, and its grade and handling if it has any."""

    table: type[PersonFact]
    values: Mapping[str, Any]


def table_of(fact: type[PersonFact]) -> Table:
    """Return the table of a kind of fact."""
    table = inspect(fact).local_table
    if not isinstance(table, Table):
        raise TypeError(f"{fact} has no table of its own")
    return table


def kind_of(fact: type[PersonFact]) -> str:
    """Return the name by which a kind of fact is stored with its id."""
    return table_of(fact).name


def new_people(context: Context, count: int, *, agency_id: int) -> list[int]:
    """Make *count* people with no facts yet, and return their ids."""
    ids = recorded.next_numbers(context.session, Person, count)
    context.session.execute(
        insert(Person),
        [
            {
                "id": person,
                "agency_id": agency_id,
                "created_at": context.now,
                "revision": 0,
                "changed_at": context.now,
            }
            for person in ids
        ],
    )
    context.touch(Verb.COLLECT, ids)
    return ids


def fact_ids(context: Context, count: int) -> Iterator[int]:
    """Set aside ids for *count* facts to be recorded in this transaction."""
    return iter(recorded.next_numbers(context.session, Fact, count))


def record(context: Context, person_id: int, facts: Sequence[NewFact], origin: Origin) -> list[int]:
    """Record new facts about one person and return their ids, in the order given."""
    ids = list(fact_ids(context, len(facts)))
    record_all(
        context,
        [(person_id, fact_id, fact) for fact_id, fact in zip(ids, facts, strict=True)],
        origin,
    )
    return ids


def record_all(context: Context, facts: Sequence[tuple[int, int, NewFact]], origin: Origin) -> None:
    """Record many new facts at once, each as (person, fact id set aside, fact).

    Raises:
        FactRefusedError: a fact is malformed, or points at a fact of somebody else.
    """
    if not facts:
        return
    for _, _, fact in facts:
        refuse_foreign_columns(fact.table, fact.values)
        refuse_malformed(fact.table, fact.values)
    refuse_others_facts(
        context.session,
        [(person, fact.table, fact.values) for person, _, fact in facts],
        {fact_id: person for person, fact_id, _ in facts},
    )
    stamps = take_cases(context, {person for person, _, _ in facts})
    context.session.execute(
        insert(Fact),
        [
            {"id": fact_id, "person_id": person, "kind": kind_of(fact.table)}
            for person, fact_id, fact in facts
        ],
    )
    rows: dict[type[PersonFact], list[dict[str, Any]]] = {}
    for person, fact_id, fact in facts:
        rows.setdefault(fact.table, []).append(
            _BLANK[fact.table]
            | _provenance(context, origin, stamps[person])
            | {"person_id": person, "fact_id": fact_id, "version": 1}
            | dict(fact.values)
        )
    for table in sorted(rows, key=_ORDER.__getitem__):
        context.session.execute(insert(table_of(table)), rows[table])
        context.fields.add(kind_of(table))
    context.touch(Verb.COLLECT, stamps)


def correct(
    context: Context,
    table: type[PersonFact],
    person_id: int,
    fact_id: int,
    changes: Mapping[str, Any],
    *,
    reason: str,
) -> int:
    """Supersede the current version of a fact; return the new version's number.

    Raises:
        FactNotFoundError: there is no such fact now.
        FactRefusedError: nothing would change, or what would is malformed.
        ReasonMissingError: no reason is given.
    """
    refuse_foreign_columns(table, changes)
    stamp, current = _close(context, table, person_id, fact_id, reason)
    refuse_malformed(table, current | dict(changes))
    refuse_others_facts(context.session, [(person_id, table, changes)], {})
    if all(current[name] == value for name, value in changes.items()):
        raise FactRefusedError("The correction says what the record says already.")
    version = int(current["version"]) + 1
    row = current | {
        "version": version,
        "known_from": stamp,
        "known_to": None,
        "recorded_by": context.officer.id,
        "closed_by": None,
        "closed_reason": None,
    }
    context.session.execute(insert(table_of(table)), [row | dict(changes)])
    context.touch(Verb.ALTER, [person_id], [f"{kind_of(table)}.{name}" for name in changes])
    return version


def withdraw(
    context: Context, table: type[PersonFact], person_id: int, fact_id: int, *, reason: str
) -> None:
    """Withdraw a fact: it is known no more from now, and stays to be read as it was known.

    Raises:
        FactNotFoundError: there is no such fact now.
        ReasonMissingError: no reason is given.
    """
    _close(context, table, person_id, fact_id, reason)
    context.touch(Verb.ALTER, [person_id], [kind_of(table)])


def take_cases(context: Context, people: set[int]) -> dict[int, datetime]:
    """Take the rows of *people*, raise their revisions, and return each one's stamp.

    The stamp is now, or one microsecond after the last where the clock has not moved on,
    so that the moments of one case always ascend. A case is taken once a transaction.
    """
    wanted = sorted(people - context.stamps.keys())
    for start in range(0, len(wanted), 500):
        _take(context, wanted[start : start + 500])
    missing = people - context.stamps.keys()
    if missing:
        raise FactNotFoundError(min(missing))
    return {person: context.stamps[person] for person in people}


def _take(context: Context, people: list[int]) -> None:
    taken = recorded.take(context.session, people)
    moment = context.clock()
    changed = []
    for case in taken:
        ticked = case.changed_at + _TICK if case.revision else case.changed_at
        stamp = max(moment, ticked)
        context.stamps[case.id] = stamp
        changed.append({"id": case.id, "revision": case.revision + 1, "changed_at": stamp})
    context.session.execute(update(Person), changed)


def _close(
    context: Context, table: type[PersonFact], person_id: int, fact_id: int, reason: str
) -> tuple[datetime, dict[str, Any]]:
    why = reason_given(reason)
    stamp = take_cases(context, {person_id})[person_id]
    columns = table_of(table)
    current = recorded.current(context.session, columns, person_id, fact_id)
    if current is None:
        raise FactNotFoundError(fact_id)
    if current["known_from"] >= stamp:
        raise FactRefusedError("A fact recorded in this same step cannot be corrected in it.")
    context.session.execute(
        update(columns)
        .where(
            columns.c.person_id == person_id,
            columns.c.fact_id == fact_id,
            columns.c.version == current["version"],
        )
        .values(known_to=stamp, closed_by=context.officer.id, closed_reason=why)
    )
    return stamp, current


def _provenance(context: Context, origin: Origin, stamp: datetime) -> dict[str, Any]:
    return {
        "known_from": stamp,
        "recorded_by": context.officer.id,
        "owner_id": origin.owner_id,
        "source_id": origin.source_id,
    }
