"""The page of one prison: who is here, arriving, leaving, and there together."""

from collections.abc import Iterator
from enum import StrEnum

from casework.pages.flags import SEVERE
from casework.pages.page import (
    Block,
    Heading,
    Hint,
    Mark,
    Page,
    Paragraph,
    Target,
    Words,
    faint,
    strong,
)
from casework.pages.rule_words import recipient_called
from casework.views.flags_open import FlagsOpen
from casework.views.prison import Leaving, Pair, PersonInPrison, PrisonView
from rules.days import counted, say
from rules.vocabulary import Stage
from rules.words import opening

_UNDER = 4
"""Cells by which what is said of somebody stands under their name."""

_ALERTS = {
    "XSC": "XSC (serious crime prevention order)",
    "XFO": "XFO (financial order)",
    "DOCGM": "DOCGM (organised crime)",
}
"""What the alerts say that the check itself reads; of the others the code alone is told."""

_OTHERS = Hint("Press g p for the other prisons.", printed="`casework prisons` tells the others.")
_EVERYBODY = Hint("Press 1 for everybody here.")


class Section(StrEnum):
    """The sections of the page, in the order of their digits."""

    HERE = "here"
    ARRIVING = "arriving"
    LEAVING = "leaving"
    TOGETHER = "co-located"


def prison_page(answer: PrisonView, only: Section | None = None) -> Page:
    """Return the page of a prison; *only* narrows it to one section, None shows all."""
    title = f"{answer.name} ({answer.code})" if answer.code else "Held, prison not recorded"
    shown = tuple(Section) if only is None else (only,)
    sections = [block for one in shown for block in _SECTIONS[one](answer)]
    first = _contents(answer) if only is not None else Paragraph(_known(answer))
    return Page(f"{title}: {only}" if only else title, (first, *sections))


def _contents(answer: PrisonView) -> Heading:
    """Say in one line what each digit shows, and how much of it there is."""
    counts = (len(answer.here), len(answer.arriving), len(answer.leaving), _together(answer))
    named = (
        f"{digit} {section} ({count:,})"
        for digit, (section, count) in enumerate(zip(Section, counts, strict=True), 1)
    )
    return Heading("Sections", "  ".join(named))


def _together(answer: PrisonView) -> int:
    return len(answer.pairs) + len(answer.groups)


def _known(answer: PrisonView) -> Words:
    """Say how far the feeds reach: nobody is placed by what has not come in."""
    parts = (("Movements", answer.movements_to), ("prison records", answer.records_to))
    said = " and ".join(
        f"{feed} are complete to {say(day)}" if day else f"{feed} have never been said complete"
        for feed, day in parts
    )
    return faint(f"As at {say(answer.on)}. {said}.")


def _here(answer: PrisonView) -> Iterator[Block]:
    yield Heading("Here", _people(len(answer.here)))
    if not answer.here:
        nobody = "Nobody on record is held here today, by movements or by prison records. "
        yield Paragraph((faint(nobody), _OTHERS))
    for one in answer.here:
        yield _person(one, _where(one), *_details(one))
    if answer.doubtful:
        yield Heading("Said to be here, and gone by as elsewhere", _people(len(answer.doubtful)))
    for doubt in answer.doubtful:
        words = (f"{doubt.person} ", strong(doubt.name), f": {doubt.says}")
        yield Paragraph(words, Target("person", doubt.person), hang=_UNDER)
    yield Paragraph(_known(answer))


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


def _person(one: PersonInPrison, words: str, *more: str | Words) -> Paragraph:
    """Tell somebody as one item: a line of who and where, and the rest under it."""
    said = (f"{one.person} ", strong(one.name), f"  {words}", *more)
    return Paragraph(said, Target("person", one.person), hang=_UNDER)


def _where(one: PersonInPrison) -> str:
    parts = [one.cell or "cell not recorded"]
    if one.category:
        parts.append(f"category {one.category}")
    if one.stage is Stage.TEMPORARY_RELEASE:
        parts.append("on temporary release")
    elif one.at_court:
        parts.append("at court")
    if one.since is not None:
        seen = "by the prison record since" if one.by_record else "since"
        parts.append(f"{seen} {say(one.since)}")
    return ", ".join(parts)


def _details(one: PersonInPrison) -> Iterator[str | Words]:
    """Say the rest of somebody on a line of its own; and where sources differ, on another."""
    yield "\n"
    if one.flags:
        yield from (_flags(one.flags), ". ")
    if one.orders:
        yield f"{', '.join(one.orders)}. "
    if one.groups:
        yield f"{opening(', '.join(one.groups))}. "
    if one.alerts:
        yield f"Alerts: {', '.join(_ALERTS.get(code, code) for code in one.alerts)}. "
    yield _lead(one)
    if one.differs:
        yield from ("\n", Words("Sources differ. ", Mark.WARN), one.differs)


def _flags(flags: FlagsOpen) -> Words:
    words = f"{counted(flags.count, 'open flag')}, gravest {flags.severity}"
    return Words(words, SEVERE.get(flags.severity, Mark.PLAIN))


def _lead(one: PersonInPrison) -> Words:
    if one.lead is not None:
        return faint(f"Lead {one.lead}.")
    words = "No lead officer." if one.managed else "Not under lifetime management."
    return Words(words, Mark.WARN if one.managed else Mark.FAINT)


def _arriving(answer: PrisonView) -> Iterator[Block]:
    yield Heading("Arrived in the last 14 days", _people(len(answer.arriving)))
    if not answer.arriving:
        nobody = "No movement has brought anybody on record here in 14 days. "
        yield Paragraph((faint(nobody), _EVERYBODY))
    for one in answer.arriving:
        yield _person(one, _where(one), *_details(one))
    if answer.coming:
        yield Heading("To come", _people(len(answer.coming)))
    for coming in answer.coming:
        kind = coming.kind.replace("_", " ")
        words = (f"{coming.person} ", strong(coming.name), f"  {kind} on {say(coming.on)}")
        yield Paragraph(words, Target("person", coming.person), hang=_UNDER)


def _leaving(answer: PrisonView) -> Iterator[Block]:
    yield Heading("Release expected within 56 days", _people(len(answer.leaving)))
    if not answer.leaving:
        yield Paragraph(
            (
                faint(
                    "Nobody here has a recorded release date within 56 days; dates are imported, "
                    "never computed. "
                ),
                _EVERYBODY,
            )
        )
    for one in answer.leaving:
        if one.leaving is not None:
            yield _person(one, _expected(one.leaving), *_release(one, one.leaving))


def _expected(leaving: Leaving) -> str:
    left = "today" if not leaving.days else f"in {counted(leaving.days, 'day')}"
    return f"{say(leaving.on)}, {left} ({leaving.by})"


def _release(one: PersonInPrison, leaving: Leaving) -> Iterator[str | Words]:
    """Say what starts on release, who is to be told, and who leads."""
    if leaving.starts:
        yield f"\nStarts on release: {'; '.join(leaving.starts)}."
    yield "\n"
    if one.managed:
        told = ", ".join(recipient_called(code) for code in leaving.told)
        yield f"To be told: {told}. "
    yield _lead(one)


def _co_located(answer: PrisonView) -> Iterator[Block]:
    pairs = len(answer.pairs)
    yield Heading("Here together, strongest concern first", counted(pairs, "pair"))
    if not pairs:
        yield Paragraph(
            (
                faint(
                    "No two people here are on record as rivals, co-defendants, partners, "
                    "associates or relatives, and no order forbids one the other. "
                ),
                _EVERYBODY,
            )
        )
    for pair in answer.pairs:
        yield from _pair(pair)
    for group in answer.groups:
        band = f"band {group.band}" if group.band else "no band recorded"
        yield Heading(f"Members of group {group.reference} ({band})", _people(len(group.members)))
        for person, name, role in group.members:
            words = (f"{person} ", strong(name), f"  {role or 'role not recorded'}")
            yield Paragraph(words, Target("person", person), hang=_UNDER)


def _pair(pair: Pair) -> Iterator[Block]:
    """Tell a pair in two items, so that each of the two is one key away."""
    first, second = _celled(pair.first_cell), _celled(pair.second_cell)
    said = (
        *(f"{pair.first} ", strong(pair.first_name), f"{first} and {pair.second} "),
        *(strong(pair.second_name), f"{second}\n{opening('; '.join(pair.why))}."),
    )
    yield Paragraph(said, Target("person", pair.first), hang=_UNDER)
    other = f"{pair.second} {pair.second_name}, here with {pair.first_name}"
    yield Paragraph(faint(other), Target("person", pair.second), indent=_UNDER)


def _celled(cell: str | None) -> str:
    return f" ({cell})" if cell else ""


_SECTIONS = {
    Section.HERE: _here,
    Section.ARRIVING: _arriving,
    Section.LEAVING: _leaving,
    Section.TOGETHER: _co_located,
}
