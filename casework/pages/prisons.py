"""The page of the prisons where somebody on record is held."""

from casework.pages.page import Column, Heading, Hint, Page, Paragraph, Row, Table, Target, faint
from casework.views.prison import PrisonLine, PrisonList
from rules.days import counted, say

_COLUMNS = (
    Column("Prison", 22),
    Column("Code", 5, drop=2),
    Column("Here", 5, right=True),
    Column("Managed", 7, right=True, drop=3),
    Column("Arrived", 7, right=True),
    Column("Leaving", 7, right=True),
    Column("Open flags", 21),
)
_EMPTY = (
    "Nobody on record is held today: no movement and no prison record has anybody in. ",
    Hint("Press g c for the caseload.", printed="`casework caseload` lists everybody."),
)
NOWHERE = "-"
"""The key of those who are held in a prison that nothing names."""


def prisons_page(answer: PrisonList) -> Page:
    """Return the prisons, the fullest first, each leading to its own page."""
    people = sum(one.here for one in answer.prisons)
    return Page(
        "Prisons",
        (
            Heading(
                "Who is held where",
                f"{counted(people, 'person') if people == 1 else f'{people:,} people'} in "
                f"{counted(len(answer.prisons), 'prison')} on {say(answer.on)}",
            ),
            Table(_COLUMNS, tuple(_row(one) for one in answer.prisons), _EMPTY),
            Paragraph(
                faint(
                    "Arrived: within the last 14 days, by a movement. Leaving: release expected "
                    "within 28 days."
                )
            ),
        ),
    )


def _row(one: PrisonLine) -> Row:
    flags = "none" if one.gravest is None else f"{one.flags:,}, gravest {one.gravest}"
    return Row(
        (
            one.name if one.code else "prison not recorded",
            one.code or NOWHERE,
            f"{one.here:,}",
            f"{one.managed:,}",
            f"{one.arriving:,}",
            f"{one.leaving:,}",
            flags,
        ),
        Target("prison", one.code or NOWHERE),
    )
