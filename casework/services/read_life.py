"""A case file as a life that is told: stages, orders and clauses as they stand, and turns."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casework.pages.duty_words import duty_in_words
from casework.pages.fact_words import movement_says, words
from casework.queries.fact_versions import FactRow
from casework.queries.person import Moved
from casework.views.life import (
    ClauseLine,
    FlagMark,
    Life,
    OrderLine,
    StageSpell,
    Standing,
    Stretch,
    Turn,
)
from rules.custody import Custody, custody_of
from rules.days import NEVER, say
from rules.expected_release import expected_release
from rules.facts import CaseFile, Event, Order
from rules.finding import Reason, reason_words
from rules.release_approaching import HELD
from rules.stages import order_span, stage_spans
from rules.standing import OrderStanding, ProvisionStanding, Span, order_standing
from rules.vocabulary import Court, EventKind
from rules.whereabouts import whereabouts
from rules.words import ORDER_NAMES, opening, the_order

_RELEASE = "waits for release"


class Known(NamedTuple):
    """What a case file does not hold of a life: rows by fact id, movements, and flags."""

    orders: Mapping[int, FactRow]
    sentences: Sequence[FactRow]
    moved: Sequence[Moved]
    flags: tuple[FlagMark, ...]
    flagged: Mapping[int, tuple[int, ...]]
    """Open flags by the fact they are about."""


def told_life(case: CaseFile, on: date, person: str, known: Known) -> Life:
    """Tell a life as it stands at the end of *on*; *person* is the record shown."""
    custody = custody_of(case.movements)
    held = bool(case.release_dates) and whereabouts(case).place in HELD
    release = expected_release(case.release_dates, since=on) if held else None
    return Life(
        today=on,
        stages=tuple(
            StageSpell(stage=stage, first=first, last=last, fact=_begun_by(case, first, known))
            for stage, first, last in stage_spans(case, on)
        ),
        orders=tuple(_order(order, custody, on, person, known) for order in case.orders),
        flags=known.flags,
        expected_release=release.falls_on if release else None,
        turns=tuple(sorted(_turns(case, known), key=_when, reverse=True)),
    )


def _begun_by(case: CaseFile, day: date, known: Known) -> str | None:
    """Return the fact of the day a stage began on, what custody decides first."""
    found = [f"movement/{move.id}" for move in known.moved if move.on == day][-1:]
    found += [f"event/{e.ref.id}" for e in _journeys(case) if e.happened_on == day]
    seen = (o for o in case.observations if o.observed_on == day)
    found += [f"prison_record/{o.ref.id}" for o in seen]
    found += [f"court_order/{o.ref.id}" for o in case.orders if o.made_on == day]
    return found[0] if found else None


def _journeys(case: CaseFile) -> Iterator[Event]:
    yield from case.of_kind(EventKind.JOURNEY_OUT)
    yield from case.of_kind(EventKind.JOURNEY_BACK)


# Orders and clauses.


def _order(order: Order, custody: Custody, on: date, person: str, known: Known) -> OrderLine:
    standing = order_standing(order, custody)
    row = known.orders.get(order.ref.id, {})
    runs = order_span(standing)
    state, why = _order_stands(standing, runs, on)
    return OrderLine(
        order=order.ref.id,
        person=person,
        kind=order.kind,
        court=row.get("court_name") or _court(order),
        reference=row.get("reference"),
        made_on=order.made_on,
        bound_from=standing.bound_from,
        standing=state,
        why=why,
        runs=None if runs is None else _stretch(runs),
        suspensions=tuple(Stretch(first=s.since, last=s.until) for s in order.suspensions),
        clauses=tuple(_clause(p, standing, on, known) for p in standing.provisions),
        flags=known.flagged.get(order.ref.id, ()),
    )


def _court(order: Order) -> str | None:
    return None if order.court is Court.OTHER else opening(words(order.court))


def _stretch(span: Span) -> Stretch:
    first, last = span
    return Stretch(first=first, last=None if last == NEVER else last)


def _order_stands(
    standing: OrderStanding, runs: Span | None, on: date
) -> tuple[Standing, str | None]:
    if standing.over_from <= on:
        return Standing.ENDED, None
    if standing.bound_from is None:
        return Standing.NOT_BOUND, "does not bind yet: no notice of it is recorded as served"
    if runs is None:
        return Standing.WAITS, _RELEASE if _for_release(standing) else "waits for its start"
    if on < runs[0]:
        return Standing.NOT_YET, f"begins on {say(runs[0])}"
    suspended = [s for s in standing.order.suspensions if s.since <= on <= (s.until or NEVER)]
    if suspended:
        until = suspended[0].until
        return Standing.SUSPENDED, f"suspended{f' to {say(until)}' if until else ''}"
    return Standing.IN_FORCE, None


def _for_release(standing: OrderStanding) -> bool:
    own = standing.order.provisions and any(p.on_release for p in standing.provisions)
    return bool(own) or not standing.order.provisions


def _clause(
    standing: ProvisionStanding, order: OrderStanding, on: date, known: Known
) -> ClauseLine:
    clause = standing.provision
    state, why = _clause_stands(standing, order, on)
    return ClauseLine(
        provision=clause.ref.id,
        number=clause.number,
        wording=clause.wording,
        duty=clause.duty.kind,
        duty_says=duty_in_words(clause.duty),
        standing=state,
        why=why,
        spans=tuple(_stretch(span) for span in standing.spans),
        flags=known.flagged.get(clause.ref.id, ()),
    )


def _clause_stands(
    clause: ProvisionStanding, order: OrderStanding, on: date
) -> tuple[Standing, str | None]:
    if clause.in_force_on(on):
        return Standing.IN_FORCE, None
    later = [first for first, _ in clause.spans if first > on]
    if later:
        began = len(later) < len(clause.spans)
        why = f"from {say(min(later))}"
        return (Standing.SUSPENDED if began else Standing.NOT_YET), why
    if clause.spans:
        return Standing.ENDED, None
    if clause.starts_on is None and order.over_from > on:
        return Standing.WAITS, _waits_for(clause.waits)
    if order.bound_from is None and order.over_from > on:
        return Standing.NOT_BOUND, "the order does not bind yet"
    return Standing.NEVER, None


def _waits_for(reason: Reason | None) -> str:
    return "for release" if reason is None else reason_words(reason)


# Turns.


def _when(turn: Turn) -> tuple[date, str, str]:
    return turn.on, turn.at.isoformat() if turn.at else "", turn.fact


def _turns(case: CaseFile, known: Known) -> Iterator[Turn]:
    for move in known.moved:
        says = movement_says(move.kind, move.prison, move.basis)
        yield Turn(on=move.on, at=move.at, says=says, fact=f"movement/{move.id}")
    for sentence in known.sentences:
        yield _turn(sentence["sentenced_on"], _sentence(sentence), "sentence", sentence["fact_id"])
    for opened in case.inclusions:
        yield _turn(opened.opened_on, "Lifetime management began", "inclusion", opened.ref.id)
    for order in case.orders:
        yield from _turns_of(order, known)
    for event in _journeys(case):
        out = event.kind is EventKind.JOURNEY_OUT
        place = event.detail.place or "a place not recorded"
        says = f"Left the United Kingdom for {place}" if out else f"Came back from {place}"
        yield _turn(event.happened_on, says, "event", event.ref.id)


def _turn(on: date, says: str, kind: str, fact: int) -> Turn:
    return Turn(on=on, at=None, says=says, fact=f"{kind}/{fact}")


def _sentence(row: FactRow) -> str:
    if row["length_count"] is None:
        return "Sentenced to life" if row["indeterminate"] else "Sentenced"
    return f"Sentenced to {row['length_count']} {row['length_unit']}"


def _turns_of(order: Order, known: Known) -> Iterator[Turn]:
    name, row = the_order(order), known.orders.get(order.ref.id, {})
    court = f" by {row['court_name']}" if row.get("court_name") else ""
    made = f"{opening(ORDER_NAMES[order.kind])} made{court}"
    yield _turn(order.made_on, made, "court_order", order.ref.id)
    for served in order.services:
        of = "a variation of " if served.variation_id else ""
        says = f"Notice served, {words(served.method)}, of {of}{name}"
        yield _turn(served.served_on, says, "order_service", served.ref.id)
    for varied in order.variations:
        end = f", its last day now {say(varied.ends_on)}" if varied.ends_on else ""
        yield _turn(varied.made_on, f"Varied: {name}{end}", "order_variation", varied.ref.id)
    for stopped in order.suspensions:
        until = f" to {say(stopped.until)}" if stopped.until else ""
        says = f"Suspended{until}: {name}"
        yield _turn(stopped.since, says, "order_suspension", stopped.ref.id)
    for ending in order.endings:
        says = f"{opening(words(ending.kind))}: {name}"
        yield _turn(ending.ended_on, says, "order_ending", ending.ref.id)
