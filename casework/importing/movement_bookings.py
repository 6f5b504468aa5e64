"""A booking that was put on one prison number and belongs to another.

What the feed tells is kept as a note on each record it concerns, with the moment; whose
the booking is follows from the last of them. So it ends the same in whatever order the
moves come. Only what this source recorded itself is withdrawn.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from casework.context import Context
from casework.forms.movement_event import BookingTold
from casework.importing.claims import Claim, Known, Plan, Sort, settle, withdrawal
from casework.importing.keeping import Planned, keep
from casework.importing.movement_people import telling
from casework.importing.prisoner_claims import IDENTIFIER
from casework.importing.wording import as_sentence
from casework.models import Identifier, IdentifierScheme, Note
from casework.queries import fact_versions
from casework.queries.people import reference
from casework.recording import Origin
from casework.views.imports import RowOutcome, Taken
from rules.days import london_day

NOTE = Sort(table=Note, key=lambda row: row["body"], gathered=True)

_LEFT, _CAME = "left this record for", "came to this record from"
_BODY = re.compile(rf"Booking ([0-9]+) ({_LEFT}|{_CAME}) [A-Z0-9]+ at (\S+)")
_MOVED = "the booking moved"


class _Side(NamedTuple):
    """One record a moved booking concerns: whether it came there, and which number was left."""

    person: int
    verb: str
    other: str


def take_booking(context: Context, number: int, told: BookingTold, origin: Origin) -> RowOutcome:
    """Take in the event of row *number*, that a booking moved.

    Raises:
        RowRefusedError: a number is on records not judged to be of one person.
    """
    found = telling(context, (told.moved_from, told.moved_to))
    left, came = found.person(told.moved_from), found.person(told.moved_to)
    if left is None and came is None:
        return RowOutcome(
            number=number,
            outcome=Taken.PASSED_OVER,
            message=f"Nobody on record has prison number {told.moved_from} or {told.moved_to}.",
        )
    if left == came:
        return RowOutcome(
            number=number,
            outcome=Taken.UNCHANGED,
            person=reference(left or 0),
            message="Both prison numbers are of one record.",
        )
    sides = [_Side(came, _CAME, told.moved_from)] if came is not None else []
    sides += [_Side(left, _LEFT, told.moved_to)] if left is not None else []
    planned = [_planned(context, side, told, origin) for side in sides]
    keep(context, planned, origin)
    notes = [note for each in planned for note in each.plan.notes]
    changed = [each for each in planned if not each.plan.is_empty]
    if changed:
        notes.insert(0, f"booking {told.booking} moved from {told.moved_from} to {told.moved_to}")
    return RowOutcome(
        number=number,
        outcome=Taken.ACCEPTED if changed else Taken.UNCHANGED,
        person=reference(sides[0].person),
        message=as_sentence("; ".join(notes)),
    )


def _planned(context: Context, side: _Side, told: BookingTold, origin: Origin) -> Planned:
    known = Known(
        session=context.session,
        person_id=side.person,
        source_id=origin.source_id,
        facts={
            table: fact_versions.current(context.session, table, [side.person])[side.person]
            for table in (Identifier, Note)
        },
    )
    body = f"Booking {told.booking} {side.verb} {side.other} at {told.at.isoformat()}"
    values = {"written_on": london_day(told.at), "body": body, "is_assessment": False}
    note = Claim(sort=NOTE, values=values)
    plan = settle([note], known, reason="", may_return=lambda _: False)
    if plan.notes:
        return Planned(person_id=side.person, plan=plan)
    said = [row["body"] for row in known.facts[Note] if row["source_id"] == origin.source_id]
    if _is_held(told.booking, [*said, body]):
        _hold(plan, known, told.booking)
    else:
        _let_go(plan, known, told, side)
    return Planned(person_id=side.person, plan=plan)


def _is_held(booking: str, bodies: Sequence[str]) -> bool:
    """Whether a booking is of a record, by the last that was told of it; leaving goes last."""
    moves = [
        (datetime.fromisoformat(at), verb == _LEFT)
        for matched in map(_BODY.fullmatch, bodies)
        if matched is not None
        for which, verb, at in [matched.groups()]
        if which == booking
    ]
    return not max(moves)[1]


def _hold(plan: Plan, known: Known, booking: str) -> None:
    scheme = IdentifierScheme.BOOKING_ID
    values = {"scheme": scheme, "raw": booking, "canonical": booking}
    found = settle(
        [Claim(sort=IDENTIFIER, values=values)],
        known,
        reason="",
        may_return=lambda reason: reason is not None and reason.startswith(_MOVED),
    )
    plan.new += found.new
    plan.notes += found.notes


def _let_go(plan: Plan, known: Known, told: BookingTold, side: _Side) -> None:
    for row in known.of(IDENTIFIER, (IdentifierScheme.BOOKING_ID, told.booking)):
        if row["source_id"] == known.source_id:
            reason = f"{_MOVED} to {told.moved_to} at {told.at.isoformat()}"
            plan.changes.append(withdrawal(row, Identifier, reason))
        elif side.verb == _LEFT:
            plan.notes.append(
                f"booking {told.booking} on {reference(side.person)} came from another source, "
                "and stays until that says otherwise"
            )
