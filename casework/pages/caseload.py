"""A caseload in columns, the same on the screens and on the command line."""

from collections.abc import Sequence

from casework.forms.caseload_words import ORDER_WORDS, Order, read_narrowing
from casework.pages.flags import SEVERE
from casework.pages.page import (
    Block,
    Column,
    Mark,
    Page,
    Paragraph,
    Row,
    Said,
    Table,
    Target,
    Words,
    faint,
    strong,
)
from casework.views.caseload import Caseload, CaseloadLine
from rules.days import say
from rules.vocabulary import FlagKind, OrderKind

COLUMNS = (
    Column("person", 7),
    Column("name", 16),
    Column("where"),
    Column("open flags"),
    Column("next day", 11, drop=1),
    Column("orders", 20, drop=2),
    Column("lead", 18, drop=3),
)
_FLAGS = {
    FlagKind.SUSPECTED_NON_COMPLIANCE: ("suspected", "suspected"),
    FlagKind.LINE_OF_ENQUIRY: ("enquiry", "enquiries"),
    FlagKind.DEFECT: ("defect", "defects"),
    FlagKind.REMINDER: ("reminder", "reminders"),
}
_HMP = " (HMP)"
_SHORT = frozenset({OrderKind.SCPO, OrderKind.FRO, OrderKind.TRO})


def caseload_title(found: Caseload) -> str:
    """Say in a line what the list is narrowed and put in order by, and how many it leaves."""
    said = read_narrowing(found.narrowed_by).said()
    return f"Caseload, {_count(found)}: {said}; {ORDER_WORDS[found.order]}"


def caseload_page(found: Caseload) -> Page:
    """Return the lines that came with a caseload as a page."""
    table = Table(COLUMNS, tuple(map(caseload_row, found.lines)), nobody(found.narrowed_by))
    blocks: tuple[Block, ...] = (table,)
    if len(found.lines) < len(found.ids):
        shown = f"The first {len(found.lines):,} of {len(found.ids):,} are shown"
        blocks += (Paragraph(f"{shown}; `--limit {len(found.ids)}` shows all."),)
    return Page(caseload_title(found), blocks)


def caseload_row(line: CaseloadLine) -> Row:
    """Return somebody as a row that leads to their record."""
    also = faint(f" (also {', '.join(line.same_as)})") if line.same_as else ""
    return Row(
        (
            line.person,
            (strong(line.name), also),
            _where(line),
            _flags(line),
            "" if line.next_day is None else say(line.next_day)[4:],
            ", ".join(map(_order, line.orders)),
            _officers(line),
        ),
        Target("person", line.person),
    )


def nobody(narrowed_by: str) -> str:
    """Say why nobody is left, and what to do."""
    narrowing = read_narrowing(narrowed_by)
    if not narrowing.only and not narrowing.words:
        return "Nobody is on record here yet: import people, or load the demo region."
    return f"Nobody here: {narrowing.said()}. Take something of that away to see more."


def kept_words(narrowed_by: str, order: Order) -> str:
    """Say what a kept list holds."""
    return f"{read_narrowing(narrowed_by).said()}; {ORDER_WORDS[order]}"


def _count(found: Caseload) -> str:
    everybody, shown = found.of, len(found.ids)
    return f"{shown:,}" if shown == everybody else f"{shown:,} of {everybody:,}"


def _where(line: CaseloadLine) -> str:
    stage = line.stage.value.replace("_", " ")
    return f"{stage}, {line.prison.removesuffix(_HMP)}" if line.prison else stage


def _flags(line: CaseloadLine) -> Said:
    if line.gravest is None:
        return faint("none open")
    counted = (f"{one.count} {_FLAGS[one.kind][one.count != 1]}" for one in line.flags)
    mark = SEVERE.get(line.gravest, Mark.PLAIN)
    return Words(f"{line.gravest.value}: ", mark), ", ".join(counted)


def _order(kind: OrderKind) -> str:
    return kind.value.upper() if kind in _SHORT else kind.value.replace("_", " ")


def _officers(line: CaseloadLine) -> Said:
    lead: Sequence[str | Words] = (line.lead,) if line.lead else (faint("no lead"),)
    return (*lead, f", cover {line.cover}") if line.cover else tuple(lead)
