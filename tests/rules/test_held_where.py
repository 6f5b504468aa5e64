"""In which prison somebody is held: the last word, and where sources differ."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.custody import EXITS
from rules.facts import CaseFile, Movement, Observation, Ref
from rules.held_where import (
    HELD,
    HeldWhere,
    LastMoves,
    LastRecord,
    Saying,
    Settled,
    held_where,
    settled,
)
from rules.vocabulary import MovementKind, Stage
from rules.whereabouts import whereabouts

FIRST = date(2026, 1, 1)
LATER = date(2026, 2, 1)
TODAY = date(2026, 3, 16)
IN, MOVED, OUT = MovementKind.RECEPTION, MovementKind.TRANSFER, MovementKind.RELEASE


def where(
    *moves: tuple[MovementKind, date, str | None],
    records: tuple[tuple[date, str | None], ...] = (),
    on: date = TODAY,
) -> HeldWhere:
    """Say where somebody is with these movements and records; a record of None is out."""
    movements = [
        Movement(Ref("movement", number, 1), kind, day, None, None)
        for number, (kind, day, _) in enumerate(moves)
    ]
    seen = [
        Observation(Ref("prison_record", 100 + number, 1), day, code is not None, None)
        for number, (day, code) in enumerate(records)
    ]
    prisons = {number: code for number, (_, _, code) in enumerate(moves)}
    prisons |= {100 + number: code for number, (_, code) in enumerate(records)}
    return held_where(movements, seen, prisons, on)


def test_a_reception_says_where_and_since_when() -> None:
    found = where((IN, FIRST, "LEI"))

    assert (found.prison, found.since, found.came_on) == ("LEI", FIRST, FIRST)


def test_a_transfer_begins_a_stay_and_a_return_from_court_does_not() -> None:
    found = where(
        (IN, FIRST, "LEI"),
        (MOVED, LATER, "WDI"),
        (MovementKind.COURT, date(2026, 3, 2), None),
        (MovementKind.RETURN, date(2026, 3, 3), "WDI"),
    )

    assert (found.prison, found.since) == ("WDI", LATER)
    assert not found.at_court


def test_nobody_is_anywhere_after_release_nor_before_the_first_day() -> None:
    assert where((IN, FIRST, "LEI"), (OUT, LATER, None)).prison is None
    assert where((IN, LATER, "LEI"), on=FIRST).prison is None


def test_a_newer_record_is_gone_by_and_the_difference_told() -> None:
    found = where((IN, FIRST, "LEI"), records=((LATER, "WDI"),))

    assert (found.prison, found.since, found.came_on) == ("WDI", LATER, None)
    assert found.differs
    assert found.movements == Saying(held=True, prison="LEI", since=FIRST, day=FIRST)


def test_a_movement_of_the_day_of_a_record_has_the_last_word() -> None:
    found = where((IN, LATER, "LEI"), records=((LATER, "WDI"),))

    assert found.prison == "LEI"
    assert not found.differs


def test_a_record_that_agrees_changes_neither_place_nor_day() -> None:
    found = where((IN, FIRST, "LEI"), records=((LATER, "LEI"),))

    assert (found.prison, found.since, found.differs) == ("LEI", FIRST, False)


def test_a_newer_record_that_has_them_out_differs_from_movements_that_have_them_in() -> None:
    found = where((IN, FIRST, "LEI"), records=((LATER, None),))

    assert not found.is_held
    assert found.differs


def test_a_record_names_the_prison_that_movements_do_not() -> None:
    found = where((IN, FIRST, None), records=((LATER, "LEI"),))

    assert (found.prison, found.differs) == ("LEI", False)


def test_a_code_of_no_prison_names_none() -> None:
    assert where(records=((LATER, "TRN"),)).prison is None
    assert where((IN, FIRST, "LEI"), records=((LATER, "TRN"),)).prison == "LEI"


def test_a_court_trip_with_no_return_is_told() -> None:
    found = where((IN, FIRST, "LEI"), (MovementKind.COURT, LATER, None))

    assert (found.prison, found.at_court) == ("LEI", True)


_DAYS = st.integers(0, 40).map(lambda days: FIRST + timedelta(days=days))
_CODES = st.sampled_from([None, "LEI", "WDI"])
_MOVES = st.lists(st.tuples(st.sampled_from(MovementKind), _DAYS, _CODES), max_size=6)
_RECORDS = st.lists(st.tuples(_DAYS, st.sampled_from([None, "LEI", "WDI", "TRN"])), max_size=3)


@given(
    st.lists(st.tuples(st.sampled_from(MovementKind), _DAYS, _CODES), max_size=6),
    st.lists(st.tuples(_DAYS, _CODES), max_size=3),
    _DAYS,
)
def test_it_never_disagrees_with_whereabouts_and_names_only_what_a_fact_names(
    moves: list[tuple[MovementKind, date, str | None]],
    records: list[tuple[date, str | None]],
    on: date,
) -> None:
    found = where(*moves, records=tuple(records), on=on)

    case = CaseFile(
        person=0,
        movements=tuple(
            Movement(Ref("movement", n, 1), kind, day, None, None)
            for n, (kind, day, _) in enumerate(moves)
            if day <= on
        ),
        observations=tuple(
            Observation(Ref("prison_record", 100 + n, 1), day, code is not None, None)
            for n, (day, code) in enumerate(records)
            if day <= on
        ),
    )
    assert found.place is whereabouts(case).place
    assert found.is_held == (found.place in HELD)
    named = {code for _, day, code in moves if day <= on} | {c for day, c in records if day <= on}
    assert found.prison in named | {None}
    assert found.since is None or found.since <= on
    if not found.is_held:
        assert found.prison is None
    if found.place is Stage.DECEASED:
        assert not found.at_court


def last_of(moves: list[tuple[MovementKind, date, str | None]], on: date) -> LastMoves | None:
    """Say in short what movements up to a day say, as it is asked of a database."""
    known = [move for move in moves if move[1] <= on]
    if not known or any(kind is MovementKind.DEATH for kind, _, _ in known):
        return None
    named = [(day, code) for kind, day, code in known if kind not in EXITS and code is not None]
    named_on = max((day for day, _ in named), default=None)
    codes = [code for day, code in named if day == named_on]
    return LastMoves(
        day=max(day for _, day, _ in known),
        named_on=named_on,
        prison=codes[0] if len(codes) == 1 else None,
        exit_on=max((day for kind, day, _ in known if kind in EXITS), default=None),
    )


@settings(max_examples=400)
@given(_MOVES, _RECORDS, _DAYS)
def test_what_the_last_movements_settle_is_what_all_of_them_say(
    moves: list[tuple[MovementKind, date, str | None]],
    records: list[tuple[date, str | None]],
    on: date,
) -> None:
    seen = [(day, n, code) for n, (day, code) in enumerate(records) if day <= on]
    last = max(seen, default=None)
    record = None if last is None else LastRecord(last[0], last[2] is not None, last[2])
    moved = last_of(moves, on)

    short = None if moved is None else settled(moved, record)

    if short is None:
        return
    told = where(*moves, records=tuple(records), on=on)
    assert short.prison == told.prison
    assert (short.prison is not None) == told.is_held
    assert (short.came_by is None) == (told.came_on is None)
    assert short.came_by is None or told.came_on is None or told.came_on <= short.came_by


def test_the_last_movement_settles_most_and_leaves_the_rest_to_a_look_at_all() -> None:
    moved = LastMoves(LATER, LATER, "LEI", FIRST)

    assert settled(moved, None) == Settled("LEI", LATER)
    assert settled(moved, LastRecord(TODAY, True, "WDI")) == Settled("WDI", None)
    assert settled(moved, LastRecord(TODAY, False, None)) == Settled(None, None)
    assert settled(moved, LastRecord(LATER, True, "WDI")) == Settled("LEI", LATER)
    assert settled(moved._replace(exit_on=LATER), None) is None
    assert settled(moved._replace(prison=None), None) is None
