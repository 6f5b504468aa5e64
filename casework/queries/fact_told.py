"""Reads of one fact whole, narrowed to the people the officer may see, and of what it names."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table, inspect, select

from casework.context import Context
from casework.errors import FactUnknownError
from casework.models import (
    PERSON_FACTS,
    Agency,
    CrimeGroup,
    Establishment,
    Fact,
    Officer,
    Source,
    Thing,
)
from casework.queries import people
from casework.queries.fact_versions import FactRow
from casework.queries.person import narrowed

TABLES: Mapping[str, Table] = {
    table.name: table
    for fact in PERSON_FACTS
    if isinstance(table := inspect(fact).local_table, Table)
}
"""The tables of facts by the kind of fact each holds."""


class Whole(NamedTuple):
    """One fact: whose it is, its table, and every version of it, the newest first."""

    person: int
    table: Table
    rows: Sequence[FactRow]


def require(context: Context, kind: str, fact_id: int) -> Whole:
    """Return a fact of somebody the officer may see, withdrawn ones too.

    Raises:
        FactUnknownError: there is no such fact, or not for this officer.
    """
    owner = context.session.scalars(
        narrowed(
            context,
            select(Fact.person_id).where(Fact.id == fact_id, Fact.kind == kind),
            Fact.person_id,
        )
    ).one_or_none()
    if owner is None or kind not in TABLES:
        raise FactUnknownError(f"{kind}/{fact_id}")
    table = TABLES[kind]
    rows = context.session.execute(
        select(table)
        .where(table.c.person_id == owner, table.c.fact_id == fact_id)
        .order_by(table.c.version.desc())
    ).mappings()
    return Whole(owner, table, [dict(row) for row in rows])


class Names(NamedTuple):
    """What the numbers in a fact stand for, by number; a person only who may be seen."""

    people: Mapping[int, str]
    facts: Mapping[int, str]
    """The kind of each fact named."""
    officers: Mapping[int, str]
    sources: Mapping[int, str]
    agencies: Mapping[int, str]
    establishments: Mapping[int, tuple[str, str]]
    things: Mapping[int, str]
    groups: Mapping[int, str]


def names(context: Context, wanted: Mapping[str, Collection[int]]) -> Names:
    """Return what numbers stand for; *wanted* gives them by the table they are of."""
    session = context.session

    def of(table: str, *columns: Any) -> list[tuple[Any, ...]]:
        numbers = sorted(wanted.get(table, ()))
        if not numbers:
            return []
        rows = session.execute(select(*columns).where(columns[0].in_(numbers)))
        return [tuple(row) for row in rows]

    establishments = of("establishment", Establishment.id, Establishment.name, Establishment.code)
    return Names(
        people=_people(context, wanted.get("person", ())),
        facts=dict(of("fact", Fact.id, Fact.kind)),
        officers=dict(of("officer", Officer.id, Officer.name)),
        sources=dict(of("source", Source.id, Source.name)),
        agencies=dict(of("agency", Agency.id, Agency.name)),
        establishments={number: (name, code) for number, name, code in establishments},
        things=dict(of("thing", Thing.id, Thing.raw)),
        groups={
            number: " ".join(filter(None, (reference, name)))
            for number, reference, name in of(
                "crime_group", CrimeGroup.id, CrimeGroup.reference, CrimeGroup.name
            )
        },
    )


def _people(context: Context, wanted: Collection[int]) -> dict[int, str]:
    return people.names(context, wanted) if wanted else {}
