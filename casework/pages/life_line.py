"""The life on one line: where somebody was, each order, open flags and today, on one time axis.

Everything is told by letters, digits and shapes; colour is not needed. What is drawn is told
in sentences too, for those who listen.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from casework.pages.life_axis import Axis, labels
from casework.pages.life_bars import (
    ORDER_CODES,
    STAGE_LETTERS,
    clause_cells,
    flag_rows,
    order_cells,
    stage_cells,
    stage_name,
)
from casework.pages.page import Line, Picture, Target, Words, faint
from casework.views.life import ClauseLine, Life, OrderLine, StageSpell
from rules.days import counted, say
from rules.words import ORDER_NAMES, opening

TODAY, TODAY_BELOW, RELEASE, TICK, RULE = "▼", "┊", "◇", "┬", "─"

_LABEL = 13
_NARROW = 4
_AHEAD = timedelta(days=183)
_AT_MOST_AHEAD = timedelta(days=15 * 365)
_AT_MOST_BEHIND = timedelta(days=60 * 365)
_CLAUSES_FROM = 731
"""Days in sight, and fewer, with which each clause has a row of its own."""

_MOST_CLAUSES = 12
"""Rows of clauses of one order; the rest are counted."""


def whole(life: Life) -> Axis:
    """Return the axis of a whole life: from its first fact to what is still to come.

    It reaches at most sixty years back and fifteen ahead.
    """
    days = [spell.first for spell in life.stages] + [order.made_on for order in life.orders]
    ends = [order.runs.last for order in life.orders if order.runs is not None]
    ahead = [life.today + _AHEAD, *(end for end in [*ends, life.expected_release] if end)]
    first = min(days, default=life.today - _AHEAD)
    return Axis(
        max(min(first, life.today), life.today - _AT_MOST_BEHIND),
        min(max(ahead), life.today + _AT_MOST_AHEAD),
    )


def life_line(life: Life, axis: Axis) -> Picture:
    """Return the picture of the days of *axis*, and the same in sentences."""
    return Picture(lambda width: _drawn(life, axis, width), tuple(_told(life)))


def _drawn(life: Life, axis: Axis, width: int) -> list[Line]:
    room = max(width - _LABEL, width // _NARROW, 1)
    drawing = _Drawing(life, axis, axis.columns(room), width - room)
    return [*drawing.lines(), *(Line(words) for words in _legend(life, drawing, width))]


class _Drawing:
    """One drawing of a life at one width."""

    def __init__(self, life: Life, axis: Axis, columns: int, margin: int) -> None:
        self.life, self.axis, self.columns, self.margin = life, axis, columns, margin
        on_axis = axis.first <= life.today <= axis.last
        self.today = axis.column(life.today, columns) if on_axis else None

    def lines(self) -> Iterator[Line]:
        yield self.row("", self.labels(), crossed=False)
        yield self.row("", self.ticks())
        yield self.row("Where", self.where())
        for order in self.life.orders:
            yield from self.of_order(order)
        for number, cells in enumerate(flag_rows(self.life.flags, self.axis, self.columns)):
            yield self.row("" if number else "Open flags", cells)

    def row(
        self,
        label: str,
        cells: Sequence[str],
        target: Target | None = None,
        *,
        crossed: bool = True,
    ) -> Line:
        shown = list(cells)
        if crossed and self.today is not None and shown[self.today] == " ":
            shown[self.today] = TODAY_BELOW
        beside = label[: max(self.margin - 1, 0)].ljust(self.margin)
        return Line((faint(beside), Words("".join(shown).rstrip())), target, 0 if target else None)

    def labels(self) -> list[str]:
        cells = [" "] * self.columns
        free = 0
        for column, label in labels(self.axis, self.columns):
            if column >= free and column + len(label) <= self.columns:
                cells[column : column + len(label)] = label
                free = column + len(label) + 1
        return cells

    def ticks(self) -> list[str]:
        cells = [RULE] * self.columns
        for column, _ in labels(self.axis, self.columns):
            cells[column] = TICK
        if self.today is not None:
            cells[self.today] = TODAY
        return cells

    def where(self) -> list[str]:
        cells = stage_cells(self.life.stages, self.axis, self.columns)
        release = self.life.expected_release
        if release is not None and self.axis.first <= release <= self.axis.last:
            cells[self.axis.column(release, self.columns)] = RELEASE
        return cells

    def of_order(self, order: OrderLine) -> Iterator[Line]:
        target = Target("order", f"{order.person}/{order.order}")
        if not self.axis.meets(order.made_on, order.runs.last if order.runs else None):
            return
        cells = order_cells(order, self.axis, self.columns)
        yield self.row(f"{ORDER_CODES[order.kind]} {order.made_on.year}", cells, target)
        if self.axis.days > _CLAUSES_FROM:
            return
        seen = [clause for clause in order.clauses if self.in_sight(clause)]
        for clause in seen[:_MOST_CLAUSES]:
            cells = clause_cells(clause, self.axis, self.columns)
            yield self.row(f"  clause {clause.number}", cells, target)
        if len(seen) > _MOST_CLAUSES:
            more = counted(len(seen) - _MOST_CLAUSES, "more clause")
            yield Line((faint(f"  and {more}, in section 4 (duties)"),), target, 0)

    def in_sight(self, clause: ClauseLine) -> bool:
        return any(self.axis.meets(span.first, span.last) for span in clause.spans)


def _legend(life: Life, drawing: _Drawing, width: int) -> Iterator[tuple[Words, ...]]:
    """Yield what the marks of a drawing mean, and which day is meant by today and release."""
    parts = []
    if drawing.today is not None:
        parts.append(f"{TODAY} today, {say(life.today)}")
    if life.expected_release is not None:
        parts.append(f"{RELEASE} release expected {say(life.expected_release)}")
    alone = _letters_alone(drawing)
    parts += [f"{letter} {name}" for letter, name in alone]
    if life.orders:
        parts.append("1-9 clauses in force; ═ runs; - none in force; · not yet; ┤ last day; > on")
    if life.flags:
        parts.append("a-z open flags")
    from casework.pages.drawn import wrap  # noqa: PLC0415  # not needed for pipes

    yield from wrap(faint("; ".join(parts)), width) if parts else ()


def _letters_alone(drawing: _Drawing) -> list[tuple[str, str]]:
    cells = "".join(drawing.where())
    names = {spell.stage: stage_name(spell.stage) for spell in drawing.life.stages}
    for name in names.values():
        cells = cells.replace(opening(name), "")
    return sorted((letter, n) for s, n in names.items() if (letter := STAGE_LETTERS[s]) in cells)


def _told(life: Life) -> Iterator[str]:
    for spell in life.stages:
        yield spell_in_words(spell, life.today)
    if not life.stages:
        yield "Nothing recorded says where this person was or is."
    if life.expected_release is not None:
        yield f"Release is expected on {say(life.expected_release)}."
    for order in life.orders:
        yield order_in_words(order)
    for flag in life.flags:
        yield f"Open flag {flag.letter}, {flag.severity.value}, from {say(flag.on)}: {flag.says}"


def spell_in_words(spell: StageSpell, today: date) -> str:
    """Say a stage and its days, as in "custody from Mon 2 Mar 2020 to Sun 2 Mar 2025"."""
    name = opening(stage_name(spell.stage))
    if spell.last >= today:
        return f"{name} since {say(spell.first)}, and still."
    if spell.first == spell.last:
        return f"{name} on {say(spell.first)}, that one day."
    days = (spell.last - spell.first).days + 1
    return f"{name} from {say(spell.first)} to {say(spell.last)}, {days:,} days."


def order_in_words(order: OrderLine) -> str:
    """Say an order and how it stands, its clauses counted."""
    name = f"The {ORDER_NAMES[order.kind]} of {say(order.made_on)}"
    clauses = counted(len(order.clauses), "clause")
    if order.runs is None:
        return f"{name} {order.why or order.standing.value}; {clauses}."
    last = order.runs.last
    end = f"its last day is {say(last)}" if last else "no last day is known"
    return f"{name} runs from {say(order.runs.first)}; {end}; {clauses}; {order.standing.value}."
