"""How an order stands: from when it binds, when it starts and ends, and each clause in force.

An FRO runs from the day it was made (SOCPA 2005 s.76(5)), a travel restriction order
from release (CJPA 2001 s.33), an SCPO from its first clause to come into force (SCA 2007
s.16). A clause "on release" starts on the first real release on or after the order was
made, or the variation that brought it in. One that a variation removes before it starts
never comes into force. From when each binds is in variations.py.
"""

from datetime import date
from typing import NamedTuple

from rules.custody import Custody
from rules.days import NEVER, ONE_DAY, last_day
from rules.deadlines import Deadline
from rules.facts import Movement, Order, Provision, Ref, Variation
from rules.finding import Reason
from rules.variations import NO_EFFECTS, Effect, Effects, Moved, binding, effects_of, end_as_varied
from rules.vocabulary import OrderKind, StartCondition

Span = tuple[date, date]
"""A first and a last day, both inclusive; NEVER as the last means no end is known."""


class ProvisionStanding(NamedTuple):
    """One clause and the spans in which it was, is or will be in force and binding.

    `starts_on` is the day it comes into force, whether or not it binds yet. `waits` says
    why it has no such day. `bound_by` is the service that binds the person, None where
    none was needed; `release` the movement that started it, where it starts on release;
    `brought_in` the variation that did, if any; `moved` the moves of its order's end.
    """

    provision: Provision
    order: Order
    starts_on: date | None
    spans: tuple[Span, ...]
    waits: Reason | None
    on_release: bool
    bound_by: Ref | None
    release: Movement | None
    brought_in: Effect | None
    moved: tuple[Moved, ...]

    def rests_on(self, day: date) -> tuple[Ref, ...]:
        """The facts that put the clause in force on *day*: evidence of every finding for it.

        Of the moves of its order's end, the one without which it had ended by then.
        """
        refs = [self.order.ref, self.provision.ref]
        if self.bound_by is not None:
            refs.append(self.bound_by)
        if self.release is not None:
            refs.append(self.release.ref)
        if self.brought_in is not None:
            refs += self.brought_in.refs
        for moved in reversed(self.moved):
            if moved.before is not None and moved.before < day:
                refs += [ref for ref in moved.by.refs if ref not in refs]
                break
        return tuple(refs)

    @property
    def waits_since(self) -> date | None:
        """The day from which it waits for a release, None where it does not."""
        if not self.on_release or self.release is not None:
            return None
        brought_in = self.brought_in
        return _release_from(self.order, brought_in.variation if brought_in else None)

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
    movement that started a travel restriction order; `moved` the moves of its end.
    """

    order: Order
    bound_from: date | None
    bound_by: Ref | None
    starts_on: date | None
    ends_on: date | None
    over_from: date
    release: Movement | None
    moved: tuple[Moved, ...]
    provisions: tuple[ProvisionStanding, ...]

    @property
    def end_rests_on(self) -> tuple[Ref, ...]:
        """The variation that moved the end last, with its service; nothing if none did."""
        return self.moved[-1].by.refs if self.moved else ()


def runs_from(standing: OrderStanding) -> date | None:
    """Return the day an order begins to run, whether or not it binds; None while it waits.

    A financial reporting order runs from the day it was made, a travel restriction order
    from release. Where the record of another gives it no clause, or gives a clause of the
    order as made neither a start nor a condition, the day it was made is taken.
    """
    order = standing.order
    if order.kind is OrderKind.TRO:
        return standing.release.happened_on if standing.release else None
    if order.kind is OrderKind.FRO:
        return order.made_on
    as_made = [p.waits for p in standing.provisions if p.provision.introduced_by is None]
    silent = not as_made or Reason.NO_START in as_made
    return order.made_on if silent else standing.starts_on


class _Start(NamedTuple):
    provision: Provision
    day: date | None
    waits: Reason | None = None
    on_release: bool = False
    release: Movement | None = None
    brought_in: Effect | None = None


def order_standing(order: Order, custody: Custody) -> OrderStanding:
    """Work out how *order* stands on its facts and the person's custody. Death ends it."""
    bound_from, bound_by = binding(order, order.represented, order.made_on, None)
    effects = effects_of(order) if order.variations else NO_EFFECTS
    release = custody.release_since(order.made_on)
    starts = [_start(order, provision, release, effects, custody) for provision in order.provisions]
    days = [start.day for start in starts if start.day is not None]
    begins = min(days) if days else _own_start(order, release)
    counted_from = _own_start(order, release) if order.kind is OrderKind.TRO else begins
    ends_on, moved = _end(order, counted_from, effects, custody.died_on)
    last = ends_on or NEVER
    return OrderStanding(
        order,
        bound_from,
        bound_by,
        begins,
        ends_on,
        NEVER if last == NEVER else last + ONE_DAY,
        release if order.kind is OrderKind.TRO else None,
        moved,
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
                    start.release,
                    start.brought_in,
                    moved,
                )
                for start in starts
            ]
        ),
    )


def _own_start(order: Order, release: Movement | None) -> date | None:
    """Return the start the law gives an order whose provisions say nothing."""
    if order.kind is OrderKind.FRO:
        return order.made_on
    return release.happened_on if release and order.kind is OrderKind.TRO else None


def _release_from(order: Order, variation: Variation | None) -> date:
    """Return the first day a release of which starts what waits for one."""
    return order.made_on if variation is None else max(order.made_on, variation.made_on)


def _start(
    order: Order, provision: Provision, release: Movement | None, effects: Effects, custody: Custody
) -> _Start:
    """Return the day a provision comes into force, or why it has none."""
    if provision.introduced_by is None:
        start = _stated_start(order, provision, release)
    else:
        start = _start_as_varied(order, provision, effects.get(provision.introduced_by), custody)
    if provision.ended_by is None:
        return start
    removed = effects.get(provision.ended_by)
    if removed is None or removed.day is None:
        return start
    if start.day is not None and start.day < removed.day:
        return start
    return _Start(provision, None, start.waits if start.waits is Reason.NO_START else None)


def _start_as_varied(
    order: Order, provision: Provision, effect: Effect | None, custody: Custody
) -> _Start:
    """Return the start of a provision that a variation brought in, never before its effect."""
    if effect is None or effect.day is None:
        return _Start(provision, None, Reason.VARIATION_NOT_BOUND)
    if provision.starts_on is None and provision.start_condition is None:
        return _Start(provision, effect.day, brought_in=effect)
    release = custody.release_since(_release_from(order, effect.variation))
    start = _stated_start(order, provision, release)
    day = None if start.day is None else max(start.day, effect.day)
    return start._replace(day=day, brought_in=effect)


def _stated_start(order: Order, provision: Provision, release: Movement | None) -> _Start:
    if provision.starts_on is not None:
        return _Start(provision, provision.starts_on)
    condition = provision.start_condition
    if condition is StartCondition.ON_EVENT:
        return _Start(provision, None, Reason.WAITS_FOR_EVENT)
    if condition is StartCondition.ON_RELEASE or order.kind is OrderKind.TRO:
        released_on = release.happened_on if release else None
        return _Start(provision, released_on, on_release=True, release=release)
    own = _own_start(order, release)
    return _Start(provision, own, None if own is not None else Reason.NO_START)


def _end(
    order: Order,
    counted_from: date | None,
    effects: Effects,
    died_on: date | None,
) -> tuple[date | None, tuple[Moved, ...]]:
    """Return the order's last day: as stated, or its term from its start, as varied, or cut short.

    An SCPO's term runs from the first provision to come into force (s.16(4)(b)), an
    FRO's from the day it was made, a travel restriction order's from release.
    """
    ends_on = order.ends_on
    if ends_on is None and order.term is not None:
        start = order.made_on if order.kind is OrderKind.FRO else counted_from
        ends_on = last_day(order.term, start=start) if start else None
    ends_on, moved = end_as_varied(ends_on, effects.values()) if effects else (ends_on, ())
    for ending in order.endings:
        ends_on = min(ends_on or NEVER, ending.ended_on - ONE_DAY)
    if died_on is not None:
        ends_on = min(ends_on or NEVER, died_on - ONE_DAY)
    return ends_on, moved


def _spans(order: Order, provision: Provision, within: Span, effects: Effects) -> tuple[Span, ...]:
    """Return the spans in which a provision is in force, *within* those of its order."""
    first, last = within
    if provision.ends_on is not None and provision.ends_on < last:
        last = provision.ends_on
    if provision.ended_by is not None:
        effect = effects.get(provision.ended_by)
        if effect is not None and effect.day is not None:
            last = min(last, effect.day - ONE_DAY)
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
