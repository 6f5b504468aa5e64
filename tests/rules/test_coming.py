"""What is coming: what the rules will judge, on the day they will judge it, and no other."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.book import AsAt, evaluate
from rules.coming import KINDS, Coming, coming
from rules.compliance import grids, look_at
from rules.days import NEVER, ONE_DAY, add_months, later
from rules.facts import CaseFile, Inclusion, Ref, Review, as_of
from rules.vocabulary import Feed, MovementKind, ReleaseDateKind, StartCondition
from tests.rules.book import BOOK
from tests.rules.lives import DAY, RECEPTION, RELEASE, an_order, day_on, expiry, moves
from tests.rules.strategies import JUDGED
from tests.rules.timed_strategies import timed_cases

WHOLLY = dict.fromkeys(Feed, NEVER)
WINDOW = st.integers(0, 60).map(lambda days: timedelta(days=days))
BY_A_RULE = {
    "report": "financial_report.late",
    "first notification": "notification.late",
    "report of a return": "travel.return_not_reported",
    "answer to a notice": "information.officer_notice_late",
}
"""The kinds of which one rule finds every default."""


def _told(case: CaseFile, on: date, rule: str) -> set[tuple[int, date | None]]:
    """The clause and the day due of each default of a rule, or the clause it cannot tell of."""
    judged = evaluate(case, AsAt(on=on, complete_to=WHOLLY), BOOK)
    found = {(f.subject, f.due_on) for f in judged.findings if f.rule == rule}
    return found | {(u.subject, None) for u in judged.unchecked if u.rule == rule}


def _by_rule(listed: tuple[Coming, ...]) -> list[Coming]:
    return [one for one in listed if one.kind in BY_A_RULE]


@given(timed_cases(), JUDGED, WINDOW)
def test_nothing_lies_outside_the_days_asked_for_and_all_is_in_order(
    case: CaseFile, first: date, window: timedelta
) -> None:
    listed = coming(case, first, first + window, BOOK.calendar)

    assert all(first <= one.falls_on <= first + window for one in listed)
    assert [one.falls_on for one in listed] == sorted(one.falls_on for one in listed)
    assert all(one.kind in KINDS and one.says for one in listed)


@given(timed_cases(), JUDGED, WINDOW)
def test_what_is_coming_is_found_once_its_time_is_over_and_not_before(
    case: CaseFile, first: date, window: timedelta
) -> None:
    seen, _ = as_of(case, first)
    for one in _by_rule(coming(case, first, first + window, BOOK.calendar)):
        rule, clause = BY_A_RULE[one.kind], one.subject.id
        after = _told(seen, later(one.falls_on, timedelta(days=1)), rule)
        assert {(clause, one.falls_on), (clause, None)} & after
        assert (clause, one.falls_on) not in _told(seen, one.falls_on - ONE_DAY, rule)


@given(timed_cases(), JUDGED, WINDOW)
def test_every_default_of_the_days_asked_for_was_coming(
    case: CaseFile, first: date, window: timedelta
) -> None:
    seen, _ = as_of(case, first)
    last = first + window
    listed = coming(case, first, last, BOOK.calendar)
    expected = {(one.subject.id, one.falls_on) for one in listed}
    for rule in BY_A_RULE.values():
        found = _told(seen, later(last), rule)
        due = {(clause, day) for clause, day in found if day and first <= day <= last}
        assert due <= expected | _judged_by(seen, first)


def _judged_by(case: CaseFile, first: date) -> set[tuple[int, date]]:
    """What was answered by the first day, late or not: it is not to come any more."""
    return {
        (grid.clause.provision.ref.id, owed.due_on)
        for grid in grids(look_at(case, first, BOOK.calendar))
        for owed in grid.owed
        if owed.answer is not None and owed.due_on is not None
    }


def _case(**facts: object) -> CaseFile:
    return CaseFile(person=1, **facts)  # type: ignore[arg-type]  # any of its lists


def _said(case: CaseFile, days: int = 365) -> list[tuple[date, str]]:
    listed = coming(case, DAY, DAY + timedelta(days=days), BOOK.calendar)
    return [(one.falls_on, one.kind) for one in listed]


def test_an_order_a_clause_and_a_suspension_end_on_their_last_days() -> None:
    order = an_order(made=-10, ends=60, suspended=-5)
    [suspension] = order.suspensions
    [provision] = order.provisions
    order = order._replace(
        suspensions=(suspension._replace(until=day_on(3)),),
        provisions=(provision._replace(ends_on=day_on(40)),),
    )

    assert _said(_case(orders=(order,))) == [
        (day_on(3), "suspension ends"),
        (day_on(40), "clause ends"),
        (day_on(60), "order ends"),
    ]
    assert _said(_case(orders=(order,)), days=39) == [(day_on(3), "suspension ends")]


def test_a_suspension_without_end_ends_no_clause() -> None:
    assert _said(_case(orders=(an_order(made=-10, ends=60, suspended=20),)), days=40) == []


def test_a_clause_comes_into_force_on_its_first_day_and_one_that_waits_is_not_told() -> None:
    order = an_order(made=0, ends=900)
    [provision] = order.provisions
    later = order._replace(provisions=(provision._replace(starts_on=day_on(9)),))
    waits = an_order(made=0, ends=900, condition=StartCondition.ON_RELEASE)

    assert _said(_case(orders=(later,))) == [(day_on(9), "clause starts")]
    assert _said(_case(orders=(waits,))) == []


def test_release_is_told_of_one_who_is_held_and_licence_of_anyone() -> None:
    dates = (expiry(30, ReleaseDateKind.CONDITIONAL_RELEASE),)
    ends = (expiry(90, ReleaseDateKind.LICENCE_EXPIRY),)
    held, out = moves((RECEPTION, -50)), moves((RECEPTION, -50), (RELEASE, -1))

    assert _said(_case(movements=held, release_dates=dates)) == [(day_on(30), "release")]
    assert _said(_case(movements=out, release_dates=dates)) == []
    assert _said(_case(movements=out, release_dates=ends)) == [(day_on(90), "licence ends")]


def test_the_next_review_falls_where_its_rule_has_it_and_not_after_death() -> None:
    opened = (Inclusion(Ref("inclusion", 1, 1), day_on(-100)),)
    died = moves((RECEPTION, -50), (MovementKind.DEATH, -1))
    licence = (expiry(90, ReleaseDateKind.LICENCE_EXPIRY),)
    set_for = (Review(Ref("review", 2, 1), day_on(-10), day_on(20)),)

    assert _said(_case(inclusions=opened)) == [(add_months(day_on(-100), 6), "review")]
    assert _said(_case(inclusions=opened, reviews=set_for)) == [(day_on(20), "review")]
    listed = coming(_case(inclusions=opened, reviews=set_for), DAY, day_on(30), BOOK.calendar)
    assert [one.says for one in listed] == [
        "A review of the case is due: the day the last review set"
    ]
    over = _case(inclusions=opened, reviews=set_for, movements=died, release_dates=licence)
    assert _said(over) == []
