"""What each clause of an order asked for so far, period by period and event by event."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from casework.pages.page import (
    Blank,
    Block,
    Column,
    Heading,
    Hint,
    Line,
    Mark,
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
from casework.views.order import ClauseRecord, OrderRecord, OwedLine
from rules.days import say
from rules.owed import OwedState
from rules.words import clauses_in_words, days_late, days_span, opening

_LETTERS = {
    OwedState.IN_TIME: Words("T", Mark.GOOD),
    OwedState.LATE: Words("L", Mark.WARN),
    OwedState.NOT_RECEIVED: Words("N", Mark.ALERT),
    OwedState.NOT_YET_DUE: Words("."),
    OwedState.NOT_IN_FORCE: Words("-", Mark.FAINT),
    OwedState.CANNOT_BE_TOLD: Words("?", Mark.WARN),
}
_TEN = 10
_INDENT = "  "
_NONE_TIMED = (
    "No clause of this order has days to keep. What is found against its clauses shows as flags, "
    "beside the clauses."
)
_PERIODS = (
    Column("", 1),
    Column("Period", 26),
    Column("Due by", 11),
    Column("Came on", 11),
    Column("How it stands"),
)


def compliance(record: OrderRecord) -> Iterator[Block]:
    """Give the grid: each clause that has days to keep, then those that have none."""
    timed = [clause for clause in record.clauses if clause.timed]
    if timed:
        yield Paragraph(faint(f"As at the end of {say(record.today)}. {legend()}"))
    for clause in timed:
        yield Blank()
        yield from _clause(clause)
    untimed = [clause.line.number for clause in record.clauses if not clause.timed]
    if not timed:
        yield Paragraph(_NONE_TIMED)
    elif untimed:
        yield Blank()
        named = opening(clauses_in_words(untimed))
        have = "has" if len(untimed) == 1 else "have"
        yield Paragraph(
            f"{named} {have} no days to keep: what is found against {_them(untimed)} shows as "
            "flags, beside the clauses."
        )


def _them(numbers: Sequence[str]) -> str:
    return "it" if len(numbers) == 1 else "them"


def legend() -> str:
    """Return what each letter of the grid means."""
    return ", ".join(f"{letter.text} {state.value}" for state, letter in _LETTERS.items()) + "."


def _clause(clause: ClauseRecord) -> Iterator[Block]:
    line = clause.line
    yield Heading(f"Clause {line.number}: {line.duty_says}")
    if not clause.owed:
        yield Paragraph(_nothing_owed(clause), _provision(clause))
        return
    yield _strip(clause.owed)
    if clause.by_period:
        rows = tuple(_period(owed, clause) for owed in reversed(clause.owed))
        yield Table(_PERIODS, rows, "")
        for owed in clause.owed:
            if owed.why is not None:
                yield Paragraph(f"{opening(owed.what)}: {owed.why}.", _target(owed, clause), 2, 2)
    else:
        for owed in reversed(clause.owed):
            yield Paragraph(_event(owed), _target(owed, clause), hang=3)


def _nothing_owed(clause: ClauseRecord) -> Said:
    if not clause.line.spans:
        return faint(f"Nothing was owed under it: {clause.line.why or clause.line.standing.value}.")
    if clause.by_period:
        return faint("No period has begun. The first is shown on the day it begins.")
    nothing = faint("Nothing that sets its time running is recorded. ")
    return nothing, Hint("a records what happened.")


def _strip(owed: Sequence[OwedLine]) -> Picture:
    """Return one letter for each thing owed, oldest first, a gap after every ten."""
    letters = [_LETTERS[one.state] for one in owed]

    def drawn(width: int) -> list[Line]:
        tens = max((width - len(_INDENT)) // (_TEN + 1), 1)
        lines = []
        for start in range(0, len(letters), tens * _TEN):
            parts = [Words(_INDENT)]
            for place, letter in enumerate(letters[start : start + tens * _TEN]):
                parts += [Words(" ")] if place and not place % _TEN else []
                parts.append(letter)
            lines.append(Line(tuple(parts)))
        return lines

    counts = Counter(one.state for one in owed)
    said = ", ".join(f"{counts[state]} {state.value}" for state in OwedState if counts[state])
    return Picture(drawn, (f"{opening(said)}.",))


def _period(owed: OwedLine, clause: ClauseRecord) -> Row:
    cells = (
        _LETTERS[owed.state],
        days_span(owed.first, owed.last),
        _day(owed.due_on) if owed.due_on else "not known",
        _day(owed.came_on) if owed.came_on else "-",
        Words(_stands(owed), _LETTERS[owed.state].mark),
    )
    return Row(cells, _target(owed, clause))


def _day(day: date) -> str:
    """Return a day without its weekday, as spans of days are told."""
    return say(day)[4:]


def _event(owed: OwedLine) -> list[str | Words]:
    due = f"due by {say(owed.due_on)}" if owed.due_on else "no time can be worked out"
    came = f", came on {say(owed.came_on)}" if owed.came_on else ""
    why = f": {owed.why}" if owed.why else ""
    how = f" {opening(owed.how)}." if owed.how else ""
    letter = _LETTERS[owed.state]
    return [
        Words(f"{letter.text}  ", letter.mark),
        strong(owed.what),
        f": {due}{came}; ",
        Words(_stands(owed), letter.mark),
        f"{why}.",
        faint(how),
    ]


def _stands(owed: OwedLine) -> str:
    """Say how something owed stands, and how late it came."""
    if owed.state is OwedState.NOT_IN_FORCE:
        return "not in force when due"
    if owed.state is not OwedState.LATE or owed.came_on is None or owed.due_by is None:
        return owed.state.value
    return f"late: {_how_late(owed.came_on, owed.due_by)}"


def _how_late(came_on: date, due_by: date) -> str:
    if came_on <= due_by:
        return "after its time"
    return days_late(came_on, due_by).removesuffix(" late")


def _target(owed: OwedLine, clause: ClauseRecord) -> Target:
    fact = owed.fact or owed.by
    return Target("fact", fact) if fact else _provision(clause)


def _provision(clause: ClauseRecord) -> Target:
    return Target("fact", f"provision/{clause.line.provision}")
