"""An order told: how it begins and ends, whom it binds since when, and what changed it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casework.pages.fact_words import words
from casework.services.read_life import Known
from casework.views.life import ClauseLine, OrderLine
from casework.views.order import (
    ChangeLine,
    ClauseRecord,
    OrderRecord,
    OwedLine,
    ServiceLine,
    UncheckedWhy,
    VariationLine,
)
from rules.compliance import TIMED, Grid
from rules.days import ONE_DAY, say
from rules.facts import Order, Ref
from rules.finding import REASON_WORDS, Unchecked
from rules.owed import Owed
from rules.standing import OrderStanding, ProvisionStanding, runs_from
from rules.variations import SERVICE_THAT_BINDS, Effects, effects_of
from rules.vocabulary import OrderKind, StartCondition
from rules.words import opening


class Judged(NamedTuple):
    """How an order stands, what was owed under each clause, and what could not be checked."""

    standing: OrderStanding
    grids: tuple[Grid, ...]
    unchecked: Sequence[Unchecked]
    died_on: date | None


def told_order(
    line: OrderLine, judged: Judged, known: Known, *, name: str, today: date
) -> OrderRecord:
    """Tell an order as it stands on *today*."""
    standing, order = judged.standing, judged.standing.order
    effects = effects_of(order)
    lines = {clause.provision: clause for clause in line.clauses}
    return OrderRecord(
        person=line.person,
        name=name,
        today=today,
        line=line,
        nation=order.nation,
        court=order.court,
        represented=order.represented,
        begins=_begins(standing),
        ends_on=standing.ends_on,
        end_says=_end_says(standing, judged.died_on),
        binding=_binding(standing),
        flags=known.flags,
        clauses=tuple(
            _clause(lines[grid.clause.provision.ref.id], grid, effects, judged.unchecked)
            for grid in judged.grids
        ),
        unchecked=_unchecked(judged.unchecked, order.ref.id),
        services=tuple(_services(order, effects)),
        variations=tuple(_variations(order, effects, standing)),
        suspensions=tuple(_suspensions(order)),
        endings=tuple(_endings(order)),
        copies=tuple(
            ChangeLine(
                on=copy.kept_on,
                says="The court's certified copy was put on record",
                fact=_fact(copy.ref),
            )
            for copy in order.copies
        ),
        key=f"{line.person}/{order.ref.id}",
    )


def _fact(ref: Ref) -> str:
    return f"{ref.kind}/{ref.id}"


# Beginning, end and binding.


def _begins(standing: OrderStanding) -> str:
    """Say from when an order runs, and what its beginning is, to follow how it stands."""
    order, start = standing.order, runs_from(standing)
    if start is None:
        if order.kind is OrderKind.TRO or any(p.on_release for p in standing.provisions):
            return "to begin on release"
        return "with no start recorded"
    if _by_release(standing, start):
        return f"from release on {say(start)}"
    if start == order.made_on:
        return f"from the day it was made, {say(start)}"
    return f"from {say(start)}, when its first clause came into force"


def _by_release(standing: OrderStanding, start: date) -> bool:
    if standing.release is not None:
        return True
    return any(p.release is not None and p.starts_on == start for p in standing.provisions)


def _end_says(standing: OrderStanding, died_on: date | None) -> str:
    """Say how the last day is reached, or why none is known."""
    order, ends_on = standing.order, standing.ends_on
    if ends_on is None:
        if order.term is not None:
            return f"{order.term.in_words()} from its beginning, which is not known yet"
        return "the record gives neither a last day nor a term"
    if died_on is not None and ends_on < died_on:
        return f"the person died on {say(died_on)}"
    for ending in order.endings:
        if ends_on < ending.ended_on <= ends_on + ONE_DAY:
            return f"it was {words(ending.kind)}, with no effect from {say(ending.ended_on)}"
    return _reached(standing)


def _reached(standing: OrderStanding) -> str:
    """Say how the last day of an order that nothing cut short is reached."""
    order = standing.order
    if standing.moved:
        moved = standing.moved[-1]
        was = f"; it was {say(moved.before)} before" if moved.before else ""
        return f"as moved by the variation of {say(moved.by.variation.made_on)}{was}"
    if order.ends_on is not None or order.term is None:
        return "as the order states it"
    start = order.made_on if order.kind is OrderKind.FRO else runs_from(standing)
    counted = f" beginning with {say(start)}" if start else ""
    return f"{order.term.in_words()}{counted}, that day counted"


def _binding(standing: OrderStanding) -> str:
    order, since = standing.order, standing.bound_from
    if order.kind is not OrderKind.SCPO:
        return "It binds, served or not."
    if since is None:
        heard = "was not" if order.represented is False else "is not recorded as"
        return (
            f"Nobody is bound yet: the person {heard} represented at the hearing, and no service "
            "in person or by recorded delivery is recorded."
        )
    if standing.bound_by is None:
        return "It binds: the person was represented at the hearing."
    return f"It binds from {say(since)}, when notice was served."


# Clauses.


def _clause(
    line: ClauseLine, grid: Grid, effects: Effects, unchecked: Sequence[Unchecked]
) -> ClauseRecord:
    clause = grid.clause.provision
    removed = effects.get(clause.ended_by) if clause.ended_by is not None else None
    brought = grid.clause.brought_in
    return ClauseRecord(
        line=line,
        starts=_starts(grid.clause),
        timed=clause.duty.kind in TIMED,
        by_period=grid.by_period,
        owed=tuple(_owed(one) for one in grid.owed),
        unchecked=_unchecked(unchecked, clause.ref.id),
        brought_in=None if brought is None else brought.variation.made_on,
        taken_out=None if removed is None else removed.variation.made_on,
    )


def _starts(standing: ProvisionStanding) -> str:
    clause = standing.provision
    ends = f"; it ends on {say(clause.ends_on)}" if clause.ends_on else ""
    if clause.starts_on is not None:
        return f"from {say(clause.starts_on)}{ends}"
    if clause.start_condition is StartCondition.ON_EVENT:
        return f"on an event that only a person can recognise{ends}"
    if standing.on_release:
        return f"on release{ends}"
    return f"with the order{ends}"


def _owed(owed: Owed) -> OwedLine:
    answer = owed.answer
    return OwedLine(
        kind=owed.kind,
        number=owed.number,
        what=owed.what,
        first=owed.first,
        last=owed.last,
        due_on=owed.due_on,
        due_by=owed.latest,
        how=owed.how,
        came_on=None if answer is None else answer.happened_on,
        came_at=None if answer is None else answer.happened_at,
        state=owed.state,
        why=None if owed.doubt is None else REASON_WORDS[owed.doubt],
        fact=None if answer is None else _fact(answer.ref),
        by=None if owed.by is None else _fact(owed.by),
    )


def _unchecked(unchecked: Sequence[Unchecked], subject: int) -> tuple[UncheckedWhy, ...]:
    said = [
        UncheckedWhy(why=line.in_words(), remedy=line.remedy())
        for line in unchecked
        if line.subject == subject
    ]
    return tuple(dict.fromkeys(said))


# What changed it.


def _services(order: Order, effects: Effects) -> Iterator[ServiceLine]:
    for service in order.services:
        of = effects.get(service.variation_id) if service.variation_id is not None else None
        yield ServiceLine(
            served_on=service.served_on,
            method=service.method,
            of_variation=None if of is None else of.variation.made_on,
            binds=order.kind is not OrderKind.SCPO or service.method in SERVICE_THAT_BINDS,
            fact=_fact(service.ref),
        )


def _variations(order: Order, effects: Effects, standing: OrderStanding) -> Iterator[VariationLine]:
    moved = {move.by.variation.ref.id: move.before for move in standing.moved}
    for varied in order.variations:
        number = varied.ref.id
        yield VariationLine(
            made_on=varied.made_on,
            represented=varied.represented,
            effect_from=effects[number].day,
            brought_in=tuple(p.number for p in order.provisions if p.introduced_by == number),
            taken_out=tuple(p.number for p in order.provisions if p.ended_by == number),
            new_end=varied.ends_on,
            end_before=moved.get(number),
            moved_end=number in moved,
            fact=_fact(varied.ref),
        )


def _suspensions(order: Order) -> Iterator[ChangeLine]:
    for stopped in order.suspensions:
        until = f"to {say(stopped.until)}" if stopped.until else "with no end recorded"
        says = f"Without effect from {say(stopped.since)} {until}, both days counted"
        yield ChangeLine(on=stopped.since, says=says, fact=_fact(stopped.ref))


def _endings(order: Order) -> Iterator[ChangeLine]:
    for ending in order.endings:
        says = f"{opening(words(ending.kind))}: no effect from {say(ending.ended_on)}"
        yield ChangeLine(on=ending.ended_on, says=says, fact=_fact(ending.ref))
