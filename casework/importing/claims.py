"""What a source says, told apart from what is known: the heart of every import of facts.

A claim is a fact to be. Some kinds are settled: a source says one thing at a time, and
what it says anew supersedes what it said before. Others gather: each is added once, and
one that a later file leaves out is not withdrawn, for silence says nothing.

Nothing comes back that was corrected away. A value that an officer corrected, or a fact
that an officer withdrew, is not put back because a file still has it; nor is a value that
the very same extract, or a later one, has superseded. So a file taken in again, in whatever
order, changes nothing.
"""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sqlalchemy.orm import Session

from casework.errors import RowRefusedError
from casework.models import PersonFact
from casework.queries import fact_versions
from casework.queries.fact_versions import FactRow
from casework.recording import kind_of

MayReturn = Callable[[str | None], bool]
"""Whether a version closed for this reason may be said again by this file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """How claims of one sort are told from each other, and what becomes of a difference.

    `key` answers None for a row that is of the table and not of the sort. `gathered`
    claims are never corrected. Columns of a `whole` are corrected together or not at all.
    `undated` columns, days as at which a fact is, change only with others, and a claim of an
    earlier day than is known changes nothing. `shared` facts are one whoever recorded
    them; others stand beside those of another source.
    """

    table: type[PersonFact]
    key: Callable[[FactRow], Hashable]
    gathered: bool = False
    whole: bool = False
    shared: bool = False
    undated: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One fact as a file says it. `rows` are the places in the file that say it."""

    sort: Sort
    values: Mapping[str, Any]
    fact_id: int | None = None
    rows: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A correction of a fact; without `values` it is withdrawn."""

    table: type[PersonFact]
    fact_id: int
    values: Mapping[str, Any]
    reason: str


@dataclass(slots=True, kw_only=True)
class Plan:
    """What is to be kept of one record, and what the officer is to be told."""

    new: list[Claim] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be kept."""
        return not self.new and not self.changes

    def said(self) -> str:
        """Name what is to be kept, such as "release date, prison record"."""
        kinds = [kind_of(claim.sort.table) for claim in self.new]
        kinds += [kind_of(change.table) for change in self.changes]
        return ", ".join(kind.replace("_", " ") for kind in dict.fromkeys(kinds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one person; nothing at all of a new one."""

    session: Session
    person_id: int | None
    source_id: int
    facts: Mapping[type[PersonFact], Sequence[FactRow]]
    versions: dict[type[PersonFact], Sequence[FactRow]] = field(default_factory=dict)

    def of(self, sort: Sort, key: Hashable) -> list[FactRow]:
        """Return the facts known now that are of a sort and a key, by any source."""
        return [row for row in self.facts.get(sort.table, ()) if sort.key(row) == key]

    def history(self, table: type[PersonFact]) -> Sequence[FactRow]:
        """Return every version of the person's facts of a kind, read once."""
        if self.person_id is None:
            return ()
        if table not in self.versions:
            self.versions[table] = fact_versions.every_version(self.session, table, self.person_id)
        return self.versions[table]


def settle(claims: Sequence[Claim], known: Known, *, reason: str, may_return: MayReturn) -> Plan:
    """Compare what a file says with what is known, and plan what is to be kept.

    Raises:
        RowRefusedError: a shared fact of another source differs; nothing may be kept.
    """
    plan = Plan()
    for claim in claims:
        key = claim.sort.key(claim.values)
        rows = known.of(claim.sort, key)
        ours = [row for row in rows if claim.sort.shared or row["source_id"] == known.source_id]
        if claim.sort.gathered or not ours:
            _add(plan, claim, rows, known, may_return)
        else:
            _correct(plan, claim, ours[-1], known, reason=reason, may_return=may_return)
    return plan


def withdrawal(row: FactRow, table: type[PersonFact], reason: str) -> Change:
    """Plan the withdrawal of a fact its source says is no more."""
    return Change(table=table, fact_id=row["fact_id"], values={}, reason=reason)


def _add(
    plan: Plan, claim: Claim, rows: Sequence[FactRow], known: Known, may_return: MayReturn
) -> None:
    if claim.sort.gathered and rows:
        return
    if any(_is_same(claim, row) for row in rows):
        return
    if _was_withdrawn(claim, known, may_return):
        plan.notes.append(f"a {_name(claim)} was withdrawn from the record and stays out")
        return
    plan.new.append(claim)
    plan.rows |= claim.rows


def _correct(
    plan: Plan,
    claim: Claim,
    row: FactRow,
    known: Known,
    *,
    reason: str,
    may_return: MayReturn,
) -> None:
    undated = claim.sort.undated
    differing = [n for n, v in claim.values.items() if row[n] != v and n not in undated]
    if not differing:
        return
    if any(claim.values[name] < row[name] for name in undated if name in claim.values):
        plan.notes.append(f"what it says of the {_name(claim)} is older than what is known")
        return
    if row["source_id"] != known.source_id:
        raise RowRefusedError(
            f"The {_name(claim)} on record came from another source and says otherwise "
            f"({', '.join(differing)}). Correct it there, or in the file."
        )
    versions = [v for v in known.history(claim.sort.table) if v["fact_id"] == row["fact_id"]]
    fresh = [n for n in differing if not _is_superseded(versions, n, claim.values[n], may_return)]
    if not fresh or _was_withdrawn(claim, known, may_return):
        plan.notes.append(f"what it says of the {_name(claim)} has been superseded since")
        return
    taken = set(differing if claim.sort.whole else fresh) | set(undated)
    plan.changes.append(
        Change(
            table=claim.sort.table,
            fact_id=row["fact_id"],
            values={name: claim.values[name] for name in claim.values if name in taken},
            reason=reason,
        )
    )
    plan.rows |= claim.rows


def _is_same(claim: Claim, row: FactRow) -> bool:
    return all(
        row[name] == value for name, value in claim.values.items() if name not in claim.sort.undated
    )


def _is_superseded(
    versions: Sequence[FactRow], name: str, value: object, may_return: MayReturn
) -> bool:
    return any(
        before[name] == value and after[name] != value and not may_return(before["closed_reason"])
        for before, after in pairwise(versions)
    )


def _was_withdrawn(claim: Claim, known: Known, may_return: MayReturn) -> bool:
    """Whether a fact that said this at any time was withdrawn, and may not be said again."""
    key = claim.sort.key(claim.values)
    history = [row for row in known.history(claim.sort.table) if claim.sort.key(row) == key]
    last = {row["fact_id"]: row for row in history}
    withdrawn = {
        fact_id
        for fact_id, row in last.items()
        if row["known_to"] is not None and not may_return(row["closed_reason"])
    }
    return any(
        row["fact_id"] in withdrawn and (claim.sort.gathered or _is_same(claim, row))
        for row in history
    )


def _name(claim: Claim) -> str:
    return kind_of(claim.sort.table).replace("_", " ")
