"""How an order stands: from when it binds, when it starts and ends, and each clause in force.

Serious Crime Act 2007 s.10: an SCPO, and each variation of it, binds a person only who
was represented at the hearing or was served. Other orders bind from the day the law or
the order says: an FRO from the day it was made (SOCPA 2005 s.76(5)), a travel
restriction order from release (CJPA 2001 s.33).
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from rules.custody import Custody
from rules.days import NEVER, ONE_DAY, last_day
from rules.deadlines import Deadline
from rules.facts import Movement, Order, Provision, Ref
from rules.finding import Reason
from rules.vocabulary import OrderKind, StartCondition

Span = tuple[date, date]
"""A first and a last day, both inclusive; NEVER as the last means no end is known."""


class ProvisionStanding(NamedTuple):
    """One clause and the spans in which it was, is or will be in force and binding.

    `starts_on` is the day it comes into force, whether or not it binds yet. `waits` says
    why it has no such day. `bound_by` is the service that binds the person, None where
    none was needed; `release` the movement that starts it, where it starts on release.
    """

    provision: Provision
    order: Order
    starts_on: date | None
    spans: tuple[Span, ...]
    waits: Reason | None
    on_release: bool
    bound_by: Ref | None
    release: Ref | None

    @property
    def rests_on(self) -> tuple[Ref, ...]:
        """The facts that put the clause in force: evidence of every finding under it."""
        put_in_force = (self.bound_by, self.release if self.on_release else None)
        known = [ref for ref in put_in_force if ref is not None]
        return (self.order.ref, self.provision.ref, *known)

    def in_force_on(self, day: date) -> bool:
        """Whether the clause was in force and bound the person on *day*."""
        for first, last in self.spans:  # noqa: SIM110  # the quickest way, and asked the most
            if first <= day <= last:
                return True
        return False

    def in_force_for(self, due: Deadline) -> bool:
        """Whether it was in force and bound the person when something fell due."""
        return self.in_force_on(due.lenient) and (
            due.strict == due.lenient or self.in_force_on(due.strict)
        )


class OrderStanding(NamedTuple):
    """One order as it stands on the facts.

    `bound_from` None means the person is not bound. `ends_on` is the last day, inclusive,
    and None where it is not known yet, or never comes; `over_from` is the first day on
    which the order has no effect any more, NEVER if none is known. `release` is the
    movement that started what starts on release.
    """

    order: Order
    bound_from: date | None
    bound_by: Ref | None
    starts_on: date | None
    ends_on: date | None
    over_from: date
    release: Movement | None
    starts_on_release: bool
    provisions: tuple[ProvisionStanding, ...]

    @property
    def waits_for_release(self) -> bool:
        """Whether something in it starts on release, and no release is known."""
        return self.starts_on_release and self.release is None


def runs_from(standing: OrderStanding) -> date | None:
    """Return the day an order begins to run, whether or not it binds; None while it waits.

    A financial reporting order runs from the day it was made, a travel restriction order
    from release. Where the record of another gives it no clause, or gives a clause of the
    order as made neither a start nor a condition, the day it was made is taken.
    """
    order = standing.order
    if order.kind is OrderKind.TRO:
        return standing.release.happened_on if standing.release else None
    as_made = [p for p in standing.provisions if p.provision.introduced_by is None]
    silent = not as_made or any(p.waits is Reason.NO_START for p in as_made)
    return order.made_on if silent or order.kind is OrderKind.FRO else standing.starts_on


class _Start(NamedTuple):
    provision: Provision
    day: date | None
    waits: Reason | None = None
    on_release: bool = False


_Effects = Mapping[int, date | None]
_NO_EFFECTS: _Effects = {}


def order_standing(order: Order, custody: Custody) -> OrderStanding:
    """Work out how *order* stands on its facts and the person's custody. Death ends it."""
    bound_from, bound_by = _binding(order, order.represented, order.made_on, None)
    effects = _effects(order) if order.variations else _NO_EFFECTS
    release = custody.release_since(order.made_on)
    released_on = release.happened_on if release else None
    starts = [_start(order, provision, released_on, effects) for provision in order.provisions]
    days = [start.day for start in starts if start.day is not None]
    begins = min(days) if days else _own_start(order, released_on)
    counted_from = released_on if order.kind is OrderKind.TRO else begins
    ends_on = _end(order, counted_from, effects, custody.died_on)
    starts_on_release = order.kind is OrderKind.TRO or True in [s.on_release for s in starts]
    last = ends_on or NEVER
    return OrderStanding(
        order,
        bound_from,
        bound_by,
        begins,
        ends_on,
        NEVER if last == NEVER else last + ONE_DAY,
        release if starts_on_release else None,
        starts_on_release,
        tuple(
            [
                ProvisionStanding(
                    start.provision,
                    order,
                    start.day,
                    ()
                    if start.day is None or bound_from is None
                    else _spans(
                        order, start.provision, (max(start.day, bound_from), last), effects
                    ),
                    start.waits,
                    start.on_release,
                    bound_by,
                    release.ref if release else None,
                )
                for start in starts
            ]
        ),
    )


def _binding(
    order: Order, represented: bool | None, made_on: date, variation_id: int | None
) -> tuple[date | None, Ref | None]:
    """Say from which day an order, or a variation of it, binds, and by which fact."""
    if represented or order.kind is not OrderKind.SCPO:
        return made_on, None
    for service in order.services:
        if service.variation_id == variation_id:
            return max(service.served_on, made_on), service.ref
    return None, None


def _effects(order: Order) -> _Effects:
    """Return the day each variation takes effect, None while it binds nobody."""
    return {
        variation.ref.id: _binding(
            order, variation.represented, variation.made_on, variation.ref.id
        )[0]
        for variation in order.variations
    }


def _own_start(order: Order, released_on: date | None) -> date | None:
    """Return the start the law gives an order whose provisions say nothing."""
    if order.kind is OrderKind.FRO:
        return order.made_on
    return released_on if order.kind is OrderKind.TRO else None


def _start(
    order: Order, provision: Provision, released_on: date | None, effects: _Effects
) -> _Start:
    """Return the day a provision comes into force, or why it has none."""
    if provision.introduced_by is None and provision.starts_on is not None:
        return _Start(provision, provision.starts_on)
    start = _stated_start(order, provision, released_on)
    if provision.introduced_by is None:
        return start
    effect = effects.get(provision.introduced_by)
    if effect is None:
        return start._replace(day=None, waits=Reason.VARIATION_NOT_BOUND)
    if provision.starts_on is None and provision.start_condition is None:
        return _Start(provision, effect)
    return start if start.day is None else start._replace(day=max(start.day, effect))


def _stated_start(order: Order, provision: Provision, released_on: date | None) -> _Start:
    if provision.starts_on is not None:
        return _Start(provision, provision.starts_on)
    condition = provision.start_condition
    if condition is StartCondition.ON_EVENT:
        return _Start(provision, None, Reason.WAITS_FOR_EVENT)
    if condition is StartCondition.ON_RELEASE or order.kind is OrderKind.TRO:
        return _Start(provision, released_on, on_release=True)
    own = _own_start(order, released_on)
    return _Start(provision, own, None if own is not None else Reason.NO_START)


def _end(
    order: Order,
    counted_from: date | None,
    effects: _Effects,
    died_on: date | None,
) -> date | None:
    """Return the order's last day: as stated, or its term from its start, as varied, or cut short.

    An SCPO's term runs from the first provision to come into force (s.16(4)(b)), an
    FRO's from the day it was made, a travel restriction order's from release.
    """
    ends_on = order.ends_on
    if ends_on is None and order.term is not None:
        start = order.made_on if order.kind is OrderKind.FRO else counted_from
        ends_on = last_day(order.term, start=start) if start else None
    if order.variations:
        ends_on = _end_as_varied(order, ends_on, effects)
    for ending in order.endings:
        ends_on = min(ends_on or NEVER, ending.ended_on - ONE_DAY)
    if died_on is not None:
        ends_on = min(ends_on or NEVER, died_on - ONE_DAY)
    return ends_on


def _end_as_varied(order: Order, ends_on: date | None, effects: _Effects) -> date | None:
    """Return the last day as the variations that bind have it, each from the day it does.

    None revives an order that has ended, nor takes away a day already served under it;
    one that comes to bind after a later one has, changes no end.
    """
    binding = [
        (effect, variation.made_on, variation.ends_on)
        for variation in order.variations
        if variation.ends_on is not None and (effect := effects[variation.ref.id]) is not None
    ]
    newest = date.min
    for effect, made_on, new_end in sorted(binding):
        if made_on >= newest and (ends_on is None or effect <= ends_on):
            ends_on = max(new_end, effect - ONE_DAY)
            newest = made_on
    return ends_on


def _spans(order: Order, provision: Provision, within: Span, effects: _Effects) -> tuple[Span, ...]:
    """Return the spans in which a provision is in force, *within* those of its order."""
    first, last = within
    if provision.ends_on is not None and provision.ends_on < last:
        last = provision.ends_on
    if provision.ended_by is not None:
        effect = effects.get(provision.ended_by)
        last = last if effect is None else min(last, effect - ONE_DAY)
    if first > last:
        return ()
    if not order.suspensions:
        return ((first, last),)
    return _without_suspensions(order, first, last)


def _without_suspensions(order: Order, first: date, last: date) -> tuple[Span, ...]:
    spans: list[Span] = []
    for suspension in sorted(order.suspensions, key=lambda s: s.since):
        if suspension.since > first:
            spans.append((first, min(last, suspension.since - ONE_DAY)))
        if suspension.until is None or suspension.until >= last:
            return tuple(span for span in spans if span[0] <= span[1])
        first = max(first, suspension.until + ONE_DAY)
    spans.append((first, last))
    return tuple(span for span in spans if span[0] <= span[1])
