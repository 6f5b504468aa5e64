"""When a person was in custody, derived from movements alone.

Only a release is a release: court trips, temporary absence and transfers are not, and a
release on bail is not one either. A release to hospital ends prison custody, but starts
no order's clock, for the person may still be detained: a release recorded after it does.

A feed repeats itself, so a release while the person is out is taken for a repeat. But a
reception may also be missing, and an order that waits must not wait for ever. So for an
order (or a variation) made on some day, a release on or after it is real where the exit
before it, whatever it was, is from before that day: nobody repeats a release from before
the order on a day after it, and the person was evidently in custody. Where that exit came
on or after the day it stays a repeat, and the first release counts.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from rules.facts import Movement
from rules.vocabulary import CustodyBasis, MovementKind

ENTRIES = frozenset({MovementKind.RECEPTION, MovementKind.RECALL, MovementKind.RETURN})
WITHIN = frozenset({MovementKind.TRANSFER, MovementKind.COURT, MovementKind.TEMPORARY_RELEASE})
EXITS = frozenset(
    {
        MovementKind.RELEASE,
        MovementKind.RELEASE_ON_BAIL,
        MovementKind.RELEASE_TO_HOSPITAL,
        MovementKind.ESCAPE,
        MovementKind.UNLAWFULLY_AT_LARGE,
        MovementKind.DEATH,
    }
)


class Spell(NamedTuple):
    """A spell in custody, from `first` to `last` inclusive; `last` None means still.

    `last` is the day of the exit. `begun_by` is None where custody is known only from a
    movement within it or out of it: the person was in, and the entry is not recorded.
    """

    first: date
    last: date | None
    begun_by: Movement | None
    ended_by: Movement | None
    basis: CustodyBasis


class Release(NamedTuple):
    """A release, and where no entry is recorded since the exit before it, that exit's day."""

    movement: Movement
    out_since: date | None


class Custody(NamedTuple):
    """A person's spells in custody, oldest first, the releases recorded, and death."""

    spells: tuple[Spell, ...] = ()
    releases: tuple[Release, ...] = ()
    died_on: date | None = None

    def held_on(self, day: date) -> bool:
        """Whether the person was in custody at the end of *day*; not on the day of release."""
        return any(
            spell.first <= day and (spell.last is None or day < spell.last) for spell in self.spells
        )

    def release_since(self, day: date) -> Movement | None:
        """Return the first real release on or after *day*."""
        for movement, out_since in self.releases:
            if movement.happened_on >= day and (out_since is None or out_since < day):
                return movement
        return None


NOT_HELD = Custody()


def custody_of(movements: tuple[Movement, ...]) -> Custody:
    """Work out custody from movements, as `in_order` puts them.

    A feed repeats itself: an entry while already in custody, or an exit while out,
    opens and closes nothing. An exit with no entry before it closes a spell whose
    beginning is not recorded; it counts as that one day. A release recorded after one to
    hospital is real: it is how an officer confirms that detention has ended. Nobody is
    released after death.
    """
    if not movements:
        return NOT_HELD
    spells: list[Spell] = []
    releases: list[Release] = []
    entry: Movement | None = None
    last_exit: Movement | None = None
    for move in in_order(movements):
        if move.kind not in EXITS:
            entry = entry or move
            continue
        out_since = None if entry is not None or last_exit is None else last_exit
        if out_since is None:
            spells.append(_spell(entry, move))
        if move.kind is MovementKind.RELEASE:
            releases += _release(move, out_since)
        entry, last_exit = None, move
    if entry is not None:
        spells.append(_spell(entry, None))
    return Custody(tuple(spells), tuple(releases), _died_on(movements))


def _release(move: Movement, out_since: Movement | None) -> tuple[Release, ...]:
    if out_since is None or out_since.kind is MovementKind.RELEASE_TO_HOSPITAL:
        return (Release(move, None),)
    if out_since.kind is MovementKind.DEATH:
        return ()
    return (Release(move, out_since.happened_on),)


def _died_on(movements: tuple[Movement, ...]) -> date | None:
    deaths = [move.happened_on for move in movements if move.kind is MovementKind.DEATH]
    return min(deaths) if deaths else None


def in_order(movements: Iterable[Movement]) -> list[Movement]:
    """Put movements in the order they happened, by day and by what can follow what.

    Their fact ids are the order of import, which says nothing. Where every movement of a
    day has its time, time decides. Else one who began the day in custody leaves before
    coming back (released, and arrested at the gate), and one who began it out comes in
    before leaving; moves within custody stand where there is custody. Death is last.
    """
    listed = sorted(movements, key=_happened_on)
    if len({move.happened_on for move in listed}) == len(listed):
        return listed
    ordered: list[Movement] = []
    held = False
    for _, group in groupby(listed, _happened_on):
        ordered += _on_one_day(list(group), held=held)
        held = ordered[-1].kind not in EXITS
    return ordered


def _happened_on(move: Movement) -> date:
    return move.happened_on


def _on_one_day(moves: list[Movement], *, held: bool) -> list[Movement]:
    timed = [(m.happened_at, m.kind, m) for m in moves if m.happened_at is not None]
    if len(timed) == len(moves):
        return [move for *_, move in sorted(timed)]
    return sorted(moves, key=lambda move: (_rank(move.kind, held=held), move.kind, move.ref))


def _rank(kind: MovementKind, *, held: bool) -> int:
    if kind is MovementKind.DEATH:
        return 3
    if kind in WITHIN:
        return 0 if held else 1
    return 1 + (kind in ENTRIES) if held else 2 * (kind in EXITS)


def _spell(entry: Movement | None, end: Movement | None) -> Spell:
    begun = entry or end
    if begun is None:
        raise ValueError("A spell needs an entry or an exit.")
    basis = entry.basis if entry is not None else None
    return Spell(
        begun.happened_on,
        end.happened_on if end is not None else None,
        entry if entry is not None and entry.kind in ENTRIES else None,
        end,
        basis or CustodyBasis.UNKNOWN,
    )
