"""From when an order and its variations bind, and what each variation changes.

Serious Crime Act 2007 s.10: an SCPO, and each variation of it, binds a person only who
was represented at the hearing, or was served in person or by recorded delivery. Notice
that came in another way is on record but binds nobody. Other orders bind from the day
the law or the order says.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from rules.days import ONE_DAY
from rules.facts import Order, Ref, Variation
from rules.vocabulary import OrderKind, ServiceMethod

SERVICE_THAT_BINDS = frozenset({ServiceMethod.IN_PERSON, ServiceMethod.RECORDED_DELIVERY})
"""The ways of service the Act knows (s.10(1)(b))."""


class Effect(NamedTuple):
    """A variation, the day it takes effect (None while it binds nobody), and the service."""

    variation: Variation
    day: date | None
    bound_by: Ref | None

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The variation, and the service that made it bind: evidence of what it changed."""
        ref = self.variation.ref
        return (ref,) if self.bound_by is None else (ref, self.bound_by)


class Moved(NamedTuple):
    """A move of an order's end: the last day as it stood before, and what moved it."""

    before: date | None
    by: Effect


Effects = Mapping[int, Effect]
NO_EFFECTS: Effects = {}


def binding(
    order: Order, represented: bool | None, made_on: date, variation_id: int | None
) -> tuple[date | None, Ref | None]:
    """Say from which day an order, or a variation of it, binds, and by which service."""
    if represented or order.kind is not OrderKind.SCPO:
        return made_on, None
    for service in order.services:
        if service.variation_id == variation_id and service.method in SERVICE_THAT_BINDS:
            return max(service.served_on, made_on), service.ref
    return None, None


def effects_of(order: Order) -> Effects:
    """Return the effect of each variation of an order, by its fact id."""
    return {
        variation.ref.id: Effect(
            variation,
            *binding(order, variation.represented, variation.made_on, variation.ref.id),
        )
        for variation in order.variations
    }


def end_as_varied(
    ends_on: date | None, effects: Iterable[Effect]
) -> tuple[date | None, tuple[Moved, ...]]:
    """Return the last day as the variations that bind have it, and each move of it.

    None revives an order that has ended, nor takes away a day already served under it;
    one that comes to bind after a later one has, changes no end.
    """
    moved: list[Moved] = []
    newest = date.min
    for day, made_on, new_end, effect in sorted(_new_ends(effects), key=lambda found: found[:3]):
        if made_on >= newest and (ends_on is None or day <= ends_on):
            moved.append(Moved(ends_on, effect))
            ends_on = max(new_end, day - ONE_DAY)
            newest = made_on
    return ends_on, tuple(moved)


def _new_ends(effects: Iterable[Effect]) -> Iterable[tuple[date, date, date, Effect]]:
    for effect in effects:
        new_end = effect.variation.ends_on
        if new_end is not None and effect.day is not None:
            yield effect.day, effect.variation.made_on, new_end, effect
