"""The page of what cannot be checked: by reason, with what would make it checkable."""

from collections.abc import Iterator, Mapping

from casework.pages.page import (
    Blank,
    Block,
    Column,
    Field,
    Heading,
    Page,
    Paragraph,
    Row,
    Table,
    Target,
    faint,
)
from casework.views.case import UncheckedLine
from casework.views.unchecked import UncheckedCaseload, UncheckedOfPerson, UncheckedReason
from rules.days import say

_COLUMNS = (Column("Person", 8), Column("Name", None), Column("Duties", 6, right=True))


def unchecked_page(found: UncheckedCaseload, *, more: Mapping[str, str]) -> Page:
    """Return the page; *more* says for a reason how everybody it is about is seen, if it can.

    At the screens it is empty: there the row leads to them.
    """
    if found.judged_on is None:
        words = (
            "No night has ever finished, so nobody has been looked at; `casework nightly` judges "
            "the last day that ended."
        )
        return Page("Cannot be checked", (Paragraph(words),))
    if not found.reasons:
        words = "Nothing is left unchecked, as each case was last looked at."
        return Page("Cannot be checked", (Paragraph(words),))
    duties = _counted(found.duties, "duty", "duties")
    blocks: list[Block] = [
        Paragraph(f"{duties} cannot be checked, as each case was last looked at."),
    ]
    for line in found.reasons:
        blocks += [Blank(), *_reason(line, more)]
    return Page(f"Cannot be checked, to {say(found.judged_on)}", tuple(blocks))


def _reason(line: UncheckedReason, more: Mapping[str, str]) -> Iterator[Block]:
    duties, whose = (
        _counted(line.duties, "duty", "duties"),
        _counted(line.people, "person", "people"),
    )
    yield Heading(_called(line.reason), f"{duties} of {whose}")
    yield Field("Why", line.why)
    yield Field("Checkable with", line.remedy)
    rows = tuple(
        Row((one.person, one.name, f"{one.duties:,}"), Target("person", one.person))
        for one in line.named
    )
    yield Table(_COLUMNS, rows, "Nobody is named.")
    if len(rows) < line.people:
        how = more.get(line.reason)
        if how is None:
            yield Paragraph(f"Show all {line.people:,}", Target("unchecked", line.reason))
        else:
            yield Paragraph(faint(f"{len(rows):,} of {line.people:,} shown; {how}"))


def unchecked_of_page(found: UncheckedOfPerson, *, most: int, more: str) -> Page:
    """Return the page of one person, duty by duty; *more* says how to see all of them."""
    duties = _counted(len(found.duties), "duty", "duties")
    blocks: list[Block] = [
        Paragraph(f"{duties} cannot be checked at the end of {say(found.judged_on)}."),
    ]
    for line in found.duties[:most]:
        blocks += [Blank(), *_duty(found.person, line)]
    if len(found.duties) > most:
        blocks += [Blank(), Paragraph(faint(f"{most:,} of {len(found.duties):,} shown; {more}"))]
    return Page(f"Cannot be checked: {found.person} {found.name}", tuple(blocks))


def _duty(person: str, line: UncheckedLine) -> Iterator[Block]:
    yield Paragraph(f"{_called(line.reason)}: {line.subject_says}", Target("person", person))
    yield Field("Why", f"{line.why} ({line.rule})" if line.rule else line.why)
    yield Field("Checkable with", line.remedy)


def _called(reason: str) -> str:
    return reason.replace("_", " ").capitalize()


def _counted(count: int, noun: str, plural: str) -> str:
    return f"{count:,} {noun if count == 1 else plural}"
