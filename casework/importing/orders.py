"""One batch of orders, compared with what is known and kept, each whole or not at all.

A clause or a service that a later file leaves out is not withdrawn. A value that was
superseded since, by whomever, is not brought back by a file that still has it. An order
that came from another source is added to, and not corrected.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from casework.context import Context
from casework.errors import CaseworkError, RowRefusedError
from casework.importing.claims import Claim, Known, Plan, Sort, settle
from casework.importing.keeping import Planned, keep
from casework.importing.matches import find_people
from casework.importing.order_groups import Key, OrderGroup
from casework.importing.order_warnings import order_warnings
from casework.importing.rows import rejected
from casework.importing.wording import as_sentence
from casework.models import CourtOrder, OrderService, PersonFact, Provision, Verb
from casework.queries import fact_versions, matching, sources
from casework.queries.fact_versions import FactRow
from casework.queries.people import reference
from casework.recording import Origin, fact_ids
from casework.views.imports import RowOutcome, Taken
from rules.book import Rulebook

ORDER = Sort(table=CourtOrder, key=lambda _: True, shared=True)
PROVISION = Sort(
    table=Provision, key=lambda row: (row["order_id"], row["number"]), shared=True, whole=True
)
SERVICE = Sort(
    table=OrderService,
    key=lambda row: (row["order_id"], row["variation_id"], row["served_on"]),
    shared=True,
)
_TABLES = (CourtOrder, Provision, OrderService)

Facts = Mapping[type[PersonFact], Mapping[int, Sequence[FactRow]]]


class OrderFile(NamedTuple):
    """What is being taken in: from which source and file.

    `book` judges each order once it is kept, to warn of what is odd in it; None does not.
    """

    source: str
    file_name: str
    book: Rulebook | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    context: Context
    source_id: int
    file_name: str
    people: Mapping[str, int | CaseworkError]
    facts: Facts
    orders: dict[Key, int] = field(default_factory=dict)
    """The id of each order, known or new, by what tells it apart in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An order as it is known; `row` None where it is new."""

    order_id: int
    row: FactRow | None
    known: Known


def take_in(context: Context, groups: Sequence[OrderGroup], file: OrderFile) -> list[RowOutcome]:
    """Take in one batch of orders and say what became of each row."""
    source = sources.take(context.session, file.source)
    typed = {row.person for group in groups for row in group.rows.values()}
    people = find_people(context, typed)
    known = {person for person in people.values() if isinstance(person, int)}
    matching.take(context.session, known)
    context.touch(Verb.CONSULT, known)
    batch = _Batch(
        context=context,
        source_id=source.id,
        file_name=file.file_name,
        people=people,
        facts={table: fact_versions.current(context.session, table, known) for table in _TABLES},
    )
    planned = [(group, _planned(group, batch)) for group in groups]
    kept = [_one_of(each) for each in planned if isinstance(each[1], Planned)]
    keep(context, kept, Origin(source.id, source.agency_id))
    warnings = _warnings(planned, batch, file.book)
    told = [
        outcome
        for group, each in planned
        for outcome in _told(group, each, warnings.get(batch.orders.get(group.key, 0), ()))
    ]
    return sorted(told, key=lambda outcome: outcome.number)


def _one_of(each: tuple[OrderGroup, Planned | str]) -> Planned:
    if isinstance(each[1], str):
        raise TypeError("A refused order is not kept.")
    return each[1]


def _planned(group: OrderGroup, batch: _Batch) -> Planned | str:
    if group.refused:
        return ""
    try:
        person = _person(group, batch)
        found = _find(group, person, batch)
        batch.orders[group.key] = found.order_id
        plan = settle(
            list(_claims(group, found)),
            found.known,
            reason=f"changed in the file {batch.file_name}",
            may_return=lambda _: False,
        )
    except RowRefusedError as refused:
        return str(refused)
    if found.row is None and not any(claim.sort is ORDER for claim in plan.new):
        return Planned(person_id=person, plan=Plan(notes=plan.notes))
    return Planned(person_id=person, plan=plan)


def _person(group: OrderGroup, batch: _Batch) -> int:
    typed = next(iter(group.rows.values())).person
    person = batch.people[typed]
    if isinstance(person, CaseworkError):
        raise RowRefusedError(str(person))
    return person


def _find(group: OrderGroup, person: int, batch: _Batch) -> _Found:
    """Find the order among the person's: by its reference, else by the day it was made."""
    row = _same_order(group, batch.facts[CourtOrder].get(person, ()))
    facts = {table: rows.get(person, ()) for table, rows in batch.facts.items()}
    known = Known(
        session=batch.context.session,
        person_id=person,
        source_id=batch.source_id,
        facts=facts | {CourtOrder: () if row is None else (row,)},
    )
    order_id = next(fact_ids(batch.context, 1)) if row is None else int(row["fact_id"])
    return _Found(order_id=order_id, row=row, known=known)


def _same_order(group: OrderGroup, orders: Sequence[FactRow]) -> FactRow | None:
    said = group.rows[group.numbers[0]].order
    ref = str(said.get("reference", "")).casefold()
    alike = [row for row in orders if row["kind"] is said["kind"]]
    same_day = [row for row in alike if row["made_on"] == said["made_on"]]
    if ref:
        found = [row for row in alike if (row["reference"] or "").casefold() == ref]
        found = found or [row for row in same_day if not row["reference"]]
    else:
        found = same_day
    if len(found) > 1:
        raise RowRefusedError(
            "More than one order on record fits this one. Give its reference, and give the "
            "orders on record theirs."
        )
    return found[0] if found else None


def _claims(group: OrderGroup, found: _Found) -> Iterator[Claim]:
    order = {
        name: value
        for number in reversed(group.numbers)
        for name, value in group.rows[number].order.items()
    }
    first = frozenset(group.numbers[:1])
    yield Claim(sort=ORDER, values=order, fact_id=found.order_id, rows=first)
    seen: set[object] = set()
    for number in group.numbers:
        row = group.rows[number]
        for sort, said in ((PROVISION, row.provision), (SERVICE, row.service)):
            if said is None:
                continue
            values = {"order_id": found.order_id, **said}
            key = (sort.table, sort.key(values))
            if key not in seen:
                seen.add(key)
                yield Claim(sort=sort, values=values, rows=frozenset({number}))


def _warnings(
    planned: Sequence[tuple[OrderGroup, Planned | str]], batch: _Batch, book: Rulebook | None
) -> dict[int, list[str]]:
    """Say what the rules find odd in each order of which something was kept."""
    kept: dict[int, set[int]] = {}
    for group, each in planned:
        if isinstance(each, Planned) and each.person_id is not None and not each.plan.is_empty:
            kept.setdefault(each.person_id, set()).add(batch.orders[group.key])
    return order_warnings(batch.context, kept, book) if book is not None and kept else {}


def _told(
    group: OrderGroup, planned: Planned | str, warnings: Sequence[str]
) -> Iterator[RowOutcome]:
    if isinstance(planned, str):
        yield from _refusals(group, planned)
        return
    plan = planned.plan
    person = None if planned.person_id is None else reference(planned.person_id)
    recorded = [] if plan.is_empty else [f"recorded: {plan.said()}"]
    for number in group.numbers:
        accepted = number in plan.rows
        words = [*(recorded if accepted else []), *plan.notes]
        words += group.rows[number].notes if accepted else ()
        words += [warning.rstrip(".") for warning in warnings if number == group.numbers[0]]
        yield RowOutcome(
            number=number,
            outcome=Taken.ACCEPTED if accepted else Taken.UNCHANGED,
            person=person,
            message=as_sentence("; ".join(words)),
        )


def _refusals(group: OrderGroup, why: str) -> Iterator[RowOutcome]:
    bad = ", ".join(str(number) for number in sorted(group.refused))
    fallen = (
        f"Row {bad} of the same order is refused, and an order is taken in whole or not at all. "
        "Put that row right and import the file again."
    )
    for number in group.numbers:
        yield rejected(number, group.refused.get(number) or why or fallen)
