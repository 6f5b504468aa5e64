"""Rows to case files: the only bridge between tables and rules."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from casework import models
from casework.duty_json import duty_from_json
from casework.queries.case_rows import Row, stream
from rules.days import Length
from rules.facts import (
    CaseFile,
    Ending,
    Event,
    Holding,
    Movement,
    Observation,
    Order,
    Provision,
    Ref,
    ReleaseDate,
    Service,
    Suspension,
    Variation,
)
from rules.vocabulary import (
    Counting,
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
    Unit,
)


class _Days(dict[Any, date]):
    """Days by the driver's own value for them; each is read once and then looked up."""

    def __missing__(self, value: Any) -> date:
        day = date.fromisoformat(value) if isinstance(value, str) else value
        self[value] = day
        return day


class _Terms(dict[tuple[Any, Any, Any], Length]):
    """Terms of orders; each is made once and then looked up."""

    def __missing__(self, key: tuple[Any, Any, Any]) -> Length:
        count, unit, counting = key
        term = Length(count=count, unit=Unit(unit), counting=Counting(counting))
        self[key] = term
        return term


_DAYS = _Days()
_TERMS = _Terms()
_BASES: dict[Any, CustodyBasis | None] = {None: None} | {b.value: b for b in CustodyBasis}
_COURTS = {court.value: court for court in Court}
_EVENTS = {kind.value: kind for kind in EventKind}
_HOLDINGS = {kind.value: kind for kind in HoldingKind}
_METHODS = {method.value: method for method in ServiceMethod}
_MOVEMENTS = {kind.value: kind for kind in MovementKind}
_NATIONS = {nation.value: nation for nation in Nation}
_ORDERS = {kind.value: kind for kind in OrderKind}
_RELEASE_DATES = {kind.value: kind for kind in ReleaseDateKind}
_STARTS: dict[Any, StartCondition | None] = {None: None} | {s.value: s for s in StartCondition}
_LEGAL_BASES = {
    "RECALL": CustodyBasis.RECALL,
    "INDETERMINATE_SENTENCE": CustodyBasis.SENTENCE,
    "SENTENCED": CustodyBasis.SENTENCE,
    "CONVICTED_UNSENTENCED": CustodyBasis.REMAND,
    "REMAND": CustodyBasis.REMAND,
    "CIVIL_PRISONER": CustodyBasis.CIVIL,
    "IMMIGRATION_DETAINEE": CustodyBasis.IMMIGRATION,
}


def case_files(
    session: Session,
    revisions: dict[int, int],
    *,
    known: datetime | None = None,
    kinds: Sequence[EventKind] = tuple(EventKind),
) -> Iterator[CaseFile]:
    """Make the case files of the people in *revisions*, in order of person.

    *known* is the moment to read as known at; None means now. *kinds* are the kinds of
    event to load. People without a single fact get an empty file: absence is judged too.
    """
    people = sorted(revisions)

    def rows(table: type[models.PersonFact], kinds: Sequence[str] = ()) -> Iterator[Row]:
        return stream(session, table, people, known=known, kinds=kinds)

    orders = _orders(rows)
    movements = _grouped(map(_movement, rows(models.Movement)))
    observations = _grouped(map(_observation, rows(models.PrisonRecord)))
    release_dates = _grouped(map(_release_date, rows(models.ReleaseDate)))
    holdings = _grouped(map(_holding, rows(models.Holding)))
    events = _grouped(map(_event, rows(models.Event, sorted(kinds))))
    for person in people:
        yield _case_file(
            person,
            revisions[person],
            orders=orders.get(person, ()),
            movements=sorted(movements.get(person, ()), key=_movement_order),
            observations=sorted(observations.get(person, ()), key=_observed_on),
            release_dates=tuple(release_dates.get(person, ())),
            holdings=sorted(holdings.get(person, ()), key=_since),
            events=sorted(events.get(person, ()), key=_happened_on),
        )


def _case_file(
    person: int,
    revision: int,
    *,
    orders: Sequence[Order],
    movements: list[Movement],
    observations: list[Observation],
    release_dates: tuple[ReleaseDate, ...],
    holdings: list[Holding],
    events: list[Event],
) -> CaseFile:
    by_kind: dict[EventKind, list[Event]] = {}
    for event in events:
        by_kind.setdefault(event.kind, []).append(event)
    latest = [
        *(_latest_of(order) for order in orders),
        *(last.happened_on for last in movements[-1:]),
        *(last.observed_on for last in observations[-1:]),
        *(last.since for last in holdings[-1:]),
        *(last.happened_on for last in events[-1:]),
    ]
    return CaseFile(
        person=person,
        revision=revision,
        orders=tuple(orders),
        movements=tuple(movements),
        observations=tuple(observations),
        release_dates=release_dates,
        holdings=tuple(holdings),
        events={kind: tuple(found) for kind, found in by_kind.items()},
        latest=max(latest, default=date.min),
    )


def _latest_of(order: Order) -> date:
    return max(
        order.made_on,
        *(service.served_on for service in order.services),
        *(variation.made_on for variation in order.variations),
        *(suspension.since for suspension in order.suspensions),
        *(ending.ended_on for ending in order.endings),
        date.min,
    )


def _grouped(pairs: Iterator[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _orders(rows: Any) -> dict[int, list[Order]]:
    """Put each person's orders together from the tables that make them, by day made."""
    provisions = _grouped(map(_provision, rows(models.Provision)))
    services = _grouped(map(_service, rows(models.OrderService)))
    variations = _grouped(map(_variation, rows(models.OrderVariation)))
    suspensions = _grouped(map(_suspension, rows(models.OrderSuspension)))
    endings = _grouped(map(_ending, rows(models.OrderEnding)))
    found: dict[int, list[Order]] = defaultdict(list)
    for row in rows(models.CourtOrder):
        person, order_id, version, kind, nation, court, made_on, represented, ends_on = row[:9]
        found[person].append(
            Order(
                Ref("court_order", order_id, version),
                _ORDERS[kind],
                _NATIONS[nation],
                _COURTS[court],
                _DAYS[made_on],
                None if represented is None else bool(represented),
                None if ends_on is None else _DAYS[ends_on],
                None if row[9] is None else _TERMS[row[9:12]],
                tuple(provisions.get(order_id, ())),
                tuple(sorted(services.get(order_id, ()), key=_served_on)),
                tuple(sorted(variations.get(order_id, ()), key=_made_on)),
                tuple(suspensions.get(order_id, ())),
                tuple(endings.get(order_id, ())),
            )
        )
    for orders in found.values():
        orders.sort(key=_made_on)
    return found


def _provision(row: Row) -> tuple[int, Provision]:
    _, fact_id, version, order_id, number, wording, duty, starts_on, condition, ends_on = row[:10]
    return order_id, Provision(
        Ref("provision", fact_id, version),
        number,
        wording,
        duty_from_json(duty),
        None if starts_on is None else _DAYS[starts_on],
        _STARTS[condition],
        None if ends_on is None else _DAYS[ends_on],
        row[10],
        row[11],
    )


def _service(row: Row) -> tuple[int, Service]:
    _, fact_id, version, order_id, variation_id, served_on, method = row
    ref = Ref("order_service", fact_id, version)
    return order_id, Service(ref, variation_id, _DAYS[served_on], _METHODS[method])


def _variation(row: Row) -> tuple[int, Variation]:
    _, fact_id, version, order_id, made_on, represented, ends_on = row
    return order_id, Variation(
        Ref("order_variation", fact_id, version),
        _DAYS[made_on],
        None if represented is None else bool(represented),
        None if ends_on is None else _DAYS[ends_on],
    )


def _suspension(row: Row) -> tuple[int, Suspension]:
    _, fact_id, version, order_id, since, until = row
    ref = Ref("order_suspension", fact_id, version)
    return order_id, Suspension(ref, _DAYS[since], None if until is None else _DAYS[until])


def _ending(row: Row) -> tuple[int, Ending]:
    _, fact_id, version, order_id, kind, ended_on = row
    return order_id, Ending(Ref("order_ending", fact_id, version), kind, _DAYS[ended_on])


def _movement(row: Row) -> tuple[int, Movement]:
    person, fact_id, version, kind, happened_on, happened_at, basis = row
    ref = Ref("movement", fact_id, version)
    return person, Movement(
        ref, _MOVEMENTS[kind], _DAYS[happened_on], _moment(happened_at), _BASES[basis]
    )


def _observation(row: Row) -> tuple[int, Observation]:
    person, fact_id, version, observed_on, status, _, legal_status = row
    return person, Observation(
        Ref("prison_record", fact_id, version),
        _DAYS[observed_on],
        (status or "").startswith("ACTIVE"),
        _LEGAL_BASES.get(legal_status),
    )


def _release_date(row: Row) -> tuple[int, ReleaseDate]:
    person, fact_id, version, kind, falls_on = row
    ref = Ref("release_date", fact_id, version)
    return person, ReleaseDate(ref, _RELEASE_DATES[kind], _DAYS[falls_on])


def _holding(row: Row) -> tuple[int, Holding]:
    person, fact_id, version, kind, name, since, until = row
    return person, Holding(
        Ref("holding", fact_id, version),
        _HOLDINGS[kind],
        name,
        _DAYS[since],
        None if until is None else _DAYS[until],
    )


def _event(row: Row) -> tuple[int, Event]:
    person, fact_id, version, kind, happened_on, happened_at, provision_id, about_id, period = row
    return person, Event(
        Ref("event", fact_id, version),
        _EVENTS[kind],
        _DAYS[happened_on],
        None if happened_at is None else _moment(happened_at),
        provision_id,
        about_id,
        None if period is None else _DAYS[period],
    )


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _movement_order(move: Movement) -> tuple[date, str, int]:
    at = move.happened_at.isoformat() if move.happened_at else ""
    return move.happened_on, at, move.ref.id


def _observed_on(observation: Observation) -> date:
    return observation.observed_on


def _since(holding: Holding) -> date:
    return holding.since


def _happened_on(event: Event) -> date:
    return event.happened_on


def _served_on(service: Service) -> date:
    return service.served_on


def _made_on(made: Order | Variation) -> date:
    return made.made_on
