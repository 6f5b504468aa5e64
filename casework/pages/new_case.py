"""The page shown before a case is opened: the test in full, and who it may be already."""

from collections.abc import Sequence

from casework.forms.inclusion import InclusionTest
from casework.pages.page import Blank, Block, Field, Heading, Mark, Page, Paragraph, Words, strong
from casework.views.people import Found
from rules.days import say

_PARTS = (
    ("Works with others", "works_with_others"),
    ("Capacity and capability", "capacity_and_capability"),
    ("Continuing basis", "continuing_basis"),
    ("Planning, control and coordination", "planning_control_coordination"),
)


def new_case_page(test: InclusionTest, lead: str, likely: Sequence[Found]) -> Page:
    """Return the page; *lead* is who will lead the case, *likely* who may be the same person."""
    blocks: list[Block] = []
    if likely:
        blocks.append(Heading("Is it one of these?", f"{len(likely)} on record by a like name"))
        blocks += [
            Paragraph(Words(f"! {one.person} {one.name}: {one.why}", Mark.WARN), hang=2)
            for one in likely
        ]
        blocks.append(
            Paragraph("If so, cancel, and record what you know on that person's record instead.")
        )
        blocks.append(Blank())
    opened = "today" if test.opened_on is None else say(test.opened_on)
    blocks += [
        Field("person", strong(f"{test.surname.upper()} {test.forenames}")),
        Field("opened on", opened),
        Field("lead officer", f"{lead}, from today"),
    ]
    for heading, name in _PARTS:
        blocks += [Blank(), Heading(heading), Paragraph(str(getattr(test, name)))]
    if not likely:
        blocks.append(Paragraph("Nobody on record has a like name."))
    return Page("Open a case", tuple(blocks))
