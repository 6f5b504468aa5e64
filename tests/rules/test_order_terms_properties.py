"""How long an order may run, reckoned another way, and that time alone changes no defect."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.book import RULES, AsAt, evaluate
from rules.days import ONE_DAY
from rules.duties import FreeWording
from rules.facts import CaseFile, Order, Provision, Ref, Sentence
from rules.rule import Rule
from rules.vocabulary import Court, Feed, FlagKind, Nation, OrderKind, StartCondition
from tests.rules.book import BOOK
from tests.rules.order_strategies import SPAN
from tests.rules.strategies import JUDGED, SOME, case_files

MADE = st.dates(date(2008, 4, 6), date(2030, 12, 31))
ABOUT_THE_END = st.integers(-3, 3).map(lambda n: timedelta(days=n))
TERM_RULES = {"order.over_maximum", "order.dates_missing", "fro.invalid"}


def _last(start: date, years: int) -> date:
    """The last day of years beginning with a day, by dateutil and not by rules.days."""
    reached = start + relativedelta(years=years)
    return reached - ONE_DAY if reached.day == start.day else reached


def _case(
    kind: OrderKind,
    court: Court,
    made_on: date,
    ends_on: date,
    sentences: tuple[Sentence, ...] = (),
) -> CaseFile:
    provision = Provision(
        Ref("provision", 2, 1), "1", "", FreeWording(), made_on, None, None, None, None
    )
    order = Order(
        Ref("court_order", 1, 1),
        kind,
        Nation.ENGLAND_AND_WALES,
        court,
        made_on,
        represented=True,
        ends_on=ends_on,
        term=None,
        provisions=(provision,),
        services=(),
        variations=(),
        suspensions=(),
        endings=(),
    )
    return CaseFile(person=1, orders=(order,), sentences=sentences)


def _found(case: CaseFile, on: date) -> set[tuple[str, str]]:
    findings = evaluate(case, AsAt(on=on, complete_to={}), BOOK).findings
    return {(f.rule, f.occurrence) for f in findings if f.rule in TERM_RULES}


@given(MADE, ABOUT_THE_END)
def test_an_order_is_over_its_maximum_from_the_day_after_five_years(
    made_on: date, by: timedelta
) -> None:
    case = _case(OrderKind.SCPO, Court.CROWN_COURT, made_on, _last(made_on, 5) + by)

    found = ("order.over_maximum", "end") in _found(case, made_on)

    assert found == (by > timedelta(0))


@given(
    st.dates(date(2005, 7, 1), date(2015, 5, 2)),
    ABOUT_THE_END,
    st.sampled_from([5, 15, 20]),
    st.sampled_from([Court.MAGISTRATES, Court.CROWN_COURT]),
    st.booleans(),
)
def test_a_reporting_order_is_too_long_by_court_and_sentence(
    made_on: date, by: timedelta, years: int, court: Court, life: bool
) -> None:
    ends_on = _last(made_on, years) + by
    sentence = Sentence(Ref("sentence", 3, 1), made_on, life)
    case = _case(OrderKind.FRO, court, made_on, ends_on, (sentence,))

    allowed = 5 if court is Court.MAGISTRATES else 20 if life else 15

    assert (("fro.invalid", "term") in _found(case, made_on)) == (ends_on > _last(made_on, allowed))


@SOME
@given(case_files(), JUDGED)
def test_every_clause_lacking_a_day_is_found_and_no_other(case: CaseFile, on: date) -> None:
    found = {
        (f.subject, f.occurrence)
        for f in evaluate(case, AsAt(on=on, complete_to={}), BOOK).findings
        if f.rule == "order.dates_missing"
    }

    for order in case.orders:
        if order.kind not in (OrderKind.SCPO, OrderKind.FRO) or order.made_on > on:
            continue
        for p in order.provisions:
            silent = (p.starts_on, p.start_condition, p.introduced_by) == (None, None, None)
            assert ((p.ref.id, "start") in found) == (silent and order.kind is OrderKind.SCPO)
            given_an_end = order.ends_on or order.term or p.ends_on
            assert not (given_an_end and (p.ref.id, "end") in found)
            may_be_ended = order.variations or order.endings or case.movements
            assert given_an_end or may_be_ended or (p.ref.id, "end") in found


@SOME
@given(case_files(), JUDGED)
def test_what_is_wrong_with_an_order_is_a_defect_and_never_a_suspicion(
    case: CaseFile, on: date
) -> None:
    for finding in evaluate(case, AsAt(on=on, complete_to={}), BOOK).findings:
        if finding.rule in TERM_RULES:
            assert (finding.kind, finding.default_on) == (FlagKind.DEFECT, None)


FEW = settings(max_examples=settings().max_examples // 4)
"""Seven rules are tried by themselves: a quarter of the examples for each."""

BY_THEMSELVES = [
    rule for rule in RULES if rule.id in {"R03", "R04", "R10", "R31", "R33", "R36", "R37"}
]


@pytest.mark.parametrize("rule", BY_THEMSELVES, ids=lambda rule: rule.name)
@FEW
@given(case_files(), JUDGED, st.sampled_from([0, 5, 15, 20]), st.integers(1, 2 * SPAN))
def test_each_rule_by_itself_announces_its_changes(
    rule: Rule, case: CaseFile, judged: date, years: int, later: int
) -> None:
    book = replace(BOOK, rules=(rule,))
    complete_to = dict.fromkeys(Feed, date(2060, 1, 1))
    on = judged.replace(year=judged.year + years)
    today = evaluate(case, AsAt(on=on, complete_to=complete_to), book)
    then = min(on + timedelta(days=later), today.next_change - ONE_DAY)

    other = evaluate(case, AsAt(on=then, complete_to=complete_to), book)

    assert (other.findings, other.unchecked) == (today.findings, today.unchecked)


@pytest.mark.parametrize("starts", [None, StartCondition.ON_EVENT])
def test_a_doubt_about_the_start_ends_with_the_order(starts: StartCondition | None) -> None:
    [rule] = [rule for rule in RULES if rule.name == "order.over_maximum"]
    book = replace(BOOK, rules=(rule,))
    case = _case(OrderKind.SCPO, Court.CROWN_COURT, date(2026, 7, 1), date(2032, 6, 30))
    [order] = case.orders
    [clause] = order.provisions
    clause = clause._replace(starts_on=None, start_condition=starts)
    doubtful = replace(case, orders=(order._replace(provisions=(clause,)),))

    before, after = (
        evaluate(doubtful, AsAt(on=on, complete_to={}), book)
        for on in (date(2032, 6, 30), date(2032, 7, 1))
    )

    assert {u.subject for u in before.unchecked if u.rule} == {order.ref.id}
    assert before.next_change == date(2032, 7, 1)
    assert not after.unchecked
