"""Rows to case files: the only bridge between tables and rules."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy.orm import Session

from casework import models, row_facts
from casework.queries.case_rows import CaseRows, Row
from casework.queries.standing_flags import flags_standing_at
from casework.row_facts import DAYS, LONDON_DAYS, TERMS, Grouped
from rules.book import Reads
from rules.facts import CaseFile, Event, Marker, Movement, Order, Ref, StandingFlag
from rules.stages import JOURNEYS
from rules.vocabulary import Court, EventKind, Nation, OrderKind

_COURTS = {court.value: court for court in Court}
_NATIONS = {nation.value: nation for nation in Nation}
_FEW = 4
"""A kind of event that one in so many of a batch needs is read of all of it."""

_ORDERS = {kind.value: kind for kind in OrderKind}

Rows = Callable[..., Sequence[Row]]
"""Reads the rows of a table for the people of the batch."""


def case_files(
    session: Session,
    revisions: dict[int, int],
    *,
    known: datetime | None = None,
    reads: Reads | None = None,
    only_judged: bool = False,
) -> Iterator[CaseFile]:
    """Make the case files of the people in *revisions*, in order of person.

    *known* is the moment to read as known at; None means now. *reads* are the kinds of
    event to load, and of whom; None means all of everybody's. People without a single fact
    get an empty file: absence is judged too. With *only_judged* nothing is read of people
    whom no rule can have anything to say of, without an order, an open case or a code
    against them, and their files are empty: a third of a region's people are so. Each
    record is a file of its own; same_person.py puts together those judged to be of one
    person.
    """
    everyone = people = sorted(revisions)
    if not everyone:
        return
    read_rows = CaseRows(session, everyone, known=known)
    rows: Rows = read_rows.of
    orders = _orders(rows)
    inclusions = row_facts.inclusions(rows(models.Inclusion))
    markers = _markers(rows)
    if only_judged:
        people = sorted(orders.keys() | inclusions.keys() | markers.keys())
        if len(people) < len(everyone):
            read_rows = read_rows.narrowed(people) if people else read_rows
            rows = read_rows.of if people else _nothing
    read = set(people)
    parts: dict[str, Mapping[int, Sequence[Any]]] = {
        "orders": orders,
        "movements": row_facts.movements(rows(models.Movement)),
        "observations": row_facts.observations(rows(models.PrisonRecord)),
        "release_dates": row_facts.release_dates(rows(models.ReleaseDate)),
        "holdings": row_facts.holdings(rows(models.Holding)),
        "sentences": row_facts.sentences(rows(models.Sentence)),
        "inclusions": inclusions,
        "allocations": row_facts.allocations(rows(models.Allocation)),
        "reviews": row_facts.reviews(rows(models.Review)),
        "markers": markers,
        "memberships": row_facts.memberships(rows(models.GroupMembership)),
    }
    events = _events(read_rows, people, orders, reads) if people else {}
    flags = _flags(session, read_rows, people, known)
    for person in everyone:
        if person not in read:
            yield CaseFile(person=person, revision=revisions[person], latest=date.min)
            continue
        facts = {name: found[person] for name, found in parts.items() if person in found}
        yield put_together(
            person,
            revisions[person],
            facts,
            events=events.get(person, ()),
            flags=flags.get(person, ()),
        )


def stage_files(session: Session, revisions: Mapping[int, int]) -> Mapping[int, CaseFile]:
    """Make case files of what a stage and the orders in force are worked out from, no more.

    For lists: of a whole case file, three tables in four say nothing of where somebody is.
    """
    if not revisions:
        return {}
    read_rows = CaseRows(session, sorted(revisions))
    rows = read_rows.of
    parts: dict[str, Mapping[int, Sequence[Any]]] = {
        "orders": _orders(rows),
        "movements": row_facts.movements(rows(models.Movement)),
        "observations": row_facts.observations(rows(models.PrisonRecord)),
        "release_dates": row_facts.release_dates(rows(models.ReleaseDate)),
    }
    journeys = row_facts.events(rows(models.Event, JOURNEYS))
    return {
        person: put_together(
            person,
            revision,
            {name: found[person] for name, found in parts.items() if person in found},
            events=journeys.get(person, ()),
        )
        for person, revision in revisions.items()
    }


def orders_of(session: Session, people: Collection[int]) -> Mapping[int, Sequence[Order]]:
    """Return the orders of each of *people*, by the day made, and read nothing else of them."""
    return _orders(CaseRows(session, sorted(people)).of) if people else {}


def _events(
    rows: CaseRows,
    people: Sequence[int],
    orders: Mapping[int, Sequence[Order]],
    reads: Reads | None,
) -> Mapping[int, Sequence[Event]]:
    """Return the events the rules need: kinds that many need of all, the rest of who needs them.

    Visits, calls and contacts are most of what there is, and only few are under a clause
    that makes them matter. Of each person what they need is returned and no more, so that a
    case file does not depend on whose were loaded with it.
    """
    if reads is None:
        return row_facts.events(rows.of(models.Event))
    needed = {person: reads.of(orders.get(person, ())) for person in people}
    counts = Counter(kind for kinds in needed.values() for kind in kinds)
    common = reads.always | {kind for kind, n in counts.items() if n * _FEW >= len(people)}
    events = row_facts.events(rows.of(models.Event, sorted(common))) if common else {}
    seldom = counts.keys() - common
    few = [person for person in people if not needed[person] <= common]
    if few:
        found = row_facts.events(rows.narrowed(few).of(models.Event, sorted(seldom)))
        for person, more in found.items():
            events[person] = sorted([*events.get(person, ()), *more], key=attrgetter("ref"))
    for person, kinds in needed.items():
        if kinds.issuperset(counts) or person not in events:
            continue
        events[person] = [event for event in events[person] if event.kind in kinds]
    return events


def standing_flags(session: Session, people: Sequence[int]) -> Mapping[int, Sequence[StandingFlag]]:
    """Return the flags that stand on *people*, who ascend, open or decided."""
    return _flags(session, CaseRows(session, people), people, None) if people else {}


def _flags(
    session: Session, rows: CaseRows, people: Sequence[int], known: datetime | None
) -> Mapping[int, Sequence[StandingFlag]]:
    """Return the flags that stand, or stood at a moment, open or decided."""
    if known is not None:
        return flags_standing_at(session, people, known)
    return row_facts.standing_flags(rows.standing_flags()) if people else {}


def _nothing(table: type[models.PersonFact], kinds: Sequence[str] = ()) -> Sequence[Row]:  # noqa: ARG001  # reads as `CaseRows.of` does
    return ()


_ORDER_OF: Mapping[str, Callable[[Any], Any]] = {
    "orders": attrgetter("made_on"),
    "observations": attrgetter("observed_on"),
    "holdings": attrgetter("since"),
    "sentences": attrgetter("sentenced_on"),
    "inclusions": attrgetter("opened_on"),
    "allocations": attrgetter("since"),
    "reviews": attrgetter("reviewed_on"),
    "markers": attrgetter("observed_on"),
    "memberships": attrgetter("since"),
}
"""The day each kind of fact happened on; of one day, the order of the rows stands."""

LISTS = (*_ORDER_OF, "movements", "release_dates")
"""The lists of facts of a case file, beside its events and flags."""


def put_together(
    person: int,
    revision: int,
    facts: Mapping[str, Sequence[Any]],
    *,
    events: Sequence[Event] = (),
    flags: Sequence[StandingFlag] = (),
    same_as: Mapping[int, int] | None = None,
) -> CaseFile:
    """Make a case file of facts by the name of its list, each put in order of day."""
    ordered: dict[str, tuple[Any, ...]] = {}
    latest = date.min
    for name, found in facts.items():
        if name == "movements":
            ordered[name] = moves = tuple(sorted(found, key=_movement_order))
            latest = max(latest, moves[-1].happened_on)
        elif name == "release_dates":
            ordered[name] = tuple(found)
        else:
            day = _ORDER_OF[name]
            listed = tuple(sorted(found, key=day)) if len(found) > 1 else tuple(found)
            ordered[name] = listed
            latest = max(latest, day(listed[-1]))
    for order in ordered.get("orders", ()):
        latest = max(latest, _latest_of(order))
    by_kind: dict[EventKind, list[Event]] = {}
    if events:
        events = sorted(events, key=attrgetter("happened_on"))
        latest = max(latest, events[-1].happened_on)
        for event in events:
            by_kind.setdefault(event.kind, []).append(event)
    return CaseFile(
        person=person,
        revision=revision,
        events={kind: tuple(found) for kind, found in by_kind.items()},
        flags=tuple(flags),
        same_as=same_as or {},
        latest=latest,
        **ordered,
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
    for copy in order.copies:
        latest = max(latest, copy.kept_on)
    return latest


def _markers(rows: Rows) -> Grouped[Marker]:
    found = row_facts.alerts(rows(models.PrisonAlert))
    for person, entries in row_facts.registrations(rows(models.ProbationRegistration)).items():
        found[person] = [*found.get(person, ()), *entries]
    return found


def _orders(rows: Rows) -> Grouped[Order]:
    """Put each person's orders together from the tables that make them, by day made."""
    provisions = row_facts.provisions(rows(models.Provision))
    services = row_facts.services(rows(models.OrderService))
    variations = row_facts.variations(rows(models.OrderVariation))
    suspensions = row_facts.suspensions(rows(models.OrderSuspension))
    endings = row_facts.endings(rows(models.OrderEnding))
    copies = row_facts.certified_copies(rows(models.Attachment))
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
                LONDON_DAYS[row[12]],
                tuple(copies.get(order_id, ())),
            )
        )
    for orders in found.values():
        orders.sort(key=attrgetter("made_on"))
    return found


def _movement_order(move: Movement) -> tuple[date, str, int]:
    at = move.happened_at.isoformat() if move.happened_at else ""
    return move.happened_on, at, move.ref.id
