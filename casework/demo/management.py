"""What the region does about a person: the inclusion test, the lead officer, the reviews."""

from datetime import date, timedelta

from casework.demo.region import Registers
from casework.demo.story import PersonMark, Story
from casework.models import (
    Allocation,
    Association,
    AssociationKind,
    GroupMembership,
    Inclusion,
    ManagementLevel,
    ManagementPlan,
    Note,
    Review,
)
from rules.vocabulary import AllocationKind, Feed

_WITH_OTHERS = (
    "Takes direction from, and gives it to, at least three others of the group.",
    "Co-defendants of two trials, and calls between them from prison.",
)
_CAPABLE = (
    "Has money, transport and people to move class A drugs between cities.",
    "Holds encrypted handsets and a company to launder through.",
)
_CONTINUING = (
    "Three investigations in eight years, with no gap of more than a year between them.",
    "Went on from prison after the last sentence, through visitors.",
)
_PLANNING = (
    "Sets prices and routes, pays drivers, and decides who collects debts.",
    "Plans deliveries weeks ahead and keeps others at a distance from one another.",
)
_OBJECTIVES = (
    "Full compliance with the order; disrupt any return to supply.",
    "Steady work and no contact with the group until the order ends.",
)
_ROLES = ("organiser", "transport", "finance", "enforcer", "corrupter", None)


def manage(story: Story, registers: Registers, group: int) -> tuple[int, date]:
    """Open the case; return the lead officer now and the day the case was opened."""
    opened_on = story.ago(300, 1_800)
    story.add(
        Inclusion,
        opened_on=opened_on,
        works_with_others=story.one_of(_WITH_OTHERS),
        capacity_and_capability=story.one_of(_CAPABLE),
        continuing_basis=story.one_of(_CONTINUING),
        planning_control_coordination=story.one_of(_PLANNING),
    )
    lead = _allocate(story, registers, opened_on)
    story.add(
        ManagementLevel, level=story.one_of(("1", "2", "2", "3")), since=opened_on, until=None
    )
    story.add(
        ManagementPlan,
        objective=story.one_of(_OBJECTIVES),
        since=opened_on,
        until=None,
        contact_every_days=story.one_of((28, 56, 84)),
    )
    _review(story, opened_on)
    join(story, group, since=opened_on - story.days(100, 900))
    if story.happens(0.4):
        story.add(
            Note,
            written_on=story.day_between(opened_on, story.as_of),
            body=story.one_of(
                ("Spoke of work in a garage.", "Wishes to move away from the group.")
            ),
            is_assessment=story.happens(0.5),
        )
    return lead, opened_on


def _allocate(story: Story, registers: Registers, opened_on: date) -> int:
    """Give the case a lead, and to some an earlier one before."""
    lead = story.one_of(registers.leads)
    since = opened_on
    if story.happens(0.3):
        handed_over = story.day_between(opened_on + timedelta(days=1), story.as_of)
        before = story.one_of([officer for officer in registers.leads if officer != lead])
        story.add(
            Allocation,
            officer_id=before,
            kind=AllocationKind.LEAD,
            since=opened_on,
            until=handed_over - timedelta(days=1),
        )
        since = handed_over
    story.add(Allocation, officer_id=lead, kind=AllocationKind.LEAD, since=since, until=None)
    return lead


def _review(story: Story, opened_on: date) -> None:
    day = opened_on + story.days(150, 210)
    while story.is_past(day):
        following = day + story.days(170, 200)
        story.add(
            Review,
            reviewed_on=day,
            next_due_on=following,
            outcome=story.one_of(("no change", "plan renewed", "level raised", "level lowered")),
        )
        day = following


def join(story: Story, group: int, *, since: date) -> None:
    """Make the person a member of a group."""
    story.add(
        GroupMembership,
        group_id=group,
        standing=story.one_of(("principal", "significant", "other", None)),
        role=story.one_of(_ROLES),
        may_be_disseminated=story.happens(0.7),
        since=since,
        until=None,
    )


def know(story: Story, other: PersonMark, name: str) -> None:
    """Connect the person to another of the group, who has a record too."""
    story.add(
        Association,
        Feed.OFFICERS,
        kind=story.one_of(tuple(AssociationKind)),
        other_person_id=other,
        other_name=name,
        since=story.ago(400, 3_000),
        until=None,
    )
