"""What a rule may know of a case. No rule sees a row, and no rule changes a fact.

Facts are named tuples: immutable, and quick to make by the hundred thousand. Every
fact carries the id and version of what it was read from, so that evidence can be shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from rules.days import NEVER, Length
from rules.duties import Duty
from rules.vocabulary import (
    Court,
    CustodyBasis,
    EventKind,
    HoldingKind,
    MovementKind,
    Nation,
    OrderKind,
    ReleaseDateKind,
    ServiceMethod,
    StartCondition,
)


class Ref(NamedTuple):
    """One version of one fact, by the name of its kind."""

    kind: str
    id: int
    version: int


class Service(NamedTuple):
    """Notice of an order or, where `variation_id` is given, of one variation of it."""

    ref: Ref
    variation_id: int | None
    served_on: date
    method: ServiceMethod


class Variation(NamedTuple):
    """A variation. `ends_on` is the order's new last day, None where it is unchanged."""

    ref: Ref
    made_on: date
    represented: bool | None
    ends_on: date | None


class Suspension(NamedTuple):
    """A span without effect, both days inclusive; `until` None is open."""

    ref: Ref
    since: date
    until: date | None


class Ending(NamedTuple):
    """A discharge, revocation or quashing; the order has no effect from `ended_on`."""

    ref: Ref
    kind: str
    ended_on: date


class Provision(NamedTuple):
    """One clause. `starts_on` and `ends_on` are inclusive; None means not given."""

    ref: Ref
    number: str
    wording: str
    duty: Duty
    starts_on: date | None
    start_condition: StartCondition | None
    ends_on: date | None
    introduced_by: int | None
    ended_by: int | None


class Order(NamedTuple):
    """An order as made, with what came after. `represented` None: the record is silent."""

    ref: Ref
    kind: OrderKind
    nation: Nation
    court: Court
    made_on: date
    represented: bool | None
    ends_on: date | None
    term: Length | None
    provisions: tuple[Provision, ...]
    services: tuple[Service, ...]
    variations: tuple[Variation, ...]
    suspensions: tuple[Suspension, ...]
    endings: tuple[Ending, ...]

    def has_clause(self, provision_id: int) -> bool:
        """Whether a provision is one of this order's."""
        return provision_id in [provision.ref.id for provision in self.provisions]


class Movement(NamedTuple):
    """An entry to, exit from or move within custody."""

    ref: Ref
    kind: MovementKind
    happened_on: date
    happened_at: datetime | None
    basis: CustodyBasis | None


class Observation(NamedTuple):
    """What a prison record said of a person on the day of the extract."""

    ref: Ref
    observed_on: date
    in_custody: bool
    basis: CustodyBasis | None


class ReleaseDate(NamedTuple):
    """A date of a sentence, as a source computed it."""

    ref: Ref
    kind: ReleaseDateKind
    falls_on: date


class Holding(NamedTuple):
    """A thing held or used. `since` and `until` are inclusive; `until` None is held still."""

    ref: Ref
    kind: HoldingKind
    name: str
    since: date
    until: date | None


class Event(NamedTuple):
    """Something that happened; for what was received, the day it arrived.

    `provision_id` is the clause it answers and `about_id` the fact it is about, where
    the record says. `period_from` is the first day a report covers.
    """

    ref: Ref
    kind: EventKind
    happened_on: date
    happened_at: datetime | None
    provision_id: int | None
    about_id: int | None
    period_from: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """All a rule may know of one person. Each list is in order of day, then of fact id.

    `latest` is the last day any listed fact happened on; a later day judged needs no
    look at what had not happened yet.
    """

    person: int
    revision: int = 0
    orders: tuple[Order, ...] = ()
    movements: tuple[Movement, ...] = ()
    observations: tuple[Observation, ...] = ()
    release_dates: tuple[ReleaseDate, ...] = ()
    holdings: tuple[Holding, ...] = ()
    events: Mapping[EventKind, tuple[Event, ...]] = field(default_factory=dict)
    latest: date = NEVER

    def of_kind(self, kind: EventKind) -> tuple[Event, ...]:
        """Return the events of one kind, in order of day."""
        return self.events.get(kind, ())


def as_of(case: CaseFile, on: date) -> tuple[CaseFile, date]:
    """Leave out what had not happened by the end of *on*; return the next day something did.

    That day is NEVER where nothing was left out. Terms of an order that look forward
    (a start, an end, an expected release) stay: they were known when it was made.
    """
    if case.latest <= on:
        return case, NEVER
    later: list[date] = []

    def happened(day: date) -> bool:
        if day > on:
            later.append(day)
        return day <= on

    seen = replace(
        case,
        orders=tuple(
            _order_as_of(order, happened) for order in case.orders if happened(order.made_on)
        ),
        movements=tuple(m for m in case.movements if happened(m.happened_on)),
        observations=tuple(o for o in case.observations if happened(o.observed_on)),
        holdings=tuple(h for h in case.holdings if happened(h.since)),
        events={
            kind: tuple(event for event in events if happened(event.happened_on))
            for kind, events in case.events.items()
        },
    )
    return seen, min(later, default=NEVER)


def _order_as_of(order: Order, happened: Callable[[date], bool]) -> Order:
    return order._replace(
        services=tuple(s for s in order.services if happened(s.served_on)),
        variations=tuple(v for v in order.variations if happened(v.made_on)),
        suspensions=tuple(s for s in order.suspensions if happened(s.since)),
        endings=tuple(e for e in order.endings if happened(e.ended_on)),
    )
