"""Rows to case files: the only bridge between tables and rules."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from operator import attrgetter

from sqlalchemy.orm import Session

from casework import models, row_facts
from casework.queries.case_rows import Row, stream
from casework.row_facts import DAYS, TERMS, Grouped
from rules.facts import (
    CaseFile,
    Event,
    Holding,
    Movement,
    Observation,
    Order,
    Ref,
    ReleaseDate,
)
from rules.vocabulary import Court, EventKind, Nation, OrderKind

_COURTS = {court.value: court for court in Court}
_NATIONS = {nation.value: nation for nation in Nation}
_ORDERS = {kind.value: kind for kind in OrderKind}


def case_files(
    session: Session,
    revisions: dict[int, int],
    *,
    known: datetime | None = None,
    kinds: Sequence[EventKind] = tuple(EventKind),
    only_ordered: bool = False,
) -> Iterator[CaseFile]:
    """Make the case files of the people in *revisions*, in order of person.

    *known* is the moment to read as known at; None means now. *kinds* are the kinds of
    event to load. People without a single fact get an empty file: absence is judged too.
    With *only_ordered* nothing is read of people without an order, and their files are
    empty: every rule looks at orders, and a third of a region's people have none.
    """
    everyone = people = sorted(revisions)

    def rows(table: type[models.PersonFact], kinds: Sequence[str] = ()) -> Sequence[Row]:
        return stream(session, table, people, known=known, kinds=kinds) if people else ()

    orders = _orders(rows)
    if only_ordered:
        people = sorted(orders)
    movements = row_facts.movements(rows(models.Movement))
    observations = row_facts.observations(rows(models.PrisonRecord))
    release_dates = row_facts.release_dates(rows(models.ReleaseDate))
    holdings = row_facts.holdings(rows(models.Holding))
    events = row_facts.events(rows(models.Event, sorted(kinds)))
    for person in everyone:
        if only_ordered and person not in orders:
            yield CaseFile(person=person, revision=revisions[person], latest=date.min)
            continue
        yield _case_file(
            person,
            revisions[person],
            orders=orders.get(person, ()),
            movements=movements.get(person, []),
            observations=observations.get(person, []),
            release_dates=release_dates.get(person, ()),
            holdings=holdings.get(person, []),
            events=events.get(person, []),
        )


def _case_file(
    person: int,
    revision: int,
    *,
    orders: Sequence[Order],
    movements: list[Movement],
    observations: list[Observation],
    release_dates: Sequence[ReleaseDate],
    holdings: list[Holding],
    events: list[Event],
) -> CaseFile:
    """Put each list in order of day, then of fact id: the order in which rows come."""
    latest = [_latest_of(order) for order in orders]
    by_kind: dict[EventKind, list[Event]] = {}
    if movements:
        movements.sort(key=_movement_order)
        latest.append(movements[-1].happened_on)
    if observations:
        observations.sort(key=attrgetter("observed_on"))
        latest.append(observations[-1].observed_on)
    if holdings:
        holdings.sort(key=attrgetter("since"))
        latest.append(holdings[-1].since)
    if events:
        events.sort(key=attrgetter("happened_on"))
        latest.append(events[-1].happened_on)
        for event in events:
            by_kind.setdefault(event.kind, []).append(event)
    return CaseFile(
        person=person,
        revision=revision,
        orders=tuple(orders),
        movements=tuple(movements),
        observations=tuple(observations),
        release_dates=tuple(release_dates),
        holdings=tuple(holdings),
        events={kind: tuple(found) for kind, found in by_kind.items()},
        latest=max(latest, default=date.min),
    )


def _latest_of(order: Order) -> date:
    """Return the last day anything listed in an order happened on."""
    latest = order.made_on
    for service in order.services:
        latest = max(latest, service.served_on)
    for variation in order.variations:
        latest = max(latest, variation.made_on)
    for suspension in order.suspensions:
        latest = max(latest, suspension.since)
    for ending in order.endings:
        latest = max(latest, ending.ended_on)
    return latest


def _orders(rows: Callable[[type[models.PersonFact]], Sequence[Row]]) -> Grouped[Order]:
    """Put each person's orders together from the tables that make them, by day made."""
    provisions = row_facts.provisions(rows(models.Provision))
    services = row_facts.services(rows(models.OrderService))
    variations = row_facts.variations(rows(models.OrderVariation))
    suspensions = row_facts.suspensions(rows(models.OrderSuspension))
    endings = row_facts.endings(rows(models.OrderEnding))
    found: Grouped[Order] = defaultdict(list)
    for row in rows(models.CourtOrder):
        person, order_id, version, kind, nation, court, made_on, represented, ends_on = row[:9]
        found[person].append(
            Order(
                Ref("court_order", order_id, version),
                _ORDERS[kind],
                _NATIONS[nation],
                _COURTS[court],
                DAYS[made_on],
                None if represented is None else bool(represented),
                None if ends_on is None else DAYS[ends_on],
                None if row[9] is None else TERMS[row[9:12]],
                tuple(provisions.get(order_id, ())),
                tuple(sorted(services.get(order_id, ()), key=attrgetter("served_on"))),
                tuple(sorted(variations.get(order_id, ()), key=attrgetter("made_on"))),
                tuple(suspensions.get(order_id, ())),
                tuple(endings.get(order_id, ())),
            )
        )
    for orders in found.values():
        orders.sort(key=attrgetter("made_on"))
    return found


def _movement_order(move: Movement) -> tuple[date, str, int]:
    at = move.happened_at.isoformat() if move.happened_at else ""
    return move.happened_on, at, move.ref.id
