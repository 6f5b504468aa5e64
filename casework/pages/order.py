"""One order as a page: how it stands, its clauses, what was owed, and what changed it."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from casework.pages.compliance import compliance
from casework.pages.fact_words import words
from casework.pages.page import (
    Beside,
    Blank,
    Block,
    Column,
    Field,
    Heading,
    Hint,
    Line,
    Mark,
    Page,
    Paragraph,
    Picture,
    Row,
    Said,
    Table,
    Target,
    Words,
    faint,
    strong,
)
from casework.pages.person_duties import clause_mark, clause_stands
from casework.views.life import FlagMark, Standing
from casework.views.order import ChangeLine, ClauseRecord, OrderRecord, VariationLine
from rules.days import say
from rules.vocabulary import FlagKind
from rules.words import ORDER_NAMES, clauses_in_words, opening


class OrderSection(StrEnum):
    """The sections of an order, in order of their digits."""

    CLAUSES = "clauses"
    COMPLIANCE = "compliance"
    CHANGES = "service and variations"


_VARY = Hint("v records one.")
_ASKS = {FlagKind.SUSPECTED_NON_COMPLIANCE: "suspected non-compliance"}


def order_page(record: OrderRecord, section: OrderSection | None = None) -> Page:
    """Return the page of an order; with a *section* that one alone, without one all of them."""
    title = f"{record.person}  {record.name}: order of {say(record.line.made_on)}"
    blocks: list[Block] = [*_head(record)]
    for one in OrderSection if section is None else (section,):
        blocks += [_bar(one) if section else Heading(opening(one.value)), *_SECTIONS[one](record)]
        blocks += [] if section else [Blank()]
    return Page(title, tuple(blocks))


def _bar(section: OrderSection) -> Picture:
    parts: list[Words] = []
    for number, one in enumerate(OrderSection, 1):
        shown = one is section
        parts.append(strong(f"[{number} {one.value}]") if shown else faint(f"{number} {one.value}"))
        parts.append(Words("  "))
    return Picture(lambda _: [Line(tuple(parts[:-1]))], (f"Section: {section.value}.",))


# How it stands.


def _head(record: OrderRecord) -> Iterator[Block]:
    line, target = record.line, Target("fact", f"court_order/{record.line.order}")
    reference = f", reference {line.reference}" if line.reference else ""
    court = f" ({words(record.court)})" if line.court != words(record.court) else ""
    nation = words(record.nation).title().replace(" And ", " and ")
    made = f" of {say(line.made_on)}, {line.court}{court}, {nation}{reference}"
    yield Field("order", [strong(opening(ORDER_NAMES[line.kind])), made], target)
    yield Field("stands", _stands(record))
    yield Field("last day", _last_day(record))
    own = [flag for flag in record.flags if flag.flag in line.flags]
    for flag in own:
        yield _flag(flag)
    for one in record.unchecked:
        yield Paragraph(_cannot(one.why, one.remedy), target, hang=2)


def _stands(record: OrderRecord) -> list[str | Words]:
    line = record.line
    standing = line.standing
    mark = Mark.STRONG if standing is Standing.IN_FORCE else Mark.WARN
    stands = opening(line.why or standing.value)
    return [Words(f"{stands},", mark), f" {record.begins}. {record.binding}"]


def _last_day(record: OrderRecord) -> str:
    if record.ends_on is None:
        return f"Not known: {record.end_says}."
    return f"{say(record.ends_on)}: {record.end_says}."


def _flag(flag: FlagMark, *, indent: int = 0) -> Paragraph:
    asks = _ASKS.get(flag.kind, words(flag.kind))
    named = Words(f"! Open flag {flag.flag}, {asks}: ", Mark.ALERT)
    return Paragraph((named, flag.says), Target("flag", str(flag.flag)), indent, hang=2)


def _cannot(why: str, remedy: str) -> list[str | Words]:
    return [Words("? Cannot be checked: ", Mark.WARN), f"{why}. It would help: {remedy}."]


# Clauses.


def _clauses(record: OrderRecord) -> Iterator[Block]:
    if not record.clauses:
        nothing = "No clause is recorded: no duty of this order is checked. "
        yield Paragraph((nothing, Hint("c adds a clause.")))
    flags = {flag.flag: flag for flag in record.flags}
    for clause in record.clauses:
        line = clause.line
        target = Target("fact", f"provision/{line.provision}")
        yield Beside(
            [strong(f"{line.number}. "), f"“{line.wording}”"],
            [
                faint("Read as: "),
                line.duty_says,
                Words(f" {_stands_so(clause, record)}.", clause_mark(line)),
                faint(f" Starts {clause.starts}{_varied(clause)}."),
            ],
            target,
        )
        for flag in line.flags:
            yield _flag(flags[flag], indent=2)
        for one in clause.unchecked:
            yield Paragraph(_cannot(one.why, one.remedy), target, indent=2, hang=2)


def _stands_so(clause: ClauseRecord, record: OrderRecord) -> str:
    """Say how a clause stands; that it ends with its order needs no word."""
    with_order = f", to {say(record.ends_on)}" if record.ends_on else ""
    return clause_stands(clause.line).removesuffix(with_order)


def _varied(clause: ClauseRecord) -> str:
    brought = clause.brought_in
    said = f"; brought in by the variation of {say(brought)}" if brought else ""
    taken = clause.taken_out
    return said + (f"; taken out by the variation of {say(taken)}" if taken else "")


# Service and what changed it.


def _changes(record: OrderRecord) -> Iterator[Block]:
    yield Heading("Service", str(len(record.services)) if record.services else "")
    yield Table(
        (Column("Served on", 15), Column("How", 17), Column("Of", 31), Column("Binds")),
        tuple(
            Row(
                (
                    say(service.served_on),
                    words(service.method),
                    _of(service.of_variation),
                    "yes" if service.binds else "no",
                ),
                Target("fact", service.fact),
            )
            for service in record.services
        ),
        ("No service of notice is recorded. ", Hint("a records one.")),
    )
    if not all(service.binds for service in record.services):
        yield Paragraph(
            "Service that is neither in person nor by recorded delivery binds nobody: Serious "
            "Crime Act 2007 s.10."
        )
    yield Blank()
    yield Heading("Variations", str(len(record.variations)) if record.variations else "")
    for varied in record.variations:
        yield Paragraph(_variation(varied), Target("fact", varied.fact), hang=2)
    if not record.variations:
        yield Paragraph((faint("No variation is recorded. "), _VARY))
    ended = (faint("No discharge, revocation or quashing is recorded. "), _VARY)
    suspended = faint("It was never suspended, as far as is recorded.")
    for heading, lines, nothing in (
        ("Suspensions", record.suspensions, suspended),
        ("Endings", record.endings, ended),
        ("Certified copies", record.copies, faint("No certified copy is on record.")),
    ):
        yield Blank()
        yield from _listed(heading, lines, nothing)


def _of(variation: date | None) -> str:
    return f"the variation of {say(variation)}" if variation else "the order"


def _variation(varied: VariationLine) -> list[str | Words]:
    said = []
    if varied.effect_from is None:
        said.append("it binds nobody yet, for the person was neither represented nor served")
    else:
        said.append(f"in effect from {say(varied.effect_from)}")
    if varied.brought_in:
        said.append(f"brought in {clauses_in_words(varied.brought_in)}")
    if varied.taken_out:
        said.append(f"took out {clauses_in_words(varied.taken_out)}")
    if varied.new_end is not None:
        before = f" (before: {say(varied.end_before)})" if varied.end_before else ""
        moved = "moved the last day to" if varied.moved_end else "names a last day, not in effect:"
        said.append(f"{moved} {say(varied.new_end)}{before}")
    if len(said) == 1 and varied.effect_from is not None:
        said.append("which clauses it changed is not recorded")
    return [strong(f"{say(varied.made_on)}: "), f"{'; '.join(said)}."]


def _listed(heading: str, lines: tuple[ChangeLine, ...], nothing: Said) -> Iterator[Block]:
    yield Heading(heading, str(len(lines)) if lines else "")
    for line in lines:
        yield Paragraph(f"{say(line.on)}: {line.says}.", Target("fact", line.fact), hang=2)
    if not lines:
        yield Paragraph(nothing)


_SECTIONS = {
    OrderSection.CLAUSES: _clauses,
    OrderSection.COMPLIANCE: compliance,
    OrderSection.CHANGES: _changes,
}
