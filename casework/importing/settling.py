"""What is kept of one row of an extract: compared with the fact it is about, through all versions.

A fact is the same fact through all its versions: a row that says what a fact said before it
was corrected is about that fact, and does not make another. An extract of an earlier day
than the one a fact was last corrected by changes nothing of it.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from casework.importing.claims import Claim, Known, Plan, settle
from casework.importing.manner import Asked, Batch, Personal, day_of, may_return
from casework.queries.fact_versions import FactRow
from rules.days import say

T = TypeVar("T", bound=Personal)


def plans_of(claims: Sequence[Claim], each: Asked[T], batch: Batch[T]) -> dict[int, Plan]:
    """Plan what is kept on each record: a known fact's own, else the one the row points at."""
    known = {person: _known(person, each, batch) for person in each.people}
    plans: dict[int, Plan] = {}
    for claim in claims:
        found = _find(claim, known, batch)
        person = each.people[0] if found is None else int(found["person_id"])
        pinned, claimed = claim, known[person]
        if found is not None:
            pinned = _pinned(claim, found, batch)
            ours = [row for row in each.facts[claim.sort.table] if _is_fact(row, found)]
            claimed = replace(claimed, facts={claim.sort.table: ours})
        plan = settle(
            [pinned],
            claimed,
            reason=batch.reason,
            may_return=partial(may_return, as_of=batch.as_of),
        )
        if found is not None and plan.changes and not _is_earlier(pinned, batch):
            plan = _unless_older(plan, found, claimed, batch)
        into = plans.setdefault(person, Plan())
        into.new += plan.new
        into.changes += plan.changes
        into.notes += plan.notes
    return plans


def _known(person: int, each: Asked[T], batch: Batch[T]) -> Known:
    return Known(
        session=batch.context.session,
        person_id=person,
        source_id=batch.source.id,
        facts={
            table: [row for row in rows if row["person_id"] == person]
            for table, rows in each.facts.items()
        },
    )


def _find(claim: Claim, known: Mapping[int, Known], batch: Batch[T]) -> FactRow | None:
    """Find the fact a claim is about, by what it says now or said before.

    It is the source's own, but for what is gathered, which is one whoever recorded it.
    """
    sort, key = claim.sort, claim.sort.key(claim.values)

    def is_it(row: FactRow) -> bool:
        ours = sort.gathered or row["source_id"] == batch.source.id
        return ours and sort.key(row) == key

    for each in known.values():
        if now := [row for row in each.facts[sort.table] if is_it(row)]:
            return now[-1]
    if sort.gathered:
        return None
    for each in known.values():
        if before := [row for row in each.history(sort.table) if is_it(row)]:
            return before[-1]
    return None


def _is_fact(row: FactRow, found: FactRow) -> bool:
    return bool(row["fact_id"] == found["fact_id"])


def _pinned(claim: Claim, found: FactRow, batch: Batch[T]) -> Claim:
    """Return a claim about one fact, whatever that fact says now."""
    fact_id, values = found["fact_id"], dict(claim.values)
    first = batch.manner.first_seen
    if first in values and first in found:
        if values[first] < found[first]:
            values = {first: values[first]}
        else:
            del values[first]

    def key(row: FactRow) -> Hashable:
        return int(row.get("fact_id", fact_id))

    gathered = claim.sort.gathered
    return replace(
        claim, sort=claim.sort if gathered else replace(claim.sort, key=key), values=values
    )


def _is_earlier(claim: Claim, batch: Batch[T]) -> bool:
    return claim.values.keys() == {batch.manner.first_seen}


def _unless_older(plan: Plan, found: FactRow, known: Known, batch: Batch[T]) -> Plan:
    """Hold back a correction by an extract older than what is known."""
    first = batch.manner.first_seen
    versions = [row for row in known.history(plan.changes[0].table) if _is_fact(row, found)]
    days: list[Any] = [row[first] for row in versions] if first else []
    days += [day_of(row["closed_reason"]) for row in versions]
    newest = max((day for day in (*days, batch.through) if day is not None), default=None)
    if newest is None or batch.as_of >= newest:
        return plan
    older = f"this extract of {say(batch.as_of)} is older than what is known"
    return Plan(notes=[f"{older}, which is of {say(newest)} and stands"])
