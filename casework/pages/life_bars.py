"""The bars of a life line, cell by cell: stages, orders, clauses and flags."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from casework.pages.life_axis import Axis
from casework.views.life import ClauseLine, FlagMark, OrderLine, StageSpell, Standing
from rules.vocabulary import OrderKind, Stage
from rules.words import opening

STAGE_LETTERS = {
    Stage.BAIL: "B",
    Stage.REMAND: "R",
    Stage.CUSTODY: "C",
    Stage.TEMPORARY_RELEASE: "T",
    Stage.HOSPITAL: "H",
    Stage.IMMIGRATION_DETENTION: "I",
    Stage.LICENCE: "L",
    Stage.RECALLED: "K",
    Stage.UNLAWFULLY_AT_LARGE: "U",
    Stage.ABROAD: "A",
    Stage.ORDER_ONLY: "O",
    Stage.WATCH: "W",
    Stage.DECEASED: "D",
}
"""One letter a stage, for stretches too short for its name."""

_HELD, _BOUND, _FREE, _AWAY = "█", "▒", "░", "~"
_FILLS = {
    Stage.REMAND: _HELD,
    Stage.CUSTODY: _HELD,
    Stage.RECALLED: _HELD,
    Stage.IMMIGRATION_DETENTION: _HELD,
    Stage.HOSPITAL: _HELD,
    Stage.BAIL: _BOUND,
    Stage.TEMPORARY_RELEASE: _BOUND,
    Stage.LICENCE: _BOUND,
    Stage.ORDER_ONLY: _FREE,
    Stage.WATCH: _FREE,
    Stage.UNLAWFULLY_AT_LARGE: _AWAY,
    Stage.ABROAD: _AWAY,
    Stage.DECEASED: " ",
}
"""Held, at liberty under conditions, at liberty, away."""

ORDER_CODES = {
    OrderKind.SCPO: "SCPO",
    OrderKind.FRO: "FRO",
    OrderKind.TRO: "TRO",
    OrderKind.DISQUALIFICATION: "Disqual.",
    OrderKind.CONFISCATION: "Confisc.",
    OrderKind.LICENCE: "Licence",
    OrderKind.RESTRAINT: "Restr.",
    OrderKind.SEXUAL_HARM_PREVENTION: "SHPO",
    OrderKind.SLAVERY_PREVENTION: "STPO",
    OrderKind.CRIMINAL_BEHAVIOUR: "CBO",
    OrderKind.GANG_INJUNCTION: "Gang inj.",
    OrderKind.SERIOUS_VIOLENCE_REDUCTION: "SVRO",
    OrderKind.OTHER: "Order",
}
"""What stands beside a bar, with the year: short, as officers say it."""

RUNS, NONE_IN_FORCE, NOT_YET, LAST, GOES_ON = "═", "-", "·", "┤", ">"
_MOST_IN_A_DIGIT = 9
_FLAG_ROWS = 3


def stage_name(stage: Stage) -> str:
    """Return a stage in words."""
    return stage.value.replace("_", " ")


def stage_cells(stages: Sequence[StageSpell], axis: Axis, columns: int) -> list[str]:
    """Draw where somebody was: the name where there is room, else the letter, then a fill.

    A stage too short to have a column of its own still shows its letter.
    """
    shown: list[Stage | None] = [None] * columns
    most = [0] * columns
    seen = [spell for spell in stages if axis.meets(spell.first, spell.last)]
    for spell in seen:
        for column in _columns(spell.first, spell.last, axis, columns):
            first, last = axis.span(column, columns)
            days = (min(last, spell.last) - max(first, spell.first)).days + 1
            if days > most[column]:
                shown[column], most[column] = spell.stage, days
    cells = _runs(shown)
    for spell in seen:
        place = axis.column(spell.first, columns)
        alone = _columns(spell.first, spell.last, axis, columns)
        if all(shown[column] is not spell.stage for column in alone):
            cells[place] = STAGE_LETTERS[spell.stage]
    return cells


def _runs(shown: Sequence[Stage | None]) -> list[str]:
    cells: list[str] = []
    for column, stage in enumerate(shown):
        if stage is None:
            cells.append(" ")
        elif column and shown[column - 1] is stage:
            continue
        else:
            length = _length(shown, column)
            name = opening(stage_name(stage))
            word = name if len(name) < length else STAGE_LETTERS[stage]
            cells += [*word, *(_FILLS[stage] * (length - len(word)))]
    return cells


def _length(shown: Sequence[Stage | None], start: int) -> int:
    end = start
    while end < len(shown) and shown[end] is shown[start]:
        end += 1
    return end - start


def order_cells(order: OrderLine, axis: Axis, columns: int) -> list[str]:
    """Draw an order: a digit where the number of clauses in force changes, then its bar."""
    cells = [" "] * columns
    runs = order.runs
    waits_until = runs.first if runs else (None if order.standing is Standing.ENDED else axis.last)
    if waits_until is not None and axis.meets(order.made_on, waits_until):
        for column in _columns(order.made_on, waits_until, axis, columns):
            cells[column] = NOT_YET
    if runs is None or not axis.meets(runs.first, runs.last):
        return cells
    before = -1
    for column in _columns(runs.first, runs.last, axis, columns):
        count = _in_force(order, axis.span(column, columns))
        cells[column] = _digit(count) if count and count != before else _bar(order, count)
        before = count
    _end(cells, runs.last, axis)
    return cells


def _in_force(order: OrderLine, days: tuple[date, date]) -> int:
    """Count the clauses in force on some day of a column."""
    first, last = days
    column = Axis(first, last)
    return sum(
        any(column.meets(span.first, span.last) for span in clause.spans)
        for clause in order.clauses
    )


def _digit(count: int) -> str:
    return str(count) if count <= _MOST_IN_A_DIGIT else "+"


def _bar(order: OrderLine, count: int) -> str:
    return RUNS if count or not order.clauses else NONE_IN_FORCE


def _end(cells: list[str], last: date | None, axis: Axis) -> None:
    """Mark where a bar ends, or that it goes on."""
    columns = len(cells)
    if last is None or last > axis.last:
        cells[-1] = GOES_ON
    elif cells[place := axis.column(last, columns)] in {RUNS, NONE_IN_FORCE}:
        cells[place] = LAST


def clause_cells(clause: ClauseLine, axis: Axis, columns: int) -> list[str]:
    """Draw the days on which one clause is in force."""
    cells = [" "] * columns
    for span in clause.spans:
        if axis.meets(span.first, span.last):
            for column in _columns(span.first, span.last, axis, columns):
                cells[column] = RUNS
            _end(cells, span.last, axis)
    return cells


def flag_rows(flags: Sequence[FlagMark], axis: Axis, columns: int) -> list[list[str]]:
    """Draw the letters of flags, those of one column below one another; "+" is several more."""
    rows: list[list[str]] = []
    used: Counter[int] = Counter()
    for flag in flags:
        if not axis.first <= flag.on <= axis.last:
            continue
        column = axis.column(flag.on, columns)
        row = used[column]
        used[column] += 1
        if row >= _FLAG_ROWS:
            rows[-1][column] = "+"
            continue
        if row == len(rows):
            rows.append([" "] * columns)
        rows[row][column] = flag.letter
    return rows


def _columns(first: date, last: date | None, axis: Axis, columns: int) -> range:
    end = axis.last if last is None else last
    return range(axis.column(first, columns), axis.column(end, columns) + 1)
