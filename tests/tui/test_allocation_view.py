"""Allocation and cover, driven by keys."""

import pytest

from casework.forms.allocation import NewAllocation
from casework.models import Inclusion
from casework.office import Office
from casework.recording import NewFact
from casework.services.allocate import allocate, plan_allocation
from casework.services.read_allocations import read_allocations
from rules.vocabulary import AllocationKind
from tests.builders import TODAY, given
from tests.tui.conftest import SIZES, Open, Screens

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
def _cedar_has_no_lead(office: Office) -> None:
    """P3 is under management since today, and nobody leads."""
    given(office.desk("test"), "P3", NewFact(Inclusion, {"opened_on": TODAY} | _INCLUDED))


async def _fill(screens: Screens, *typed: str) -> None:
    """Type into one field after another, from the first empty one."""
    for number, text in enumerate(typed):
        if number:
            await screens.press("tab")
        await screens.type(text)


@pytest.mark.parametrize("size", SIZES)
async def test_what_needs_somebody_comes_first_and_an_officer_leads_to_their_people(
    open_screens: Open, size: tuple[int, int]
) -> None:
    async with open_screens("supervisor-1", size=size) as screens:
        await screens.press("g", "a")
        await screens.golden("allocation")

        await screens.press("j", "j", "enter")
        await screens.golden("allocation-officer")


async def test_a_person_without_a_lead_is_allocated(open_screens: Open, office: Office) -> None:
    async with open_screens("supervisor-1") as screens:
        await screens.press("g", "a", "a")
        await _fill(screens, "robin", "", "new")
        await screens.press("f9")
        await screens.golden("allocate-review")
        await screens.press("down", "enter")

        assert "Robin Lead leads P3 from Mon 16 Mar 2026." in screens.text
        assert "Everybody under lifetime management has a lead officer." in screens.text
    assert office.desk("test").run(read_allocations).unled == ()


async def test_an_allocation_is_taken_back(open_screens: Open, office: Office) -> None:
    async with open_screens("supervisor-1") as screens:
        await screens.press("g", "a", "a")
        await _fill(screens, "robin", "", "new")
        await screens.press("f9", "down", "enter")
        assert "Robin Lead leads P3 from Mon 16 Mar 2026." in screens.text

        await screens.press("ctrl+z")
        assert "This is taken back: Robin Lead leads P3" in " ".join(screens.text.split())
        await screens.press("down", "enter")
        assert "The allocation of P3 is taken back: nobody leads, as before." in screens.text
    assert [one.person for one in office.desk("test").run(read_allocations).unled] == ["P3"]


async def test_all_of_an_officers_people_are_handed_over_once_the_count_is_read(
    open_screens: Open, office: Office
) -> None:
    async with open_screens("supervisor-1") as screens:
        await screens.press("g", "a", "j", "j", "enter", "h")
        await _fill(screens, "robin", "", "left")
        await screens.press("f9")
        assert "Hand over 9 people" in screens.text
        await screens.press("down", "enter")

        assert "Robin Lead leads 9 people of First officer" in screens.text
    found = {one.login: one.leads for one in office.desk("test").run(read_allocations).officers}
    assert (found["officer"], found["lead-1"]) == (0, 10)


async def test_of_two_at_once_the_second_reads_that_they_were_not_first(
    open_screens: Open, office: Office
) -> None:
    async with open_screens("supervisor-1") as screens:
        await screens.press("g", "a", "a")
        await _fill(screens, "robin", "", "mine")
        await screens.press("f9")
        new = NewAllocation(AllocationKind.LEAD, "officer", TODAY, None, "I was first")
        other = office.desk("test")
        seen = other.run(plan_allocation, "P3", new).seen
        other.run(allocate, "P3", new, seen=seen)
        await screens.press("down", "enter")

        assert "Somebody else changed who leads or covers P3" in screens.text
        assert "mine" in screens.text, "what was typed is kept"


async def test_who_may_not_allocate_is_not_offered_it(open_screens: Open) -> None:
    async with open_screens("prison-1") as screens:
        await screens.press("g", "a")

        assert "a allocate" not in screens.text
