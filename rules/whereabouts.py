"""Where a person is: held, at large or at liberty, from movements, prison records and journeys."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rules.custody import in_order
from rules.facts import CaseFile, Event, Movement, Observation
from rules.vocabulary import CustodyBasis, EventKind, MovementKind, Stage

_RECORD, _JOURNEY, _MOVEMENT = range(3)
_HELD = frozenset({Stage.CUSTODY, Stage.TEMPORARY_RELEASE})
_AFTER_EXIT = {
    MovementKind.RELEASE: None,
    MovementKind.RELEASE_ON_BAIL: Stage.BAIL,
    MovementKind.RELEASE_TO_HOSPITAL: Stage.HOSPITAL,
}


class Whereabouts(NamedTuple):
    """What is known of where a person is.

    `place` is a stage that facts of custody decide by themselves, None at liberty or not
    known. `released` is true once a release, or a prison record, has put the person out.
    """

    place: Stage | None = None
    basis: CustodyBasis = CustodyBasis.UNKNOWN
    released: bool = False
    abroad: bool = False


def whereabouts(case: CaseFile) -> Whereabouts:
    """Work out where the person is after everything in the case file.

    A prison record counts until a movement of its day or later says something. Coming
    into custody ends a journey abroad. Nothing follows death.
    """
    found = Whereabouts()
    for _, _, happened in sorted(_happenings(case), key=lambda dated: dated[:2]):
        if isinstance(happened, Movement):
            found = _moved(found, happened)
        elif isinstance(happened, Observation):
            found = _recorded(found, happened)
        else:
            found = found._replace(abroad=happened)
    return found


def _happenings(case: CaseFile) -> Iterator[tuple[date, int, Movement | Observation | bool]]:
    """Give what happened, by day; of one day, records first and movements last."""
    for observation in case.observations:
        yield observation.observed_on, _RECORD, observation
    for day, abroad in _journeys(case):
        yield day, _JOURNEY, abroad
    for movement in in_order(case.movements):
        yield movement.happened_on, _MOVEMENT, movement


def _journeys(case: CaseFile) -> Iterator[tuple[date, bool]]:
    """Give the days a person left or came back; both on one day change nothing."""
    out = _days(case.of_kind(EventKind.JOURNEY_OUT))
    back = _days(case.of_kind(EventKind.JOURNEY_BACK))
    for day in sorted(out ^ back):
        yield day, day in out


def _days(events: tuple[Event, ...]) -> set[date]:
    return {event.happened_on for event in events}


def _moved(known: Whereabouts, move: Movement) -> Whereabouts:
    if known.place is Stage.DECEASED:
        return known
    if move.kind is MovementKind.DEATH:
        return known._replace(place=Stage.DECEASED)
    if move.kind in (MovementKind.ESCAPE, MovementKind.UNLAWFULLY_AT_LARGE):
        return known._replace(place=Stage.UNLAWFULLY_AT_LARGE)
    if move.kind in _AFTER_EXIT:
        return _left(known, move.kind)
    place = (
        Stage.TEMPORARY_RELEASE if move.kind is MovementKind.TEMPORARY_RELEASE else Stage.CUSTODY
    )
    return Whereabouts(place, _basis(known, move), released=False, abroad=False)


def _basis(known: Whereabouts, move: Movement) -> CustodyBasis:
    """Say why a person is held: as the movement has it, or as it was before."""
    if move.basis is not None:
        return move.basis
    if move.kind is MovementKind.RECALL:
        return CustodyBasis.RECALL
    begins_anew = move.kind is MovementKind.RECEPTION and known.place not in _HELD
    return CustodyBasis.UNKNOWN if begins_anew else known.basis


def _left(known: Whereabouts, kind: MovementKind) -> Whereabouts:
    """Leave custody; an exit while out is a repeat, but a release may follow hospital."""
    releases = kind is MovementKind.RELEASE
    never_held = known.place is None and not known.released
    if known.place in _HELD or never_held or (releases and known.place is Stage.HOSPITAL):
        return known._replace(place=_AFTER_EXIT[kind], released=releases)
    return known


def _recorded(known: Whereabouts, record: Observation) -> Whereabouts:
    if known.place is Stage.DECEASED:
        return known
    if not record.in_custody:
        return known._replace(place=None, released=True) if known.place in _HELD else known
    place = known.place if known.place in _HELD else Stage.CUSTODY
    basis = record.basis or (known.basis if known.place in _HELD else CustodyBasis.UNKNOWN)
    return Whereabouts(place, basis, released=False, abroad=False)
