"""Stages of the lifetime and the life line: what comes before what, and no day left out."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.custody import custody_of
from rules.days import NEVER, ONE_DAY, Length
from rules.duties import FreeWording
from rules.facts import (
    CaseFile,
    Event,
    Movement,
    Observation,
    Order,
    Provision,
    Ref,
    ReleaseDate,
    Service,
    Suspension,
)
from rules.stages import life_line, stage_on, stage_spans
from rules.standing import order_standing
from rules.vocabulary import (
    Counting,
    Court,
    CustodyBasis,
    EventKind,
    MovementKind,
    Nation,
    OrderKind,
    ReleaseDateKind,
    ServiceMethod,
    Stage,
    StartCondition,
    Unit,
)
from tests.rules.strategies import DAYS, FIRST, SPAN, case_files

DAY = date(2026, 3, 1)
FIVE_YEARS = Length(count=5, unit=Unit.YEARS, counting=Counting.MONTHS_BEGINNING)
Happened = tuple[MovementKind, int] | tuple[MovementKind, int, CustodyBasis]

RECEPTION, RELEASE = MovementKind.RECEPTION, MovementKind.RELEASE
SENTENCE = CustodyBasis.SENTENCE


def _on(days: int) -> date:
    return DAY + timedelta(days=days)


def _moves(*happened: Happened) -> tuple[Movement, ...]:
    return tuple(
        Movement(Ref("movement", n, 1), kind, _on(days), None, basis[0] if basis else None)
        for n, (kind, days, *basis) in enumerate(happened, start=1)
    )


def _order(
    kind: OrderKind = OrderKind.SCPO,
    *,
    made: int = 0,
    ends: int | None = None,
    condition: StartCondition | None = None,
    represented: bool = True,
    served: int | None = None,
    suspended: int | None = None,
) -> Order:
    provision = Provision(
        Ref("provision", 201, 1),
        "1",
        "",
        FreeWording(),
        None if condition else _on(made),
        condition,
        None,
        None,
        None,
    )
    return Order(
        ref=Ref("court_order", 200, 1),
        kind=kind,
        nation=Nation.ENGLAND_AND_WALES,
        court=Court.CROWN_COURT,
        made_on=_on(made),
        represented=represented,
        ends_on=None if ends is None else _on(ends),
        term=FIVE_YEARS if ends is None else None,
        provisions=(provision,),
        services=()
        if served is None
        else (Service(Ref("order_service", 202, 1), None, _on(served), ServiceMethod.IN_PERSON),),
        variations=(),
        suspensions=()
        if suspended is None
        else (Suspension(Ref("order_suspension", 203, 1), _on(suspended), None),),
        endings=(),
    )


def _journey(kind: EventKind, days: int) -> Event:
    return Event(Ref("event", 300 + days, 1), kind, _on(days), None, None, None, None)


def _seen(held: bool, days: int, basis: CustodyBasis | None = None) -> Observation:
    return Observation(Ref("prison_record", 400 + days, 1), _on(days), held, basis)


def _expiry(days: int, kind: ReleaseDateKind) -> ReleaseDate:
    return ReleaseDate(Ref("release_date", 500, 1), kind, _on(days))


@pytest.mark.parametrize(
    ("happened", "stage"),
    [
        ([(RECEPTION, 0, CustodyBasis.REMAND)], Stage.REMAND),
        ([(RECEPTION, 0, SENTENCE)], Stage.CUSTODY),
        ([(RECEPTION, 0)], Stage.CUSTODY),
        ([(RECEPTION, 0, CustodyBasis.REMAND), (RECEPTION, 5, SENTENCE)], Stage.CUSTODY),
        ([(RECEPTION, 0, CustodyBasis.IMMIGRATION)], Stage.IMMIGRATION_DETENTION),
        ([(RECEPTION, 0, SENTENCE), (MovementKind.TRANSFER, 3)], Stage.CUSTODY),
        ([(RECEPTION, 0, CustodyBasis.REMAND), (MovementKind.COURT, 3)], Stage.REMAND),
        ([(RECEPTION, 0), (MovementKind.TEMPORARY_RELEASE, 3)], Stage.TEMPORARY_RELEASE),
        (
            [
                (RECEPTION, 0, SENTENCE),
                (MovementKind.TEMPORARY_RELEASE, 3),
                (MovementKind.RETURN, 4),
            ],
            Stage.CUSTODY,
        ),
        ([(RECEPTION, 0), (MovementKind.RELEASE_ON_BAIL, 3)], Stage.BAIL),
        ([(RECEPTION, 0), (MovementKind.RELEASE_TO_HOSPITAL, 3)], Stage.HOSPITAL),
        ([(RECEPTION, 0), (MovementKind.RELEASE_TO_HOSPITAL, 3), (RELEASE, 6)], Stage.WATCH),
        ([(RECEPTION, 0), (MovementKind.ESCAPE, 3)], Stage.UNLAWFULLY_AT_LARGE),
        ([(RECEPTION, 0), (RELEASE, 3)], Stage.WATCH),
        ([(RECEPTION, 0), (RELEASE, 3), (RELEASE, 3)], Stage.WATCH),
        (
            [(RECEPTION, 0), (RELEASE, 3), (MovementKind.UNLAWFULLY_AT_LARGE, 5)],
            Stage.UNLAWFULLY_AT_LARGE,
        ),
        (
            [
                (RECEPTION, 0, SENTENCE),
                (RELEASE, 3),
                (MovementKind.UNLAWFULLY_AT_LARGE, 5),
                (MovementKind.RECALL, 7),
            ],
            Stage.RECALLED,
        ),
        ([(RECEPTION, 0), (RELEASE, 3), (MovementKind.RELEASE_ON_BAIL, 4)], Stage.WATCH),
        ([(MovementKind.DEATH, 3), (RECEPTION, 5)], Stage.DECEASED),
    ],
)
def test_movements_decide_the_stage(happened: list[Happened], stage: Stage) -> None:
    case = CaseFile(person=1, movements=_moves(*happened))

    assert stage_on(case, _on(9)) is stage


def test_death_outranks_all_and_an_order_is_below_custody() -> None:
    moves = _moves((RECEPTION, 0, SENTENCE), (RELEASE, 10), (MovementKind.DEATH, 20))
    case = CaseFile(person=1, movements=moves, orders=(_order(),))

    assert [span.stage for span in stage_spans(case, _on(30))] == [
        Stage.CUSTODY,
        Stage.ORDER_ONLY,
        Stage.DECEASED,
    ]


def test_a_journey_with_no_return_outranks_licence_and_orders_but_not_custody() -> None:
    events = {
        EventKind.JOURNEY_OUT: (_journey(EventKind.JOURNEY_OUT, 5),),
        EventKind.JOURNEY_BACK: (_journey(EventKind.JOURNEY_BACK, 9),),
    }
    home = CaseFile(person=1, orders=(_order(),), events=events)
    away = CaseFile(
        person=1,
        orders=(_order(),),
        events={EventKind.JOURNEY_OUT: events[EventKind.JOURNEY_OUT]},
        movements=_moves((RECEPTION, 20), (RELEASE, 25)),
    )

    assert [span.stage for span in stage_spans(home, _on(12))] == [
        Stage.ORDER_ONLY,
        Stage.ABROAD,
        Stage.ORDER_ONLY,
    ]
    assert [span.stage for span in stage_spans(away, _on(30))] == [
        Stage.ORDER_ONLY,
        Stage.ABROAD,
        Stage.CUSTODY,
        Stage.ORDER_ONLY,
    ]


@pytest.mark.parametrize("kind", [ReleaseDateKind.LICENCE_EXPIRY, ReleaseDateKind.SENTENCE_EXPIRY])
def test_licence_lasts_through_the_day_it_expires(kind: ReleaseDateKind) -> None:
    case = CaseFile(
        person=1,
        movements=_moves((RECEPTION, 0), (RELEASE, 10)),
        release_dates=(_expiry(100, kind),),
        orders=(_order(),),
    )

    assert stage_on(case, _on(9)) is Stage.CUSTODY
    assert stage_on(case, _on(10)) is Stage.LICENCE
    assert stage_on(case, _on(100)) is Stage.LICENCE
    assert stage_on(case, _on(101)) is Stage.ORDER_ONLY


def test_an_expiry_without_a_release_is_no_licence() -> None:
    case = CaseFile(
        person=1, release_dates=(_expiry(100, ReleaseDateKind.LICENCE_EXPIRY),), orders=(_order(),)
    )

    assert stage_on(case, _on(10)) is Stage.ORDER_ONLY


def test_a_licence_order_in_force_is_licence() -> None:
    case = CaseFile(person=1, orders=(_order(OrderKind.LICENCE, ends=50),))

    assert stage_on(case, _on(50)) is Stage.LICENCE
    assert stage_on(case, _on(51)) is Stage.WATCH


def test_an_order_that_binds_nobody_is_no_order_until_served() -> None:
    case = CaseFile(person=1, orders=(_order(represented=False, served=20),))

    assert stage_on(case, _on(19)) is Stage.WATCH
    assert stage_on(case, _on(20)) is Stage.ORDER_ONLY


def test_a_suspended_order_is_an_order_still() -> None:
    case = CaseFile(person=1, orders=(_order(suspended=5),))

    assert stage_on(case, _on(10)) is Stage.ORDER_ONLY


def test_prison_records_count_until_a_movement_says_something() -> None:
    case = CaseFile(
        person=1,
        observations=(_seen(True, 0, CustodyBasis.REMAND), _seen(True, 10, SENTENCE)),
        movements=_moves((RELEASE, 20)),
    )
    silent = CaseFile(
        person=1, observations=(_seen(False, 9),), movements=_moves((RECEPTION, 0, SENTENCE))
    )
    same_day = CaseFile(
        person=1, observations=(_seen(True, 9),), movements=_moves((RECEPTION, 0), (RELEASE, 9))
    )

    assert [span.stage for span in stage_spans(case, _on(30))] == [
        Stage.REMAND,
        Stage.CUSTODY,
        Stage.WATCH,
    ]
    assert stage_on(silent, _on(9)) is Stage.WATCH
    assert stage_on(same_day, _on(9)) is Stage.WATCH


def test_a_person_of_whom_nothing_is_known_has_no_spans() -> None:
    assert stage_spans(CaseFile(person=1), DAY) == ()
    assert stage_on(CaseFile(person=1), DAY) is Stage.WATCH


def test_the_life_line_has_bars_for_custody_licence_orders_and_clauses() -> None:
    order = _order(condition=StartCondition.ON_RELEASE)
    case = CaseFile(
        person=1,
        movements=_moves((RECEPTION, 0), (RELEASE, 10)),
        release_dates=(_expiry(100, ReleaseDateKind.LICENCE_EXPIRY),),
        orders=(order,),
    )

    line = life_line(case, _on(40))

    ends_on = date(2031, 3, 10)
    assert [(spell.first, spell.last) for spell in line.custody] == [(_on(0), _on(10))]
    assert line.licence == ((_on(10), _on(40)),)
    assert [(bar.order, bar.span) for bar in line.orders] == [(order, (_on(10), ends_on))]
    assert line.orders[0].provisions == ((order.provisions[0], ((_on(10), ends_on),)),)


def test_an_order_that_waits_for_release_has_no_bar_yet() -> None:
    order = _order(condition=StartCondition.ON_RELEASE)

    line = life_line(CaseFile(person=1, orders=(order,)), _on(40))

    assert [bar.span for bar in line.orders] == [None]
    assert [span.stage for span in line.stages] == [Stage.WATCH]


@settings(max_examples=60)
@given(case_files(), st.integers(0, SPAN + 60))
def test_every_day_has_one_stage_and_the_spans_agree_with_it(case: CaseFile, days: int) -> None:
    until = FIRST + timedelta(days=days)
    spans = stage_spans(case, until)

    for before, after in pairwise(spans):
        assert after.first == before.last + ONE_DAY
        assert before.stage is not after.stage
    for span in spans:
        assert span.first <= span.last
        for day in {span.first, span.last, span.first + (span.last - span.first) // 2}:
            assert stage_on(case, day) is span.stage
    assert not spans or spans[-1].last == until


@settings(max_examples=40)
@given(case_files(), DAYS)
def test_stages_of_the_past_stay_as_days_pass(case: CaseFile, until: date) -> None:
    known = stage_spans(case, until)
    later = stage_spans(case, until + timedelta(days=90))

    assert later[: len(known)][:-1] == known[:-1]
    for span in known:
        assert stage_on(case, span.last) is span.stage


RELEASES = st.lists(
    st.tuples(
        st.sampled_from([k for k in MovementKind if k is not MovementKind.DEATH]),
        st.integers(0, 60),
    ),
    max_size=6,
)


@given(RELEASES, st.integers(0, 60), st.integers(0, 20))
def test_an_order_on_release_starts_on_the_first_real_release_and_moves_with_it(
    happened: list[tuple[MovementKind, int]], day: int, moved_by: int
) -> None:
    others = [(kind, days) for kind, days in happened if kind is not RELEASE]
    order = _order(condition=StartCondition.ON_RELEASE)

    def start(*released: tuple[MovementKind, int]) -> date | None:
        moves = _moves(*sorted([*others, *released], key=lambda move: move[1]))
        return order_standing(order, custody_of(moves)).starts_on

    assert start() is None
    held_later = day + moved_by + 61
    began = start((RECEPTION, held_later - 1), (RELEASE, held_later))
    corrected = start((RECEPTION, held_later - 1), (RELEASE, held_later + moved_by))
    assert began == _on(held_later)
    assert corrected == _on(held_later + moved_by)
    assert began < NEVER
