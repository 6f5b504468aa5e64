"""One batch of an extract of another service, compared with what is known and kept.

An extract tells of people by their numbers, row by row, as things stood on its day. What
differs between kinds of extracts, and is all that does, is a `Manner`.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

from casework.context import Context
from casework.errors import RowRefusedError
from casework.importing.claims import Plan
from casework.importing.keeping import Planned, keep
from casework.importing.manner import Asked, Batch, Extract, Manner, Personal
from casework.importing.rows import Row, rejected
from casework.importing.settling import plans_of
from casework.importing.strangers import stranger, with_own_number
from casework.importing.whose import People, telling
from casework.importing.wording import outcome_of
from casework.models import Verb
from casework.queries import fact_versions, matching, sources
from casework.queries.people import reference
from casework.recording import Origin
from casework.views.imports import RowOutcome

T = TypeVar("T", bound=Personal)


def take_in(
    context: Context, rows: Sequence[Row[T]], extract: Extract, manner: Manner[T]
) -> list[RowOutcome]:
    """Take in one batch and say what became of each row, in their order."""
    source = sources.take(context.session, extract.source)
    said = sources.current_completeness(context.session, source.id)
    batch = Batch(
        context=context,
        manner=manner,
        source=source,
        as_of=extract.as_of,
        through=said.complete_to if said else None,
    )
    abouts = {
        row.number: with_own_number(row.content.about, manner.own)
        for row in rows
        if row.content is not None
    }
    known = telling(context, abouts)
    outcomes: dict[int, RowOutcome] = {}
    about: list[tuple[int, T, People]] = []
    for row in rows:
        try:
            content = row.required()
            people = known.people(abouts[row.number])
        except RowRefusedError as refused:
            outcomes[row.number] = rejected(row.number, str(refused))
            continue
        if people:
            about.append((row.number, content, people))
        else:
            outcomes[row.number] = stranger(row.number, content.about, batch)
    context.touch(Verb.CONSULT, {person for _, _, people in about for person in people})
    for together in _rounds(about, manner):
        outcomes |= _take_round(together, batch)
    return [outcomes[row.number] for row in rows]


def _rounds(
    about: Sequence[tuple[int, T, People]], manner: Manner[T]
) -> Iterator[list[tuple[int, T, People]]]:
    """Cut rows so that none of those taken in together speaks of another's fact."""
    coming: list[list[tuple[int, T, People]]] = []
    times: dict[Hashable, int] = {}
    for each in about:
        key = (min(each[2]), manner.apart(each[1]))
        turn = times[key] = times.get(key, -1) + 1
        if turn == len(coming):
            coming.append([])
        coming[turn].append(each)
    yield from coming


def _take_round(
    together: Sequence[tuple[int, T, People]], batch: Batch[T]
) -> dict[int, RowOutcome]:
    context, manner = batch.context, batch.manner
    everyone = {person for _, _, people in together for person in people}
    matching.take(context.session, everyone)
    held = {
        table: fact_versions.current(context.session, table, everyone) for table in manner.tables
    }
    asked = [
        Asked(
            number=number,
            content=content,
            people=people,
            facts={
                table: [row for person in people for row in rows.get(person, ())]
                for table, rows in held.items()
            },
            as_of=batch.as_of,
        )
        for number, content, people in together
    ]
    claims_of = manner.prepare(context, asked)
    outcomes, kept = {}, []
    for each in asked:
        try:
            plans = plans_of(claims_of(each), each, batch)
        except RowRefusedError as refused:
            outcomes[each.number] = rejected(each.number, str(refused), reference(each.people[0]))
            continue
        kept += [Planned(person_id=person, plan=plan) for person, plan in plans.items()]
        outcomes[each.number] = _told(each, plans)
    keep(context, kept, Origin(batch.source.id, batch.source.agency_id))
    context.stamps.clear()
    return outcomes


def _told(each: Asked[T], plans: Mapping[int, Plan]) -> RowOutcome:
    whole = Plan(notes=list(each.content.about.notes))
    for plan in plans.values():
        whole.new += plan.new
        whole.changes += plan.changes
        whole.notes += plan.notes
    planned = Planned(person_id=each.people[0], plan=whole)
    return outcome_of(each.number, planned, is_new=False)
