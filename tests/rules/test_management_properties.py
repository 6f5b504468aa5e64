"""What must hold of how a case is managed: every change announced, no reminder without cause."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.book import AsAt, Evaluation, Rulebook, evaluate
from rules.days import NEVER, ONE_DAY
from rules.facts import Allocation, CaseFile, Ref, Review
from rules.lead_officer import NO_LEAD_OFFICER
from rules.markers import MARKER_WITHOUT_RECORD
from rules.notification import NOTIFICATION_LATE
from rules.release_approaching import RELEASE_APPROACHING
from rules.release_in_doubt import RELEASE_IN_DOUBT
from rules.reviews import REVIEW_OVERDUE
from rules.undecided import FLAG_UNDECIDED
from rules.vocabulary import AllocationKind, Feed, FlagKind
from tests.rules.book import BOOK
from tests.rules.order_strategies import DAYS, FIRST, SPAN, numbering
from tests.rules.strategies import COMPLETE, JUDGED, SOME, case_files, raised
from tests.rules.travel_strategies import managements

OF_MANAGEMENT = Rulebook(
    calendar=BOOK.calendar,
    rules=(
        NOTIFICATION_LATE,
        RELEASE_APPROACHING,
        FLAG_UNDECIDED,
        NO_LEAD_OFFICER,
        REVIEW_OVERDUE,
        MARKER_WITHOUT_RECORD,
        RELEASE_IN_DOUBT,
    ),
)
WHOLLY = dict.fromkeys(Feed, FIRST + timedelta(days=4 * SPAN))


@st.composite
def managed(draw: st.DrawFn) -> CaseFile:
    """A case file of a person under management, or with the codes of another service."""
    ref = numbering()
    for _ in range(500):
        ref("used by the case file")
    return replace(draw(case_files()), **draw(managements(ref, DAYS)))


def _judge(case: CaseFile, on: date, complete_to: dict[Feed, date]) -> Evaluation:
    return evaluate(case, AsAt(on=on, complete_to=complete_to), OF_MANAGEMENT)


@SOME
@given(managed(), COMPLETE)
def test_day_by_day_every_change_is_announced(
    case: CaseFile, complete_to: dict[Feed, date]
) -> None:
    """As the night does it: nothing is kept but on a day announced, and nothing differs between."""
    today = _judge(case, FIRST - ONE_DAY, complete_to)
    for days in range(SPAN + 40):
        day = FIRST + timedelta(days=days)
        then = _judge(case, day, complete_to)
        assert today.next_change >= day
        if day < today.next_change:
            assert (then.findings, then.unchecked, then.waits) == (
                today.findings,
                today.unchecked,
                today.waits,
            )
        else:
            case, today = raised(case, then, day), then


@SOME
@given(managed(), JUDGED)
def test_a_review_and_a_lead_officer_of_the_day_end_both_reminders(
    case: CaseFile, on: date
) -> None:
    review = Review(Ref("review", 9001, 1), on, None)
    lead = Allocation(Ref("allocation", 9002, 1), AllocationKind.LEAD, on, None, None)
    reviews = [r for r in case.reviews if r.reviewed_on <= on]
    minded = replace(case, reviews=(*reviews, review), allocations=(*case.allocations, lead))

    found = {finding.rule for finding in _judge(minded, on, {}).findings}

    assert not found & {NO_LEAD_OFFICER.name, REVIEW_OVERDUE.name}


@SOME
@given(managed(), JUDGED)
def test_there_is_a_lead_officer_or_a_reminder_says_so(case: CaseFile, on: date) -> None:
    leads = [
        held
        for held in case.allocations
        if held.kind is AllocationKind.LEAD
        and held.since <= on <= (held.until or NEVER)
        and (held.closed_on is None or held.closed_on > on)
    ]
    is_managed = any(inclusion.opened_on <= on for inclusion in case.inclusions)

    found = [f for f in _judge(case, on, {}).findings if f.rule == NO_LEAD_OFFICER.name]

    assert len(found) == (is_managed and not leads)


@SOME
@given(managed(), JUDGED, st.sampled_from([0, 6, 7, 13, 14, 27, 28, 90]))
def test_every_flag_that_stands_is_reminded_of_by_the_days_it_has_stood(
    case: CaseFile, on: date, stood: int
) -> None:
    today = evaluate(case, AsAt(on=on, complete_to=WHOLLY), BOOK)
    case = raised(case, today, on - timedelta(days=stood))
    reached = max((days for days in (7, 14, 28) if days <= stood), default=None)

    found = evaluate(case, AsAt(on=on, complete_to=WHOLLY), BOOK).findings

    suspected = {f.id for f in case.flags if f.kind is FlagKind.SUSPECTED_NON_COMPLIANCE}
    flags = suspected if reached else set()
    said = {finding.occurrence for finding in found if finding.rule == FLAG_UNDECIDED.name}
    assert said == {f"flag {flag}, {reached} days" for flag in flags}


@SOME
@given(managed(), JUDGED, COMPLETE)
def test_how_a_case_is_managed_is_never_a_suspicion(
    case: CaseFile, on: date, complete_to: dict[Feed, date]
) -> None:
    for found in _judge(case, on, complete_to).findings:
        if found.rule != NOTIFICATION_LATE.name:
            assert found.kind in {FlagKind.REMINDER, FlagKind.DEFECT}
            assert found.default_on is None
