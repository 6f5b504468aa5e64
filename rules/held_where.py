"""In which prison a person is held: one answer from movements and prison records.

Whether a person is held at all is for whereabouts.py. Where, the last that names a prison
says: a prison record counts until a movement of its day or later says something, as there.
Both answers are kept beside the one gone by, so that a difference is shown and not hidden.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from rules.custody import EXITS, in_order
from rules.facts import CaseFile, Movement, Observation
from rules.vocabulary import MovementKind, Stage
from rules.whereabouts import whereabouts

HELD = frozenset({Stage.CUSTODY, Stage.TEMPORARY_RELEASE})
NO_PRISON = frozenset({"OUT", "TRN"})
"""Codes in a prison record that name no prison: outside, and between two."""


class Saying(NamedTuple):
    """What movements, or the last prison record, say: whether held, and in which prison.

    `prison` None names none. `day` is the day of the last word; `since` the first day of
    the stay in that prison as far as it is told, both inclusive.
    """

    held: bool
    prison: str | None
    since: date
    day: date


class HeldWhere(NamedTuple):
    """Where a person is at the end of a day; `place` as whereabouts.py says it.

    `prison` and `since` are None where the person is not held, or nothing names a prison.
    `at_court` is true of a court trip with no return recorded. `movements` and `record` are
    what each says by itself, None where there is none.
    """

    place: Stage | None
    prison: str | None
    since: date | None
    at_court: bool
    movements: Saying | None
    record: Saying | None

    @property
    def is_held(self) -> bool:
        """Whether the person is held, on temporary release too."""
        return self.place in HELD

    @property
    def came_on(self) -> date | None:
        """The day movements have the person come to the prison; None where only a record does."""
        moved = self.movements
        known = moved is not None and self.prison is not None and moved.prison == self.prison
        return self.since if known else None

    @property
    def differs(self) -> bool:
        """Whether a prison record says otherwise than the movements before its day.

        A movement of the record's day or later has the last word, and is no difference; nor
        is it one that movements, or the record, name no prison.
        """
        moved, record = self.movements, self.record
        if moved is None or record is None or moved.day >= record.day:
            return False
        if moved.held != record.held:
            return True
        named = moved.prison is not None and record.prison is not None
        return moved.held and named and moved.prison != record.prison


class LastMoves(NamedTuple):
    """What the last movements up to a day say of one who has not died, without those before.

    `day` is the last day of any. `named_on` is the last day on which one that is no exit
    names a prison, and `prison` the one that day names: None where there is no such day, or
    it names several times. `exit_on` is the day of the last exit, None where there is none.
    """

    day: date
    named_on: date | None
    prison: str | None
    exit_on: date | None


class LastRecord(NamedTuple):
    """What the last prison record up to a day says; `prison` is its code, as it came."""

    day: date
    in_custody: bool
    prison: str | None


class Settled(NamedTuple):
    """In which prison somebody is held, None where in none.

    `came_by` is a day by which movements have them come, inclusive; None where only a
    record has them there.
    """

    prison: str | None
    came_by: date | None


def settled(moves: LastMoves, record: LastRecord | None) -> Settled | None:
    """Say where a person is held as `held_where` does, from the last of what is known alone.

    None where that is not enough: then all their movements have to be looked at.
    """
    if moves.named_on is None or moves.prison is None:
        return None
    if moves.exit_on is not None and moves.exit_on >= moves.named_on:
        return None
    if record is None or record.day <= moves.day:
        return Settled(moves.prison, moves.named_on)
    if not record.in_custody:
        return Settled(None, None)
    if record.prison is None or record.prison in NO_PRISON or record.prison == moves.prison:
        return Settled(moves.prison, moves.named_on)
    return Settled(record.prison, None)


def held_where(
    movements: Iterable[Movement],
    observations: Iterable[Observation],
    prisons: Mapping[int, str | None],
    on: date,
) -> HeldWhere:
    """Say where a person is at the end of *on*; *prisons* gives by fact the prison it names."""
    moves = tuple(in_order(move for move in movements if move.happened_on <= on))
    seen = tuple(
        sorted(
            (record for record in observations if record.observed_on <= on),
            key=lambda record: (record.observed_on, record.ref),
        )
    )
    place = whereabouts(CaseFile(person=0, movements=moves, observations=seen)).place
    moved, record = _by_movements(moves, prisons), _by_records(seen, prisons)
    at_court = bool(moves) and moves[-1].kind is MovementKind.COURT
    if place not in HELD:
        return HeldWhere(place, None, None, at_court=False, movements=moved, record=record)
    prison, since = _gone_by(moved, record)
    return HeldWhere(place, prison, since, at_court, moved, record)


def _gone_by(moved: Saying | None, record: Saying | None) -> tuple[str | None, date | None]:
    """Return the prison to go by and since when, of what movements and the last record say."""
    if moved is None or not moved.held:
        newest = record
    elif record is None or not record.held or record.prison is None:
        newest = moved
    else:
        newest = record if moved.day < record.day and record.prison != moved.prison else moved
        newest = newest if newest.prison is not None else record
    if newest is None or newest.prison is None:
        return None, None
    return newest.prison, newest.since


def _by_movements(moves: tuple[Movement, ...], prisons: Mapping[int, str | None]) -> Saying | None:
    said: Saying | None = None
    for move in moves:
        day, named = move.happened_on, prisons.get(move.ref.id)
        if move.kind in EXITS:
            said = Saying(held=False, prison=None, since=day, day=day)
        elif said is None or not said.held or (named is not None and named != said.prison):
            said = Saying(held=True, prison=named, since=day, day=day)
        else:
            said = said._replace(day=day)
    return said


def _by_records(seen: tuple[Observation, ...], prisons: Mapping[int, str | None]) -> Saying | None:
    said: Saying | None = None
    for record in seen:
        day, code = record.observed_on, prisons.get(record.ref.id)
        prison = None if code in NO_PRISON or not record.in_custody else code
        if said is not None and (said.held, said.prison) == (record.in_custody, prison):
            said = said._replace(day=day)
        else:
            said = Saying(held=record.in_custody, prison=prison, since=day, day=day)
    return said
