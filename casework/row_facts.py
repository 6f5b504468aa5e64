"""Rows of each table to the facts rules know, grouped by whom or what they belong to.

Each function makes all of a batch in one loop: a call for every row would cost as much
as making the fact. Days, codes and terms are looked up, not read anew, for the same few
thousand come back in millions of rows.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeAlias, TypeVar

from casework.duty_json import duty_from_json
from casework.queries.case_rows import Row
from rules.days import Length
from rules.facts import (
    Ending,
    Event,
    Holding,
    Movement,
    Observation,
    Provision,
    Ref,
    ReleaseDate,
    Service,
    Suspension,
    Variation,
)
from rules.vocabulary import (
    Counting,
    CustodyBasis,
    EventKind,
    HoldingKind,
    MovementKind,
    ReleaseDateKind,
    ServiceMethod,
    StartCondition,
    Unit,
)

F = TypeVar("F")
_new = tuple.__new__
"""Makes a named tuple of all its fields in order, at two thirds of the cost of calling its
name. It is used for the facts that come by the hundred thousand; mypy checks no fields here,
the rule cases and the tests of case files do.
"""

Grouped: TypeAlias = dict[int, list[F]]
"""Facts by the id of the person, or for the parts of an order, of the order."""


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


DAYS = _Days()
TERMS = _Terms()
_BASES: dict[Any, CustodyBasis | None] = {None: None} | {b.value: b for b in CustodyBasis}
_EVENTS = {kind.value: kind for kind in EventKind}
_HOLDINGS = {kind.value: kind for kind in HoldingKind}
_METHODS = {method.value: method for method in ServiceMethod}
_MOVEMENTS = {kind.value: kind for kind in MovementKind}
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


def provisions(rows: Iterable[Row]) -> Grouped[Provision]:
    """Return the clauses of each order."""
    found: Grouped[Provision] = defaultdict(list)
    for (
        _, fact_id, version, order_id, number, wording, duty,
        starts_on, condition, ends_on, introduced_by, ended_by,
    ) in rows:  # fmt: skip
        found[order_id].append(
            _new(
                Provision,
                (
                    _new(Ref, ("provision", fact_id, version)),
                    number,
                    wording,
                    duty_from_json(duty),
                    None if starts_on is None else DAYS[starts_on],
                    _STARTS[condition],
                    None if ends_on is None else DAYS[ends_on],
                    introduced_by,
                    ended_by,
                ),
            )
        )
    return found


def services(rows: Iterable[Row]) -> Grouped[Service]:
    """Return the services of each order and of its variations."""
    found: Grouped[Service] = defaultdict(list)
    for _, fact_id, version, order_id, variation_id, served_on, method in rows:
        ref = Ref("order_service", fact_id, version)
        found[order_id].append(Service(ref, variation_id, DAYS[served_on], _METHODS[method]))
    return found


def variations(rows: Iterable[Row]) -> Grouped[Variation]:
    """Return the variations of each order."""
    found: Grouped[Variation] = defaultdict(list)
    for _, fact_id, version, order_id, made_on, represented, ends_on in rows:
        found[order_id].append(
            Variation(
                Ref("order_variation", fact_id, version),
                DAYS[made_on],
                None if represented is None else bool(represented),
                None if ends_on is None else DAYS[ends_on],
            )
        )
    return found


def suspensions(rows: Iterable[Row]) -> Grouped[Suspension]:
    """Return the suspensions of each order."""
    found: Grouped[Suspension] = defaultdict(list)
    for _, fact_id, version, order_id, since, until in rows:
        ref = Ref("order_suspension", fact_id, version)
        last = None if until is None else DAYS[until]
        found[order_id].append(Suspension(ref, DAYS[since], last))
    return found


def endings(rows: Iterable[Row]) -> Grouped[Ending]:
    """Return the endings of each order."""
    found: Grouped[Ending] = defaultdict(list)
    for _, fact_id, version, order_id, kind, ended_on in rows:
        ref = Ref("order_ending", fact_id, version)
        found[order_id].append(Ending(ref, kind, DAYS[ended_on]))
    return found


def movements(rows: Iterable[Row]) -> Grouped[Movement]:
    """Return the movements of each person."""
    found: Grouped[Movement] = defaultdict(list)
    for person, fact_id, version, kind, happened_on, happened_at, basis in rows:
        found[person].append(
            Movement(
                Ref("movement", fact_id, version),
                _MOVEMENTS[kind],
                DAYS[happened_on],
                None if happened_at is None else _moment(happened_at),
                _BASES[basis],
            )
        )
    return found


def observations(rows: Iterable[Row]) -> Grouped[Observation]:
    """Return what prison records said of each person."""
    found: Grouped[Observation] = defaultdict(list)
    for person, fact_id, version, observed_on, status, _, legal_status in rows:
        found[person].append(
            Observation(
                Ref("prison_record", fact_id, version),
                DAYS[observed_on],
                (status or "").startswith("ACTIVE"),
                _LEGAL_BASES.get(legal_status),
            )
        )
    return found


def release_dates(rows: Iterable[Row]) -> Grouped[ReleaseDate]:
    """Return the dates of each person's sentences."""
    found: Grouped[ReleaseDate] = defaultdict(list)
    for person, fact_id, version, kind, falls_on in rows:
        ref = Ref("release_date", fact_id, version)
        found[person].append(ReleaseDate(ref, _RELEASE_DATES[kind], DAYS[falls_on]))
    return found


def holdings(rows: Iterable[Row]) -> Grouped[Holding]:
    """Return the holdings of each person."""
    found: Grouped[Holding] = defaultdict(list)
    for person, fact_id, version, kind, name, since, until in rows:
        found[person].append(
            _new(
                Holding,
                (
                    _new(Ref, ("holding", fact_id, version)),
                    _HOLDINGS[kind],
                    name,
                    DAYS[since],
                    None if until is None else DAYS[until],
                ),
            )
        )
    return found


def events(rows: Iterable[Row]) -> Grouped[Event]:
    """Return the events of each person."""
    found: Grouped[Event] = defaultdict(list)
    for (
        person, fact_id, version, kind, happened_on, happened_at, provision_id, about_id, period,
    ) in rows:  # fmt: skip
        found[person].append(
            _new(
                Event,
                (
                    _new(Ref, ("event", fact_id, version)),
                    _EVENTS[kind],
                    DAYS[happened_on],
                    None if happened_at is None else _moment(happened_at),
                    provision_id,
                    about_id,
                    None if period is None else DAYS[period],
                ),
            )
        )
    return found


def _moment(value: Any) -> datetime:
    read = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(read, datetime):
        raise TypeError(f"{value!r} is not a moment.")
    return read
