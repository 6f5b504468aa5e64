"""Rows to where people are held: the one way by which every view decides it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from casework.context import Context
from casework.queries import held_last, identity, prisons
from casework.row_facts.happenings import in_custody, movements, observations
from casework.row_facts.shared import DAYS
from casework.sameness import everybody, members
from rules.facts import Movement, Observation
from rules.held_where import HeldWhere, LastMoves, LastRecord, Settled, held_where, settled


class Cell(NamedTuple):
    """What the last prison record says beside the prison; None where it says nothing."""

    location: str | None = None
    category: str | None = None


class Place(NamedTuple):
    """Where a person is held, what the last prison record has of them, and all movements."""

    where: HeldWhere
    cell: Cell
    moves: tuple[Movement, ...]


def places(session: Session, people: Mapping[int, Collection[int]], on: date) -> dict[int, Place]:
    """Return where people are at the end of a day; *people* are the records of each of them.

    Two queries for every 5,000 records, whatever the number of people.
    """
    stands = {record: person for person, records in people.items() for record in records}
    named: dict[int, str | None] = {}
    cells: dict[int, Cell] = {}
    moves: dict[int, list[Movement]] = defaultdict(list)
    seen: dict[int, list[Observation]] = defaultdict(list)
    rows = list(prisons.movements(session, stands))
    named |= {row[1]: row[-1] for row in rows}
    for record, found in movements(row[:-1] for row in rows).items():
        moves[stands[record]] += found
    rows = list(prisons.records(session, stands))
    named |= {row[1]: row[7] for row in rows}
    cells |= {row[1]: Cell(row[8], row[9]) for row in rows}
    for record, noted in observations(row[:7] for row in rows).items():
        seen[stands[record]] += noted
    return {
        person: Place(
            held_where(moves[person], seen[person], named, on),
            _last(seen[person], cells, on),
            tuple(moves[person]),
        )
        for person in people
    }


def _last(seen: Collection[Observation], cells: Mapping[int, Cell], on: date) -> Cell:
    """Return what the last prison record by a day says, while it has the person in."""
    known = [record for record in seen if record.observed_on <= on]
    last = max(known, key=lambda record: (record.observed_on, record.ref), default=None)
    return Cell() if last is None or not last.in_custody else cells[last.ref.id]


class Held(NamedTuple):
    """In which prison somebody is held, None where nothing names it; and who came lately.

    `records` are all of the person's.
    """

    records: tuple[int, ...]
    prison: str | None
    lately: bool


def everybody_held(context: Context, on: date, lately: timedelta) -> dict[int, Held]:
    """Return everybody the officer may see who is held on a day, as `places` decides it.

    Only of those whom the last of what is known does not settle, of those who may have come
    within *lately*, and of those with several records is more than that read.
    """
    same_as = identity.same_as(context.session)
    known, doubtful = _by_the_last(context, on)
    held: dict[int, Held] = {}
    for person, found in known.items():
        came = found.came_by is not None and on - found.came_by <= lately
        if came or person in same_as:
            doubtful.add(person)
        elif found.prison is not None:
            held[person] = Held((person,), found.prison, lately=False)
    whose = members(same_as, prisons.visible(context, everybody(same_as, doubtful)))
    for person, place in places(context.session, whose, on).items():
        where = place.where
        if where.is_held:
            came_on = where.came_on
            came = came_on is not None and on - came_on <= lately
            held[person] = Held(tuple(whose[person]), where.prison, came)
    return held


def _by_the_last(context: Context, on: date) -> tuple[dict[int, Settled], set[int]]:
    """Return where the last of what is known settles that people are, and whom it does not."""
    records = {
        seen.person: LastRecord(DAYS[seen.day], in_custody(seen.status), seen.prison)
        for seen in held_last.records(context, on)
    }
    moves: dict[int, LastMoves] = {}
    for move in held_last.moves(context, on):
        moves[move.person] = LastMoves(
            DAYS[move.day],
            None if move.named_on is None else DAYS[move.named_on],
            move.prison if move.person not in moves else None,
            None if move.exit_on is None else DAYS[move.exit_on],
        )
    known: dict[int, Settled] = {}
    doubtful = {person for person, seen in records.items() if seen.in_custody}
    doubtful -= moves.keys()
    for person, last in moves.items():
        found = settled(last, records.get(person))
        if found is None:
            doubtful.add(person)
        else:
            known[person] = found
    return known, doubtful
