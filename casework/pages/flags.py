"""Open flags as a list: one line each, the severest first, and how many there are."""

from collections.abc import Iterable, Mapping

from casework.models import FlagProgress
from casework.pages.page import (
    Block,
    Column,
    Hint,
    Mark,
    Page,
    Paragraph,
    Part,
    Row,
    Said,
    Table,
    Target,
    Words,
    faint,
    strong,
)
from casework.pages.rule_words import ASKS, rule_called
from casework.views.finding import FlagLine
from rules.days import say
from rules.vocabulary import FlagKind, Severity

COLUMNS = (
    Column("severity", 8),
    Column("asks to", 8),
    Column("person"),
    Column("why"),
    Column("day", 11, drop=1),
)
"""What is said of a flag in one line."""

SEVERE = {Severity.CRITICAL: Mark.ALERT, Severity.HIGH: Mark.WARN}
"""How the gravest stand out beside their word."""

_MATTERS = {
    FlagKind.SUSPECTED_NON_COMPLIANCE: "suspected non-compliance",
    FlagKind.LINE_OF_ENQUIRY: "lines of enquiry",
    FlagKind.DEFECT: "defects of the record",
    FlagKind.REMINDER: "reminders",
}
"""What each kind of flag is called where several are meant."""


def flag_row(flag: FlagLine) -> Row:
    """Word a flag in one line: how severe, what it asks, whose, why, and the day that counts.

    That is the first day of default, or the day something was due; else the day it was opened.
    """
    finding = flag.finding
    waits = flag.progress is FlagProgress.DECISION_PROPOSED
    aside = faint(f" (put aside to {say(flag.snoozed_until)[4:]})") if flag.snoozed_until else ""
    return Row(
        (
            Words(finding.severity.value, SEVERE.get(finding.severity, Mark.PLAIN)),
            "confirm" if waits else ASKS[finding.kind],
            (f"{flag.person} ", strong(flag.name)),
            (rule_called(finding.rule), aside),
            say(finding.default_on or finding.due_on or flag.open_since)[4:],
        ),
        Target("flag", str(flag.flag)),
    )


def kinds_called(kind: FlagKind) -> str:
    """Return what flags of a kind are called together."""
    return _MATTERS[kind]


def counts_in_words(kinds: Mapping[FlagKind, int], chosen: FlagKind | None) -> str:
    """Say how many flags there are of each kind, each after its key; the chosen in brackets."""
    counts: list[tuple[FlagKind | None, str, int]] = [(None, "all", sum(kinds.values()))]
    counts += [(kind, asks, kinds.get(kind, 0)) for kind, asks in ASKS.items()]
    return "  ".join(
        f"[{number} {words} {count:,}]" if kind is chosen else f"{number} {words} {count:,}"
        for number, (kind, words, count) in enumerate(counts, 1)
    )


def how_many(kinds: Mapping[FlagKind, int], *, snoozed: int) -> Said:
    """Say how many flags a list holds, of which kinds, and how many are put aside for now."""
    counts = [f"{_MATTERS[kind]} {kinds[kind]:,}" for kind in ASKS if kinds.get(kind)]
    aside = f" {snoozed:,} put aside for now." if snoozed else ""
    if not counts:
        return faint(f"No flag of this sort is open.{aside}")
    number = sum(kinds.values())
    called = "flag is" if number == 1 else "flags are"
    return f"{number:,} {called} open: {', '.join(counts)}.{aside}"


def none_open(*, holding: str = "", snoozed: int = 0, narrowed: bool = False) -> Said:
    """Say why no flag is listed, and what can be done."""
    if holding:
        return faint(
            f"No open flag here is of a person, a rule, a severity or a kind called “{holding}”. "
            "Clear the filter to see all."
        )
    nothing = "No flag of this sort is open." if narrowed else "No flag is open."
    aside: tuple[Part, ...] = ()
    if snoozed:
        aside = (faint(f" {snoozed:,} put aside for now."), Hint(" S shows them."))
    if narrowed:
        return faint(nothing), *aside, Hint(" 1 shows every kind, m everybody's.")
    night = faint(" The nightly check raises them.")
    how = Hint(" g h shows how last night went, g u what it could not check.")
    return faint(nothing), *aside, night, how


def flags_page(flags: Iterable[FlagLine], *, open_flags: int, snoozed: int) -> Page:
    """Make a page of open flags; *open_flags* says how many there are, shown or not."""
    rows = tuple(flag_row(flag) for flag in flags)
    blocks: list[Block] = [Paragraph(f"{len(rows):,} of {open_flags:,} open, the severest first.")]
    if snoozed:
        blocks.append(Paragraph(f"{snoozed:,} more put aside for now."))
    empty = "No flag is open. The nightly check raises them: `casework nightly`."
    return Page("Flags", (*blocks, Table(COLUMNS, rows, empty)))
