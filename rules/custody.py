"""When a person was in custody, derived from movements alone.

Only a release is a release: court trips, temporary absence and transfers are not, and a
release on bail is not one either. A release to hospital ends prison custody, but starts
no order's clock, for the person may still be detained.
"""

from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A spell in custody, from `first` to `last` inclusive; `last` None means still.

    `last` is the day of the exit. `begun_by` is None where custody is known only from a
    movement within it or out of it: the person was in, and the entry is not recorded.
    """

    first: date
    last: date | None
    begun_by: Movement | None
    ended_by: Movement | None
    basis: CustodyBasis


@dataclass(frozen=True, slots=True)
class Custody:
    """A person's spells in custody, oldest first, the releases that ended some, and death."""

    spells: tuple[Spell, ...] = ()
    releases: tuple[Movement, ...] = ()
    died_on: date | None = None

    def held_on(self, day: date) -> bool:
        """Whether the person was in custody at the end of *day*; not on the day of release."""
        return any(
            spell.first <= day and (spell.last is None or day < spell.last) for spell in self.spells
        )

    def release_since(self, day: date) -> Movement | None:
        """Return the first real release on or after *day*."""
        return next((move for move in self.releases if move.happened_on >= day), None)


NOT_HELD = Custody()


def custody_of(movements: tuple[Movement, ...]) -> Custody:
    """Work out custody from movements in order of day.

    A feed repeats itself: an entry while already in custody, or an exit while out,
    opens and closes nothing. An exit with no entry before it closes a spell whose
    beginning is not recorded; it counts as that one day.
    """
    if not movements:
        return NOT_HELD
    spells: list[Spell] = []
    entry: Movement | None = None
    for move in movements:
        if move.kind in EXITS:
            if entry is not None or not spells:
                spells.append(_spell(entry, move))
            entry = None
        elif entry is None:
            entry = move
    if entry is not None:
        spells.append(_spell(entry, None))
    releases = tuple(
        spell.ended_by
        for spell in spells
        if spell.ended_by is not None and spell.ended_by.kind is MovementKind.RELEASE
    )
    died_on = next((m.happened_on for m in movements if m.kind is MovementKind.DEATH), None)
    return Custody(tuple(spells), releases, died_on)


def _spell(entry: Movement | None, end: Movement | None) -> Spell:
    begun = entry or end
    if begun is None:
        raise ValueError("A spell needs an entry or an exit.")
    basis = entry.basis if entry is not None else None
    return Spell(
        first=begun.happened_on,
        last=end.happened_on if end is not None else None,
        begun_by=entry if entry is not None and entry.kind in ENTRIES else None,
        ended_by=end,
        basis=basis or CustodyBasis.UNKNOWN,
    )
