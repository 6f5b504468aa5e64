"""What must hold of every journey: nothing unannounced, nothing found that is not on record."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from rules.book import AsAt, Evaluation, Rulebook, evaluate
from rules.days import NEVER, ONE_DAY
from rules.duties import Duty, NotifyBeforehand, ReportReturn, TravelBan
from rules.facts import CaseFile, Event, Movement, Order, Provision, Ref, Suspension
from rules.grades import is_weak
from rules.travel import TRAVEL_WITHOUT_NOTICE
from rules.travel_ban import TRAVEL_FORBIDDEN
from rules.travel_return import RETURN_NOT_REPORTED
from rules.vocabulary import (
    Court,
    EventKind,
    Feed,
    FlagKind,
    MovementKind,
    Nation,
    Notifiable,
    OrderKind,
)
from tests.rules.book import BOOK
from tests.rules.order_strategies import (
    BACKWARD,
    DAYS,
    FIRST,
    FORWARD,
    SPAN,
    a_few,
    numbering,
    seldom,
)
from tests.rules.strategies import COMPLETE, JUDGED, made_of
from tests.rules.travel_strategies import journeys

OF_TRAVEL = Rulebook(
    calendar=BOOK.calendar,
    rules=(TRAVEL_WITHOUT_NOTICE, RETURN_NOT_REPORTED, TRAVEL_FORBIDDEN),
)
WHOLLY = dict.fromkeys(Feed, FIRST + timedelta(days=4 * SPAN))
LATER = st.integers(1, SPAN)


@st.composite
def travellers(draw: st.DrawFn) -> CaseFile:
    """A person bound by clauses on travel and by a travel restriction order, who travels."""
    ref = numbering()
    order_ref, tro_ref, release = ref("court_order"), ref("court_order"), ref("movement")
    duties: tuple[Duty, ...] = (
        NotifyBeforehand(of=(Notifiable.FOREIGN_TRAVEL,), notice=draw(BACKWARD)),
        ReportReturn(within=draw(FORWARD)),
        TravelBan(destinations=draw(st.sampled_from([(), ("Spain",)]))),
    )
    clauses = tuple(
        Provision(
            ref("provision"),
            f"{number}",
            "",
            duty,
            draw(st.just(FIRST) | DAYS),
            None,
            draw(seldom(DAYS)),
            None,
            None,
        )
        for number, duty in enumerate(duties, start=1)
    )
    suspensions = tuple(
        sorted(
            draw(
                a_few(
                    st.builds(
                        lambda since, lasts: Suspension(
                            ref("order_suspension"), since, since + timedelta(days=lasts)
                        ),
                        DAYS,
                        st.integers(0, 30),
                    )
                )
            ),
            key=lambda s: s.since,
        )
    )
    trips = draw(journeys(ref, DAYS))
    notices = draw(
        st.lists(
            st.builds(
                lambda on, clause, about: Event(
                    ref("event"), EventKind.NOTICE_GIVEN, on, None, clause, about, None
                ),
                DAYS,
                st.sampled_from([None, clauses[0].ref.id, clauses[1].ref.id]),
                st.sampled_from([None, *(trip.ref.id for trip in trips)]),
            ),
            max_size=2,
        )
    )
    return made_of(
        orders=[
            _order(order_ref, OrderKind.SCPO, clauses, suspensions),
            _order(tro_ref, OrderKind.TRO, (), suspensions),
        ],
        movements=(Movement(release, MovementKind.RELEASE, draw(DAYS), None, None),),
        observations=[],
        release_dates=[],
        holdings=[],
        events=[*trips, *notices],
    )


def _order(
    ref: Ref,
    kind: OrderKind,
    clauses: tuple[Provision, ...],
    suspensions: tuple[Suspension, ...],
) -> Order:
    return Order(
        ref=ref,
        kind=kind,
        nation=Nation.ENGLAND_AND_WALES,
        court=Court.HIGH_COURT,
        made_on=FIRST,
        represented=True,
        ends_on=None,
        term=None,
        provisions=clauses,
        services=(),
        variations=(),
        suspensions=suspensions,
        endings=(),
    )


def _judge(case: CaseFile, on: date, complete_to: dict[Feed, date]) -> Evaluation:
    return evaluate(case, AsAt(on=on, complete_to=complete_to), OF_TRAVEL)


@given(travellers(), JUDGED, LATER, COMPLETE)
def test_nothing_changes_before_the_next_change(
    case: CaseFile, on: date, later: int, complete_to: dict[Feed, date]
) -> None:
    today = _judge(case, on, complete_to)
    assume(today.next_change > on + ONE_DAY)
    morrow = min(on + timedelta(days=later), today.next_change - ONE_DAY)

    then = _judge(case, morrow, complete_to)

    assert (then.findings, then.unchecked, then.waits) == (
        today.findings,
        today.unchecked,
        today.waits,
    )
    assert then.next_change == today.next_change


@given(travellers(), JUDGED, LATER)
def test_passing_time_ends_nothing_but_reminders(case: CaseFile, on: date, later: int) -> None:
    today, then = _judge(case, on, WHOLLY), _judge(case, on + timedelta(days=later), WHOLLY)
    standing = {(f.rule, f.subject, f.occurrence): f for f in then.findings}

    for found in today.findings:
        if found.kind is not FlagKind.REMINDER:
            still = standing[found.rule, found.subject, found.occurrence]
            assert still.kind is found.kind
            assert still.default_on == found.default_on
            assert still == found or found.missing is not None


@given(travellers(), JUDGED)
def test_what_is_known_from_weakly_graded_intelligence_is_never_a_flag(
    case: CaseFile, on: date
) -> None:
    grades = {
        f"fact {event.ref.id}": event.detail.grade
        for events in case.events.values()
        for event in events
    }

    for found in _judge(case, on, WHOLLY).findings:
        if found.kind is FlagKind.SUSPECTED_NON_COMPLIANCE:
            assert not is_weak(grades.get(found.occurrence))


def _suspected(case: CaseFile, on: date) -> set[tuple[str, int, str]]:
    return {
        (found.rule, found.subject, found.occurrence)
        for found in _judge(case, on, WHOLLY).findings
        if found.kind is FlagKind.SUSPECTED_NON_COMPLIANCE
    }


@given(travellers(), JUDGED)
def test_weakly_graded_intelligence_never_makes_a_flag_of_what_is_none_without_it(
    case: CaseFile, on: date
) -> None:
    known = {
        kind: tuple(event for event in events if not is_weak(event.detail.grade))
        for kind, events in case.events.items()
    }

    assert _suspected(case, on) <= _suspected(replace(case, events=known), on)


@given(travellers(), JUDGED)
def test_suspensions_that_touch_ask_what_one_suspension_of_their_days_would(
    case: CaseFile, on: date
) -> None:
    tro = case.orders[1]
    ended = [s for s in tro.suspensions if s.until is not None and s.until > s.since]
    assume(ended)
    whole = ended[0]
    parted = (
        Suspension(Ref("order_suspension", 9000, 1), whole.since, whole.since),
        whole._replace(since=whole.since + ONE_DAY),
    )
    others = tuple(s for s in tro.suspensions if s is not whole)
    split = tuple(sorted((*others, *parted), key=lambda s: (s.since, s.ref)))
    divided = replace(case, orders=(case.orders[0], tro._replace(suspensions=split)))

    assert _flags_of(divided, tro.ref.id, on) == _flags_of(case, tro.ref.id, on)


def _flags_of(case: CaseFile, subject: int, on: date) -> set[tuple[FlagKind, date | None]]:
    found = _judge(case, on, WHOLLY).findings
    return {(f.kind, f.default_on) for f in found if f.subject == subject}


@given(travellers(), JUDGED)
def test_a_notice_in_good_time_about_each_journey_leaves_nothing_to_find(
    case: CaseFile, on: date
) -> None:
    early = FIRST - timedelta(days=60)
    kinds = (EventKind.JOURNEY_OUT, EventKind.JOURNEY_BACK, EventKind.JOURNEY_BOOKED)
    told = tuple(
        Event(Ref("event", 9000 + n, 1), EventKind.NOTICE_GIVEN, early, None, None, e.ref.id, None)
        for n, e in enumerate(event for kind in kinds for event in case.of_kind(kind))
    )
    events = {**case.events, EventKind.NOTICE_GIVEN: told}
    obedient = CaseFile(person=1, orders=case.orders, movements=case.movements, events=events)

    found = _judge(obedient, on, WHOLLY)

    assert {f.rule for f in found.findings} <= {TRAVEL_FORBIDDEN.name}


@given(travellers(), JUDGED)
def test_the_order_forbids_no_journey_on_a_suspended_day(case: CaseFile, on: date) -> None:
    days = {event.ref.id: event.happened_on for event in case.of_kind(EventKind.JOURNEY_OUT)}
    suspended = case.orders[0].suspensions

    for found in _judge(case, on, WHOLLY).findings:
        kind, _, number = found.occurrence.partition(" ")
        if kind == "fact" and int(number) in days:
            day = days[int(number)]
            assert not any(s.since <= day <= (s.until or NEVER) for s in suspended)


@given(travellers(), JUDGED)
def test_a_flag_cites_the_law_of_the_order_it_is_under(case: CaseFile, on: date) -> None:
    for found in _judge(case, on, WHOLLY).findings:
        of_the_tro = found.subject == case.orders[1].ref.id
        assert ("Criminal Justice and Police Act 2001 s.36" in found.source) == of_the_tro
        assert (found.clause is None) == of_the_tro
