"""One batch of an extract of another service, compared with what is known and kept.

An extract tells of people by their numbers, row by row, as things stood on its day. What
differs between kinds of extracts, and is all that does, is a `Manner`.

A fact is the same fact through all its versions: a row that says what a fact said before
it was corrected is about that fact, and does not make another. An extract of an earlier day
than the one a fact was last corrected by changes nothing of it.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from casework.context import Context
from casework.errors import RowRefusedError
from casework.forms.about import About, Number
from casework.importing.candidates import NamedInFile, propose
from casework.importing.claims import Claim, Known, Plan, settle
from casework.importing.keeping import Planned, keep
from casework.importing.rows import Row, rejected
from casework.importing.whose import People, telling
from casework.importing.wording import as_sentence, outcome_of
from casework.models import IdentifierScheme, PersonFact, Source, Verb
from casework.queries import fact_versions, matching, sources
from casework.queries.fact_versions import FactRow
from casework.queries.people import reference
from casework.recording import Origin
from casework.views.imports import RowOutcome, Taken
from rules.days import say

CHANGED = "changed in the extract of "
"""How the reason of a correction begins; the day of the extract follows, in ISO form."""


class Personal(Protocol):
    """The content of a row: whatever else it says, it says whom it is about."""

    @property
    def about(self) -> About:
        """Whom the row is about."""


T = TypeVar("T", bound=Personal)


class Extract(NamedTuple):
    """What is being taken in: from which source, and as at which day."""

    source: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Generic[T]):
    """A row about somebody on record, with all their facts of the kinds it speaks of."""

    number: int
    content: T
    people: People
    facts: Mapping[type[PersonFact], Sequence[FactRow]]
    as_of: date


Claims = Callable[[Asked[T]], Sequence[Claim]]
"""What a row says; it raises RowRefusedError where nothing of the row may be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner(Generic[T]):
    """How one kind of extract is taken in.

    `prepare` looks up at once whatever the rows of a batch need of registers, and answers
    how to claim what one says. Rows about one person are taken in together only where
    `apart` tells them apart. `first_seen` names a column that keeps the earliest day given.
    Of somebody not on record a row is passed over, or where `must_be_known` refused. `own`
    is the register whose numbers are the file's own: what a decided candidate is known by.
    """

    tables: tuple[type[PersonFact], ...]
    prepare: Callable[[Context, Sequence[Asked[T]]], Claims[T]]
    apart: Callable[[T], Hashable] = lambda _: None
    first_seen: str | None = None
    must_be_known: bool = False
    own: IdentifierScheme = IdentifierScheme.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch(Generic[T]):
    context: Context
    manner: Manner[T]
    source: Source
    as_of: date
    through: date | None

    @property
    def reason(self) -> str:
        return f"{CHANGED}{self.as_of.isoformat()}"


def may_return(reason: str | None, *, as_of: date) -> bool:
    """Whether an extract of a day may say again what was superseded for this reason.

    It may where an extract of an earlier day superseded it; never where an officer did.
    """
    day = day_of(reason)
    return day is not None and day < as_of


def day_of(reason: str | None) -> date | None:
    """Return the day of the extract that made a correction; None where an officer did."""
    if reason is None or not reason.startswith(CHANGED):
        return None
    return date.fromisoformat(reason.removeprefix(CHANGED))


def take_in(
    context: Context, rows: Sequence[Row[T]], extract: Extract, manner: Manner[T]
) -> list[RowOutcome]:
    """Take in one batch and say what became of each row, in their order."""
    source = sources.take(context.session, extract.source)
    said = sources.current_completeness(context.session, source.id)
    batch = _Batch(
        context=context,
        manner=manner,
        source=source,
        as_of=extract.as_of,
        through=said.complete_to if said else None,
    )
    abouts = {
        row.number: _with_own_number(row.content.about, manner.own)
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
            outcomes[row.number] = _unknown(row.number, content.about, batch)
    context.touch(Verb.CONSULT, {person for _, _, people in about for person in people})
    for together in _rounds(about, manner):
        outcomes |= _take_round(together, batch)
    return [outcomes[row.number] for row in rows]


def _unknown(number: int, about: About, batch: _Batch[T]) -> RowOutcome:
    """Tell of somebody not on record, and who on record it may be."""
    may_be = _proposed(about, batch)
    words = list(about.notes)
    if may_be:
        who = " or ".join(reference(person) for person in may_be)
        words.insert(0, f"may be {who}: decide it with `casework candidates`")
    if not batch.manner.must_be_known:
        said = as_sentence("; ".join(words))
        return RowOutcome(number=number, outcome=Taken.PASSED_OVER, message=said)
    words.insert(0, "nobody on record is known by its number; open the case, or correct the number")
    return rejected(number, as_sentence("; ".join(words)))


def _proposed(about: About, batch: _Batch[T]) -> list[int]:
    named = about.named
    if named is None:
        return []
    who = NamedInFile(
        file_key=_own_number(about, batch.manner.own)[1],
        surname=named.surname,
        forenames=named.forenames,
        born_year=named.year,
        born_month=named.month,
        born_day=named.day,
        seen_on=batch.as_of,
    )
    return propose(batch.context, batch.source.id, who)


def _with_own_number(about: About, own: IdentifierScheme) -> About:
    """Return whom a row is about, with what they are known by once a candidate is decided."""
    if about.named is None:
        return about
    return replace(about, numbers=(*about.numbers, _own_number(about, own)))


def _own_number(about: About, own: IdentifierScheme) -> Number:
    """Return the file's own number for somebody: of its register, any, or name and birth."""
    for number in about.numbers:
        if number[0] is own:
            return number
    if about.numbers:
        return own, about.numbers[0][1]
    named = about.named
    if named is None:
        raise ValueError("A row without a number or a name is about nobody.")
    born = "-".join(f"{part:02}" for part in (named.year, named.month, named.day) if part)
    return own, f"{named.surname.upper()}, {named.forenames}, {born}"


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
    together: Sequence[tuple[int, T, People]], batch: _Batch[T]
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
            plans = _plans(claims_of(each), each, batch)
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


def _plans(claims: Sequence[Claim], each: Asked[T], batch: _Batch[T]) -> dict[int, Plan]:
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


def _known(person: int, each: Asked[T], batch: _Batch[T]) -> Known:
    return Known(
        session=batch.context.session,
        person_id=person,
        source_id=batch.source.id,
        facts={
            table: [row for row in rows if row["person_id"] == person]
            for table, rows in each.facts.items()
        },
    )


def _find(claim: Claim, known: Mapping[int, Known], batch: _Batch[T]) -> FactRow | None:
    """Find the source's own fact a claim is about, by what it says now or said before."""
    sort, key = claim.sort, claim.sort.key(claim.values)

    def is_it(row: FactRow) -> bool:
        return row["source_id"] == batch.source.id and sort.key(row) == key

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


def _pinned(claim: Claim, found: FactRow, batch: _Batch[T]) -> Claim:
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


def _is_earlier(claim: Claim, batch: _Batch[T]) -> bool:
    return claim.values.keys() == {batch.manner.first_seen}


def _unless_older(plan: Plan, found: FactRow, known: Known, batch: _Batch[T]) -> Plan:
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
