"""Arbitrary case files for property tests: dense in time, so that days meet and cross."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import settings
from hypothesis import strategies as st

from rules.book import Evaluation
from rules.facts import (
    NO_DETAIL,
    CaseFile,
    Detail,
    Event,
    Holding,
    Movement,
    Observation,
    Order,
    ReleaseDate,
    Sentence,
    StandingFlag,
)
from rules.release_in_doubt import SWITCH_OF_BOOKING
from rules.vocabulary import (
    CustodyBasis,
    EventKind,
    Feed,
    HoldingKind,
    ReleaseDateKind,
)
from tests.rules import thing_strategies as things
from tests.rules import travel_strategies as travel
from tests.rules.order_strategies import (
    DAYS,
    FIRST,
    MOVES,
    NUMBERED,
    OPTIONAL_DAYS,
    SPAN,
    a_few,
    numbering,
    orders,
    seldom,
)

SOME = settings(max_examples=settings().max_examples // 2)
"""A case file takes long to make: half of the examples the profile asks for."""


def movements(ref: NUMBERED) -> st.SearchStrategy[tuple[Movement, ...]]:
    """Movements in order of day, in no order that makes sense, some with their time."""
    return st.lists(
        st.builds(
            lambda kind, on, hour, basis, reason: Movement(
                ref("movement"),
                kind,
                on,
                None if hour is None else datetime(on.year, on.month, on.day, hour, tzinfo=UTC),
                basis,
                reason,
            ),
            MOVES,
            DAYS,
            st.none() | st.integers(0, 23),
            st.none() | st.sampled_from(CustodyBasis),
            seldom(st.just(SWITCH_OF_BOOKING)),
        ),
        max_size=4,
    ).map(lambda moves: tuple(sorted(moves, key=lambda m: m.happened_on)))


DETAILS = st.one_of(
    st.just(NO_DETAIL),
    st.sampled_from([(), ("income",), ("income", "debts")]).map(lambda had: Detail(contents=had)),
)
"""What is recorded of an event besides its day."""


def officer_notices(ref: NUMBERED, clauses: list[int]) -> st.SearchStrategy[list[Event]]:
    """Notices of officers, some with a day or a moment for the answer."""
    return a_few(
        st.builds(
            lambda on, clause, due, hour: Event(
                ref("event"),
                EventKind.OFFICER_NOTICE_SERVED,
                on,
                None,
                clause,
                None,
                None,
                NO_DETAIL
                if due is None
                else Detail(expected_on=due)
                if hour is None
                else Detail(expected_at=datetime(due.year, due.month, due.day, hour, tzinfo=UTC)),
            ),
            DAYS,
            st.sampled_from([None, *clauses]),
            OPTIONAL_DAYS,
            st.none() | st.integers(0, 22),
        )
    )


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
    holdings = [*holdings, *(draw(seldom(things.holdings(ref, DAYS))) or ())]
    clauses = [provision.ref.id for order in listed for provision in order.provisions]
    notices = draw(officer_notices(ref, clauses))
    trips = draw(seldom(travel.journeys(ref, DAYS))) or []
    facts = [*(h.ref.id for h in holdings), *(e.ref.id for e in (*notices, *trips))]
    events = draw(
        st.lists(
            st.builds(
                lambda kind, on, hour, clause, about, period, detail: Event(
                    ref("event"),
                    kind,
                    on,
                    None if hour is None else datetime(on.year, on.month, on.day, hour, tzinfo=UTC),
                    clause,
                    about,
                    period,
                    detail,
                ),
                st.sampled_from(
                    [EventKind.REPORT_RECEIVED, EventKind.NOTICE_GIVEN, EventKind.SIGHTING]
                ),
                DAYS,
                st.none() | st.integers(0, 22),
                st.sampled_from([None, *clauses]),
                st.sampled_from([None, *facts]),
                OPTIONAL_DAYS,
                DETAILS,
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
    case = made_of(
        orders=listed,
        movements=moves,
        observations=observations,
        release_dates=dates,
        holdings=holdings,
        events=[*events, *notices, *trips, *(draw(seldom(things.events(ref, DAYS))) or [])],
        sentences=draw(
            a_few(
                st.builds(lambda on, life: Sentence(ref("sentence"), on, life), DAYS, st.booleans())
            )
        ),
        latest_known=draw(st.booleans()),
    )
    return replace(case, **(draw(seldom(travel.managements(ref, DAYS))) or {}))


def made_of(
    *,
    orders: list[Order],
    movements: tuple[Movement, ...],
    observations: list[Observation],
    release_dates: list[ReleaseDate],
    holdings: list[Holding],
    events: list[Event],
    sentences: Sequence[Sentence] = (),
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
        sentences=tuple(sorted(sentences, key=lambda s: (s.sentenced_on, s.ref))),
    )
    if not latest_known:
        return case
    return CaseFile(
        **{name: getattr(case, name) for name in CaseFile.__slots__ if name != "latest"},
        latest=FIRST + timedelta(days=SPAN),
    )


def raised(case: CaseFile, found: Evaluation, on: date) -> CaseFile:
    """The case once the night has kept what it *found* on a day.

    What is new is raised, and stands from that day. What stood keeps the day it stood from,
    whatever kind it is of now; what is found no more ends with its finding.
    """
    standing = {(flag.rule, flag.subject, flag.occurrence): flag for flag in case.flags}
    number = count(1 + max((flag.id for flag in case.flags), default=8000))
    kept = []
    for finding in found.findings:
        flag = standing.get((finding.rule, finding.subject, finding.occurrence))
        if flag is None:
            about = finding.rule, finding.kind, finding.subject, finding.occurrence
            flag = StandingFlag(next(number), *about, on)
        kept.append(flag._replace(kind=finding.kind))
    return replace(case, flags=tuple(kept))


JUDGED = st.integers(SPAN // 4, SPAN + 40).map(lambda n: FIRST + timedelta(days=n))
"""A day to judge, by when something has happened."""

COMPLETE = st.dictionaries(
    st.sampled_from(
        [
            Feed.POST_LOG,
            Feed.NOTIFICATION_LOG,
            Feed.SERVICE_LOG,
            Feed.PRISON_MOVEMENTS,
            Feed.BORDER,
            Feed.CRIME_GROUPS,
        ]
    ),
    st.integers(0, SPAN + 100).map(lambda n: FIRST + timedelta(days=n)),
)
