"""One officer leads on any day, whatever is allocated after what."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.days import NEVER, ONE_DAY
from rules.one_lead import Allocated, CannotAllocateError, Wanted, day_before, steps_to
from rules.vocabulary import AllocationKind

LEAD, COVER = AllocationKind.LEAD, AllocationKind.COVER
JAN, MAR, JUN = date(2026, 1, 1), date(2026, 3, 16), date(2026, 6, 1)
ROBIN, KIM, SAM = 1, 2, 3


def called(officer: int) -> str:
    return {ROBIN: "Robin", KIM: "Kim", SAM: "Sam"}[officer]


def held(
    officer: int, kind: AllocationKind, since: date, until: date | None = None, fact: int = 1
) -> Allocated:
    return Allocated(fact, officer, kind, since, until)


def test_a_new_lead_ends_the_one_before() -> None:
    before = held(ROBIN, LEAD, JAN)

    assert steps_to([before], Wanted(KIM, LEAD, MAR, None), called).ends == (before,)


def test_a_lead_with_no_day_left_is_withdrawn() -> None:
    before = held(ROBIN, LEAD, MAR)

    steps = steps_to([before], Wanted(KIM, LEAD, MAR, None), called)

    assert (steps.ends, steps.withdrawn) == ((), (before,))


def test_one_who_takes_over_covers_no_more() -> None:
    cover = held(KIM, COVER, JAN, JUN, fact=2)

    steps = steps_to([held(ROBIN, LEAD, JAN), cover], Wanted(KIM, LEAD, MAR, None), called)

    assert cover in steps.ends


@pytest.mark.parametrize(
    ("there", "wanted", "words"),
    [
        (held(ROBIN, LEAD, JAN), Wanted(ROBIN, LEAD, MAR, None), "Robin leads already, since"),
        (held(ROBIN, LEAD, JUN), Wanted(KIM, LEAD, MAR, None), "which is later"),
        (held(KIM, COVER, JUN, JUN), Wanted(KIM, LEAD, MAR, None), "nobody covers for themselves"),
        (held(ROBIN, LEAD, JUN), Wanted(KIM, COVER, MAR, JUN), "Nobody leads on Mon 16 Mar 2026"),
        (held(ROBIN, LEAD, JAN, MAR), Wanted(KIM, COVER, MAR, JUN), "Nobody leads on Tue 17 Mar"),
        (held(ROBIN, LEAD, JAN), Wanted(ROBIN, COVER, MAR, JUN), "Robin leads since"),
        (held(ROBIN, LEAD, JAN), Wanted(KIM, COVER, MAR, None), "Cover needs a last day"),
    ],
)
def test_what_cannot_be_is_refused_in_words(there: Allocated, wanted: Wanted, words: str) -> None:
    with pytest.raises(CannotAllocateError, match=words):
        steps_to([there], wanted, called)


def test_the_same_officer_does_not_cover_twice_on_one_day() -> None:
    there = [held(ROBIN, LEAD, JAN), held(KIM, COVER, JAN, MAR, fact=2)]

    with pytest.raises(CannotAllocateError, match="Kim covers already, from Thu 1 Jan 2026 to"):
        steps_to(there, Wanted(KIM, COVER, MAR, JUN), called)


_WANTED = st.builds(
    lambda officer, kind, first, length: Wanted(
        officer,
        kind,
        JAN + timedelta(days=first),
        None if kind is LEAD else JAN + timedelta(days=first + length),
    ),
    st.sampled_from([ROBIN, KIM, SAM]),
    st.sampled_from([LEAD, COVER]),
    st.integers(0, 30),
    st.integers(0, 10),
)


@given(st.lists(_WANTED, max_size=8))
def test_after_anything_asked_for_one_leads_and_nobody_twice(asked: list[Wanted]) -> None:
    there: list[Allocated] = []
    for number, wanted in enumerate(asked):
        led_before = {day for day in _days() if _leads(there, day)}
        try:
            steps = steps_to(there, wanted, called)
        except CannotAllocateError:
            continue
        there = [
            one._replace(until=day_before(wanted)) if one in steps.ends else one
            for one in there
            if one not in steps.withdrawn
        ]
        new = Allocated(number, *wanted)
        there.append(new)
        for day in _days():
            assert len(_leads(there, day)) <= 1
            on = [one.officer for one in there if one.since <= day <= (one.until or NEVER)]
            assert len(on) == len(set(on))
        assert led_before <= {day for day in _days() if _leads(there, day)}
        assert all(one.until is None or one.since <= one.until for one in there)


def _days() -> list[date]:
    return [JAN + ONE_DAY * number for number in range(45)]


def _leads(there: list[Allocated], day: date) -> list[int]:
    return [
        one.officer
        for one in there
        if one.kind is LEAD and one.since <= day <= (one.until or NEVER)
    ]
