"""A person's orders and their duties as pages."""

from collections.abc import Iterator, Sequence

from casework.pages.page import (
    Blank,
    Block,
    Heading,
    Hint,
    Mark,
    Page,
    Paragraph,
    Said,
    Target,
    Words,
    faint,
    strong,
)
from casework.pages.person import order_says, order_target
from casework.pages.person_head import title_of
from casework.views.life import ClauseLine, OrderLine, Standing, Stretch
from casework.views.person import PersonRecord
from rules.days import counted, say
from rules.vocabulary import DutyKind
from rules.words import ORDER_NAMES, opening

_RECORD = Hint("o records one.")


def orders(record: PersonRecord) -> Page:
    """Return every order, those that bind or will first, then those that ended."""
    life = record.life
    standing = [order for order in life.orders if order.standing is not Standing.ENDED]
    ended = [order for order in life.orders if order.standing is Standing.ENDED]
    blocks = [*_listed("Orders that bind or will", standing), *_listed("Orders that ended", ended)]
    nothing = Paragraph((faint("No order is recorded. "), _RECORD))
    return Page(title_of(record.head), tuple(blocks) or (nothing,))


def _listed(heading: str, listed: list[OrderLine]) -> Iterator[Block]:
    if not listed:
        return
    yield Heading(heading, str(len(listed)))
    for order in listed:
        yield Paragraph(order_says(order), order_target(order), hang=2)
        yield Paragraph(_details(order), order_target(order), indent=2, hang=2)
    yield Blank()


def _details(order: OrderLine) -> str:
    bound = f"Binds since {say(order.bound_from)}" if order.bound_from else "Does not bind"
    runs = f"; runs from {say(order.runs.first)}" if order.runs else ""
    reference = f"; reference {order.reference}" if order.reference else ""
    stopped = "".join(f"; suspended {_stretch(span)}" for span in order.suspensions)
    return f"{bound}{runs}{reference}{stopped}."


def _stretch(span: Stretch) -> str:
    return f"from {say(span.first)} to {say(span.last)}" if span.last else f"from {say(span.first)}"


def duties(record: PersonRecord) -> Page:
    """Return each clause of each order: its duty, how it stands, and its open flags."""
    blocks: list[Block] = []
    for order in record.life.orders:
        name = f"{opening(ORDER_NAMES[order.kind])} of {say(order.made_on)}"
        blocks.append(Heading(name, counted(len(order.clauses), "clause")))
        blocks.append(Paragraph(_order_stands(order), order_target(order)))
        blocks += _flags(order.flags)
        for clause in order.clauses:
            blocks += _clause(clause, order)
        blocks.append(Blank())
    nothing = Paragraph((faint("There are no duties: no order is recorded. "), _RECORD))
    return Page(title_of(record.head), tuple(blocks) or (nothing,))


def _order_stands(order: OrderLine) -> Said:
    shown = f"`casework order {order_target(order).key}` tells it."
    words = faint(f"{opening(order.why or order.standing.value)}. ")
    return words, Hint("Enter shows the order.", printed=shown)


def _clause(clause: ClauseLine, order: OrderLine) -> Iterator[Block]:
    free = clause.duty is DutyKind.FREE_WORDING
    said: list[str | Words] = [
        strong(f"{clause.number}. "),
        clause.wording if free else clause.duty_says,
        Words(f" {clause_stands(clause)}.", clause_mark(clause)),
        *([faint(" A person must monitor it.")] if free else []),
    ]
    yield Paragraph(said, order_target(order), hang=len(clause.number) + 2)
    yield from _flags(clause.flags)


def _flags(flags: Sequence[int]) -> Iterator[Block]:
    for flag in flags:
        yield Paragraph(Words(f"Open flag {flag}.", Mark.ALERT), Target("flag", str(flag)), 4)


def clause_mark(clause: ClauseLine) -> Mark:
    """Return how a clause that stands so stands out."""
    return Mark.GOOD if clause.standing is Standing.IN_FORCE else Mark.FAINT


def clause_stands(clause: ClauseLine) -> str:
    """Say how a clause stands and since when, as in "In force since Mon 3 Mar 2025"."""
    stands = opening(clause.standing.value)
    if clause.standing is Standing.IN_FORCE:
        span = clause.spans[-1]
        end = f", to {say(span.last)}" if span.last else ""
        return f"{stands} since {say(span.first)}{end}"
    if clause.standing is Standing.ENDED and clause.spans[-1].last:
        return f"Ended: its last day was {say(clause.spans[-1].last)}"
    return f"{stands}, {clause.why}" if clause.why else stands
