"""Arbitrary journeys, and how a case is managed, for property tests."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from rules.facts import Allocation, Detail, Event, Inclusion, Marker, Membership, Ref, Review
from rules.vocabulary import AllocationKind, EventKind, Register

Numbered = Callable[[str], Ref]
GRADES = st.sampled_from([None, None, "1AP", "3BP"])
PLACES = st.sampled_from([None, "Spain", " spain", "Malaga, Spain", "France"])
OUT = (EventKind.JOURNEY_OUT, EventKind.JOURNEY_OUT, EventKind.JOURNEY_BACK)
CODES = [
    (Register.PRISON_ALERTS, "XSC"),
    (Register.PRISON_ALERTS, "XFO"),
    (Register.PRISON_ALERTS, "DOCGM"),
    (Register.PROBATION_REGISTERS, "REG26"),
]


def _at(on: date, hour: int | None) -> datetime | None:
    return None if hour is None else datetime(on.year, on.month, on.day, hour, tzinfo=UTC)


@st.composite
def journeys(draw: st.DrawFn, ref: Numbered, days: st.SearchStrategy[date]) -> list[Event]:
    """Bookings, and journeys out and back, some of which say which booking they are."""
    hours = st.none() | st.integers(0, 22)
    booked = draw(
        st.lists(
            st.builds(
                lambda on, expected, hour, place: Event(
                    ref("event"),
                    EventKind.JOURNEY_BOOKED,
                    on,
                    None,
                    None,
                    None,
                    None,
                    Detail(expected_on=expected, place=place)
                    if hour is None or expected is None
                    else Detail(expected_at=_at(expected, hour), place=place),
                ),
                days,
                st.none() | days,
                hours,
                PLACES,
            ),
            max_size=2,
        )
    )
    expected = [b.detail.expected_on for b in booked if b.detail.expected_on is not None]
    made = draw(
        st.lists(
            st.builds(
                lambda kind, on, hour, about, place, grade: Event(
                    ref("event"),
                    kind,
                    on,
                    _at(on, hour),
                    None,
                    about,
                    None,
                    Detail(place=place, grade=grade),
                ),
                st.sampled_from(OUT),
                days | st.sampled_from(expected) if expected else days,
                hours,
                st.sampled_from([None, *(event.ref.id for event in booked)]),
                PLACES,
                GRADES,
            ),
            min_size=1,
            max_size=3,
        )
    )
    return [*booked, *made]


@st.composite
def managements(draw: st.DrawFn, ref: Numbered, days: st.SearchStrategy[date]) -> dict[str, Any]:
    """How a case is managed, by the names of a case file's lists, each in order of day."""
    far = days.map(lambda day: day - timedelta(days=120)) | days
    later = st.none() | st.integers(0, 60)
    inclusions = draw(st.lists(st.builds(_inclusion, st.just(ref), far), max_size=2))
    reviews = draw(st.lists(st.builds(_review, st.just(ref), far, st.none() | days), max_size=2))
    allocations = draw(
        st.lists(
            st.builds(
                _allocation,
                st.just(ref),
                st.sampled_from([AllocationKind.LEAD, AllocationKind.LEAD, AllocationKind.COVER]),
                far,
                later,
                st.none() | days,
            ),
            max_size=3,
        )
    )
    return {
        "inclusions": _sorted(inclusions, "opened_on"),
        "reviews": _sorted(reviews, "reviewed_on"),
        "allocations": _sorted(allocations, "since"),
        **draw(marks(ref, days)),
    }


@st.composite
def marks(draw: st.DrawFn, ref: Numbered, days: st.SearchStrategy[date]) -> dict[str, Any]:
    """Codes of other services, and places in crime groups."""
    markers = draw(
        st.lists(
            st.builds(
                _marker,
                st.just(ref),
                st.sampled_from(CODES),
                st.booleans(),
                days,
            ),
            max_size=2,
        )
    )
    memberships = draw(
        st.lists(
            st.builds(
                lambda since, lasts: Membership(
                    ref("group_membership"),
                    1,
                    since,
                    None if lasts is None else since + timedelta(days=lasts),
                ),
                days,
                st.none() | st.integers(0, 60),
            ),
            max_size=1,
        )
    )
    return {
        "markers": _sorted(markers, "observed_on"),
        "memberships": _sorted(memberships, "since"),
    }


def _sorted(facts: list[Any], day: str) -> tuple[Any, ...]:
    return tuple(sorted(facts, key=lambda fact: (getattr(fact, day), fact.ref)))


def _marker(ref: Numbered, code: tuple[Register, str], active: bool, on: date) -> Marker:
    return Marker(ref("marker"), *code, active, on)


def _inclusion(ref: Numbered, on: date) -> Inclusion:
    return Inclusion(ref("inclusion"), on)


def _review(ref: Numbered, on: date, next_due_on: date | None) -> Review:
    return Review(ref("review"), on, next_due_on)


def _allocation(
    ref: Numbered, kind: AllocationKind, since: date, lasts: int | None, closed_on: date | None
) -> Allocation:
    until = None if lasts is None else since + timedelta(days=lasts)
    return Allocation(ref("allocation"), kind, since, until, closed_on)
