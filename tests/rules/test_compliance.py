"""The grid of compliance: it says what the rules find, clause by clause, and nothing else."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.book import AsAt, evaluate
from rules.compliance import TIMED, grids, look_at
from rules.days import NEVER, ONE_DAY, Length
from rules.duties import AnswerNotice, Pay, SurrenderDocument
from rules.facts import CaseFile, Detail, Event, Ref
from rules.finding import Reason
from rules.owed import FOUND, Owed, OwedKind, OwedState
from rules.vocabulary import Counting, EventKind, Feed, Unit
from tests.rules import lives
from tests.rules.book import BOOK
from tests.rules.lives import day_on
from tests.rules.strategies import COMPLETE, JUDGED, SOME, case_files
from tests.rules.timed_strategies import timed_cases

WHOLLY = dict.fromkeys(Feed, NEVER)
FEEDS = st.just(WHOLLY) | COMPLETE

MANY = settings(max_examples=4 * settings().max_examples)
"""A case is quickly made here, and much has to meet in it."""

LATENESS = frozenset(
    {
        "financial_report.late",
        "notification.late",
        "travel.without_notice",
        "travel.return_not_reported",
        "information.officer_notice_late",
    }
)
"""The rules whose findings a grid shows."""


def _owed(case: CaseFile, on: date, complete_to: Mapping[Feed, date]) -> list[tuple[int, Owed]]:
    look = look_at(case, on, BOOK.calendar, complete_to=complete_to)
    return [(grid.clause.provision.ref.id, owed) for grid in grids(look) for owed in grid.owed]


@MANY
@given(timed_cases(), JUDGED, FEEDS)
def test_what_is_late_or_not_received_is_what_the_rules_find(
    case: CaseFile, on: date, complete_to: Mapping[Feed, date]
) -> None:
    found = evaluate(case, AsAt(on=on, complete_to=complete_to), BOOK).findings
    owed = _owed(case, on, complete_to)

    shown = {
        (clause, one.occurrence)
        for clause, one in owed
        if one.state in FOUND and not (one.first > on and one.answer)
    }
    assert shown == {(f.subject, f.occurrence) for f in found if f.rule in LATENESS}


@MANY
@given(timed_cases(), JUDGED, FEEDS)
def test_what_cannot_be_told_is_what_the_rules_could_not_check(
    case: CaseFile, on: date, complete_to: Mapping[Feed, date]
) -> None:
    unchecked = evaluate(case, AsAt(on=on, complete_to=complete_to), BOOK).unchecked
    shown = {
        (clause, one.doubt)
        for clause, one in _owed(case, on, complete_to)
        if one.state is OwedState.CANNOT_BE_TOLD and one.doubt is not Reason.NO_RULE
    }

    assert shown == {
        (u.subject, u.reason)
        for u in unchecked
        if u.rule in LATENESS and u.reason is not Reason.NO_FACTS
    }


@SOME
@given(case_files(), JUDGED)
def test_periods_follow_one_another_and_the_last_one_has_begun(case: CaseFile, on: date) -> None:
    for grid in grids(look_at(case, on, BOOK.calendar)):
        if grid.by_period:
            days = [(one.first, one.last) for one in grid.owed]
            assert all(one[1] + ONE_DAY == after[0] for one, after in pairwise(days))
            assert all(first <= on for first, _ in days)
        elif grid.clause.provision.duty.kind not in TIMED:
            assert not grid.owed


def _answer_to_notice(ends: int | None) -> OwedState:
    """How an officer's notice that asked for an answer on day 20 stands a month later."""
    order = lives.an_order(ends=400)
    [provision] = order.provisions
    last = None if ends is None else day_on(ends)
    asked = provision._replace(duty=AnswerNotice(), ends_on=last)
    notice = Event(
        Ref("event", 300, 1),
        EventKind.OFFICER_NOTICE_SERVED,
        day_on(5),
        None,
        provision.ref.id,
        None,
        None,
        Detail(expected_on=day_on(20)),
    )
    case = CaseFile(
        person=1,
        orders=(order._replace(provisions=(asked,)),),
        events={notice.kind: (notice,)},
    )
    [(_, owed)] = _owed(case, day_on(50), WHOLLY)
    assert owed.kind is OwedKind.ANSWER
    return owed.state


def test_no_answer_is_owed_on_a_day_the_clause_is_not_in_force() -> None:
    assert _answer_to_notice(None) is OwedState.NOT_RECEIVED
    assert _answer_to_notice(19) is OwedState.NOT_IN_FORCE


def test_a_payment_or_a_document_is_for_a_person_to_look_at_once_it_is_due() -> None:
    order = lives.an_order(ends=400)
    [provision] = order.provisions
    within = Length(count=7, unit=Unit.DAYS, counting=Counting.AFTER)
    for duty, due in (
        (Pay(amount=100_000, currency="GBP", due_on=day_on(30)), day_on(30)),
        (SurrenderDocument(document="a passport", within=within), day_on(7)),
    ):
        case = CaseFile(
            person=1, orders=(order._replace(provisions=(provision._replace(duty=duty),)),)
        )
        [(_, before)] = _owed(case, due, WHOLLY)
        [(_, after)] = _owed(case, due + ONE_DAY, WHOLLY)
        assert (before.due_on, before.state) == (due, OwedState.NOT_YET_DUE)
        assert (after.state, after.doubt) == (OwedState.CANNOT_BE_TOLD, Reason.NO_RULE)
