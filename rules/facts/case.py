"""The case file: all that a rule may know of one person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from rules.days import NEVER
from rules.facts.happenings import Event, Holding, Movement, Observation, ReleaseDate, Sentence
from rules.facts.management import Allocation, Inclusion, Marker, Membership, Review, StandingFlag
from rules.facts.orders import Order
from rules.vocabulary import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """All a rule may know of one person. Each list is in order of day, then of fact id.

    Of a person with several records judged to be the same, it is all of them together, and
    `person` the first. `same_as` gives for a record judged the same as another the one that
    stands for both; a record that is not in it stands for itself. `latest` is the last day
    any listed fact happened on; a later day judged needs no look at what had not happened
    yet.
    """

    person: int
    revision: int = 0
    orders: tuple[Order, ...] = ()
    movements: tuple[Movement, ...] = ()
    observations: tuple[Observation, ...] = ()
    release_dates: tuple[ReleaseDate, ...] = ()
    holdings: tuple[Holding, ...] = ()
    events: Mapping[EventKind, tuple[Event, ...]] = field(default_factory=dict)
    sentences: tuple[Sentence, ...] = ()
    inclusions: tuple[Inclusion, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    reviews: tuple[Review, ...] = ()
    markers: tuple[Marker, ...] = ()
    memberships: tuple[Membership, ...] = ()
    flags: tuple[StandingFlag, ...] = ()
    same_as: Mapping[int, int] = field(default_factory=dict)
    latest: date = NEVER

    def of_kind(self, kind: EventKind) -> tuple[Event, ...]:
        """Return the events of one kind, in order of day."""
        return self.events.get(kind, ())

    def record(self, person: int) -> int:
        """Return the record that stands for *person*, among those judged to be the same."""
        return self.same_as.get(person, person)


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
        sentences=tuple(s for s in case.sentences if happened(s.sentenced_on)),
        inclusions=tuple(i for i in case.inclusions if happened(i.opened_on)),
        allocations=tuple(a for a in case.allocations if happened(a.since)),
        reviews=tuple(r for r in case.reviews if happened(r.reviewed_on)),
        markers=tuple(m for m in case.markers if happened(m.observed_on)),
        memberships=tuple(m for m in case.memberships if happened(m.since)),
    )
    return seen, min(later, default=NEVER)


def _order_as_of(order: Order, happened: Callable[[date], bool]) -> Order:
    return order._replace(
        services=tuple(s for s in order.services if happened(s.served_on)),
        variations=tuple(v for v in order.variations if happened(v.made_on)),
        suspensions=tuple(s for s in order.suspensions if happened(s.since)),
        endings=tuple(e for e in order.endings if happened(e.ended_on)),
        copies=tuple(c for c in order.copies if happened(c.kept_on)),
    )
