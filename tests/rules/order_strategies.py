"""Arbitrary orders for property tests: dense in time, so that days meet and cross."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import TypeVar

from hypothesis import strategies as st

from rules.days import Length
from rules.duties import (
    AnswerNotice,
    Duty,
    FirstNotification,
    FreeWording,
    NotifyBeforehand,
    NotifyChange,
    PeriodicReport,
    ReportReturn,
    TravelBan,
)
from rules.facts import (
    CertifiedCopy,
    Ending,
    Order,
    Provision,
    Ref,
    Service,
    Suspension,
    Variation,
)
from rules.vocabulary import (
    Counting,
    Court,
    MovementKind,
    Nation,
    Notifiable,
    OrderKind,
    ServiceMethod,
    StartCondition,
    Unit,
)
from tests.rules.thing_strategies import THING_DUTIES

FIRST = date(2026, 1, 1)
SPAN = 120
DAYS = st.integers(0, SPAN).map(lambda n: FIRST + timedelta(days=n))
T = TypeVar("T")


def seldom(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """Give one value in four, None for the rest."""
    return st.integers(0, 3).flatmap(lambda n: strategy if n == 3 else st.none())


def a_few(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[list[T]]:
    """Give an empty list three times in four."""
    return st.integers(0, 3).flatmap(
        lambda n: st.lists(strategy, min_size=1, max_size=2) if n == 3 else st.just([])
    )


OPTIONAL_DAYS = st.none() | DAYS
FAR_DAYS = st.sampled_from([5, 15, 20]).flatmap(
    lambda years: DAYS.map(lambda day: day.replace(year=day.year + years))
)
"""Days about the longest that orders may run."""
EARLY_DAYS = st.integers(0, SPAN // 3).map(lambda n: FIRST + timedelta(days=n))

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


FORWARD = _lengths(_ON, 5)
BACKWARD = _lengths(_BACK, 9)
TERMS = st.integers(1, 9).map(
    lambda n: Length(count=n, unit=Unit.MONTHS, counting=Counting.MONTHS_BEGINNING)
)
LONG_TERMS = st.sampled_from([60, 61, 180, 240, 241]).map(
    lambda n: Length(count=n, unit=Unit.MONTHS, counting=Counting.MONTHS_BEGINNING)
)
A_MONTH = Length(count=1, unit=Unit.MONTHS, counting=Counting.MONTHS_BEGINNING)
NOTIFIABLE = st.lists(
    st.sampled_from([Notifiable.PHONE, Notifiable.VEHICLE, Notifiable.NAME]),
    min_size=1,
    max_size=2,
    unique=True,
).map(tuple)

DUTIES: st.SearchStrategy[Duty] = st.one_of(
    st.builds(
        PeriodicReport, every=st.just(A_MONTH), due_within=FORWARD, first_period_from=OPTIONAL_DAYS
    ),
    st.builds(PeriodicReport, every=st.just(A_MONTH), due_within=FORWARD),
    st.builds(
        PeriodicReport,
        every=st.just(A_MONTH),
        due_within=FORWARD,
        particulars=st.just(("income", "debts")),
    ),
    st.just(AnswerNotice()),
    st.builds(FirstNotification, of=NOTIFIABLE, within=FORWARD),
    st.builds(NotifyChange, of=st.just((Notifiable.PHONE,)), within=FORWARD),
    st.builds(NotifyChange, of=NOTIFIABLE, within=FORWARD, on_disposal=st.booleans()),
    st.builds(NotifyBeforehand, of=NOTIFIABLE, notice=BACKWARD),
    st.builds(NotifyBeforehand, of=st.just((Notifiable.FOREIGN_TRAVEL,)), notice=BACKWARD),
    st.builds(ReportReturn, within=FORWARD),
    st.sampled_from([TravelBan(), TravelBan(destinations=("Spain",))]),
    st.just(FreeWording()),
    THING_DUTIES,
)

MOVES = st.sampled_from([*MovementKind, *(k for k in MovementKind if k != MovementKind.DEATH)])
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
    made_on = draw(EARLY_DAYS)
    order_ref = ref("court_order")
    variations = draw(
        a_few(
            st.builds(
                lambda on, represented, ends_on, pending: Variation(
                    ref("order_variation"), on, represented, ends_on, pending
                ),
                DAYS,
                st.sampled_from([True, False, None]),
                OPTIONAL_DAYS | FAR_DAYS,
                st.sampled_from([True, False, None]),
            )
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
                st.sampled_from([made_on, made_on, None]) | DAYS,
                seldom(st.sampled_from(StartCondition)),
                seldom(DAYS),
                of_variation,
                of_variation,
            ),
            min_size=draw(st.sampled_from([0, 1, 1, 1])),
            max_size=3,
        )
    )
    services = draw(
        st.lists(
            st.builds(
                lambda of, on, method: Service(ref("order_service"), of, on, method),
                of_variation,
                DAYS,
                st.sampled_from(ServiceMethod),
            ),
            max_size=3,
        )
    )
    suspensions = draw(
        a_few(
            st.builds(
                lambda since, lasts: Suspension(
                    ref("order_suspension"),
                    since,
                    None if lasts is None else since + timedelta(days=lasts),
                ),
                DAYS,
                st.none() | st.integers(0, 40),
            )
        )
    )
    endings = draw(a_few(DAYS.map(lambda on: Ending(ref("order_ending"), "discharged", on))))
    return Order(
        ref=order_ref,
        kind=draw(KINDS),
        nation=draw(st.sampled_from(Nation)),
        court=draw(st.sampled_from([Court.HIGH_COURT, Court.CROWN_COURT, Court.MAGISTRATES])),
        made_on=made_on,
        represented=draw(st.sampled_from([True, True, True, False, None])),
        ends_on=draw(seldom(DAYS | FAR_DAYS)),
        term=draw(seldom(TERMS | LONG_TERMS)),
        provisions=tuple(provisions),
        services=tuple(sorted(services, key=lambda s: s.served_on)),
        variations=tuple(sorted(variations, key=lambda v: v.made_on)),
        suspensions=tuple(sorted(suspensions, key=lambda s: s.since)),
        endings=tuple(sorted(endings, key=lambda e: e.ended_on)),
        entered_on=draw(OPTIONAL_DAYS),
        copies=tuple(draw(a_few(DAYS.map(lambda on: CertifiedCopy(ref("attachment"), on))))),
    )
