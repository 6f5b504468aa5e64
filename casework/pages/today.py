"""The page of today: what needs an officer now, section by section, with honest counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from casework.pages.page import (
    Blank,
    Block,
    Heading,
    Hint,
    Mark,
    Page,
    Paragraph,
    Row,
    Table,
    Target,
    Words,
    faint,
    strong,
)
from casework.pages.today_sections import (
    DECIDE,
    DRAFTS,
    DUE,
    HEADINGS,
    NEW,
    RELEASES,
    SECTIONS,
    UNCHECKED,
    Section,
    counted,
    section_of,
)
from casework.pages.unchecked import NOT_JUDGED
from casework.views.today import Ahead, Today
from rules.days import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How the page is used where it is shown: at the screens, or printed.

    `few` rows of a section are shown, None all. `more` says for a section how all of it is
    seen; at the screens the row itself leads there.
    """

    few: int | None
    more: Mapping[str, str] = field(default_factory=dict)


AT_THE_SCREENS = Face(few=5)
PRINTED = Face(
    few=5,
    more=MappingProxyType(
        {
            NEW: "`casework today --all`",
            DECIDE: "`casework today --all`",
            DUE: "`casework today --all`",
            RELEASES: "`casework today --all`",
            UNCHECKED: "`casework unchecked`",
            DRAFTS: "`casework drafts`",
        }
    ),
)

_WIDEN = Hint(
    "Press m to see everybody you may see.",
    printed="`casework today --everybody` shows everybody you may see.",
)
_NARROW = Hint(
    "Press m for only the people you lead or cover.",
    printed="`casework today --mine` shows only the people you lead or cover.",
)
_INSIDE = Hint(
    "g p shows who is in which prison.",
    printed="`casework prisons` shows who is in which prison.",
)
"""Who files what happens in prisons leads nobody."""


def today_page(
    today: Today,
    ahead: Ahead | None,
    *,
    last_ended: date,
    face: Face,
    only: str = "",
    instead: str = "Looking ahead…",
) -> Page:
    """Return the page; *ahead* is None while it is not read, and *instead* said in its place.

    *last_ended* is the last day that has ended, which last night ought to have judged.
    *only* is the one section to be shown, whole; empty for all of them.
    """
    blocks: list[Block] = []
    if only not in SECTIONS:
        blocks += [*_last_night(today, last_ended), _whose_day(today), Blank()]
    if only not in SECTIONS and not (today.everybody or today.people):
        sections: tuple[str, ...] = (DRAFTS,)
    else:
        sections = (only,) if only in SECTIONS else SECTIONS
    for name in sections:
        section = section_of(name, today, ahead)
        if section is None:
            blocks += [Heading(HEADINGS[name]), Paragraph(faint(instead))]
        elif only in SECTIONS or face.few is None:
            blocks += _whole(section)
        else:
            blocks += _begun(section, face)
        blocks.append(Blank())
    return Page(f"Today, {say(today.on)}: {_whose(today)}", tuple(blocks[:-1]))


def _whose(today: Today) -> str:
    if today.everybody:
        return "everybody you may see"
    if not today.people:
        return "you lead and cover nobody"
    return f"{counted(today.people, 'person', 'people')} you lead or cover"


def _whose_day(today: Today) -> Paragraph:
    """Say how to see others' day, and why this one is empty where it is."""
    if today.everybody:
        return Paragraph(_NARROW)
    if today.people:
        return Paragraph(_WIDEN)
    words = "You lead and cover nobody today, so nothing here is yours to decide. "
    return Paragraph((words, _WIDEN, " ", _INSIDE))


def _last_night(today: Today, last_ended: date) -> Iterator[Block]:
    night, missing = today.health.last_night, today.health.missing(last_ended)
    if night is None:
        words = (
            "No night has ever finished, so nothing has been checked; `casework nightly` judges "
            "the last day that ended."
        )
        yield Paragraph(Words(words, Mark.ALERT), hang=2)
        return
    if missing:
        yield Paragraph(
            Words(
                f"Last night's check did not run: {counted(missing, 'night')} missing. "
                f"{say(night.judged_on)} was judged last, and what happened since is not.",
                Mark.ALERT,
            ),
            hang=2,
        )
    else:
        yield Paragraph(
            f"Last night judged {say(night.judged_on)}: "
            f"{counted(night.cases_checked, 'case')} checked, "
            f"{counted(night.flags_raised, 'flag')} raised, "
            f"{night.flags_reopened:,} re-opened, {night.flags_withdrawn:,} withdrawn.",
            hang=2,
        )
    if night.cases_failed:
        words = (
            f"{counted(night.cases_failed, 'case')} could not be judged that night; what is "
            "shown of them is as before, and the next night looks again. "
        )
        names = Hint("Enter names them.", printed="`casework unchecked` names them.")
        yield Paragraph((Words(words, Mark.ALERT), names), Target("unchecked", NOT_JUDGED), hang=2)


def _begun(section: Section, face: Face) -> Iterator[Block]:
    """Give the first rows of a section, and last where all of them are."""
    yield from _rows(section, section.rows[: face.few])
    if len(section.rows[: face.few]) < section.total:
        how = face.more.get(section.name)
        says = f"All {section.total:,}: {how}" if how else f"Show all {section.total:,}"
        yield Paragraph(strong(says), section.leads_to)
    for note in section.notes:
        yield Paragraph(faint(note), hang=2)


def _whole(section: Section) -> Iterator[Block]:
    yield from _rows(section, section.rows)
    for note in section.notes:
        yield Paragraph(faint(note), hang=2)
    if len(section.rows) < section.total:
        yield Paragraph(faint(f"Only the first {len(section.rows):,} are shown."))


def _rows(section: Section, rows: Sequence[Row]) -> Iterator[Block]:
    count = f"{len(rows):,} of {section.total:,}" if section.total else "none"
    yield Heading(section.heading, f"{count}{section.counted}")
    if rows:
        yield Table(section.columns, tuple(rows), section.empty)
    else:
        yield Paragraph(faint(section.empty))
