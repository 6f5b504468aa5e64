"""Arbitrary duties about things, money, people and work, and facts that meet them."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import strategies as st

from rules.duties import (
    CashLimit,
    CountLimit,
    Duty,
    ProhibitedAssociation,
    ProhibitedItem,
    ProhibitedWork,
)
from rules.facts import Detail, Event, Holding, Ref
from rules.vocabulary import EventKind, HoldingKind, HoldingRole, ItemKind

NUMBERED = Callable[[str], Ref]
GRADES = st.sampled_from([None, None, None, "1 A P", "3 E P"])
NAMES = st.sampled_from([None, "Jordan Brook", "Brook Jordan Lee", "Sam Example"])
LASTS = st.none() | st.integers(0, 40)

THING_DUTIES: st.SearchStrategy[Duty] = st.one_of(
    st.builds(CountLimit, of=st.just(HoldingKind.PHONE), most=st.integers(0, 2)),
    st.builds(CashLimit, most=st.sampled_from([0, 1000]), currency=st.sampled_from(["GBP", "EUR"])),
    st.builds(
        ProhibitedItem,
        items=st.sampled_from([("phones",), ("cash", "black phone"), ("signal blocker",)]),
    ),
    st.builds(
        ProhibitedAssociation,
        people=st.just(("Jordan Brook", "Kim Marsh")),
        exceptions=st.sampled_from([(), ("in custody",)]),
        records=st.sampled_from([(), (31,), (31, 32)]),
    ),
    st.builds(
        ProhibitedWork,
        work=st.sampled_from([("directorship",), ("scrap metal", "any directorship")]),
    ),
)
"""Duties that a thing held, a find, a contact or work can go against."""


def _lasting(since: date, lasts: int | None) -> date | None:
    return None if lasts is None else since + timedelta(days=lasts)


def holdings(ref: NUMBERED, days: st.SearchStrategy[date]) -> st.SearchStrategy[list[Holding]]:
    """Phones, some of them one phone, and work of several kinds."""
    phones = st.builds(
        lambda since, lasts, thing, grade: Holding(
            ref("holding"),
            HoldingKind.PHONE,
            "a phone",
            since,
            _lasting(since, lasts),
            thing,
            grade=grade,
        ),
        days,
        LASTS,
        st.none() | st.integers(1, 2),
        GRADES,
    )
    work = st.builds(
        lambda kind, since, lasts, role, trade, grade: Holding(
            ref("holding"),
            kind,
            "a firm",
            since,
            _lasting(since, lasts),
            role=role,
            trade=trade,
            grade=grade,
        ),
        st.sampled_from([HoldingKind.COMPANY, HoldingKind.EMPLOYMENT]),
        days,
        LASTS,
        st.sampled_from(HoldingRole),
        st.sampled_from([None, "scrap metal", "sheet metal", "bakery"]),
        GRADES,
    )
    return st.lists(st.one_of(phones, phones, work), max_size=4)


@st.composite
def events(draw: st.DrawFn, ref: NUMBERED, days: st.SearchStrategy[date]) -> list[Event]:
    """Finds, seizures of what was found or of something else, and contacts."""
    details = st.builds(
        Detail,
        item_kind=st.sampled_from([None, ItemKind.CASH, ItemKind.CASH, ItemKind.PHONE]),
        item=st.sampled_from([None, "black phone", "white powder"]),
        amount=st.none() | st.integers(0, 2000),
        other_person=st.none() | st.integers(1, 2**63 - 1),  # as far as a database counts
        currency=st.sampled_from(["GBP", "EUR", None]),
        grade=GRADES,
    )
    finds = draw(
        st.lists(
            st.builds(
                lambda on, detail: Event(
                    ref("event"), EventKind.FIND, on, None, None, None, None, detail
                ),
                days,
                details,
            ),
            max_size=3,
        )
    )
    seizures = st.builds(
        lambda on, about, detail: Event(
            ref("event"), EventKind.SEIZURE, on, None, None, about, None, detail
        ),
        days,
        st.sampled_from([None, *(find.ref.id for find in finds)]),
        details,
    )
    contacts = st.builds(
        lambda kind, on, person, name, grade: Event(
            ref("event"),
            kind,
            on,
            None,
            None,
            None,
            None,
            Detail(other_person=person, other_name=name, grade=grade),
        ),
        st.sampled_from([EventKind.VISIT, EventKind.CONTACT, EventKind.CALL, EventKind.SIGHTING]),
        days,
        st.none() | st.integers(31, 33),
        NAMES,
        GRADES,
    )
    return finds + draw(st.lists(st.one_of(seizures, contacts), max_size=3))
