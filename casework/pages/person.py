"""A person's record as pages: the summary, and the timeline."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from casework.models import NameKind
from casework.pages.flags import SEVERE
from casework.pages.life_axis import Axis
from casework.pages.life_line import life_line, spell_in_words, whole
from casework.pages.page import (
    Blank,
    Block,
    Column,
    Field,
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
from casework.pages.person_head import name_says, number_says, title_of
from casework.pages.rule_words import ASKS
from casework.views.life import FlagMark, OrderLine, StageSpell, Standing
from casework.views.person import LastLine, PersonHead, PersonRecord
from rules.days import counted, say
from rules.vocabulary import Severity
from rules.words import ORDER_NAMES, opening

_MOST_FLAGS = 6
_MOST_COMING = 6


# The summary.


def summary(record: PersonRecord) -> Page:
    """Return what an officer needs who meets the person for the first time."""
    life = record.life
    return Page(
        title_of(record.head),
        (
            life_line(life, whole(life)),
            Blank(),
            *_orders_in_force(record),
            Blank(),
            *flags_gravest_first(record.flags, most=_MOST_FLAGS, person=record.head.person),
            Blank(),
            *_coming(record),
            Blank(),
            *_last(record),
            Blank(),
            *_unchecked(record),
            Blank(),
            *_names(record.head),
        ),
    )


def _orders_in_force(record: PersonRecord) -> Iterator[Block]:
    standing = [o for o in record.life.orders if o.standing is not Standing.ENDED]
    ended = len(record.life.orders) - len(standing)
    yield Heading("Orders that bind or will", f"{ended} more ended, in section 3" if ended else "")
    if not standing:
        nothing = faint("No order binds this person, and none is to come. ")
        yield Paragraph((nothing, Hint("o records one.")))
    for order in standing:
        yield Paragraph(order_says(order), order_target(order), hang=2)


def order_target(order: OrderLine) -> Target:
    """Return where an order is shown."""
    return Target("order", f"{order.person}/{order.order}")


def order_says(order: OrderLine) -> list[str | Words]:
    """Say an order in one sentence: what, whose, how it stands, its last day."""
    court = f", {order.court}" if order.court else ""
    name = f"{opening(ORDER_NAMES[order.kind])} of {say(order.made_on)}{court}"
    clauses = counted(len(order.clauses), "clause")
    stands = order.why or order.standing.value
    flagged = {flag for clause in order.clauses for flag in clause.flags} | set(order.flags)
    open_flags = f"; {counted(len(flagged), 'open flag')}" if flagged else ""
    return [strong(f"{name}:"), f" {stands}, {_last_day(order)}; {clauses}{open_flags}."]


def _last_day(order: OrderLine) -> str:
    if order.runs is None:
        return "no last day until it begins"
    return f"last day {say(order.runs.last)}" if order.runs.last else "no last day known"


def flags_gravest_first(
    flags: Sequence[FlagMark], *, most: int | None = None, person: str
) -> Iterator[Block]:
    """Yield open flags, the gravest first, as a table; the rest are a line that leads on."""
    shown = flags[:most]
    count = f"{len(shown)} of {len(flags)}" if len(flags) > len(shown) else ""
    yield Heading("Open flags, gravest first", count or (str(len(flags)) if flags else ""))
    yield Table(
        (
            Column("", 1),
            Column("Flag", 5, right=True, drop=2),
            Column("Severity", 8),
            Column("Asks", 9, drop=1),
            Column("What is said"),
        ),
        tuple(_flag_row(flag) for flag in shown),
        "No flag is open. The night's check raises one when something needs a decision.",
    )
    if len(flags) > len(shown):
        more = f"All {len(flags)} open flags, and those decided: section 7."
        yield Paragraph(more, Target("person", f"{person}/flags"))


def severity_words(severity: Severity) -> Words:
    """Return how grave something is, marked where it cannot wait."""
    return Words(severity.value, SEVERE.get(severity, Mark.PLAIN))


def _flag_row(flag: FlagMark) -> Row:
    aside = f"(aside until {say(flag.snoozed_until)}) " if flag.snoozed_until else ""
    cells = (
        flag.letter,
        str(flag.flag),
        severity_words(flag.severity),
        ASKS[flag.kind],
        f"{aside}{flag.says}",
    )
    return Row(cells, Target("flag", str(flag.flag)))


def _coming(record: PersonRecord) -> Iterator[Block]:
    shown = record.coming[:_MOST_COMING]
    of = f"{len(shown)} of {len(record.coming)}" if len(record.coming) > len(shown) else ""
    yield Heading(f"What falls due by {say(record.coming_to)}", of)
    yield Table(
        (Column("Day", 15), Column("What")),
        tuple(Row((say(one.on), one.says), Target(one.view, one.key)) for one in shown),
        "Nothing falls due that can be worked out.",
    )


def _last(record: PersonRecord) -> Iterator[Block]:
    yield _last_field("Last contact", record.last_contact, "No contact of an officer is recorded.")
    yield _last_field("Last movement", record.last_movement, "No movement is recorded.")


def _last_field(label: str, last: LastLine | None, nothing: str) -> Field:
    if last is None:
        return Field(label, faint(nothing))
    return Field(label, f"{say(last.on)}: {last.says}", Target("fact", last.fact))


def _unchecked(record: PersonRecord) -> Iterator[Block]:
    looked_on = record.unchecked_on
    on = f"as the night of {say(looked_on)} left it" if looked_on else ""
    yield Heading("What cannot be checked", on)
    if record.failed_on is not None:
        failed = (
            f"The night of {say(record.failed_on)} could not judge this person: their flags are "
            "as they were before, and the next night looks again."
        )
        yield Paragraph(Words(failed, Mark.ALERT))
    if looked_on is None:
        if record.failed_on is None:
            yield Paragraph(faint("The night has not looked at this person yet."))
        return
    if not record.unchecked:
        yield Paragraph(faint("Nothing: every duty was checked."))
    for line in record.unchecked:
        duties = "1 duty" if line.duties == 1 else f"{line.duties:,} duties"
        said = f"{duties}: {line.why}. Checkable with {line.remedy}."
        yield Paragraph(said, Target("person", f"{record.head.person}/duties"), hang=2)


def _names(head: PersonHead) -> Iterator[Block]:
    """Yield every name and number, each of them one key away."""
    yield Heading("Names and numbers")
    for name in head.names:
        said = "legal name" if name.kind is NameKind.LEGAL else ""
        yield Paragraph(
            f"{name.name}, {said}" if said else opening(name_says(name)), Target("fact", name.fact)
        )
    for number in head.numbers:
        yield Paragraph(opening(number_says(number)), Target("fact", number.fact))


# The timeline.


def timeline(record: PersonRecord, axis: Axis | None = None) -> Page:
    """Return the life on one line, the days of *axis*, and its stages and turns as tables."""
    life = record.life
    shown = axis or whole(life)
    days = f"{say(shown.first)} to {say(shown.last)}"
    return Page(
        title_of(record.head),
        (
            Heading("The life on one line", days),
            replace(life_line(life, shown), told=()),
            Blank(),
            Heading("Stages, newest first", str(len(life.stages))),
            *(_spell(spell, record) for spell in reversed(life.stages)),
            Blank(),
            Heading("Turns, newest first", str(len(life.turns))),
            Table(
                (Column("Day", 15), Column("What happened")),
                tuple(
                    Row((say(turn.on), turn.says), Target("fact", turn.fact)) for turn in life.turns
                ),
                (
                    "No movement, order, sentence or journey is recorded. ",
                    Hint("n records what happened."),
                ),
            ),
        ),
    )


def _spell(spell: StageSpell, record: PersonRecord) -> Paragraph:
    target = Target("fact", spell.fact) if spell.fact else None
    return Paragraph(spell_in_words(spell, record.head.today), target, hang=2)
