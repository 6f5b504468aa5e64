"""What must hold of every case: nothing changes unannounced, and passing time ends no flag."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from rules.book import AsAt, Evaluation, evaluate
from rules.custody import custody_of
from rules.days import NEVER, ONE_DAY
from rules.facts import CaseFile, Detail, Event, Holding, Movement, Order, Provision, Ref
from rules.finding import Finding
from rules.vocabulary import (
    EventKind,
    Feed,
    FlagKind,
    HoldingKind,
    MovementKind,
    OrderKind,
    ServiceMethod,
)
from tests.rules.book import BOOK
from tests.rules.order_strategies import DAYS, FIRST, SPAN, numbering
from tests.rules.strategies import COMPLETE, JUDGED, SOME, case_files, movements, raised

CompleteTo = Mapping[Feed, date]
LATER = st.integers(1, SPAN)
WHOLLY = dict.fromkeys(Feed, FIRST + timedelta(days=4 * SPAN))


def _judge(case: CaseFile, on: date, complete_to: CompleteTo) -> Evaluation:
    return evaluate(case, AsAt(on=on, complete_to=complete_to), BOOK)


def _said(found: Evaluation) -> tuple[object, ...]:
    return found.findings, found.unchecked, found.waits


def _suspected(found: Evaluation) -> dict[tuple[str, int, str], Finding]:
    return {
        (finding.rule, finding.subject, finding.occurrence): finding
        for finding in found.findings
        if finding.kind is FlagKind.SUSPECTED_NON_COMPLIANCE
    }


@SOME
@given(case_files(), JUDGED, LATER, COMPLETE)
def test_nothing_changes_before_the_next_change(
    case: CaseFile, on: date, later: int, complete_to: CompleteTo
) -> None:
    today = _judge(case, on, complete_to)
    morrow = on + timedelta(days=later)
    assume(today.next_change > on + ONE_DAY)

    case = raised(case, today, on)
    then = _judge(case, min(morrow, today.next_change - ONE_DAY), complete_to)

    assert _said(then) == _said(today)
    assert then.next_change == today.next_change


@SOME
@given(case_files(), COMPLETE)
def test_day_by_day_every_change_is_announced_and_no_suspicion_ends(
    case: CaseFile, complete_to: CompleteTo
) -> None:
    today = _judge(case, FIRST - ONE_DAY, complete_to)
    for days in range(SPAN + 40):
        day = FIRST + timedelta(days=days)
        then = _judge(case, day, complete_to)
        assert today.next_change >= day
        assert day >= today.next_change or _said(then) == _said(today)
        assert _suspected(today).keys() <= _suspected(then).keys()
        case, today = raised(case, then, day), then


@SOME
@given(case_files(), JUDGED, COMPLETE)
def test_a_feed_tells_no_more_before_the_day_waited_for(
    case: CaseFile, on: date, complete_to: CompleteTo
) -> None:
    today = _judge(case, on, complete_to)
    for feed in Feed:
        short = today.waits.get(feed, FIRST + timedelta(days=4 * SPAN)) - ONE_DAY

        assert short >= complete_to.get(feed, short)
        assert _said(_judge(case, on, {**complete_to, feed: short})) == _said(today)


@SOME
@given(case_files(), JUDGED, COMPLETE)
def test_a_feed_that_reaches_the_day_waited_for_tells_more(
    case: CaseFile, on: date, complete_to: CompleteTo
) -> None:
    today = _judge(case, on, complete_to)
    for feed, day in today.waits.items():
        reached = _judge(case, on, {**complete_to, feed: day})

        assert reached.unchecked != today.unchecked
        assert reached.waits.get(feed, NEVER) > day


@SOME
@given(case_files(), JUDGED, LATER, COMPLETE)
def test_passing_time_ends_no_suspicion(
    case: CaseFile, on: date, later: int, complete_to: CompleteTo
) -> None:
    today = _suspected(_judge(case, on, complete_to))
    then = _suspected(_judge(case, on + timedelta(days=later), complete_to))

    for key, finding in today.items():
        assert key in then
        assert (then[key].due_on, then[key].default_on) == (finding.due_on, finding.default_on)
        assert then[key].severity is finding.severity
        more_is_known = then[key].evidence != finding.evidence
        assert then[key] == finding or finding.missing is not None or more_is_known


@SOME
@given(case_files(), JUDGED, COMPLETE)
def test_judging_twice_gives_the_same(case: CaseFile, on: date, complete_to: CompleteTo) -> None:
    assert _judge(case, on, complete_to) == _judge(case, on, dict(complete_to))


@SOME
@given(case_files(), JUDGED, COMPLETE)
def test_asking_why_changes_nothing(case: CaseFile, on: date, complete_to: CompleteTo) -> None:
    at = AsAt(on=on, complete_to=complete_to)

    asked = evaluate(case, at, BOOK, why=True)

    assert replace(asked, checks=()) == evaluate(case, at, BOOK)


@SOME
@given(case_files(), JUDGED, COMPLETE, st.randoms(use_true_random=False))
def test_the_order_of_orders_does_not_matter(
    case: CaseFile, on: date, complete_to: CompleteTo, random: Random
) -> None:
    shuffled = list(case.orders)
    random.shuffle(shuffled)
    other = _judge(replace(case, orders=tuple(shuffled)), on, complete_to)

    found = _judge(case, on, complete_to)
    assert set(other.findings) == set(found.findings)
    assert set(other.unchecked) == set(found.unchecked)
    assert (other.next_change, other.waits) == (found.next_change, found.waits)


@given(movements(numbering()), st.randoms(use_true_random=False))
def test_custody_does_not_depend_on_the_order_of_import(
    moves: tuple[Movement, ...], random: Random
) -> None:
    shuffled = list(moves)
    random.shuffle(shuffled)

    assert custody_of(tuple(shuffled)) == custody_of(moves)


@SOME
@given(case_files(), JUDGED, COMPLETE)
def test_each_occurrence_is_found_once(case: CaseFile, on: date, complete_to: CompleteTo) -> None:
    findings = _judge(case, on, complete_to).findings

    keys = {(finding.rule, finding.subject, finding.occurrence) for finding in findings}
    assert len(keys) == len(findings)


@SOME
@given(case_files(), JUDGED)
def test_nothing_is_owed_on_a_day_the_clause_was_not_in_force(case: CaseFile, on: date) -> None:
    clauses = {p.ref.id: (order, p) for order in case.orders for p in order.provisions}
    died_on = min(
        (m.happened_on for m in case.movements if m.kind is MovementKind.DEATH), default=NEVER
    )

    for finding in _judge(case, on, WHOLLY).findings:
        if finding.subject not in clauses or finding.due_on is None:
            continue
        assert _could_bind(*clauses[finding.subject], finding.due_on)
        assert finding.due_on < died_on
        assert finding.default_on is None or finding.due_on <= finding.default_on <= on


def _could_bind(order: Order, provision: Provision, day: date) -> bool:
    """Whether a clause can have been in force and binding, worked out from facts alone."""
    bound = (
        order.kind is not OrderKind.SCPO
        or order.represented is True
        or any(
            s.variation_id is None and s.served_on <= day and s.method is not ServiceMethod.OTHER
            for s in order.services
        )
    )
    ended = any(ending.ended_on <= day for ending in order.endings)
    suspended = any(
        s.since <= day and (s.until is None or day <= s.until) for s in order.suspensions
    )
    started = provision.starts_on is None or provision.starts_on <= day
    over = provision.ends_on is not None and provision.ends_on < day
    return order.made_on <= day and bound and started and not (ended or suspended or over)


@SOME
@given(case_files(), JUDGED, COMPLETE, DAYS)
def test_a_fact_no_rule_reads_changes_nothing(
    case: CaseFile, on: date, complete_to: CompleteTo, day: date
) -> None:
    assume(day <= on)
    named = Detail(other_name="Nobody Named")
    call = Event(Ref("event", 9001, 1), EventKind.CALL, day, None, None, None, None, named)
    document = Holding(Ref("holding", 9002, 1), HoldingKind.DOCUMENT, "a paper", day, None)
    widened = replace(
        case,
        holdings=(*case.holdings, document),
        events={**case.events, EventKind.CALL: (*case.of_kind(EventKind.CALL), call)},
    )

    found, other = _judge(case, on, complete_to), _judge(widened, on, complete_to)

    assert _said(other) == _said(found)
    assert other.next_change == found.next_change
