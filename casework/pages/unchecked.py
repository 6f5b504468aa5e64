"""The page of what cannot be checked: by reason, with what would make it checkable."""

from collections.abc import Iterator, Mapping
from datetime import date

from casework.pages.page import (
    Blank,
    Block,
    Column,
    Field,
    Heading,
    Hint,
    Page,
    Paragraph,
    Row,
    Table,
    Target,
    faint,
    strong,
)
from casework.views.case import UncheckedLine
from casework.views.unchecked import UncheckedCaseload, UncheckedOfPerson, UncheckedReason
from rules.days import say

_COLUMNS = (Column("Person", 8), Column("Name", None), Column("Duties", 6, right=True))


NOT_JUDGED = "not_judged"
"""Names the cases that could not be judged at all, beside the reasons of the others."""


def unchecked_page(found: UncheckedCaseload, *, more: Mapping[str, str]) -> Page:
    """Return the page; *more* says for a reason how everybody it is about is seen, if it can.

    At the screens it is empty: there the row leads to them. `NOT_JUDGED` is a reason too.
    """
    if found.judged_on is None:
        words = (
            "No night has ever finished, so nobody has been looked at; `casework nightly` judges "
            "the last day that ended."
        )
        return Page("Cannot be checked", (Paragraph(words),))
    if not (found.reasons or found.failed):
        words = "Nothing is left unchecked, as each case was last looked at."
        return Page("Cannot be checked", (Paragraph(words),))
    parts = [list(_not_judged(found, found.judged_on, more))] if found.failed else []
    if found.reasons:
        duties = _counted(found.duties, "duty", "duties")
        says = f"{duties} cannot be checked, as each case was last looked at."
        parts += [[Paragraph(says)], *(list(_reason(line, more)) for line in found.reasons)]
    blocks = [block for part in parts for block in (Blank(), *part)][1:]
    return Page(f"Cannot be checked, to {say(found.judged_on)}", tuple(blocks))


def every_case_judged() -> Page:
    """Return the page shown in place of the cases that were not judged, where there are none."""
    return Page("Not judged at all", (Paragraph("The last night judged every case it looked at."),))


def _not_judged(found: UncheckedCaseload, on: date, more: Mapping[str, str]) -> Iterator[Block]:
    """Name the cases the last night could not judge, and say what to do."""
    yield Heading("Not judged at all", _counted(found.failed, "person", "people"))
    yield Field(
        "Why",
        f"The check of their case failed in the night that judged {say(on)}. What is shown of them "
        "is as they were judged last; since then nothing new is flagged.",
    )
    remedy = (
        "Look through the record yourself. The next night looks again; where it fails again, "
        "give the error to whoever looks after casework. No case data is in it. "
    )
    how = Hint("Enter shows the record.", printed="`casework check PERSON` says what is wrong.")
    yield Field("What to do", (remedy, how))
    for one in found.not_judged:
        last = f"judged last for {say(one.last_judged)}" if one.last_judged else "never judged"
        words = f": {last}; the error is {one.error}."
        said = (f"{one.person} ", strong(one.name), words)
        yield Paragraph(said, Target("person", one.person), hang=2)
    yield from _others(NOT_JUDGED, len(found.not_judged), found.failed, more)


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
    yield from _others(line.reason, len(rows), line.people, more)


def _others(reason: str, shown: int, people: int, more: Mapping[str, str]) -> Iterator[Block]:
    if shown == people:
        return
    how = more.get(reason)
    if how is None:
        yield Paragraph(f"Show all {people:,}", Target("unchecked", reason))
    else:
        yield Paragraph(faint(f"{shown:,} of {people:,} shown; {how}"))


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
