"""R03 and R04: an order that runs too long, and one whose record leaves out its days."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rules.dated import NotInForceError
from rules.days import Length, last_day, say
from rules.facts import Ref
from rules.finding import Reason
from rules.look import Look
from rules.rule import Rule
from rules.standing import OrderStanding, ProvisionStanding
from rules.variations import effects_of
from rules.vocabulary import Counting, FlagKind, OrderKind, Recipient, Severity
from rules.words import clause, opening, the_order

_LONGEST_MONTH = 31
_FRO_SOURCE = "Serious Organised Crime and Police Act 2005 s.76(5)"

_A_CLAUSE_LACKS = {
    "start": "neither a start day nor a condition of starting",
    "end": "no end, neither its own nor by the order's end or term,",
}


class _End(NamedTuple):
    """The last day on which any of an order is in force, and the facts that make it so."""

    day: date
    refs: tuple[Ref, ...]


def order_over_maximum(standing: OrderStanding, look: Look) -> None:
    """A serious crime prevention order runs for at most five years from its first clause.

    Serious Crime Act 2007 s.16(2),(4)(b). The years are those the law gave on the day the
    order was made, beginning with the day its first clause comes into force, whether or
    not it binds yet. The last day is the order's, as stated, by its term or as varied, or
    where it has none, a clause's own. A later end is a defect of the record, unless a
    variation that binds set it, or one later still, while a charge is pending (s.22E).
    While the first start is not known a stated end is left alone, but a term longer than
    the law allows is too long whenever it begins.
    """
    order, subject = standing.order, standing.order.ref.id
    try:
        most = look.figures.serious_crime_order_maximum.on(order.made_on)
    except NotInForceError:
        look.in_order(subject, "it was made before the Act")
        return
    if standing.ends_on is not None and _no_longer_by_its_term(standing, most):
        _pass(standing, standing.ends_on, most, look)
        return
    end = _end_of(standing)
    if end is None:
        _judge_bare_term(standing, most, look)
        return
    if _allowed_on_charge(standing, end.day):
        look.in_order(subject, "it was extended to {} while a charge is pending", end.day)
        return
    first = _first_started(standing)
    if first is not None and first.starts_on is not None:
        longest = last_day(most, start=first.starts_on)
        if longest < end.day:
            _find_too_long(standing, (first, most, longest), end, look)
            return
    _pass(standing, end.day, most, look)


def _no_longer_by_its_term(standing: OrderStanding, most: Length) -> bool:
    """Whether nothing but a term within *most*, counted as it is, gives the order its end.

    Both count from the first clause's start, so whenever that is, the end is not too late.
    It answers for nearly all orders, before any day is worked out.
    """
    order = standing.order
    term = order.term
    if term is None or order.ends_on is not None or standing.moved:
        return False
    return (
        term.counting is most.counting is Counting.MONTHS_BEGINNING and term.months <= most.months
    )


def _pass(standing: OrderStanding, ends_on: date, most: Length, look: Look) -> None:
    """Let an order be that is not found too long; list it where its start is in doubt."""
    order = standing.order
    if ends_on > last_day(most, start=order.made_on):
        _list_doubtful_start(standing, look)
    look.in_order(order.ref.id, "nothing shows that it runs for more than {}", most)


def _end_of(standing: OrderStanding) -> _End | None:
    order = standing.order
    if standing.ends_on is not None:
        return _End(standing.ends_on, standing.end_rests_on)
    if order.term is not None:
        return None
    ends = [
        (p.ends_on, p.ref) for p in order.provisions if p.ends_on is not None and p.ended_by is None
    ]
    return _End(max(ends)[0], (max(ends)[1],)) if ends else None


def _allowed_on_charge(standing: OrderStanding, ends_on: date) -> bool:
    """Whether a variation while a charge is pending let the order run as long as it does."""
    return any(
        moved.by.variation.pending_charge
        and moved.by.variation.ends_on is not None
        and moved.by.variation.ends_on >= ends_on
        for moved in standing.moved
    )


def _first_started(standing: OrderStanding) -> ProvisionStanding | None:
    started = [(p.starts_on, p.provision.ref, p) for p in standing.provisions if p.starts_on]
    return min(started)[2] if started else None


def _judge_bare_term(standing: OrderStanding, most: Length, look: Look) -> None:
    order = standing.order
    if order.term is None or not _always_longer(order.term, most):
        look.in_order(order.ref.id, "its last day is not known yet")
        return
    look.find(
        subject=order.ref.id,
        occurrence="end",
        says=(
            f"{opening(the_order(order))} is recorded with a term of {order.term.in_words()}; "
            f"it may run for at most {most.in_words()}, whenever it begins."
        ),
        evidence=(order.ref,),
        clears="the term as the court's copy has it",
    )


def _always_longer(term: Length, most: Length) -> bool:
    """Whether a term is longer than *most*, in months or years, from any day."""
    if term.counting is Counting.MONTHS_BEGINNING:
        return term.months > most.months
    return term.days > most.months * _LONGEST_MONTH


def _find_too_long(
    standing: OrderStanding,
    allowed: tuple[ProvisionStanding, Length, date],
    end: _End,
    look: Look,
) -> None:
    order, (first, most, longest) = standing.order, allowed
    refs = [order.ref, first.provision.ref]
    if first.release is not None:
        refs.append(first.release.ref)
    if first.brought_in is not None:
        refs += first.brought_in.refs
    look.find(
        subject=order.ref.id,
        occurrence="end",
        says=(
            f"{opening(the_order(order))} is recorded as running to {say(end.day)}. It may run "
            f"for at most {most.in_words()} beginning with the day its first clause comes into "
            f"force, that day counted: clause {first.provision.number} starts on "
            f"{say(first.starts_on or order.made_on)}, so to {say(longest)}."
        ),
        due_on=longest,
        evidence=tuple(dict.fromkeys((*refs, *end.refs))),
        clears=(
            "the end, the term or the start as the court's copy has it, "
            "or a variation under s.22E while a charge is pending"
        ),
    )


def _list_doubtful_start(standing: OrderStanding, look: Look) -> None:
    """List an order that may run too long, where no fact to come will say when it started."""
    if look.on >= standing.over_from:
        return
    as_made = [p for p in standing.provisions if p.provision.introduced_by is None]
    waits = {p.waits for p in as_made}
    if not as_made or Reason.NO_START in waits:
        look.cannot_tell(standing.order.ref.id, Reason.DATES_MISSING)
        look.wake(standing.over_from)
    elif Reason.WAITS_FOR_EVENT in waits:
        look.cannot_tell(standing.order.ref.id, Reason.WAITS_FOR_EVENT)
        look.wake(standing.over_from)


def order_dates_missing(standing: OrderStanding, look: Look) -> None:
    """An order must say when each of its clauses starts and when it ends.

    Serious Crime Act 2007 s.16(1),(4)(a); for a financial reporting order the court fixes
    the end only, for it starts when it is made (Serious Organised Crime and Police Act
    2005 s.76(5)). A clause of a serious crime prevention order needs a start day or
    a condition of starting, or a variation that brought it in, which starts it. It needs
    an end of its own, or the order's end or term, as made or as varied. The record is
    kept as it came and what it leaves out is a defect of it.
    """
    order = standing.order
    found = list(_missing(standing))
    if not found:
        look.in_order(order.ref.id, "it says when each of its clauses starts and ends")
    for provision, which in found:
        _find_missing(standing, provision, which, look)


def _missing(standing: OrderStanding) -> Iterator[tuple[ProvisionStanding | None, str]]:
    """Give each clause that lacks a day, and which; None stands for the whole order."""
    order = standing.order
    ended = standing.ends_on is not None or order.term is not None
    if not standing.provisions and not ended:
        yield None, "end"
    for standing_clause in standing.provisions:
        provision = standing_clause.provision
        silent = provision.starts_on is None and provision.start_condition is None
        if silent and provision.introduced_by is None and order.kind is not OrderKind.FRO:
            yield standing_clause, "start"
        if provision.ends_on is None and not ended and not _removed(standing, standing_clause):
            yield standing_clause, "end"


def _removed(standing: OrderStanding, standing_clause: ProvisionStanding) -> bool:
    """Whether a variation that binds has ended a clause."""
    by = standing_clause.provision.ended_by
    effect = None if by is None else effects_of(standing.order).get(by)
    return effect is not None and effect.day is not None


def _find_missing(
    standing: OrderStanding, of: ProvisionStanding | None, which: str, look: Look
) -> None:
    order = standing.order
    named, lacks = the_order(order), "neither an end nor a term"
    wording: str | None = None
    refs: tuple[Ref, ...] = (order.ref,)
    if of is not None:
        number, wording = clause(of.provision)
        named, lacks = f"clause {number} of {named}", _A_CLAUSE_LACKS[which]
        refs = (order.ref, of.provision.ref)
    look.find(
        subject=refs[-1].id,
        occurrence=which,
        says=f"{opening(named)} has {lacks} on record.",
        wording=wording,
        evidence=refs,
        clears=f"the {which} as the court's copy has it",
        source=_FRO_SOURCE if order.kind is OrderKind.FRO else None,
    )


ORDER_OVER_MAXIMUM = Rule(
    id="R03",
    name="order.over_maximum",
    version=1,
    kind=FlagKind.DEFECT,
    severity=Severity.HIGH,
    told=(Recipient.OFFENDER_MANAGER, Recipient.SUPERVISOR, Recipient.APPLICANT_AUTHORITY),
    source="Serious Crime Act 2007 s.16(2),(4)(b)",
    look=order_over_maximum,
    orders=frozenset({OrderKind.SCPO}),
    at_entry=True,
)

ORDER_DATES_MISSING = Rule(
    id="R04",
    name="order.dates_missing",
    version=1,
    kind=FlagKind.DEFECT,
    severity=Severity.MEDIUM,
    told=(Recipient.OFFENDER_MANAGER,),
    source="Serious Crime Act 2007 s.16(1),(4)(a)",
    look=order_dates_missing,
    orders=frozenset({OrderKind.SCPO, OrderKind.FRO}),
    at_entry=True,
)
