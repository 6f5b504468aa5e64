"""Arbitrary case files for property tests: dense in time, so that days meet and cross."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from rules.facts import CaseFile, Event, Holding, Movement, Observation, Order, ReleaseDate
from rules.vocabulary import CustodyBasis, EventKind, Feed, HoldingKind, ReleaseDateKind
from tests.rules.order_strategies import (
    DAYS,
    FIRST,
    MOVES,
    NUMBERED,
    OPTIONAL_DAYS,
    SPAN,
    numbering,
    orders,
)

SOME = settings(max_examples=settings().max_examples // 2)
"""A case file takes long to make: half of the examples the profile asks for."""


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
        max_size=4,
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
            max_size=5,
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


JUDGED = st.integers(SPAN // 4, SPAN + 40).map(lambda n: FIRST + timedelta(days=n))
"""A day to judge, by when something has happened."""

COMPLETE = st.dictionaries(
    st.sampled_from(
        [Feed.POST_LOG, Feed.NOTIFICATION_LOG, Feed.SERVICE_LOG, Feed.PRISON_MOVEMENTS]
    ),
    st.integers(0, SPAN + 100).map(lambda n: FIRST + timedelta(days=n)),
)
