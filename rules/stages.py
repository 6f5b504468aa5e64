"""The stage of the lifetime on any day, and the life line of custody, licence and orders."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rules.custody import Custody, Spell, custody_of
from rules.days import NEVER, ONE_DAY
from rules.facts import CaseFile, Order, Provision, ReleaseDate, as_of
from rules.standing import OrderStanding, Span, order_standing, runs_from
from rules.vocabulary import (
    CustodyBasis,
    EventKind,
    OrderKind,
    ReleaseDateKind,
    Stage,
)
from rules.whereabouts import whereabouts

_BY_BASIS = {
    CustodyBasis.IMMIGRATION: Stage.IMMIGRATION_DETENTION,
    CustodyBasis.RECALL: Stage.RECALLED,
    CustodyBasis.REMAND: Stage.REMAND,
}
_LICENCE_ENDS = (ReleaseDateKind.LICENCE_EXPIRY, ReleaseDateKind.SENTENCE_EXPIRY)
"""Which recorded date ends a licence: the first of these that is held, its day included."""

_ENDED_BY_TIME = frozenset({Stage.LICENCE, Stage.ORDER_ONLY, Stage.WATCH})

JOURNEYS = (EventKind.JOURNEY_OUT, EventKind.JOURNEY_BACK)
"""The kinds of event by which a stage is worked out."""


class StageSpan(NamedTuple):
    """A stage and the days it lasted, both inclusive."""

    stage: Stage
    first: date
    last: date


class OrderBar(NamedTuple):
    """An order on the life line: when it runs, and the spans each clause is in force.

    Suspensions are taken out of clauses only. `span` is None where the order has not
    started, does not bind, or ended before it could.
    """

    order: Order
    span: Span | None
    provisions: tuple[tuple[Provision, tuple[Span, ...]], ...]


class LifeLine(NamedTuple):
    """All that a life line shows, as known on one day; NEVER ends what is open."""

    stages: tuple[StageSpan, ...]
    custody: tuple[Spell, ...]
    licence: tuple[Span, ...]
    orders: tuple[OrderBar, ...]


def stage_on(case: CaseFile, on: date) -> Stage:
    """Say where the person is in the lifetime at the end of *on*, by what had happened by then.

    What custody decides comes first: death, unlawfully at large, hospital, why the person
    is held, temporary release, bail. At liberty, a journey abroad with no return comes
    before licence, licence before any other order, and that before watch. A suspended
    order is an order still.
    """
    seen, _ = as_of(case, on)
    found = whereabouts(seen)
    if found.place is Stage.CUSTODY:
        return _BY_BASIS.get(found.basis, Stage.CUSTODY)
    if found.place is not None:
        return found.place
    if found.abroad:
        return Stage.ABROAD
    running = _running(seen, on)
    if OrderKind.LICENCE in running or (found.released and on <= _licence_end(seen)):
        return Stage.LICENCE
    return Stage.ORDER_ONLY if running else Stage.WATCH


def stage_spans(case: CaseFile, until: date) -> tuple[StageSpan, ...]:
    """Return the stages from the first fact to *until*, inclusive, with no gap or overlap."""
    seen, _ = as_of(case, until)
    first = min(_fact_days(seen), default=None)
    if first is None or first > until:
        return ()
    days = sorted({first, *(day for day in _turning_points(seen) if first < day <= until)})
    spans: list[StageSpan] = []
    for day in days:
        stage = stage_on(seen, day)
        if spans and spans[-1].stage is stage:
            continue
        if spans:
            spans[-1] = spans[-1]._replace(last=day - ONE_DAY)
        spans.append(StageSpan(stage, day, until))
    return tuple(spans)


def next_turn(case: CaseFile, on: date) -> date:
    """Return the first day after *on* on which the stage may change by time alone, or NEVER.

    Custody, death and a journey abroad change with facts only: at those stages it is NEVER.
    """
    if stage_on(case, on) not in _ENDED_BY_TIME:
        return NEVER
    seen, _ = as_of(case, on)
    return min((day for day in _turns_by_time(seen) if day > on), default=NEVER)


def life_line(case: CaseFile, until: date) -> LifeLine:
    """Return what a life line shows, on what had happened by the end of *until*.

    Bars of orders reach into the future; stages and licence end with *until*.
    """
    seen, _ = as_of(case, until)
    stages = stage_spans(case, until)
    custody = custody_of(seen.movements)
    return LifeLine(
        stages=stages,
        custody=custody.spells,
        licence=tuple((s.first, s.last) for s in stages if s.stage is Stage.LICENCE),
        orders=tuple(_bar(order, custody) for order in seen.orders),
    )


def order_span(standing: OrderStanding) -> Span | None:
    """Return the first and last day an order runs and binds, suspensions not taken out.

    None where it waits for release or an event, does not bind, or ended before it could.
    """
    start = runs_from(standing)
    if start is None or standing.bound_from is None:
        return None
    first, last = max(start, standing.bound_from), standing.ends_on or NEVER
    return (first, last) if first <= last else None


def _bar(order: Order, custody: Custody) -> OrderBar:
    standing = order_standing(order, custody)
    provisions = tuple((p.provision, p.spans) for p in standing.provisions)
    return OrderBar(order, order_span(standing), provisions)


def _spans_of(case: CaseFile) -> Iterator[tuple[OrderKind, Span]]:
    custody = custody_of(case.movements)
    for order in case.orders:
        span = order_span(order_standing(order, custody))
        if span is not None:
            yield order.kind, span


def _running(case: CaseFile, on: date) -> set[OrderKind]:
    return {kind for kind, (first, last) in _spans_of(case) if first <= on <= last}


def licence_ends(case: CaseFile) -> ReleaseDate | None:
    """Return the recorded date whose day is the last of licence, the latest of its kind."""
    for kind in _LICENCE_ENDS:
        held = [date for date in case.release_dates if date.kind is kind]
        if held:
            return max(held, key=lambda date: date.falls_on)
    return None


def _licence_end(case: CaseFile) -> date:
    ends = licence_ends(case)
    return date.min if ends is None else ends.falls_on


def _fact_days(case: CaseFile) -> Iterator[date]:
    yield from (order.made_on for order in case.orders)
    yield from (movement.happened_on for movement in case.movements)
    yield from (observation.observed_on for observation in case.observations)
    yield from (holding.since for holding in case.holdings)
    yield from (event.happened_on for events in case.events.values() for event in events)


def _turning_points(case: CaseFile) -> Iterator[date]:
    """Give every day on which the stage may be another than the day before."""
    yield from (movement.happened_on for movement in case.movements)
    yield from (observation.observed_on for observation in case.observations)
    for kind in JOURNEYS:
        yield from (event.happened_on for event in case.of_kind(kind))
    yield from _turns_by_time(case)


def _turns_by_time(case: CaseFile) -> Iterator[date]:
    """Give the days on which passing time may change the stage of a person at liberty."""
    for last in (_licence_end(case), *(span[1] for _, span in _spans_of(case))):
        if last < NEVER:
            yield last + ONE_DAY
    yield from (span[0] for _, span in _spans_of(case))
