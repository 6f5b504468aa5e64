"""Stages of the lifetime: what comes before what."""

import pytest

from rules.facts import (
    CaseFile,
)
from rules.stages import stage_on, stage_spans
from rules.vocabulary import (
    CustodyBasis,
    EventKind,
    MovementKind,
    OrderKind,
    ReleaseDateKind,
    Stage,
)
from tests.rules.lives import (
    DAY,
    RECEPTION,
    RELEASE,
    SENTENCE,
    Happened,
    an_order,
    day_on,
    expiry,
    journey,
    moves,
    seen,
)


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
    case = CaseFile(person=1, movements=moves(*happened))

    assert stage_on(case, day_on(9)) is stage


def test_death_outranks_all_and_an_order_is_below_custody() -> None:
    happened = moves((RECEPTION, 0, SENTENCE), (RELEASE, 10), (MovementKind.DEATH, 20))
    case = CaseFile(person=1, movements=happened, orders=(an_order(),))

    assert [span.stage for span in stage_spans(case, day_on(30))] == [
        Stage.CUSTODY,
        Stage.ORDER_ONLY,
        Stage.DECEASED,
    ]


def test_a_journey_with_no_return_outranks_licence_and_orders_but_not_custody() -> None:
    events = {
        EventKind.JOURNEY_OUT: (journey(EventKind.JOURNEY_OUT, 5),),
        EventKind.JOURNEY_BACK: (journey(EventKind.JOURNEY_BACK, 9),),
    }
    home = CaseFile(person=1, orders=(an_order(),), events=events)
    away = CaseFile(
        person=1,
        orders=(an_order(),),
        events={EventKind.JOURNEY_OUT: events[EventKind.JOURNEY_OUT]},
        movements=moves((RECEPTION, 20), (RELEASE, 25)),
    )

    assert [span.stage for span in stage_spans(home, day_on(12))] == [
        Stage.ORDER_ONLY,
        Stage.ABROAD,
        Stage.ORDER_ONLY,
    ]
    assert [span.stage for span in stage_spans(away, day_on(30))] == [
        Stage.ORDER_ONLY,
        Stage.ABROAD,
        Stage.CUSTODY,
        Stage.ORDER_ONLY,
    ]


@pytest.mark.parametrize("kind", [ReleaseDateKind.LICENCE_EXPIRY, ReleaseDateKind.SENTENCE_EXPIRY])
def test_licence_lasts_through_the_day_it_expires(kind: ReleaseDateKind) -> None:
    case = CaseFile(
        person=1,
        movements=moves((RECEPTION, 0), (RELEASE, 10)),
        release_dates=(expiry(100, kind),),
        orders=(an_order(),),
    )

    assert stage_on(case, day_on(9)) is Stage.CUSTODY
    assert stage_on(case, day_on(10)) is Stage.LICENCE
    assert stage_on(case, day_on(100)) is Stage.LICENCE
    assert stage_on(case, day_on(101)) is Stage.ORDER_ONLY


def test_an_expiry_without_a_release_is_no_licence() -> None:
    case = CaseFile(
        person=1, release_dates=(expiry(100, ReleaseDateKind.LICENCE_EXPIRY),), orders=(an_order(),)
    )

    assert stage_on(case, day_on(10)) is Stage.ORDER_ONLY


def test_a_licence_order_in_force_is_licence() -> None:
    case = CaseFile(person=1, orders=(an_order(OrderKind.LICENCE, ends=50),))

    assert stage_on(case, day_on(50)) is Stage.LICENCE
    assert stage_on(case, day_on(51)) is Stage.WATCH


def test_an_order_that_binds_nobody_is_no_order_until_served() -> None:
    case = CaseFile(person=1, orders=(an_order(represented=False, served=20),))

    assert stage_on(case, day_on(19)) is Stage.WATCH
    assert stage_on(case, day_on(20)) is Stage.ORDER_ONLY


def test_a_suspended_order_is_an_order_still() -> None:
    case = CaseFile(person=1, orders=(an_order(suspended=5),))

    assert stage_on(case, day_on(10)) is Stage.ORDER_ONLY


def test_prison_records_count_until_a_movement_says_something() -> None:
    case = CaseFile(
        person=1,
        observations=(seen(True, 0, CustodyBasis.REMAND), seen(True, 10, SENTENCE)),
        movements=moves((RELEASE, 20)),
    )
    silent = CaseFile(
        person=1, observations=(seen(False, 9),), movements=moves((RECEPTION, 0, SENTENCE))
    )
    same_day = CaseFile(
        person=1, observations=(seen(True, 9),), movements=moves((RECEPTION, 0), (RELEASE, 9))
    )

    assert [span.stage for span in stage_spans(case, day_on(30))] == [
        Stage.REMAND,
        Stage.CUSTODY,
        Stage.WATCH,
    ]
    assert stage_on(silent, day_on(9)) is Stage.WATCH
    assert stage_on(same_day, day_on(9)) is Stage.WATCH


def test_a_person_of_whom_nothing_is_known_has_no_spans() -> None:
    assert stage_spans(CaseFile(person=1), DAY) == ()
    assert stage_on(CaseFile(person=1), DAY) is Stage.WATCH
