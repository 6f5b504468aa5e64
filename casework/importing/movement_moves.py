"""The movements of a batch of events: which are new, and which are known already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.context import Context
from casework.errors import RowRefusedError
from casework.forms.movement_event import MoveTold
from casework.importing.claims import Change, Claim, Plan, Sort
from casework.importing.keeping import Planned, keep
from casework.importing.movement_people import Telling, telling
from casework.importing.rows import rejected
from casework.importing.wording import outcome_of
from casework.models import Movement
from casework.queries import movements
from casework.recording import Origin
from casework.sameness import everybody
from casework.views.imports import RowOutcome, Taken
from rules.days import london_day, say

MOVEMENT = Sort(
    table=Movement,
    key=lambda row: (
        row["kind"],
        row["reason_code"],
        row["happened_at"],
        row["establishment_id"],
    ),
    gathered=True,
)

_PRISON_KNOWN = "the feed names the prison, which the register has now"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """What a batch is compared with: what is known, and `coming`, what it is itself to add."""

    source_id: int
    telling: Telling
    prisons: Mapping[str, int]
    versions: Mapping[int, list[dict[str, Any]]]
    coming: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    def of(self, person: int) -> Iterator[dict[str, Any]]:
        """Yield every version of the movements of a person, on all of their records."""
        for record in self.telling.records(person):
            yield from self.versions.get(record, ())
            yield from self.coming.get(record, ())

    def add(self, person: int, move: MoveTold, prison: int | None) -> dict[str, Any]:
        """Keep in mind a movement that is to be recorded; return its columns."""
        claim: dict[str, Any] = {
            "kind": move.kind,
            "happened_on": london_day(move.at),
            "happened_at": move.at,
            "reason_code": move.reason,
            "establishment_id": prison,
        }
        shared = {"source_id": self.source_id, "known_to": None, "claim": claim}
        self.coming.setdefault(person, []).append(claim | shared)
        return claim


def take_moves(
    context: Context, moves: Sequence[tuple[int, MoveTold]], origin: Origin
) -> list[RowOutcome]:
    """Take in movements, each with the number of its row, and say what became of each."""
    if not moves:
        return []
    found = telling(context, {move.number for _, move in moves})
    records = everybody(found.same_as, set().union(*found.held.values()))
    batch = _Batch(
        source_id=origin.source_id,
        telling=found,
        prisons=movements.prisons(
            context.session, {move.prison for _, move in moves if move.prison is not None}
        ),
        versions=movements.versions(context.session, records),
    )
    planned = {number: _planned(number, move, batch) for number, move in moves}
    kept = {number: each for number, each in planned.items() if isinstance(each, Planned)}
    keep(context, list(kept.values()), origin)
    return [
        each if isinstance(each, RowOutcome) else outcome_of(number, each, is_new=False)
        for number, each in planned.items()
    ]


def _planned(number: int, move: MoveTold, batch: _Batch) -> Planned | RowOutcome:
    try:
        person = batch.telling.person(move.number)
    except RowRefusedError as refused:
        return rejected(number, str(refused))
    if person is None:
        return RowOutcome(
            number=number,
            outcome=Taken.PASSED_OVER,
            message=f"Nobody on record has prison number {move.number}.",
        )
    return Planned(person_id=person, plan=_plan(move, person, batch))


def _plan(move: MoveTold, person: int, batch: _Batch) -> Plan:
    prison = None if move.prison is None else batch.prisons.get(move.prison)
    alike = [
        row
        for row in batch.of(person)
        if _is_alike(row, move) and _may_be_one(row["establishment_id"], prison)
    ]
    known = [row for row in alike if row["known_to"] is None]
    if known:
        return _named(known, prison, batch)
    if any(_was_taken_away(row) for row in alike):
        return Plan(notes=["this movement was corrected or withdrawn, and stays as it is"])
    if _is_recorded_by_day(move, person, batch):
        day, kind = say(london_day(move.at)), move.kind.replace("_", " ")
        return Plan(notes=[f"a {kind} on {day} is on record already, without its time"])
    plan = Plan(new=[Claim(sort=MOVEMENT, values=batch.add(person, move, prison))])
    if move.prison is not None and prison is None:
        plan.notes.append(f"prison {move.prison} is not in the register, and is left out")
    return plan


def _is_alike(row: Mapping[str, Any], move: MoveTold) -> bool:
    """Whether a version tells of the same movement, its prison apart; officers give no reason."""
    return (
        row["kind"] is move.kind
        and row["happened_at"] == move.at
        and row["reason_code"] in {move.reason, None}
    )


def _may_be_one(known: int | None, prison: int | None) -> bool:
    return known is None or prison is None or known == prison


def _was_taken_away(row: Mapping[str, Any]) -> bool:
    return row["known_to"] is not None and row["closed_reason"] != _PRISON_KNOWN


def _is_recorded_by_day(move: MoveTold, person: int, batch: _Batch) -> bool:
    """Whether somebody else recorded a movement of this kind and day, and no time of it."""
    return any(
        row["known_to"] is None
        and row["source_id"] != batch.source_id
        and row["kind"] is move.kind
        and row["happened_at"] is None
        and row["happened_on"] == london_day(move.at)
        for row in batch.of(person)
    )


def _named(known: Sequence[dict[str, Any]], prison: int | None, batch: _Batch) -> Plan:
    """Name the prison of a movement that has none, where nobody ever gave it one."""
    plan = Plan()
    nameless = [
        row
        for row in known
        if row["establishment_id"] is None and row["source_id"] == batch.source_id
    ]
    if prison is None or len(nameless) < len(known):
        return plan
    row = nameless[0]
    said = {"establishment_id": prison}
    if "claim" in row:
        row["claim"].update(said)
    elif any(
        version["fact_id"] == row["fact_id"] and version["establishment_id"] is not None
        for version in batch.versions[row["person_id"]]
    ):
        return plan
    else:
        plan.changes.append(
            Change(table=Movement, fact_id=row["fact_id"], values=said, reason=_PRISON_KNOWN)
        )
    row.update(said)
    return plan
