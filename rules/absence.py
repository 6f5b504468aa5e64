"""Who left while an order was suspended: when they had to be back, and whether they were."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from rules.custody import ENTRIES, WITHIN
from rules.days import NEVER, later, moment_of
from rules.facts import CaseFile, Event, Movement, Order, Suspension
from rules.grades import is_weak
from rules.look import Look
from rules.vocabulary import EventKind

_SHOWS_CUSTODY = ENTRIES | WITHIN


class Pause(NamedTuple):
    """Suspensions that touch or overlap, in order of day; `last` is the one that ends last."""

    suspensions: tuple[Suspension, ...]
    last: Suspension

    @property
    def since(self) -> date:
        """The first day without effect."""
        return self.suspensions[0].since

    @property
    def until(self) -> date:
        """The last day without effect, that day counted; NEVER where it is open."""
        return self.last.until or NEVER


def pauses(order: Order) -> list[Pause]:
    """Return the times an order was suspended; at least one day of effect parts each two."""
    found: list[Pause] = []
    for suspension in sorted(order.suspensions, key=lambda s: (s.since, s.ref)):
        alone = Pause((suspension,), suspension)
        if found and suspension.since <= later(found[-1].until):
            before = found.pop()
            last = suspension if alone.until > before.until else before.last
            found.append(Pause((*before.suspensions, suspension), last))
        else:
            found.append(alone)
    return found


def last_out(pause: Pause, case: CaseFile) -> list[Event]:
    """Return the last journey out that began within *pause*, and the last weakly known one.

    The first comes first, so that what is weakly known never takes its place.
    """
    out = case.of_kind(EventKind.JOURNEY_OUT)
    within = [journey for journey in out if pause.since <= journey.happened_on <= pause.until]
    return [*_last(within, weak=False), *_last(within, weak=True)]


def _last(journeys: Iterable[Event], *, weak: bool) -> list[Event]:
    known = [journey for journey in journeys if is_weak(journey.detail.grade) is weak]
    known.sort(key=lambda out: (moment_of(out.happened_at or out.happened_on), out.ref))
    return known[-1:]


def was_back(journey: Event, until: date, look: Look) -> bool | None:
    """Whether who left on *journey* was back by the end of *until*; None if it cannot be told.

    A return is a journey back, or a move into custody or within it, after the journey began;
    custody that had begun before is none. It cannot be told where one day has both and no
    hours, or a return is only weakly known.
    """
    returns = look.case.of_kind(EventKind.JOURNEY_BACK)
    known = [back for back in returns if not is_weak(back.detail.grade)]
    moves = [move for move in look.case.movements if move.kind in _SHOWS_CUSTODY]
    signs: list[Event | Movement] = [*known, *moves]
    after = {_after(sign, journey, until) for sign in signs}
    if True in after:
        return True
    in_doubt = {_after(back, journey, until) for back in returns if back not in known}
    return None if None in after or in_doubt - {False} else False


def _after(sign: Event | Movement, journey: Event, until: date) -> bool | None:
    """Whether a sign of return came after *journey*, by *until*; None if it cannot be told."""
    if sign.happened_on != journey.happened_on:
        return journey.happened_on < sign.happened_on <= until
    if sign.happened_at is None or journey.happened_at is None:
        return None
    return sign.happened_at > journey.happened_at


def late_return(until: date, case: CaseFile) -> Event | None:
    """Return the first return after *until* that is not known from weak intelligence alone."""
    returns = case.of_kind(EventKind.JOURNEY_BACK)
    late = (b for b in returns if b.happened_on > until and not is_weak(b.detail.grade))
    return next(late, None)
