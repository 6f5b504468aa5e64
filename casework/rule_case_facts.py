"""Written cases to case files: facts are numbered in order, and names become numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.forms.rule_case import (
    EventForm,
    FactsForm,
    OrderForm,
    ProvisionForm,
    WrittenFact,
)
from rules.facts import (
    CaseFile,
    Ending,
    Event,
    Holding,
    Movement,
    Observation,
    Order,
    Provision,
    Ref,
    ReleaseDate,
    Service,
    Suspension,
    Variation,
)
from rules.vocabulary import EventKind

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
            Movement(names.ref("movement", m), m.kind, m.happened_on, m.happened_at, m.basis)
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
            Holding(names.ref("holding", h), h.kind, h.name, h.since, h.until)
            for h in sorted(facts.holding, key=lambda h: h.since)
        ),
        events=_events(facts.event, names),
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
            Variation(names.ref("order_variation", v), v.made_on, v.represented, v.ends_on)
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
        )
        found[event.kind] = (*found.get(event.kind, ()), made)
    return found


def _days(facts: FactsForm) -> Iterable[date]:
    """Give the day of every fact that happened, as `rules.facts.as_of` reads them."""
    for order in facts.order:
        yield order.made_on
        yield from (service.served_on for service in order.service)
        yield from (variation.made_on for variation in order.variation)
        yield from (suspension.since for suspension in order.suspension)
        yield from (ending.ended_on for ending in order.ending)
    yield from (movement.happened_on for movement in facts.movement)
    yield from (observation.observed_on for observation in facts.observation)
    yield from (holding.since for holding in facts.holding)
    yield from (event.happened_on for event in facts.event)
