"""List a caseload: who is in it, by number and in order, and the lines of those shown.

The numbers alone tell nothing of anybody; whose line is read is in the log.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from casework.context import Context
from casework.desk import declares
from casework.facts import stage_files
from casework.forms.caseload_words import Order, read_narrowing
from casework.models import Verb
from casework.permissions import Action
from casework.queries import caseload, identity, officers, prisons
from casework.queries.directory import Directory, directory
from casework.queries.people import reference
from casework.row_facts.places import places
from casework.same_person import together
from casework.sameness import members
from casework.services.caseload_order import Sorting
from casework.services.person_head import HELD
from casework.views.caseload import Caseload, CaseloadLine, FlagsLine
from rules.custody import NOT_HELD, custody_of
from rules.facts import CaseFile
from rules.stages import order_span, stage_on
from rules.standing import order_standing
from rules.urgency import ASKED_FIRST, SEVEREST_FIRST
from rules.vocabulary import AllocationKind, FlagKind, OrderKind, Severity


@declares(Action.LIST_CASELOAD, Verb.CONSULT)
def list_caseload(
    context: Context, *, narrowed_by: str, order: Order, first: int = 0, most: int
) -> Caseload:
    """Return the people the officer may see, narrowed and in order, by number.

    *narrowed_by* is as typed: see forms/caseload_words.py. With them come the lines from
    *first*, counted from 0, at most *most*; a list shorter than that gives its last.
    """
    names = directory(context)
    ids = Sorting(names, context).ids(read_narrowing(narrowed_by), order)
    first = max(0, min(first, (len(ids) - 1) // most * most)) if most else 0
    return Caseload.model_construct(
        ids=tuple(ids),
        of=len(names.revisions),
        narrowed_by=narrowed_by,
        order=order,
        first=first,
        lines=_lines(context, names, ids[first : first + most]),
    )


@declares(Action.LIST_CASELOAD, Verb.CONSULT)
def read_caseload_lines(context: Context, ids: Sequence[int]) -> tuple[CaseloadLine, ...]:
    """Return the lines of those of *ids* the officer may see, in their order."""
    return _lines(context, directory(context), ids)


def _lines(context: Context, names: Directory, ids: Sequence[int]) -> tuple[CaseloadLine, ...]:
    session, today = context.session, context.today
    seen = [one for one in ids if one in names.revisions]
    if not seen:
        return ()
    same_as = identity.same_as(session)
    people = {
        person: [record for record in records if record in names.revisions]
        for person, records in members(same_as, seen).items()
    }
    records = [record for those in people.values() for record in those]
    context.touch(Verb.CONSULT, records)
    files = stage_files(session, {record: names.revisions[record] for record in records})
    whole = {
        person: together([files[record] for record in those], same_as)
        for person, those in people.items()
    }
    stages = {person: stage_on(case, today) for person, case in whole.items()}
    held = places(session, {p: people[p] for p, stage in stages.items() if stage in HELD}, today)
    called = prisons.establishments(session)
    flags: dict[int, list[tuple[FlagKind, Severity, int]]] = defaultdict(list)
    for person, kind, severity, count in caseload.flags_of(context, seen):
        flags[person].append((kind, severity, count))
    wakes = caseload.wakes_of(context, seen)
    allocated = _Allocated(context, names, seen)
    lines = []
    for one in seen:
        person = same_as.get(one, one)
        code = held[person].where.prison if person in held else None
        lines.append(
            CaseloadLine(
                person=reference(one),
                name=names.name(one),
                stage=stages[person],
                prison=None if code is None else called.get(code, code),
                orders=orders_in_force(whole[person], today),
                flags=_by_kind(flags[one]),
                gravest=min(
                    (severity for _, severity, _ in flags[one]),
                    key=SEVEREST_FIRST.index,
                    default=None,
                ),
                next_day=wakes.get(one),
                lead=allocated.name(one, AllocationKind.LEAD),
                cover=allocated.name(one, AllocationKind.COVER),
                same_as=tuple(reference(r) for r in people[person] if r != one),
            )
        )
    return tuple(lines)


class _Allocated:
    """Who leads and covers whom today, by name."""

    def __init__(self, context: Context, names: Directory, people: Iterable[int]) -> None:
        self._held = {
            (person, one.kind): one.officer_id
            for person in people
            for one in names.officers.get(person, ())
            if one.holds(context.today)
        }
        self._names = officers.names(context.session, self._held.values())

    def name(self, person: int, kind: AllocationKind) -> str | None:
        """Return the officer of a kind, None where there is none."""
        officer = self._held.get((person, kind))
        return None if officer is None else self._names.get(officer)


def orders_in_force(case: CaseFile, on: date) -> tuple[OrderKind, ...]:
    """Return the kinds of order that are in force on a day, each once."""
    kinds: dict[OrderKind, bool] = {}
    custody = custody_of(case.movements) if case.orders else NOT_HELD
    for order in case.orders:
        span = order_span(order_standing(order, custody))
        if span is not None and span[0] <= on <= span[1]:
            kinds[order.kind] = True
    return tuple(kinds)


def _by_kind(flags: Iterable[tuple[FlagKind, Severity, int]]) -> tuple[FlagsLine, ...]:
    counts: dict[FlagKind, int] = defaultdict(int)
    for kind, _, count in flags:
        counts[kind] += count
    return tuple(FlagsLine(kind=kind, count=counts[kind]) for kind in ASKED_FIRST if kind in counts)
