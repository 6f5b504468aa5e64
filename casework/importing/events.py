"""One batch of what happened, compared with what its source said before, and kept.

A row is kept with all its parts or not at all. A source corrects its own facts, and what
another source says of the same stands beside it.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from casework.context import Context
from casework.errors import RowRefusedError
from casework.forms.event_row import EventRow, Said
from casework.importing.claims import Claim, Known, Plan, settle
from casework.importing.events_links import Links, links_of
from casework.importing.events_sorts import TABLES, sort_of
from casework.importing.keeping import Planned, keep
from casework.importing.rows import Row, rejected
from casework.importing.wording import outcome_of
from casework.models import Event, Holding, PersonFact, Verb
from casework.queries import happenings, matching, sources
from casework.queries.fact_versions import FactRow
from casework.queries.happenings import Versions
from casework.recording import Origin, fact_ids, kind_of
from casework.views.imports import RowOutcome

_NOTHING: frozenset[str] = frozenset()


class EventFile(NamedTuple):
    """What is being taken in: from which source and file.

    `promised` are the references the whole of a file has that is only tried: what a row
    is about may come in another part of it.
    """

    source: str
    file_name: str
    promised: Collection[str] = _NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    context: Context
    source_id: int
    file_name: str
    links: Links
    versions: Mapping[type[PersonFact], Versions]
    ids: bool
    seen: dict[Hashable, tuple[int, Mapping[str, Any]]] = field(default_factory=dict)
    """What rows of the batch said before, by person and what it is known by."""

    def known(self, person: int) -> Known:
        """Return what the source said of a person."""
        mine = {table: found.get(person, ()) for table, found in self.versions.items()}
        return Known(
            session=self.context.session,
            person_id=person,
            source_id=self.source_id,
            facts={
                table: [row for row in rows if row["known_to"] is None]
                for table, rows in mine.items()
            },
            versions=dict(mine),
        )


def take_in(context: Context, rows: Sequence[Row[EventRow]], file: EventFile) -> list[RowOutcome]:
    """Take in one batch and say what became of each row, in their order."""
    source = sources.take(context.session, file.source)
    content = [row.content for row in rows if row.content is not None]
    links = links_of(context, content, file.promised)
    about = {person for row in content if isinstance(person := links.people[row.person], int)}
    matching.take(context.session, about)
    context.touch(Verb.CONSULT, {each for each in links.people.values() if isinstance(each, int)})
    batch = _Batch(
        context=context,
        source_id=source.id,
        file_name=file.file_name,
        links=links,
        versions=_versions(context, content, about, source.id),
        ids=any(said.about is not None for row in content for said in row.said),
    )
    for table in (Event, Holding):
        for person, found in batch.versions.get(table, {}).items():
            links.remember((row for row in found if row["known_to"] is None), person)
    planned = [_planned(row, batch) for row in rows]
    kept = [each for each in planned if isinstance(each, Planned)]
    keep(context, kept, Origin(source.id, source.agency_id))
    return [
        outcome_of(row.number, each, is_new=False) if isinstance(each, Planned) else each
        for row, each in zip(rows, planned, strict=True)
    ]


def _versions(
    context: Context, rows: Sequence[EventRow], people: Collection[int], source_id: int
) -> dict[type[PersonFact], Versions]:
    said = [each for row in rows for each in row.said]
    abouts = {each.about for each in said if each.about is not None}
    tables: set[type[PersonFact]] = {TABLES[each.part] for each in said}
    tables |= {Event, Holding} if abouts else set()
    found = {
        table: happenings.of_people(context.session, table, people, source_id)
        for table in tables - {Event}
    }
    if Event in tables:
        days = {day for each in said if (day := each.values.get("happened_on")) is not None}
        references = {ref for each in said if (ref := each.values.get("reference"))}
        found[Event] = happenings.events(
            context.session, people, source_id, days=days, references=references | abouts
        )
    return found


def _planned(row: Row[EventRow], batch: _Batch) -> Planned | RowOutcome:
    try:
        content = row.required()
        person = batch.links.person(content)
        return Planned(person_id=person, plan=_plan(row.number, content, person, batch))
    except RowRefusedError as refused:
        return rejected(row.number, str(refused))


def _plan(number: int, row: EventRow, person: int, batch: _Batch) -> Plan:
    known, notes = batch.known(person), list[str]()
    claims = [
        claim
        for said in sorted(row.said, key=lambda said: said.about is not None)
        if (claim := _claim(said, person, known, batch, notes)) is not None
    ]
    fresh = [
        pinned
        for claim in claims
        if not _was_said(number, claim, person, batch)
        and (pinned := _pinned(claim, known, notes)) is not None
    ]
    plan = settle(
        fresh, known, reason=f"changed in the file {batch.file_name}", may_return=lambda _: False
    )
    plan.notes += notes
    return plan


def _claim(said: Said, person: int, known: Known, batch: _Batch, notes: list[str]) -> Claim | None:
    table = TABLES[said.part]
    values = batch.links.values(said, person, notes)
    if table is Holding and "since" not in values:
        held = _held(values, said, known)
        if held is None:
            notes.append(f"the {values['kind']} {said.item} was withdrawn and stays out")
            return None
        values |= {name: held[name] for name in ("since", "reference") if held[name] is not None}
    fact_id = None
    if batch.ids and values.get("reference") and not _is_known(table, values, known):
        fact_id = next(fact_ids(batch.context, 1))
        batch.links.remember([values | {"fact_id": fact_id}], person)
    return Claim(sort=sort_of(table, values), values=values, fact_id=fact_id)


def _pinned(claim: Claim, known: Known, notes: list[str]) -> Claim | None:
    """Return a claim about the fact it is of, through all the versions of that fact.

    None where the fact was withdrawn: it stays out, whatever the file says of it now.
    """
    sort, key = claim.sort, claim.sort.key(claim.values)
    if sort.gathered or known.of(sort, key):
        return claim
    once = [row["fact_id"] for row in known.history(sort.table) if sort.key(row) == key]
    if not once:
        return claim
    if not any(row["fact_id"] == once[-1] for row in known.facts[sort.table]):
        name = kind_of(sort.table).replace("_", " ")
        notes.append(f"this {name} was withdrawn from the record and stays out")
        return None
    return replace(claim, sort=replace(sort, key=lambda row: row.get("fact_id", once[-1])))


def _is_known(table: type[PersonFact], values: Mapping[str, Any], known: Known) -> bool:
    return any(row["reference"] == values["reference"] for row in known.history(table))


def _held(values: Mapping[str, Any], said: Said, known: Known) -> FactRow | None:
    """Find the holding that a row only says the end of; None where an officer withdrew it.

    Raises:
        RowRefusedError: there is none, or more than one fits.
    """

    def fits(row: FactRow) -> bool:
        same = all(row[name] == values[name] for name in ("thing_id", "kind", "role"))
        return same and row["since"] <= values["until"]

    found = [row for row in known.facts[Holding] if fits(row)]
    ref = values.get("reference")
    if ref is not None and any(row["reference"] == ref for row in found):
        found = [row for row in found if row["reference"] == ref]
    open_still = [row for row in found if row["until"] in (None, values["until"])]
    if len(open_still or found) == 1:
        return (open_still or found)[0]
    if not found and any(fits(row) for row in known.history(Holding)):
        return None
    many = "More than one holding" if found else "No holding"
    raise RowRefusedError(
        f"{many} of the {values['kind']} {said.item} is on record from this source, and the row "
        "only says when it went. Give its first day too."
    )


def _was_said(number: int, claim: Claim, person: int, batch: _Batch) -> bool:
    """Whether a row of the batch before this one said the same.

    Raises:
        RowRefusedError: it said otherwise.
    """
    key = (person, claim.sort.table, claim.sort.key(claim.values))
    first, before = batch.seen.setdefault(key, (number, claim.values))
    if first == number:
        return False
    if before == claim.values:
        return True
    raise RowRefusedError(
        f"Row {first} is of the same {kind_of(claim.sort.table)} and says otherwise. Make "
        "them agree."
    )
