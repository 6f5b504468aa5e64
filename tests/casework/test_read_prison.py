"""Prisons: who is where, coming, leaving, and together, and seen by whom."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import NotPermittedError, PrisonNotFoundError
from casework.models import (
    Allocation,
    Association,
    AssociationKind,
    CrimeGroup,
    Establishment,
    GroupMembership,
    Inclusion,
    PrisonAlert,
    PrisonRecord,
    Role,
)
from casework.recording import NewFact
from casework.services.judge_identity import judge_same
from casework.services.read_prison import read_prison
from casework.services.read_prisons import read_prisons
from casework.views.prison import PrisonView
from rules.duties import ProhibitedAssociation
from rules.vocabulary import AllocationKind, Feed, MovementKind, OrderKind
from tests.builders import (
    TODAY,
    YESTERDAY,
    a_movement,
    a_name,
    a_person,
    a_provision,
    a_release_date,
    a_service,
    an_order,
    complete,
    given,
    on_release,
)
from tests.casework.conftest import Colleague, Run

LONG_AGO, LATELY = date(2025, 6, 2), date(2026, 3, 10)
IN, OUT = MovementKind.RECEPTION, MovementKind.RELEASE


@pytest.fixture
def prisons(engine: Engine, desk: Desk) -> dict[str, int]:
    """Two prisons of the register, by code."""
    made = {}
    with Session(engine) as session, session.begin():
        for code, name in (("LEI", "Leeds (HMP)"), ("WDI", "Wakefield (HMP)")):
            prison = Establishment(code=code, name=name)
            session.add(prison)
            session.flush()
            made[code] = prison.id
    return made


def inmate(desk: Desk, surname: str, prison: int | None, since: date = LONG_AGO) -> str:
    person = a_person(desk, surname)
    given(desk, person, a_movement(IN, since, establishment_id=prison))
    return person


def a_record(code: str | None, observed_on: date = YESTERDAY, cell: str = "C-2-014") -> NewFact:
    status = "ACTIVE IN" if code else "INACTIVE OUT"
    values = {"status": status, "prison_code": code, "cell_location": cell, "category": "B"}
    return NewFact(PrisonRecord, {"observed_on": observed_on} | values)


def an_association(kind: AssociationKind, other: str) -> NewFact:
    values = {"kind": kind, "other_person_id": int(other[1:]), "since": date(2025, 1, 1)}
    return NewFact(Association, values)


def names(view: PrisonView) -> list[str]:
    return [one.name for one in view.here]


def test_somebody_is_here_by_the_last_movement_with_what_the_record_adds(
    desk: Desk, prisons: dict[str, int]
) -> None:
    person = inmate(desk, "Bramble", prisons["LEI"])
    given(
        desk,
        person,
        a_record("LEI"),
        an_order(kind=OrderKind.FRO, term_count=15),
        NewFact(
            PrisonAlert,
            {"alert_code": "XSC", "active": True, "expired": False, "observed_on": YESTERDAY},
        ),
    )
    complete(desk, YESTERDAY, Feed.PRISON_MOVEMENTS)

    [one] = desk.run(read_prison, "lei").here

    assert (one.person, one.name, one.since) == (person, "BRAMBLE Sam", LONG_AGO)
    assert (one.cell, one.category, one.differs) == ("C-2-014", "B", "")
    assert one.orders == ("FRO in force",)
    assert one.alerts == ("XSC",)
    assert not one.managed
    assert desk.run(read_prison, "LEI").movements_to == YESTERDAY


def test_who_was_released_or_moved_on_is_not_here(desk: Desk, prisons: dict[str, int]) -> None:
    gone = inmate(desk, "Gone", prisons["LEI"])
    given(desk, gone, a_movement(OUT, LATELY))
    moved = inmate(desk, "Moved", prisons["LEI"])
    given(
        desk,
        moved,
        a_movement(MovementKind.TRANSFER, LATELY, establishment_id=prisons["WDI"]),
    )

    assert names(desk.run(read_prison, "LEI")) == []
    assert names(desk.run(read_prison, "WDI")) == ["MOVED Sam"]


def test_where_movements_and_the_record_differ_both_prisons_say_so(
    desk: Desk, prisons: dict[str, int]
) -> None:
    person = inmate(desk, "Astray", prisons["LEI"])
    given(desk, person, a_record("WDI"))

    [here] = desk.run(read_prison, "WDI").here
    leeds = desk.run(read_prison, "LEI")

    assert "have them at Leeds (HMP)" in here.differs
    assert "the prison record of Sun 15 Mar 2026 has them at Wakefield (HMP)" in here.differs
    assert leeds.here == ()
    assert [doubt.person for doubt in leeds.doubtful] == [person]
    assert desk.run(read_prison, "WDI").arriving == (), "a record is no arrival"


def test_arriving_are_those_a_movement_brought_within_14_days_and_those_to_come(
    desk: Desk, prisons: dict[str, int]
) -> None:
    inmate(desk, "Settled", prisons["LEI"])
    inmate(desk, "Edge", prisons["LEI"], TODAY - timedelta(days=14))
    inmate(desk, "Past", prisons["LEI"], TODAY - timedelta(days=15))
    coming = inmate(desk, "Coming", prisons["WDI"])
    given(
        desk,
        coming,
        a_movement(
            MovementKind.TRANSFER, TODAY + timedelta(days=3), establishment_id=prisons["LEI"]
        ),
    )

    leeds = desk.run(read_prison, "LEI")

    assert [one.name for one in leeds.arriving] == ["EDGE Sam"]
    assert [(one.person, one.on) for one in leeds.coming] == [(coming, TODAY + timedelta(days=3))]


def test_leaving_says_when_what_starts_then_and_who_is_told(
    desk: Desk, prisons: dict[str, int]
) -> None:
    person = inmate(desk, "Leaver", prisons["LEI"])
    [order] = given(desk, person, an_order(), a_release_date(TODAY + timedelta(days=21)))[:1]
    given(desk, person, a_provision(order, **on_release()), a_service(order, date(2024, 1, 15)))
    stays = inmate(desk, "Stayer", prisons["LEI"])
    given(desk, stays, a_release_date(TODAY + timedelta(days=57)))

    [one] = desk.run(read_prison, "LEI").leaving

    assert one.person == person
    assert one.leaving is not None
    assert (one.leaving.days, one.leaving.by) == (21, "conditional release date")
    assert one.leaving.starts == (
        "clause 3 of the serious crime prevention order of Mon 15 Jan 2024",
    )
    assert one.leaving.told == ("OM", "PIO", "PO", "SOCU")
    assert one.orders == ("SCPO waits for release",)


def test_pairs_are_told_once_strongest_first_and_only_of_one_prison(
    desk: Desk, prisons: dict[str, int]
) -> None:
    first, second, third = (inmate(desk, name, prisons["LEI"]) for name in ("Ash", "Oak", "Elm"))
    away = inmate(desk, "Away", prisons["WDI"])
    given(
        desk,
        first,
        an_association(AssociationKind.CO_DEFENDANT, second),
        an_association(AssociationKind.RIVAL, away),
    )
    given(desk, second, an_association(AssociationKind.CO_DEFENDANT, first))
    given(desk, third, an_association(AssociationKind.RIVAL, first))
    [order] = given(desk, third, an_order())
    duty = ProhibitedAssociation(people=("Sam Oak",))
    given(desk, third, a_provision(order, duty), a_service(order, date(2024, 1, 15)))

    pairs = desk.run(read_prison, "LEI").pairs

    told = [(pair.first_name, pair.second_name) for pair in pairs]
    assert told == [("OAK Sam", "ELM Sam"), ("ASH Sam", "ELM Sam"), ("ASH Sam", "OAK Sam")]
    assert "forbids ELM Sam to associate with the other" in pairs[0].why[0]
    assert "whether it is them is for a person" in pairs[0].why[0]
    assert pairs[2].why == ("co-defendants since Wed 1 Jan 2025",)


def test_a_clause_that_names_our_record_is_sure_of_it(desk: Desk, prisons: dict[str, int]) -> None:
    first, second = (inmate(desk, name, prisons["LEI"]) for name in ("Ash", "Oak"))
    [order] = given(desk, first, an_order())
    duty = ProhibitedAssociation(people=("Somebody Else",), records=(int(second[1:]),))
    given(desk, first, a_provision(order, duty), a_service(order, date(2024, 1, 15)))

    [pair] = desk.run(read_prison, "LEI").pairs

    [why] = pair.why
    assert why == (
        "clause 3 of the serious crime prevention order of Mon 15 Jan 2024 forbids ASH Sam to "
        "associate with the other"
    )


def test_members_of_one_group_are_told_together(
    desk: Desk, prisons: dict[str, int], engine: Engine
) -> None:
    with Session(engine) as session, session.begin():
        group = CrimeGroup(reference="901/7", name=None)
        session.add(group)
        session.flush()
        number = group.id
    for name, role in (("Ash", "finance"), ("Oak", None)):
        person = inmate(desk, name, prisons["LEI"])
        values = {"group_id": number, "role": role, "since": LONG_AGO, "may_be_disseminated": False}
        given(desk, person, NewFact(GroupMembership, values))

    view = desk.run(read_prison, "LEI")

    [told] = view.groups
    assert (told.reference, told.band) == ("901/7", None)
    assert [(name, role) for _, name, role in told.members] == [
        ("ASH Sam", "finance"),
        ("OAK Sam", ""),
    ]
    assert [one.groups for one in view.here] == [("finance in 901/7",), ("member in 901/7",)]


def test_records_judged_to_be_of_one_person_are_one_here(
    desk: Desk, prisons: dict[str, int]
) -> None:
    one, same = inmate(desk, "Ash", prisons["LEI"]), a_person(desk, "Ashe")
    given(desk, same, a_movement(OUT, LATELY))
    assert len(desk.run(read_prison, "LEI").here) == 1

    desk.run(judge_same, one, same, reason="the same prison number on both")

    assert desk.run(read_prison, "LEI").here == (), "the other record has the release"


def test_the_list_counts_what_each_prison_shows(desk: Desk, prisons: dict[str, int]) -> None:
    leaver = inmate(desk, "Ash", prisons["LEI"], LATELY)
    inclusion = dict.fromkeys(
        (
            "works_with_others",
            "capacity_and_capability",
            "continuing_basis",
            "planning_control_coordination",
        ),
        "yes",
    )
    given(
        desk,
        leaver,
        a_release_date(TODAY + timedelta(days=28)),
        NewFact(Inclusion, {"opened_on": LONG_AGO} | inclusion),
    )
    inmate(desk, "Oak", prisons["LEI"])
    inmate(desk, "Elm", None)

    listed = desk.run(read_prisons).prisons

    assert [
        (one.code, one.here, one.managed, one.arriving, one.leaving, one.flags) for one in listed
    ] == [("LEI", 2, 1, 1, 1, 0), ("", 1, 0, 0, 0, 0)]
    assert names(desk.run(read_prison, "-")) == ["ELM Sam"]


def test_another_agency_sees_nobody_and_learns_nothing(
    desk: Desk, prisons: dict[str, int], colleague: Colleague
) -> None:
    person = inmate(desk, "Ash", prisons["LEI"])
    to_come = TODAY + timedelta(days=3)
    given(
        desk,
        person,
        a_record("XYZ"),
        a_movement(MovementKind.TRANSFER, to_come, establishment_id=prisons["LEI"]),
    )
    assert len(desk.run(read_prison, "LEI").coming) == 1
    elsewhere = colleague("kim", Role.PRISON_INTELLIGENCE_OFFICER, agency="OTHER")

    assert elsewhere.run(read_prisons).prisons == ()
    assert elsewhere.run(read_prison, "LEI").here == ()
    assert elsewhere.run(read_prison, "LEI").doubtful == ()
    assert elsewhere.run(read_prison, "LEI").coming == ()
    with pytest.raises(PrisonNotFoundError, match="There is no prison XYZ"):
        elsewhere.run(read_prison, "XYZ")
    assert len(desk.run(read_prison, "XYZ").here) == 1


def test_an_auditor_may_not_look(desk: Desk, prisons: dict[str, int], colleague: Colleague) -> None:
    with pytest.raises(NotPermittedError):
        colleague("ash", Role.AUDITOR).run(read_prison, "LEI")


def _queries(engine: Engine, desk: Desk) -> tuple[int, int]:
    """Count the statements of the list, and of one prison."""
    heard: list[str] = []

    def hear(*said: object) -> None:
        heard.append(str(said[2]))

    event.listen(engine, "before_cursor_execute", hear)
    desk.run(read_prisons)
    listed = len(heard)
    desk.run(read_prison, "LEI")
    event.remove(engine, "before_cursor_execute", hear)
    return listed, len(heard) - listed


def test_more_people_need_no_more_queries(
    desk: Desk, prisons: dict[str, int], engine: Engine
) -> None:
    def fill(count: int) -> None:
        for number in range(count):
            person = inmate(desk, f"Number{number}", prisons["LEI"])
            lead = {"officer_id": 1, "kind": AllocationKind.LEAD, "since": LONG_AGO}
            given(desk, person, a_record("LEI"), an_order(), NewFact(Allocation, lead), a_name("X"))

    fill(1)
    few = _queries(engine, desk)
    fill(7)

    assert _queries(engine, desk) == few
    assert sum(few) <= 45, few
    with Session(engine) as session:
        assert session.scalars(select(Establishment.id)).all()


def test_the_command_line_tells_the_same(run: Run, desk: Desk, prisons: dict[str, int]) -> None:
    person = inmate(desk, "Bramble", prisons["LEI"])

    listed, told = run("prisons", "--plain"), run("prison", "LEI", "--plain")

    assert "Leeds (HMP)\tLEI\t1\t0\t0\t0\tnone" in listed.output
    assert f"{person} BRAMBLE Sam  cell not recorded, since Mon 2 Jun 2025" in told.output
    assert "Release expected within 56 days: 0 people" in told.output
    assert '"code": "LEI"' in run("prison", "LEI", "--json").output
    assert run("prison", "NOWHERE").exit_code == 2
