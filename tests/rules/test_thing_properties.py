"""What must hold of duties about things, money, people and work, whatever the facts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rules.book import AsAt, Evaluation, Rulebook, evaluate
from rules.custody import custody_of
from rules.days import ONE_DAY
from rules.duties import CashLimit, CountLimit, ProhibitedItem
from rules.facts import CaseFile, Detail, Event, Holding, Inclusion, Order, Provision, Ref
from rules.finding import Finding, Reason
from rules.finds import FOUND
from rules.grades import is_weak
from rules.rates import Rate, Rates
from rules.standing import ProvisionStanding, order_standing
from rules.vocabulary import Court, EventKind, FlagKind, HoldingKind, ItemKind, Nation, OrderKind
from tests.rules.book import BOOK
from tests.rules.order_strategies import DAYS, FIRST, SPAN, numbering, orders
from tests.rules.strategies import JUDGED, SOME, made_of, movements
from tests.rules.thing_strategies import THING_DUTIES, events, holdings

EUROS = Rates((Rate("EUR", FIRST, FIRST + timedelta(days=SPAN // 2), Decimal("1.25"), "invented"),))
WITH_RATES = Rulebook(calendar=BOOK.calendar, rates=EUROS)
OURS = frozenset(
    {
        "limit.exceeded",
        "cash.over_limit",
        "item.prohibited",
        "association.prohibited",
        "business.prohibited_role",
        "prison.phone_found",
    }
)
ONLY_OURS = replace(WITH_RATES, rules=tuple(r for r in BOOK.rules if r.name in OURS))
LAST = FIRST + timedelta(days=SPAN + 60)


@st.composite
def cases(draw: st.DrawFn) -> CaseFile:
    """A managed person under orders that limit and forbid, with much that may go against them."""
    ref = numbering()
    order = draw(orders(ref))
    provisions = tuple([p._replace(duty=draw(THING_DUTIES)) for p in order.provisions])
    case = made_of(
        orders=[order._replace(provisions=provisions)],
        movements=draw(movements(ref)),
        observations=[],
        release_dates=[],
        holdings=draw(holdings(ref, DAYS)),
        events=draw(events(ref, DAYS)),
    )
    opened = draw(st.none() | DAYS)
    return replace(
        case, inclusions=() if opened is None else (Inclusion(ref("inclusion"), opened),)
    )


CLOSE = st.integers(0, 4).map(lambda n: FIRST + timedelta(days=n))
GRADE = st.sampled_from([None, "3 E P"])


@st.composite
def close_cases(draw: st.DrawFn) -> CaseFile:
    """One order whose clauses end within a few days on which much was found, half of it weak."""
    ref = numbering()
    ends_on = draw(st.none() | CLOSE)
    clauses = [
        Provision(ref("provision"), "1", "", duty, FIRST, None, ends_on, None, None)
        for duty in (
            CashLimit(most=1000, currency="GBP"),
            ProhibitedItem(items=("phones", "cash")),
            CountLimit(of=HoldingKind.PHONE, most=1),
        )
    ]
    details = st.builds(
        Detail,
        item_kind=st.sampled_from([ItemKind.CASH, ItemKind.CASH, ItemKind.PHONE, None]),
        amount=st.sampled_from([None, 600, 1100]),
        currency=st.just("GBP"),
        grade=GRADE,
    )
    found: list[Event] = []
    for kind in draw(st.lists(st.sampled_from(sorted(FOUND)), min_size=2, max_size=5)):
        finds = [event.ref.id for event in found if event.kind is EventKind.FIND]
        about = draw(st.sampled_from([None, *finds])) if kind is EventKind.SEIZURE else None
        detail, on = draw(details), draw(CLOSE)
        found.append(Event(ref("event"), kind, on, None, None, about, None, detail))
    held = [
        Holding(ref("holding"), HoldingKind.PHONE, "a phone", since, None, thing, grade=grade)
        for since, thing, grade in draw(
            st.lists(st.tuples(CLOSE, st.integers(1, 2), GRADE), min_size=3, max_size=4)
        )
    ]
    return made_of(
        orders=[_order(ref("court_order"), clauses)],
        movements=(),
        observations=[],
        release_dates=[],
        holdings=held,
        events=found,
    )


def _order(ref: Ref, clauses: list[Provision]) -> Order:
    return Order(
        ref=ref,
        kind=OrderKind.SCPO,
        nation=Nation.ENGLAND_AND_WALES,
        court=Court.CROWN_COURT,
        made_on=FIRST,
        represented=True,
        ends_on=None,
        term=None,
        provisions=tuple(clauses),
        services=(),
        variations=(),
        suspensions=(),
        endings=(),
    )


def judged(case: CaseFile, on: date, book: Rulebook = ONLY_OURS) -> Evaluation:
    return evaluate(case, AsAt(on=on, complete_to={}), book)


def suspected(found: Evaluation) -> dict[tuple[str, int, str], Finding]:
    return {
        (f.rule, f.subject, f.occurrence): f
        for f in found.findings
        if f.kind is FlagKind.SUSPECTED_NON_COMPLIANCE
    }


def clauses(case: CaseFile) -> Iterator[ProvisionStanding]:
    for order in case.orders:
        yield from order_standing(order, custody_of(case.movements)).provisions


def days_in_force(standing: ProvisionStanding) -> Iterator[date]:
    days = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    return (day for day in days if standing.in_force_on(day))


@SOME
@given(cases())
def test_every_change_is_announced_and_no_suspicion_ends(case: CaseFile) -> None:
    before = judged(case, FIRST - ONE_DAY)
    for days in range(SPAN + 40):
        day = FIRST + timedelta(days=days)
        now = judged(case, day)
        same = (now.findings, now.unchecked) == (before.findings, before.unchecked)
        assert same or day >= before.next_change
        assert before.next_change >= day
        assert suspected(before).keys() <= suspected(now).keys()
        before = now


@SOME
@given(cases(), JUDGED)
def test_weak_intelligence_suspects_nobody(case: CaseFile, on: date) -> None:
    weak = replace(
        case,
        holdings=tuple(h._replace(grade="3 E P") for h in case.holdings),
        events={
            kind: tuple(e._replace(detail=e.detail._replace(grade="3 E P")) for e in found)
            for kind, found in case.events.items()
        },
    )

    assert not suspected(judged(weak, on))
    assert {(f.rule, f.subject) for f in judged(case, on).findings} <= {
        (f.rule, f.subject) for f in judged(weak, on).findings
    }


def _without_weak(case: CaseFile) -> CaseFile:
    """Leave out every weak record; what keeps several seizures together says nothing instead."""
    about = Counter(e.about_id for e in case.of_kind(EventKind.SEIZURE))
    return replace(
        case,
        holdings=tuple(h for h in case.holdings if not is_weak(h.grade)),
        events={
            kind: tuple(
                e._replace(detail=Detail(grade="3 E P")) if is_weak(e.detail.grade) else e
                for e in found
                if not is_weak(e.detail.grade) or about[e.ref.id] > 1
            )
            for kind, found in case.events.items()
        },
    )


@given(close_cases())
def test_what_weak_records_say_changes_no_suspicion(case: CaseFile) -> None:
    assert suspected(judged(case, LAST)) == suspected(judged(_without_weak(case), LAST))


@given(close_cases())
def test_a_phone_suspected_is_not_enquired_about_too(case: CaseFile) -> None:
    phones = {f"fact {h.ref.id}": h.thing for h in case.holdings}
    over = [f for f in judged(case, LAST).findings if f.rule == "limit.exceeded"]

    assert len({phones[f.occurrence] for f in over}) == len(over)


@SOME
@given(cases(), JUDGED)
def test_every_default_is_on_a_day_the_clause_was_in_force(case: CaseFile, on: date) -> None:
    standing = {clause.provision.ref.id: clause for clause in clauses(case)}

    for finding in judged(case, on).findings:
        assert finding.default_on is not None
        assert finding.default_on <= on
        if finding.rule != "prison.phone_found":
            assert standing[finding.subject].in_force_on(finding.default_on)


def _things_on(held: tuple[Holding, ...], day: date) -> int:
    on_day = [h for h in held if h.since <= day and (h.until is None or day <= h.until)]
    alone = sum(h.thing is None for h in on_day)
    return alone + len({h.thing for h in on_day if h.thing is not None})


@SOME
@given(cases())
def test_the_count_limit_is_exceeded_if_and_only_if_some_day_counts_too_many(
    case: CaseFile,
) -> None:
    found = judged(case, LAST).findings
    for standing in clauses(case):
        duty = standing.provision.duty
        if not isinstance(duty, CountLimit):
            continue
        phones = tuple(h for h in case.holdings if h.kind is HoldingKind.PHONE)
        sure = tuple(h for h in phones if not is_weak(h.grade))
        days = list(days_in_force(standing))
        over = [f for f in found if f.subject == standing.provision.ref.id]

        assert bool(over) == any(_things_on(phones, day) > duty.most for day in days)
        first_sure = next((day for day in days if _things_on(sure, day) > duty.most), None)
        flagged = [f.default_on for f in over if f.kind is FlagKind.SUSPECTED_NON_COMPLIANCE]
        assert min(filter(None, flagged), default=None) == first_sure


def _cash(event: Event) -> int:
    """Return pounds' worth in pence, of money in pounds alone."""
    detail = event.detail
    unheaded = detail.item_kind is None and detail.item is None
    is_money = (unheaded or detail.item_kind is ItemKind.CASH) and detail.currency == "GBP"
    return (detail.amount or 0) if is_money else 0


@SOME
@given(cases())
def test_cash_over_the_limit_in_one_find_is_always_suspected(case: CaseFile) -> None:
    found = suspected(judged(case, LAST))
    for standing in clauses(case):
        duty = standing.provision.duty
        if not isinstance(duty, CashLimit) or duty.currency != "GBP":
            continue
        for event in case.of_kind(EventKind.FIND):
            if standing.in_force_on(event.happened_on) and not is_weak(event.detail.grade):
                assert _cash(event) <= duty.most or any(
                    rule == "cash.over_limit"
                    and subject == standing.provision.ref.id
                    and finding.default_on == event.happened_on
                    for (rule, subject, _), finding in found.items()
                )


@SOME
@given(cases(), JUDGED)
def test_no_more_cash_is_counted_with_rates_missing(case: CaseFile, on: date) -> None:
    without = judged(case, on, replace(ONLY_OURS, rates=Rates()))

    assert suspected(without).keys() <= suspected(judged(case, on)).keys()
    if any(u.reason is Reason.NO_RATE for u in judged(case, on).unchecked):
        assert any(u.reason is Reason.NO_RATE for u in without.unchecked)
