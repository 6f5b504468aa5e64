"""One batch of the prison service's events, compared with what is known and kept.

The feed repeats, reverses and re-orders what it tells. A movement is known by the person,
its kind, the feed's reason, the moment and the prison, whatever else an event says; one
that names no prison, or none of the register, is any at that moment. So events taken in
again, in whatever order and however cut into files, give the same movements.
"""

from collections.abc import Sequence
from itertools import chain

from casework.context import Context
from casework.errors import RowRefusedError
from casework.forms.movement_event import (
    BookingTold,
    EventTold,
    MergeTold,
    MoveTold,
    NotMovement,
)
from casework.importing.movement_bookings import take_booking
from casework.importing.movement_merges import take_merge
from casework.importing.movement_moves import take_moves
from casework.importing.movement_people import numbers_of, telling
from casework.importing.rows import Row, rejected
from casework.models import Verb
from casework.queries import identity, matching, sources
from casework.recording import Origin
from casework.sameness import everybody
from casework.views.imports import RowOutcome, Taken

EventRow = Row[EventTold]


def take_in(context: Context, rows: Sequence[EventRow], source_code: str) -> list[RowOutcome]:
    """Take in one batch of events and say what became of each, in their order.

    Numbers that were merged and bookings that moved come first, wherever in the batch they
    stand: they say whose the movements are.
    """
    source = sources.take(context.session, source_code)
    origin = Origin(source.id, source.agency_id)
    if any(isinstance(row.content, MergeTold) for row in rows):
        identity.take_turn(context.session)
    _take_everybody(context, rows)
    outcomes = [_without_person(row) for row in rows]
    for told in (MergeTold, BookingTold):
        outcomes += [
            _one(context, row.number, row.content, origin)
            for row in rows
            if isinstance(row.content, told)
        ]
    moves = [(row.number, row.content) for row in rows if isinstance(row.content, MoveTold)]
    outcomes += take_moves(context, moves, origin)
    settled = {outcome.number: outcome for outcome in outcomes if outcome is not None}
    return [settled[row.number] for row in rows]


def _take_everybody(context: Context, rows: Sequence[EventRow]) -> None:
    """Take the cases of all the batch is about at once: nobody then waits for each other."""
    numbers = set(chain.from_iterable(numbers_of(row.content) for row in rows))
    found = telling(context, numbers)
    people = everybody(found.same_as, set().union(*found.held.values()))
    matching.take(context.session, people)
    context.touch(Verb.CONSULT, people)


def _without_person(row: EventRow) -> RowOutcome | None:
    if row.content is None:
        return rejected(row.number, row.why_not or "The row is empty.")
    if isinstance(row.content, NotMovement):
        return RowOutcome(
            number=row.number,
            outcome=Taken.PASSED_OVER,
            message=f"Not a movement: {row.content.event_type}.",
        )
    return None


def _one(
    context: Context, number: int, told: MergeTold | BookingTold, origin: Origin
) -> RowOutcome:
    try:
        if isinstance(told, MergeTold):
            return take_merge(context, number, told, origin)
        return take_booking(context, number, told, origin)
    except RowRefusedError as refused:
        return rejected(number, str(refused))
