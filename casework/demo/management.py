"""What the region does about a person: the inclusion test, the lead officer, the reviews."""

from datetime import date, timedelta

from casework.demo.characters import Tale
from casework.demo.codes import OUTSIDE_EVERY_GROUP
from casework.demo.region import Registers
from casework.demo.story import Acquaintance, Story
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
from rules.days import ONE_DAY
from rules.vocabulary import AllocationKind, Feed

_REVIEWS_MISSED = 0.02
"""The share of cases whose reviews have stopped, 0 to 1."""

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


def manage(
    story: Story, registers: Registers, group: int, tale: Tale | None
) -> tuple[int | None, date]:
    """Open the case; return the lead officer now, None for none, and the day it was opened."""
    opened_on = story.ago(800 if tale is not None else 300, 1_800)
    story.add(
        Inclusion,
        opened_on=opened_on,
        works_with_others=story.one_of(_WITH_OTHERS),
        capacity_and_capability=story.one_of(_CAPABLE),
        continuing_basis=story.one_of(_CONTINUING),
        planning_control_coordination=story.one_of(_PLANNING),
    )
    lead = _lead(story, registers, opened_on, tale)
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
    missed = tale is Tale.REVIEW_MISSED or story.happens(_REVIEWS_MISSED)
    _review(story, opened_on, story.as_of - timedelta(days=260) if missed else story.as_of)
    if tale not in OUTSIDE_EVERY_GROUP:
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


def _lead(story: Story, registers: Registers, opened_on: date, tale: Tale | None) -> int | None:
    """Give the case its officers; return who leads it now, None for nobody."""
    if tale is Tale.LEAD_GONE:
        _allocate(story, registers.former_lead, opened_on)
        return None
    if tale is Tale.LEAD_ENDED:
        lead, ended_on = story.one_of(registers.leads), story.ago(10, 50)
        _allocate(story, lead, opened_on, ended_on)
        cover = story.one_of([officer for officer in registers.leads if officer != lead])
        _allocate(story, cover, ended_on + ONE_DAY, kind=AllocationKind.COVER)
        return None
    lead = story.one_of(registers.leads)
    since = opened_on
    if story.happens(0.3):
        since = story.day_between(opened_on + ONE_DAY, story.as_of)
        before = story.one_of([officer for officer in registers.leads if officer != lead])
        _allocate(story, before, opened_on, since - ONE_DAY)
    _allocate(story, lead, since)
    return lead


def _allocate(
    story: Story,
    officer: int,
    since: date,
    until: date | None = None,
    kind: AllocationKind = AllocationKind.LEAD,
) -> None:
    story.add(Allocation, officer_id=officer, kind=kind, since=since, until=until)


def _review(story: Story, opened_on: date, until: date) -> None:
    """Tell of the reviews up to a day, each on the day the one before it set."""
    day = opened_on + story.days(150, 210)
    while day <= until:
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
        Feed.CRIME_GROUPS,
        group_id=group,
        standing=story.one_of(("principal", "significant", "other", None)),
        role=story.one_of(_ROLES),
        may_be_disseminated=story.happens(0.7),
        since=since,
        until=None,
    )


def know(story: Story, other: Acquaintance) -> None:
    """Connect the person to another of the group, who has a record too."""
    story.add(
        Association,
        Feed.OFFICERS,
        kind=story.one_of(tuple(AssociationKind)),
        other_person_id=other.person,
        other_name=other.name,
        since=story.ago(400, 3_000),
        until=None,
    )
