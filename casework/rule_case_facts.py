"""Written cases to case files: facts are numbered in order, and names become numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.forms.rule_case_facts import EventForm, FactsForm
from casework.forms.rule_case_orders import OrderForm, ProvisionForm, WrittenFact
from rules.facts import (
    Allocation,
    CaseFile,
    CertifiedCopy,
    Detail,
    Ending,
    Event,
    Holding,
    Inclusion,
    Marker,
    Membership,
    Movement,
    Observation,
    Order,
    Provision,
    Ref,
    ReleaseDate,
    Review,
    Sentence,
    Service,
    StandingFlag,
    Suspension,
    Variation,
)
from rules.rates import Rates
from rules.vocabulary import EventKind, Register

_TABLES = {
    Register.PRISON_ALERTS: "prison_alert",
    Register.PROBATION_REGISTERS: "probation_registration",
}

_BRACED = re.compile(r"\{([^{}]*)\}")


class UnknownNameError(LookupError):
    """A name refers to no fact of the case, or to more than one."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the author calls each fact, and the number the machine gives it, from 1."""

    numbers: dict[str, int]
    by_fact: dict[int, int]

    def number(self, name: str) -> int:
        """Return the number of the fact called *name*.

        Raises:
            UnknownNameError: no fact is called so.
        """
        try:
            return self.numbers[name]
        except KeyError:
            raise UnknownNameError(f'No fact is called "{name}"') from None

    def optional(self, name: str | None) -> int | None:
        """Return the number of the fact called *name*, None for no name."""
        return None if name is None else self.number(name)

    def fill(self, words: str) -> str:
        """Put a fact's number for its name in braces: "fact {phone1}" is "fact 7"."""
        return _BRACED.sub(lambda braced: str(self.number(braced[1])), words)

    def ref(self, kind: str, fact: WrittenFact) -> Ref:
        """Return the first version of a written fact."""
        return Ref(kind, self.by_fact[id(fact)], 1)


def names_of(facts: FactsForm) -> Names:
    """Number the facts of a case and note what each is called.

    A clause without a name of its own is called by its number, where only one is.

    Raises:
        UnknownNameError: two facts have the same name.
    """
    listed = list(facts.facts())
    by_fact = {id(fact): number for number, fact in enumerate(listed, start=1)}
    numbers: dict[str, int] = {}
    for fact in listed:
        if fact.id is not None and fact.id in numbers:
            raise UnknownNameError(f'Two facts are called "{fact.id}"')
        if fact.id is not None:
            numbers[fact.id] = by_fact[id(fact)]
    clauses = [fact for fact in listed if isinstance(fact, ProvisionForm) and fact.id is None]
    for clause in clauses:
        if sum(other.number == clause.number for other in clauses) == 1:
            numbers.setdefault(clause.number, by_fact[id(clause)])
    return Names(numbers, by_fact)


def case_file_of(facts: FactsForm, names: Names) -> CaseFile:
    """Make the case file of written facts, each list in order of day, then of number.

    Raises:
        UnknownNameError: a fact refers to a name that no fact has.
    """
    return CaseFile(
        person=1,
        orders=tuple(_order(o, names) for o in sorted(facts.order, key=lambda o: o.made_on)),
        movements=tuple(
            Movement(
                names.ref("movement", m), m.kind, m.happened_on, m.happened_at, m.basis, m.reason
            )
            for m in sorted(facts.movement, key=lambda m: m.happened_on)
        ),
        observations=tuple(
            Observation(names.ref("prison_record", o), o.observed_on, o.in_custody, o.basis)
            for o in sorted(facts.observation, key=lambda o: o.observed_on)
        ),
        release_dates=tuple(
            ReleaseDate(names.ref("release_date", d), d.kind, d.falls_on)
            for d in facts.release_date
        ),
        holdings=tuple(
            Holding(
                names.ref("holding", h),
                h.kind,
                h.name,
                h.since,
                h.until,
                h.thing,
                h.role,
                h.held_by,
                h.trade,
                h.grade,
            )
            for h in sorted(facts.holding, key=lambda h: h.since)
        ),
        events=_events(facts.event, names),
        same_as=facts.same_as,
        **_management(facts, names),
        latest=max(_days(facts), default=date.min),
    )


def _order(order: OrderForm, names: Names) -> Order:
    return Order(
        ref=names.ref("court_order", order),
        kind=order.kind,
        nation=order.nation,
        court=order.court,
        made_on=order.made_on,
        represented=order.represented,
        ends_on=order.ends_on,
        term=order.term,
        provisions=tuple(_provision(provision, names) for provision in order.provision),
        services=tuple(
            Service(
                names.ref("order_service", s), names.optional(s.variation), s.served_on, s.method
            )
            for s in sorted(order.service, key=lambda s: s.served_on)
        ),
        variations=tuple(
            Variation(
                names.ref("order_variation", v),
                v.made_on,
                v.represented,
                v.ends_on,
                v.pending_charge,
            )
            for v in sorted(order.variation, key=lambda v: v.made_on)
        ),
        suspensions=tuple(
            Suspension(names.ref("order_suspension", s), s.since, s.until)
            for s in sorted(order.suspension, key=lambda s: s.since)
        ),
        endings=tuple(
            Ending(names.ref("order_ending", e), e.kind, e.ended_on)
            for e in sorted(order.ending, key=lambda e: e.ended_on)
        ),
        entered_on=order.entered_on,
        copies=tuple(CertifiedCopy(names.ref("attachment", c), c.kept_on) for c in order.copy_kept),
    )


def _provision(provision: ProvisionForm, names: Names) -> Provision:
    return Provision(
        ref=names.ref("provision", provision),
        number=provision.number,
        wording=provision.wording,
        duty=provision.duty,
        starts_on=provision.starts_on,
        start_condition=provision.start_condition,
        ends_on=provision.ends_on,
        introduced_by=names.optional(provision.introduced_by),
        ended_by=names.optional(provision.ended_by),
    )


def _events(events: tuple[EventForm, ...], names: Names) -> dict[EventKind, tuple[Event, ...]]:
    found: dict[EventKind, tuple[Event, ...]] = {}
    for event in sorted(events, key=lambda e: e.happened_on):
        made = Event(
            ref=names.ref("event", event),
            kind=event.kind,
            happened_on=event.happened_on,
            happened_at=event.happened_at,
            provision_id=names.optional(event.provision),
            about_id=names.optional(event.about),
            period_from=event.period_from,
            detail=Detail(**{name: getattr(event, name) for name in Detail._fields}),
        )
        found[event.kind] = (*found.get(event.kind, ()), made)
    return found


def _management(facts: FactsForm, names: Names) -> dict[str, Any]:
    """Return sentences, what is known of how the case is managed, codes, and open flags."""
    return {
        "sentences": tuple(
            Sentence(names.ref("sentence", s), s.sentenced_on, s.life)
            for s in sorted(facts.sentence, key=lambda s: s.sentenced_on)
        ),
        "inclusions": tuple(
            Inclusion(names.ref("inclusion", i), i.opened_on)
            for i in sorted(facts.inclusion, key=lambda i: i.opened_on)
        ),
        "allocations": tuple(
            Allocation(names.ref("allocation", a), a.kind, a.since, a.until, a.closed_on)
            for a in sorted(facts.allocation, key=lambda a: a.since)
        ),
        "reviews": tuple(
            Review(names.ref("review", r), r.reviewed_on, r.next_due_on)
            for r in sorted(facts.review, key=lambda r: r.reviewed_on)
        ),
        "markers": tuple(
            Marker(
                names.ref(_TABLES[m.of_register], m), m.of_register, m.code, m.active, m.observed_on
            )
            for m in sorted(facts.marker, key=lambda m: m.observed_on)
        ),
        "memberships": tuple(
            Membership(names.ref("group_membership", m), m.group, m.since, m.until)
            for m in sorted(facts.membership, key=lambda m: m.since)
        ),
        "flags": tuple(
            StandingFlag(
                names.ref("flag", f).id,
                f.rule,
                f.kind,
                names.number(f.subject),
                names.fill(f.occurrence),
                f.open_since,
            )
            for f in facts.flag
        ),
    }


def rates_of(facts: FactsForm) -> Rates:
    """Return the rates of exchange a case gives.

    Raises:
        ValueError: one of them is not a rate.
    """
    return Rates.from_data(
        (r.currency, r.since.isoformat(), r.until.isoformat(), r.per_pound, r.published_by)
        for r in facts.rate
    )


def _days(facts: FactsForm) -> Iterable[date]:
    """Give the day of every fact that happened, as `rules.facts.as_of` reads them."""
    for order in facts.order:
        yield order.made_on
        yield from (service.served_on for service in order.service)
        yield from (variation.made_on for variation in order.variation)
        yield from (suspension.since for suspension in order.suspension)
        yield from (ending.ended_on for ending in order.ending)
        yield from (copy.kept_on for copy in order.copy_kept)
    yield from (movement.happened_on for movement in facts.movement)
    yield from (observation.observed_on for observation in facts.observation)
    yield from (holding.since for holding in facts.holding)
    yield from (event.happened_on for event in facts.event)
    yield from (sentence.sentenced_on for sentence in facts.sentence)
    yield from (inclusion.opened_on for inclusion in facts.inclusion)
    yield from (allocation.since for allocation in facts.allocation)
    yield from (review.reviewed_on for review in facts.review)
    yield from (marker.observed_on for marker in facts.marker)
    yield from (membership.since for membership in facts.membership)
