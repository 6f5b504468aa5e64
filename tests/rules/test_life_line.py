"""The life line: bars for custody, licence and orders, and no day left out of the stages."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rules.custody import custody_of
from rules.days import NEVER, ONE_DAY
from rules.facts import (
    CaseFile,
)
from rules.stages import life_line, stage_on, stage_spans
from rules.standing import order_standing
from rules.vocabulary import (
    MovementKind,
    ReleaseDateKind,
    Stage,
    StartCondition,
)
from tests.rules.lives import (
    RECEPTION,
    RELEASE,
    an_order,
    day_on,
    expiry,
    moves,
)
from tests.rules.order_strategies import DAYS, FIRST, SPAN
from tests.rules.strategies import SOME, case_files


def test_the_life_line_has_bars_for_custody_licence_orders_and_clauses() -> None:
    order = an_order(condition=StartCondition.ON_RELEASE)
    case = CaseFile(
        person=1,
        movements=moves((RECEPTION, 0), (RELEASE, 10)),
        release_dates=(expiry(100, ReleaseDateKind.LICENCE_EXPIRY),),
        orders=(order,),
    )

    line = life_line(case, day_on(40))

    ends_on = date(2031, 3, 10)
    assert [(spell.first, spell.last) for spell in line.custody] == [(day_on(0), day_on(10))]
    assert line.licence == ((day_on(10), day_on(40)),)
    assert [(bar.order, bar.span) for bar in line.orders] == [(order, (day_on(10), ends_on))]
    assert line.orders[0].provisions == ((order.provisions[0], ((day_on(10), ends_on),)),)


def test_an_order_that_waits_for_release_has_no_bar_yet() -> None:
    order = an_order(condition=StartCondition.ON_RELEASE)

    line = life_line(CaseFile(person=1, orders=(order,)), day_on(40))

    assert [bar.span for bar in line.orders] == [None]
    assert [span.stage for span in line.stages] == [Stage.WATCH]


def test_stages_turn_the_day_after_licence_and_order_end() -> None:
    case = CaseFile(
        person=1,
        movements=moves((RECEPTION, 0), (RELEASE, 10)),
        release_dates=(expiry(100, ReleaseDateKind.SENTENCE_EXPIRY),),
        orders=(an_order(ends=200),),
    )

    assert [(span.stage, span.last) for span in stage_spans(case, day_on(300))] == [
        (Stage.CUSTODY, day_on(9)),
        (Stage.LICENCE, day_on(100)),
        (Stage.ORDER_ONLY, day_on(200)),
        (Stage.WATCH, day_on(300)),
    ]


@SOME
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


@SOME
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
    order = an_order(condition=StartCondition.ON_RELEASE)

    def start(*released: tuple[MovementKind, int]) -> date | None:
        moved = moves(*sorted([*others, *released], key=lambda move: move[1]))
        return order_standing(order, custody_of(moved)).starts_on

    assert start() is None
    held_later = day + moved_by + 62  # the day after every other movement
    began = start((RECEPTION, held_later - 1), (RELEASE, held_later))
    corrected = start((RECEPTION, held_later - 1), (RELEASE, held_later + moved_by))
    assert began == day_on(held_later)
    assert corrected == day_on(held_later + moved_by)
    assert began < NEVER
