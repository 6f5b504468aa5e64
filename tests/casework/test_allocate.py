"""Allocation: one lead on any day, nothing overwritten, and of two at once one wins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import (
    AllocationChangedError,
    AllocationRefusedError,
    CaseworkError,
    NotPermittedError,
    OfficerNotFoundError,
    PersonNotFoundError,
    ReasonMissingError,
)
from casework.forms.allocation import AllocationForm, HandOver, NewAllocation, allocation_of
from casework.forms.filling import Choice, read_form
from casework.models import Allocation, Inclusion, Note, Officer, Role
from casework.nightly import run_nights
from casework.recording import NewFact
from casework.services.allocate import allocate, plan_allocation
from casework.services.hand_over import hand_over, plan_hand_over
from casework.services.read_allocations import (
    list_allocatable,
    read_allocations,
    read_officer_people,
)
from casework.views.allocation import AllocationPlan
from rules.vocabulary import AllocationKind
from tests.builders import NOW, TODAY, YESTERDAY, a_person, complete, given
from tests.casework.conftest import Clock, Colleague, Run
from tests.casework.flag_work import MEDIUM

LEAD, COVER = AllocationKind.LEAD, AllocationKind.COVER
LONG_AGO = date(2025, 6, 2)
_INCLUDED = dict.fromkeys(
    (
        "works_with_others",
        "capacity_and_capability",
        "continuing_basis",
        "planning_control_coordination",
    ),
    "yes",
)


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


@pytest.fixture
def robin(colleague: Colleague) -> Desk:
    """Robin, an offender manager."""
    return colleague("robin", Role.OFFENDER_MANAGER)


@pytest.fixture
def kim(colleague: Colleague) -> Desk:
    """Kim, a supervisor."""
    return colleague("kim", Role.SUPERVISOR)


def number(engine: Engine, login: str) -> int:
    with Session(engine) as session:
        return session.scalars(select(Officer.id).where(Officer.login == login)).one()


def managed(desk: Desk, surname: str = "Example") -> str:
    person = a_person(desk, surname)
    given(desk, person, NewFact(Inclusion, {"opened_on": LONG_AGO} | _INCLUDED))
    return person


def new(
    login: str,
    kind: AllocationKind = LEAD,
    since: date = TODAY,
    until: date | None = None,
    reason: str = "moved to another team",
) -> NewAllocation:
    return NewAllocation(kind, login, since, until, reason)


def give(desk: Desk, person: str, wanted: NewAllocation) -> str:
    """Look at what an allocation would do, and do it."""
    plan = desk.run(plan_allocation, person, wanted)
    return desk.run(allocate, person, wanted, seen=plan.seen).says


def allocations(engine: Engine, *, now: bool = True) -> list[tuple[str, str, date, date | None]]:
    """Return every allocation known now, or every version ever known."""
    with Session(engine) as session:
        statement = select(Allocation, Officer.login).join(
            Officer, Officer.id == Allocation.officer_id
        )
        if now:
            statement = statement.where(Allocation.known_to.is_(None))
        rows = session.execute(statement.order_by(Allocation.fact_id, Allocation.version))
        return [(login, one.kind.value, one.since, one.until) for one, login in rows]


def test_a_new_lead_ends_the_one_before_and_nothing_is_overwritten(
    desk: Desk, robin: Desk, kim: Desk, engine: Engine
) -> None:
    person = managed(desk)
    give(desk, person, new("robin", since=LONG_AGO))

    said = give(desk, person, new("kim"))

    assert said == f"Kim leads {person} from Mon 16 Mar 2026."
    assert allocations(engine) == [
        ("robin", "lead", LONG_AGO, YESTERDAY),
        ("kim", "lead", TODAY, None),
    ]
    assert ("robin", "lead", LONG_AGO, None) in allocations(engine, now=False)
    with Session(engine) as session:
        [reason] = session.scalars(
            select(Allocation.closed_reason).where(Allocation.closed_reason.is_not(None))
        )
    assert reason == "moved to another team"


def test_the_plan_says_in_full_what_is_done(
    desk: Desk, robin: Desk, kim: Desk, engine: Engine
) -> None:
    person = managed(desk)
    give(desk, person, new("robin", since=LONG_AGO))

    plan = desk.run(plan_allocation, person, new("kim"))

    assert plan.changes == ("The lead of Robin, from Mon 2 Jun 2025, ends with Sun 15 Mar 2026.",)
    assert allocations(engine) == [("robin", "lead", LONG_AGO, None)], "a plan records nothing"


def test_a_lead_of_the_same_day_is_withdrawn_and_stays_to_be_read(
    desk: Desk, robin: Desk, kim: Desk, engine: Engine
) -> None:
    person = managed(desk)
    give(desk, person, new("robin"))

    plan = desk.run(plan_allocation, person, new("kim"))
    desk.run(allocate, person, new("kim"), seen=plan.seen)

    assert "withdrawn, for no day would be left of it" in plan.changes[0]
    assert allocations(engine) == [("kim", "lead", TODAY, None)]
    assert len(allocations(engine, now=False)) == 2


def test_where_nothing_is_ended_a_note_holds_the_reason(
    desk: Desk, robin: Desk, engine: Engine
) -> None:
    give(desk, managed(desk), new("robin", reason="new case"))

    with Session(engine) as session:
        [note] = session.scalars(select(Note))
    assert note.body == "Lead from Mon 16 Mar 2026: Robin. Why: new case"


def test_cover_needs_a_lead_and_a_last_day(desk: Desk, robin: Desk, kim: Desk) -> None:
    person = managed(desk)
    until = TODAY + timedelta(days=10)
    with pytest.raises(AllocationRefusedError, match="Nobody leads on Mon 16 Mar 2026"):
        give(desk, person, new("kim", COVER, until=until))
    give(desk, person, new("robin"))

    said = give(desk, person, new("kim", COVER, until=until))

    assert said == f"Kim covers {person} from Mon 16 Mar 2026 to Thu 26 Mar 2026."
    with pytest.raises(AllocationRefusedError, match="Kim covers already"):
        give(desk, person, new("kim", COVER, since=until, until=until))


@pytest.mark.parametrize(
    ("role", "closed", "words"),
    [
        (Role.PRISON_INTELLIGENCE_OFFICER, False, "no role that manages"),
        (Role.OFFENDER_MANAGER, True, "account closed on Sun 15 Mar 2026"),
    ],
)
def test_only_who_may_manage_is_allocated_to(
    desk: Desk, colleague: Colleague, engine: Engine, role: Role, words: str, *, closed: bool
) -> None:
    colleague("sam", role)
    if closed:
        with Session(engine) as session, session.begin():
            at = datetime(2026, 3, 15, 12, tzinfo=UTC)
            session.execute(update(Officer).where(Officer.login == "sam").values(closed_at=at))

    with pytest.raises(AllocationRefusedError, match=words):
        give(desk, managed(desk), new("sam"))
    assert "sam" not in {one.login for one in desk.run(list_allocatable)}


def test_what_changed_since_it_was_seen_is_not_acted_on(
    desk: Desk, robin: Desk, kim: Desk, engine: Engine
) -> None:
    person = managed(desk)
    plan = desk.run(plan_allocation, person, new("robin"))
    give(kim, person, new("kim"))

    with pytest.raises(AllocationChangedError, match=f"covers {person} .*: the lead is Kim now"):
        desk.run(allocate, person, new("robin"), seen=plan.seen)

    assert allocations(engine) == [("kim", "lead", TODAY, None)]


def test_of_two_who_allocate_at_once_one_wins_and_the_other_is_told(
    desk: Desk, robin: Desk, kim: Desk, engine: Engine
) -> None:
    person = managed(desk)
    start = Barrier(2)

    def at_once(desk: Desk, login: str, plan: AllocationPlan) -> str:
        start.wait()
        try:
            return desk.run(allocate, person, new(login), seen=plan.seen).says
        except CaseworkError as refused:
            return str(refused)

    asked = [(one, login, one.run(plan_allocation, person, new(login)))
             for one, login in ((desk, "robin"), (kim, "kim"))]  # fmt: skip
    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(lambda each: at_once(*each), asked))

    assert len(allocations(engine, now=False)) == 1
    assert sum(f"leads {person} from" in one for one in said) == 1, said
    assert sum("Somebody else changed who leads or covers" in one for one in said) == 1, said


def test_all_of_an_officers_people_are_handed_over_and_who_cannot_be_is_left(
    desk: Desk, robin: Desk, kim: Desk, engine: Engine
) -> None:
    first, second, third = (managed(desk, name) for name in ("Ash", "Oak", "Elm"))
    for person in (first, second, third):
        give(desk, person, new("robin", since=LONG_AGO))
    give(desk, third, new("officer", since=TODAY + timedelta(days=30)))
    asked = HandOver("robin", "kim", TODAY, "Robin retires")

    plan = desk.run(plan_hand_over, asked)
    said = desk.run(hand_over, asked, seen=plan.seen)

    assert plan.people == ((first, "ASH Sam"), (second, "OAK Sam"))
    assert [(person, name) for person, name, _ in plan.left] == [(third, "ELM Sam")]
    assert "First officer leads from Wed 15 Apr 2026, which is later" in plan.left[0][2]
    assert said == "Kim leads 2 people of Robin from Mon 16 Mar 2026."
    assert [one.leads for one in desk.run(read_allocations).officers] == [0, 2, 1]


def test_a_hand_over_that_was_seen_otherwise_changes_nobody(
    desk: Desk, robin: Desk, kim: Desk, engine: Engine
) -> None:
    person = managed(desk)
    give(desk, person, new("robin", since=LONG_AGO))
    asked = HandOver("robin", "kim", TODAY, "Robin retires")
    plan = desk.run(plan_hand_over, asked)
    give(desk, managed(desk), new("robin"))
    before = allocations(engine, now=False)

    with pytest.raises(AllocationChangedError, match="the people of Robin"):
        desk.run(hand_over, asked, seen=plan.seen)

    assert allocations(engine, now=False) == before


def test_a_hand_over_of_nobody_or_to_oneself_is_refused(desk: Desk, robin: Desk, kim: Desk) -> None:
    nobody = HandOver("robin", "kim", TODAY, "Robin retires")
    seen = desk.run(plan_hand_over, nobody).seen
    with pytest.raises(AllocationRefusedError, match="Robin leads nobody"):
        desk.run(hand_over, nobody, seen=seen)
    with pytest.raises(AllocationRefusedError, match="leads them already"):
        desk.run(plan_hand_over, nobody._replace(taker="robin"))
    with pytest.raises(OfficerNotFoundError, match="no officer nobody"):
        desk.run(plan_hand_over, nobody._replace(giver="nobody"))


def test_a_reason_is_needed_and_the_right(desk: Desk, robin: Desk, colleague: Colleague) -> None:
    person = managed(desk)
    with pytest.raises(ReasonMissingError):
        give(desk, person, new("robin", reason="  "))
    with pytest.raises(NotPermittedError):
        give(colleague("pat", Role.PRISON_INTELLIGENCE_OFFICER), person, new("robin"))


def test_another_agency_can_neither_see_nor_allocate(
    desk: Desk, robin: Desk, colleague: Colleague
) -> None:
    person = managed(desk)
    give(desk, person, new("robin"))
    elsewhere = colleague("sam", Role.SUPERVISOR, Role.ADMINISTRATOR, agency="OTHER")

    with pytest.raises(PersonNotFoundError):
        give(elsewhere, person, new("sam"))
    with pytest.raises(OfficerNotFoundError):
        give(elsewhere, managed(elsewhere), new("robin"))
    assert [one.login for one in elsewhere.run(read_allocations).officers] == ["sam"]
    with pytest.raises(OfficerNotFoundError):
        elsewhere.run(read_officer_people, "robin")


def test_who_has_no_lead_comes_first_with_why_and_the_flag(
    desk: Desk, nightly_desk: Desk, robin: Desk, kim: Desk, engine: Engine
) -> None:
    never, ended, closed = (managed(desk, name) for name in ("Never", "Ended", "Closed"))
    lead = {"kind": LEAD, "since": LONG_AGO}
    kims = {"officer_id": number(engine, "kim"), "until": YESTERDAY}
    given(desk, ended, NewFact(Allocation, lead | kims))
    given(desk, closed, NewFact(Allocation, lead | {"officer_id": number(engine, "robin")}))
    with Session(engine) as session, session.begin():
        at = datetime(2026, 3, 14, 12, tzinfo=UTC)
        session.execute(update(Officer).where(Officer.login == "robin").values(closed_at=at))
    complete(desk, YESTERDAY)
    run_nights(
        nightly_desk,
        on=YESTERDAY,
        last_ended=YESTERDAY,
        rulebook=type(MEDIUM)(MEDIUM.calendar),
    )

    found = desk.run(read_allocations)

    told = {one.person: (one.why, one.flag is not None) for one in found.unled}
    assert told == {
        never: ("never had a lead", True),
        ended: ("Kim led until Sun 15 Mar 2026", False),
        closed: ("Robin led until the account was closed on Sat 14 Mar 2026", True),
    }
    [robins] = [one for one in found.officers if one.login == "robin"]
    assert (robins.leads, robins.why_not) == (1, "account closed on Sat 14 Mar 2026")


def test_covers_that_end_soon_are_told(desk: Desk, robin: Desk, kim: Desk) -> None:
    for name, days in (("Soon", 14), ("Later", 15)):
        person = managed(desk, name)
        give(desk, person, new("robin"))
        give(desk, person, new("kim", COVER, until=TODAY + timedelta(days=days)))

    [cover] = desk.run(read_allocations).covers_ending

    assert (cover.name, cover.officer, cover.lead) == ("SOON Sam", "Kim", "Robin")


def test_an_officers_people_are_listed_with_who_stands_beside(
    desk: Desk, robin: Desk, kim: Desk
) -> None:
    person = managed(desk)
    give(desk, person, new("robin"))
    give(desk, person, new("kim", COVER, until=TODAY))

    [led] = desk.run(read_officer_people, "robin").people
    [covered] = desk.run(read_officer_people, "kim").people

    assert (led.kind, led.others) == (LEAD, ("Kim",))
    assert (covered.kind, covered.others, covered.until) == (COVER, ("Robin",), TODAY)


Fill = Callable[[str], dict[str, str]]


def test_the_form_asks_a_last_day_of_cover_alone_and_reads_what_is_typed() -> None:
    form = AllocationForm([Choice("robin", "Robin (robin)")])
    typed = {"kind": "cover", "officer": "robin", "since": "today", "reason": "leave"}
    assert "until" not in {field.name for field in form.fields({"kind": "lead"})}
    read = read_form(form, typed, today=TODAY)
    assert read["until"].wrong == "Until: this is needed."

    late = read_form(form, typed | {"until": "1/3/2026"}, today=TODAY)
    far = read_form(form, typed | {"until": "1/3/2028"}, today=TODAY)
    good = read_form(form, typed | {"until": "30/3/2026"}, today=TODAY)

    assert late["until"].wrong == "Until: the last day is before the first."
    assert "more than a year ahead" in far["until"].wrong
    values = {name: reading.value for name, reading in good.items()}
    assert allocation_of(values) == NewAllocation(COVER, "robin", TODAY, date(2026, 3, 30), "leave")


def test_the_command_line_tells_the_same(run: Run, desk: Desk, robin: Desk) -> None:
    person = managed(desk)
    give(desk, managed(desk, "Led"), new("robin"))

    told, whose = run("allocations", "--plain"), run("allocations", "robin", "--plain")

    assert f"{person} EXAMPLE Sam  never had a lead (no flag yet" in told.output
    assert "LED Sam\tlead\tMon 16 Mar 2026\tgoes on\tnone\tno cover" in whose.output
    assert '"unled_count": 1' in run("allocations", "--json").output
    assert run("allocations", "nobody").exit_code == 2
    assert NOW.year == TODAY.year
