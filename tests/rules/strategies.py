"""Arbitrary case files for property tests: dense in time, so that days meet and cross."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import strategies as st

from rules.days import Length
from rules.duties import (
    CashLimit,
    Duty,
    FirstNotification,
    FreeWording,
    NotifyBeforehand,
    NotifyChange,
    PeriodicReport,
)
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
    Feed,
    HoldingKind,
    MovementKind,
    Nation,
    Notifiable,
    OrderKind,
    ReleaseDateKind,
    ServiceMethod,
    StartCondition,
    Unit,
)

FIRST = date(2026, 1, 1)
SPAN = 500
DAYS = st.integers(0, SPAN).map(lambda n: FIRST + timedelta(days=n))
SHORT = st.integers(0, 12)
OPTIONAL_DAYS = st.none() | DAYS

_ON = {
    Counting.BEGINNING_WITH: Unit.DAYS,
    Counting.AFTER: Unit.DAYS,
    Counting.CIVIL_PROCEDURE: Unit.DAYS,
    Counting.AFTER_PERIOD: Unit.DAYS,
    Counting.WORKING_DAYS: Unit.DAYS,
    Counting.HOURS: Unit.HOURS,
    Counting.MONTHS_AFTER: Unit.MONTHS,
    Counting.MONTHS_BEGINNING: Unit.MONTHS,
}
_BACK = {
    Counting.CLEAR_BEFORE: Unit.DAYS,
    Counting.NOT_LESS_BEFORE: Unit.DAYS,
    Counting.HOURS: Unit.HOURS,
}


def _lengths(units: dict[Counting, Unit], most: int) -> st.SearchStrategy[Length]:
    return st.builds(
        lambda code, n: Length(
            count=n * 7 if units[code] is Unit.HOURS else n, unit=units[code], counting=code
        ),
        st.sampled_from(list(units)),
        st.integers(1, most),
    )


FORWARD = _lengths(_ON, 8)
BACKWARD = _lengths(_BACK, 9)
TERMS = st.integers(1, 30).map(
    lambda n: Length(count=n, unit=Unit.MONTHS, counting=Counting.MONTHS_BEGINNING)
)
EVERY = st.integers(1, 4).map(
    lambda n: Length(count=n, unit=Unit.MONTHS, counting=Counting.MONTHS_BEGINNING)
)
NOTIFIABLE = st.lists(
    st.sampled_from([Notifiable.PHONE, Notifiable.VEHICLE, Notifiable.NAME]),
    min_size=1,
    max_size=2,
    unique=True,
).map(tuple)

DUTIES: st.SearchStrategy[Duty] = st.one_of(
    st.builds(PeriodicReport, every=EVERY, due_within=FORWARD, first_period_from=st.none() | DAYS),
    st.builds(FirstNotification, of=NOTIFIABLE, within=FORWARD),
    st.builds(NotifyChange, of=NOTIFIABLE, within=FORWARD, on_disposal=st.booleans()),
    st.builds(NotifyBeforehand, of=NOTIFIABLE, notice=BACKWARD),
    st.just(FreeWording()),
    st.just(CashLimit(most=100_000, currency="GBP")),
)

MOVES = st.sampled_from(MovementKind)
KINDS = st.sampled_from(
    [OrderKind.SCPO, OrderKind.SCPO, OrderKind.FRO, OrderKind.TRO, OrderKind.LICENCE]
)
NUMBERED = Callable[[str], Ref]


def numbering() -> NUMBERED:
    """Number facts from 1, each of the first version."""
    numbers = count(1)
    return lambda kind: Ref(kind, next(numbers), 1)


@st.composite
def orders(draw: st.DrawFn, ref: NUMBERED) -> Order:
    """An order with clauses, and whatever became of it."""
    made_on = draw(DAYS)
    order_ref = ref("court_order")
    variations = draw(
        st.lists(
            st.builds(
                lambda on, represented, ends_on: Variation(
                    ref("order_variation"), on, represented, ends_on
                ),
                DAYS,
                st.sampled_from([True, False, None]),
                OPTIONAL_DAYS,
            ),
            max_size=2,
        )
    )
    of_variation = st.sampled_from([None, None, *(v.ref.id for v in variations)])
    provisions = draw(
        st.lists(
            st.builds(
                lambda duty, starts, condition, ends, by, out: Provision(
                    ref("provision"), "1", "", duty, starts, condition, ends, by, out
                ),
                DUTIES,
                OPTIONAL_DAYS,
                st.none() | st.sampled_from(StartCondition),
                st.none() | st.none() | DAYS,
                of_variation,
                of_variation,
            ),
            max_size=3,
        )
    )
    services = draw(
        st.lists(
            st.builds(
                lambda of, on: Service(ref("order_service"), of, on, ServiceMethod.IN_PERSON),
                of_variation,
                DAYS,
            ),
            max_size=3,
        )
    )
    suspensions = draw(
        st.lists(
            st.builds(
                lambda since, lasts: Suspension(
                    ref("order_suspension"),
                    since,
                    None if lasts is None else since + timedelta(days=lasts),
                ),
                DAYS,
                st.none() | st.integers(0, 60),
            ),
            max_size=2,
        )
    )
    endings = draw(
        st.lists(DAYS.map(lambda on: Ending(ref("order_ending"), "discharged", on)), max_size=1)
    )
    return Order(
        ref=order_ref,
        kind=draw(KINDS),
        nation=draw(st.sampled_from(Nation)),
        court=draw(st.sampled_from([Court.HIGH_COURT, Court.CROWN_COURT])),
        made_on=made_on,
        represented=draw(st.sampled_from([True, True, False, None])),
        ends_on=draw(st.none() | DAYS),
        term=draw(st.none() | TERMS),
        provisions=tuple(provisions),
        services=tuple(sorted(services, key=lambda s: s.served_on)),
        variations=tuple(sorted(variations, key=lambda v: v.made_on)),
        suspensions=tuple(sorted(suspensions, key=lambda s: s.since)),
        endings=tuple(endings),
    )


def movements(ref: NUMBERED) -> st.SearchStrategy[tuple[Movement, ...]]:
    """Movements in order of day, in no order that makes sense, some with their time."""
    return st.lists(
        st.builds(
            lambda kind, on, hour, basis: Movement(
                ref("movement"),
                kind,
                on,
                None if hour is None else datetime(on.year, on.month, on.day, hour, tzinfo=UTC),
                basis,
            ),
            MOVES,
            DAYS,
            st.none() | st.integers(0, 23),
            st.none() | st.sampled_from(CustodyBasis),
        ),
        max_size=6,
    ).map(lambda moves: tuple(sorted(moves, key=lambda m: m.happened_on)))


@st.composite
def case_files(draw: st.DrawFn) -> CaseFile:
    """A whole case: orders, custody, things held, and reports and notices, labelled or not."""
    ref = numbering()
    listed = draw(st.lists(orders(ref), min_size=1, max_size=3))
    holdings = draw(
        st.lists(
            st.builds(
                lambda kind, since, lasts: Holding(
                    ref("holding"),
                    kind,
                    "a thing",
                    since,
                    None if lasts is None else since + timedelta(days=lasts),
                ),
                st.sampled_from([HoldingKind.PHONE, HoldingKind.VEHICLE, HoldingKind.ACCOUNT]),
                DAYS,
                st.none() | st.integers(0, 90),
            ),
            max_size=4,
        )
    )
    clauses = [provision.ref.id for order in listed for provision in order.provisions]
    events = draw(
        st.lists(
            st.builds(
                lambda kind, on, hour, clause, about, period: Event(
                    ref("event"),
                    kind,
                    on,
                    None if hour is None else datetime(on.year, on.month, on.day, hour, tzinfo=UTC),
                    clause,
                    about,
                    period,
                ),
                st.sampled_from(
                    [EventKind.REPORT_RECEIVED, EventKind.NOTICE_GIVEN, EventKind.SIGHTING]
                ),
                DAYS,
                st.none() | st.integers(0, 22),
                st.sampled_from([None, *clauses]),
                st.sampled_from([None, *(holding.ref.id for holding in holdings)]),
                OPTIONAL_DAYS,
            ),
            max_size=8,
        )
    )
    moves = draw(movements(ref))
    observations = draw(
        st.lists(
            st.builds(
                lambda on, held, basis: Observation(ref("prison_record"), on, held, basis),
                DAYS,
                st.booleans(),
                st.none() | st.sampled_from(CustodyBasis),
            ),
            max_size=2,
        )
    )
    dates = draw(
        st.lists(
            st.builds(
                lambda kind, on: ReleaseDate(ref("release_date"), kind, on),
                st.sampled_from(ReleaseDateKind),
                DAYS,
            ),
            max_size=2,
        )
    )
    return made_of(
        orders=listed,
        movements=moves,
        observations=observations,
        release_dates=dates,
        holdings=holdings,
        events=events,
        latest_known=draw(st.booleans()),
    )


def made_of(
    *,
    orders: list[Order],
    movements: tuple[Movement, ...],
    observations: list[Observation],
    release_dates: list[ReleaseDate],
    holdings: list[Holding],
    events: list[Event],
    latest_known: bool = False,
) -> CaseFile:
    """Make a case file, each list in order of day and then of id; `latest` is known or not."""
    by_kind: dict[EventKind, tuple[Event, ...]] = {}
    for event in sorted(events, key=lambda e: (e.happened_on, e.ref)):
        by_kind[event.kind] = (*by_kind.get(event.kind, ()), event)
    case = CaseFile(
        person=1,
        orders=tuple(sorted(orders, key=lambda o: (o.made_on, o.ref))),
        movements=movements,
        observations=tuple(sorted(observations, key=lambda o: (o.observed_on, o.ref))),
        release_dates=tuple(release_dates),
        holdings=tuple(sorted(holdings, key=lambda h: (h.since, h.ref))),
        events=by_kind,
    )
    if not latest_known:
        return case
    return CaseFile(
        **{name: getattr(case, name) for name in CaseFile.__slots__ if name != "latest"},
        latest=FIRST + timedelta(days=SPAN),
    )


COMPLETE = st.dictionaries(
    st.sampled_from(
        [Feed.POST_LOG, Feed.NOTIFICATION_LOG, Feed.SERVICE_LOG, Feed.PRISON_MOVEMENTS]
    ),
    st.integers(0, SPAN + 400).map(lambda n: FIRST + timedelta(days=n)),
)
