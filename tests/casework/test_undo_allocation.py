"""An allocation is taken back by the officer who made it, while nobody has relied on it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import NotPermittedError, PersonNotFoundError
from casework.forms.allocation import NewAllocation
from casework.models import Agency, Allocation, CaseCheck, Note, Officer, Person, Role, Told
from casework.services.allocate import allocate, plan_allocation
from casework.services.judge_identity import judge_same
from casework.services.undo_allocation import AllocationKeptError, undo_allocation
from casework.views.allocation import AllocationMade
from tests.builders import TODAY, YESTERDAY, a_person, a_phone, complete, given
from tests.casework.conftest import Clock, Colleague
from tests.casework.flag_work import judge
from tests.casework.test_allocate import COVER, LONG_AGO, allocations, managed, new


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


@pytest.fixture
def robin(colleague: Colleague) -> Desk:
    return colleague("robin", Role.OFFENDER_MANAGER)


@pytest.fixture
def kim(colleague: Colleague) -> Desk:
    return colleague("kim", Role.SUPERVISOR)


def made(desk: Desk, person: str, wanted: NewAllocation) -> AllocationMade:
    plan = desk.run(plan_allocation, person, wanted)
    return desk.run(allocate, person, wanted, seen=plan.seen)


def test_the_lead_it_ended_leads_again_and_every_version_stays(
    desk: Desk, robin: Desk, kim: Desk, engine: Engine
) -> None:
    person = managed(desk)
    made(desk, person, new("robin", since=LONG_AGO))
    kims = made(desk, person, new("kim"))

    told = desk.run(undo_allocation, kims)

    assert told == f"The allocation of {person} is taken back: the lead is Robin, as before."
    assert allocations(engine) == [("robin", "lead", LONG_AGO, None)]
    assert allocations(engine, now=False) == [
        ("robin", "lead", LONG_AGO, None),
        ("robin", "lead", LONG_AGO, YESTERDAY),
        ("robin", "lead", LONG_AGO, None),
        ("kim", "lead", TODAY, None),
    ]


def test_a_lead_of_the_same_day_is_recorded_again(
    desk: Desk, robin: Desk, kim: Desk, engine: Engine
) -> None:
    person = managed(desk)
    made(desk, person, new("robin"))
    before = allocations(engine)

    desk.run(undo_allocation, made(desk, person, new("kim")))

    assert allocations(engine) == before == [("robin", "lead", TODAY, None)]
    with Session(engine) as session:
        rows = session.scalars(select(Allocation).order_by(Allocation.fact_id)).all()
    assert [one.known_to is None for one in rows] == [False, False, True]
    assert rows[0].source_id == rows[2].source_id


def test_where_nobody_led_nobody_leads_and_the_note_goes_with_it(
    desk: Desk, robin: Desk, engine: Engine
) -> None:
    person = managed(desk)

    told = desk.run(undo_allocation, made(desk, person, new("robin")))

    assert told.endswith("is taken back: nobody leads, as before.")
    assert allocations(engine) == []
    with Session(engine) as session:
        assert [note.known_to is None for note in session.scalars(select(Note))] == [False]


def test_cover_is_taken_back_and_the_lead_stays(
    desk: Desk, robin: Desk, kim: Desk, engine: Engine
) -> None:
    person = managed(desk)
    made(desk, person, new("robin"))

    desk.run(undo_allocation, made(desk, person, new("kim", COVER, until=TODAY)))

    assert allocations(engine) == [("robin", "lead", TODAY, None)]


def test_one_more_allocation_since_keeps_it(
    desk: Desk, robin: Desk, kim: Desk, engine: Engine
) -> None:
    person = managed(desk)
    first = made(desk, person, new("robin"))
    made(kim, person, new("kim", COVER, until=TODAY))
    before = allocations(engine, now=False)

    with pytest.raises(AllocationKeptError, match="who leads or covers was changed since"):
        desk.run(undo_allocation, first)

    assert allocations(engine, now=False) == before


def test_it_is_taken_back_once(desk: Desk, robin: Desk) -> None:
    once = made(desk, managed(desk), new("robin"))
    desk.run(undo_allocation, once)

    with pytest.raises(AllocationKeptError, match="who leads or covers was changed since"):
        desk.run(undo_allocation, once)


def test_what_a_night_has_judged_is_kept(
    desk: Desk, nightly_desk: Desk, robin: Desk, engine: Engine
) -> None:
    person = managed(desk)
    once = made(desk, person, new("robin", since=LONG_AGO))
    complete(desk, YESTERDAY)
    judge(nightly_desk, YESTERDAY)

    with pytest.raises(AllocationKeptError, match="a nightly check has judged the case"):
        desk.run(undo_allocation, once)

    assert allocations(engine) == [("robin", "lead", LONG_AGO, None)]


def test_a_night_that_began_before_and_read_it_all_the_same_is_known_by_the_revision(
    desk: Desk, nightly_desk: Desk, robin: Desk, engine: Engine, clock: Clock
) -> None:
    once = made(desk, managed(desk), new("robin"))
    complete(desk, YESTERDAY)
    judge(nightly_desk, YESTERDAY)
    with Session(engine) as session, session.begin():
        check = session.scalars(select(CaseCheck)).one()
        check.checked_at = clock.move_on(hours=-2)
    clock.move_on(hours=2)

    with pytest.raises(AllocationKeptError, match="a nightly check has judged the case"):
        desk.run(undo_allocation, once)


@pytest.mark.parametrize("which", ["new", "ended"])
def test_what_somebody_was_told_of_is_kept_and_nothing_is_half_undone(
    desk: Desk, robin: Desk, kim: Desk, engine: Engine, which: str
) -> None:
    person = managed(desk)
    made(desk, person, new("robin", since=LONG_AGO))
    kims = made(desk, person, new("kim"))
    before = allocations(engine, now=False)
    fact = kims.facts[0] if which == "new" else kims.ended[0][0]
    with Session(engine) as session, session.begin():
        officer = session.scalars(select(Officer.id).where(Officer.login == "kim")).one()
        session.add(
            Told(
                person_id=int(person[1:]),
                fact_id=fact,
                recipient="OM",
                means="telephone",
                told_at=desk.now(),
                told_by=officer,
            )
        )

    with pytest.raises(AllocationKeptError, match="somebody was told of it"):
        desk.run(undo_allocation, kims)

    assert allocations(engine, now=False) == before


def test_another_fact_of_the_person_relies_on_no_allocation(
    desk: Desk, robin: Desk, engine: Engine
) -> None:
    person = managed(desk)
    once = made(desk, person, new("robin"))
    given(desk, person, a_phone(desk, "07700 900123", TODAY))

    desk.run(undo_allocation, once)

    assert allocations(engine) == []


def test_a_colleagues_allocation_is_theirs(
    desk: Desk, robin: Desk, kim: Desk, engine: Engine
) -> None:
    person = managed(desk)
    made(desk, person, new("robin"))
    mine = made(desk, person, new("officer"))
    with pytest.raises(AllocationKeptError, match="another officer recorded it"):
        kim.run(undo_allocation, mine)

    kims = made(kim, person, new("kim")).model_copy(update={"withdrawn": mine.withdrawn})
    with pytest.raises(AllocationKeptError, match="another officer withdrew what it replaced"):
        kim.run(undo_allocation, kims)
    assert allocations(engine) == [("kim", "lead", TODAY, None)]


def test_only_who_may_allocate_and_sees_the_person(
    desk: Desk, robin: Desk, colleague: Colleague
) -> None:
    once = made(desk, managed(desk), new("robin"))
    reader = colleague("pat", Role.PRISON_INTELLIGENCE_OFFICER)
    stranger = colleague("sam", Role.SUPERVISOR, agency="OTHER")

    with pytest.raises(NotPermittedError):
        reader.run(undo_allocation, once)
    with pytest.raises(PersonNotFoundError):
        stranger.run(undo_allocation, once)


@pytest.mark.usefixtures("robin")
@pytest.mark.parametrize("since", [LONG_AGO, TODAY])
def test_what_it_replaced_on_a_record_of_another_agency_is_not_written_to(
    desk: Desk, kim: Desk, colleague: Colleague, engine: Engine, since: date
) -> None:
    colleague("sam", Role.SUPERVISOR, agency="OTHER")
    first, second = managed(desk), a_person(desk, "Sample")
    made(desk, first, new("robin", since=since))
    desk.run(judge_same, first, second, reason="prints agree")
    kims = made(kim, second, new("kim"))
    with Session(engine) as session, session.begin():
        other = session.scalars(select(Agency.id).where(Agency.code == "OTHER")).one()
        session.get_one(Person, int(first[1:])).agency_id = other
    before = allocations(engine, now=False)

    with pytest.raises(AllocationKeptError, match="is on a record you may not see"):
        kim.run(undo_allocation, kims)

    assert allocations(engine, now=False) == before


def test_the_next_night_judges_the_case_as_it_is_now(
    desk: Desk, nightly_desk: Desk, robin: Desk
) -> None:
    complete(desk, YESTERDAY + timedelta(days=1))
    person = managed(desk)
    judge(nightly_desk, YESTERDAY)
    desk.run(undo_allocation, made(desk, person, new("robin")))

    told = judge(nightly_desk, TODAY)

    assert told is not None
    assert told.cases_checked == 1
