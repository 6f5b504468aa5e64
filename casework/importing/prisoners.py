"""One batch of prisoners' records, compared with what is known and kept.

A person is known by the prison number, the PNC and the CRO, exactly and never by name. A
booking id or book number tells nobody apart, for bookings move between people. Where two
numbers point at two people, or the PNC at somebody with another prison number, nothing is
kept: a person has to decide.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from casework.context import Context
from casework.errors import RowRefusedError
from casework.forms.prisoner_record import PrisonerRecord
from casework.importing.claims import Change, Known, Plan, settle, withdrawal
from casework.importing.keeping import Planned, keep
from casework.importing.manner import CHANGED, GONE, Extract, may_return
from casework.importing.matches import Match, match
from casework.importing.prisoner_claims import BIRTH, TABLES, claims_of, gone
from casework.importing.rows import Row, rejected
from casework.importing.wording import outcome_of
from casework.models import Birth, PersonFact, PrisonRecord, ReleaseDate, Verb
from casework.queries import fact_versions, matching, sources
from casework.queries.fact_versions import FactRow
from casework.recording import Origin
from casework.views.imports import RowOutcome
from rules.days import say

Facts = Mapping[type[PersonFact], Mapping[int, Sequence[FactRow]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """What a batch is compared with. `through` is how far the source said it is complete."""

    context: Context
    source_id: int
    as_of: date
    through: date | None
    facts: Facts


def take_in(
    context: Context, rows: Sequence[Row[PrisonerRecord]], extract: Extract
) -> list[RowOutcome]:
    """Take in one batch; no two records of it may share a number that tells people apart."""
    source = sources.take(context.session, extract.source)
    matches = match(context, [row.content for row in rows if row.content is not None])
    people = {found.person_id for found in matches.values() if found.person_id is not None}
    matching.take(context.session, people)
    context.touch(Verb.CONSULT, people)
    said = sources.current_completeness(context.session, source.id)
    batch = _Batch(
        context=context,
        source_id=source.id,
        as_of=extract.as_of,
        through=said.complete_to if said else None,
        facts={table: fact_versions.current(context.session, table, people) for table in TABLES},
    )
    planned = {row.number: _planned(row, matches, batch) for row in rows}
    kept = {number: each for number, each in planned.items() if isinstance(each, Planned)}
    new = {number for number, each in kept.items() if each.person_id is None}
    keep(context, list(kept.values()), Origin(source.id, source.agency_id))
    told = {number: outcome_of(number, each, is_new=number in new) for number, each in kept.items()}
    return [told.get(row.number) or _refusal(planned[row.number]) for row in rows]


def _planned(
    row: Row[PrisonerRecord], matches: Mapping[str, Match], batch: _Batch
) -> Planned | RowOutcome:
    try:
        record = row.required()
        found = matches[record.prisoner_number]
        plan = _plan(record, found.told_apart(), batch)
    except RowRefusedError as refused:
        return rejected(row.number, str(refused))
    return Planned(person_id=found.person_id, plan=plan)


def _refusal(planned: Planned | RowOutcome) -> RowOutcome:
    if isinstance(planned, Planned):
        raise TypeError("What was planned was kept, and is told of as kept.")
    return planned


def _plan(record: PrisonerRecord, found: Match, batch: _Batch) -> Plan:
    known = Known(
        session=batch.context.session,
        person_id=found.person_id,
        source_id=batch.source_id,
        facts={table: rows.get(found.person_id or 0, ()) for table, rows in batch.facts.items()},
    )
    claims = claims_of(record, batch.as_of)
    if any(not row["placeholder"] for row in known.facts[Birth]):
        claims = [c for c in claims if c.sort is not BIRTH or not c.values["placeholder"]]
    plan = settle(
        claims,
        known,
        reason=f"{CHANGED}{batch.as_of.isoformat()}",
        may_return=partial(may_return, as_of=batch.as_of),
    )
    plan.changes += _withdrawals(record, known, batch)
    plan.notes += found.notes
    return _dated(plan, record, known, batch)


def _withdrawals(record: PrisonerRecord, known: Known, batch: _Batch) -> Iterator[Change]:
    """Withdraw the dates a record says outright are no more.

    Only an extract of a later day than the last that changed anything can: within one day
    nothing shows whether the date or its absence was said last.
    """
    ours = _snapshots(known, batch)
    if record.status is None or not ours or batch.as_of <= ours[-1]["observed_on"]:
        return
    for row in known.facts[ReleaseDate]:
        if row["source_id"] == batch.source_id and gone(record, row):
            yield withdrawal(row, ReleaseDate, f"{GONE}{batch.as_of.isoformat()}")


def _snapshots(known: Known, batch: _Batch) -> list[FactRow]:
    return [row for row in known.facts[PrisonRecord] if row["source_id"] == batch.source_id]


def _dated(plan: Plan, record: PrisonerRecord, known: Known, batch: _Batch) -> Plan:
    """Hold back what is older than what is known; else say when the record was last seen.

    How old what is known is, the last record of custody tells, and where there is one, how
    far the source has said that it is complete. An unchanged record grows no history.
    """
    ours = _snapshots(known, batch)
    if plan.is_empty or not ours:
        return plan
    newest: date = max(ours[-1]["observed_on"], batch.through or date.min)
    if batch.as_of < newest:
        older = f"this extract of {say(batch.as_of)} is older than what is known"
        return Plan(notes=[f"{older}, which is of {say(newest)} and stands"])
    snapshot = {change.table for change in plan.changes} & {PrisonRecord}
    if not snapshot and record.status is not None and batch.as_of > ours[-1]["observed_on"]:
        plan.changes.append(
            Change(
                table=PrisonRecord,
                fact_id=ours[-1]["fact_id"],
                values={"observed_on": batch.as_of},
                reason=f"{CHANGED}{batch.as_of.isoformat()}",
            )
        )
    return plan
