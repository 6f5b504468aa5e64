"""Who is in a caseload, and in which order: worked out from what is kept by name and place."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from casework.context import Context
from casework.forms.caseload_words import Narrowing, Only, Order
from casework.identifiers import check_pnc, check_prison_number
from casework.queries import caseload, identity, inmates, officers, prisons, search
from casework.queries.directory import Directory, Gravest, Held, words_of
from casework.row_facts import release_dates
from casework.row_facts.places import everybody_held, places
from casework.sameness import everybody, members
from rules.expected_release import expected_release
from rules.vocabulary import AllocationKind

SOON = timedelta(days=28)
_OF_PRISON = 3
"""Letters from which prisons are looked through."""


@dataclass(frozen=True)
class Sorting:
    """One look at a caseload: the officer's people as they stand today."""

    names: Directory
    context: Context

    def ids(self, narrowing: Narrowing, order: Order) -> list[int]:
        """Return the numbers of whoever *narrowing* leaves, in order."""
        left = self._left(narrowing)
        if left is None:
            return list(_ORDERS[order](self, self.everybody))
        return [person for person in _ORDERS[order](self, left) if person in left]

    # In which order.

    def by_urgency(self, left: Collection[int]) -> list[int]:
        """Return whoever has the gravest open flag first, of two the one open longest."""
        if len(left) < len(self.everybody):
            return _first(caseload.gravest_first(self.context, left), self.names)
        kept, changes = self.names.gravest, caseload.changes_of_flags(self.context)
        if kept is None or (kept.changes, kept.of) != (changes, len(left)):
            people = caseload.gravest_first(self.context, left)
            self.names.gravest = kept = Gravest(people, changes, len(left))
        return _first([one for one in kept.people if one in left], self.names)

    def by_next_day(self, left: Collection[int]) -> list[int]:
        """Return whose findings can change soonest first."""
        return _first(caseload.next_first(self.context, left), self.names)

    def by_lead(self, _: Collection[int]) -> list[int]:
        """Return everybody by their lead officer's name; whoever has none comes last."""
        names, called = self.names, self.called
        last = "\uffff"
        leads = {person: called.get(officer, last) for person, officer in self.leads.items()}
        return sorted(names.in_order(), key=lambda person: leads.get(person, last))

    # Who is left.

    def _left(self, narrowing: Narrowing) -> set[int] | None:
        """Return whoever is left, None where nobody is left out."""
        sets = [_ONLY[one](self) for one in narrowing.only]
        sets += [self.holding(word) for word in narrowing.words.split()]
        return set.intersection(*sets) if sets else None

    def holding(self, word: str) -> set[int]:
        """Return whose name, number, prison or officer holds a word."""
        wanted, number = word.upper(), word.upper().removeprefix("P")
        found = self._named(word)
        if number.isdigit() and int(number) in self.names.revisions:
            found.add(int(number))
        if any(map(str.isdigit, word)):
            canonical = {check(word).canonical for check in (check_prison_number, check_pnc)}
            exact = {wanted, *filter(None, canonical)}
            found |= {one.person_id for one in search.by_number(self.context, exact, [wanted])}
        officer_ids = {one for one, name in self.called.items() if wanted in name.upper()}
        if officer_ids:
            found |= self._of_officers(officer_ids)
        return found | self._at(wanted)

    def _named(self, word: str) -> set[int]:
        """Return in whose names every part of a word stands, anywhere in a word of them."""
        by_word = self.names.by_word
        parts = [
            {person for like, people in by_word.items() if part in like for person in people}
            for part in words_of(word)
        ]
        return set.intersection(*parts) if parts else set()

    def _of_officers(self, wanted: set[int]) -> set[int]:
        today = self.context.today
        return {
            person
            for person, held in self.names.officers.items()
            if any(one.officer_id in wanted and one.holds(today) for one in held)
        }

    def _at(self, wanted: str) -> set[int]:
        """Return who is held in a prison of that code, or whose name holds a word."""
        if len(wanted) < _OF_PRISON:
            return set()
        register = prisons.establishments(self.context.session)
        codes = {
            code for code, name in register.items() if wanted == code or wanted in name.upper()
        }
        if not codes:
            return set()
        return {person for person, code in self.held.items() if code in codes}

    def mine(self) -> set[int]:
        """Return whom the officer leads or covers today."""
        return self._of_officers({self.context.officer.id})

    def without_lead(self) -> set[int]:
        """Return whoever is under management, with no lead whose account is open."""
        return caseload.managed(self.context, self.everybody) - self.leads.keys()

    def due_for_release(self) -> set[int]:
        """Return whoever is held and is expected to be released within 28 days."""
        today = self.context.today
        soon = caseload.released_between(self.context, self.held.keys(), today, today + SOON)
        rows = inmates.release_dates(self.context.session, soon, today)
        expected = {
            person: expected_release(dates, since=today)
            for person, dates in release_dates(map(tuple, rows)).items()
        }
        return {p for p, one in expected.items() if one and one.falls_on <= today + SOON}

    def in_custody(self) -> set[int]:
        """Return whoever is held today."""
        return set(self.held)

    @property
    def everybody(self) -> AbstractSet[int]:
        """Everybody the officer may see."""
        return self.names.revisions.keys()

    @cached_property
    def leads(self) -> dict[int, int]:
        """Who leads whom today, officers with an open account only."""
        today, called = self.context.today, caseload.open_accounts(self.context)
        return {
            person: one.officer_id
            for person, held in self.names.officers.items()
            for one in held
            if one.kind is AllocationKind.LEAD and one.holds(today) and one.officer_id in called
        }

    @cached_property
    def called(self) -> dict[int, str]:
        """The names of the officers there are."""
        ids = {one.officer_id for held in self.names.officers.values() for one in held}
        return officers.names(self.context.session, ids)

    @cached_property
    def held(self) -> Mapping[int, str | None]:
        """Who is held today, and the code of the prison where one is named."""
        return held_today(self.names, self.context)


def held_today(names: Directory, context: Context) -> Mapping[int, str | None]:
    """Return who is held today by record, and in which prison; kept until a record changes."""
    kept = names.held
    same_as = identity.same_as(context.session)
    sameness = tuple(sorted(same_as.items()))
    changed: set[int] | None = None
    if kept is not None and (kept.on, kept.sameness) == (context.today, sameness):
        changed = names.changed_since(kept.written)
    if kept is not None and changed is not None:
        again = everybody(same_as, changed) & names.revisions.keys()
        before = {person: code for person, code in kept.codes.items() if person not in again}
    else:
        again, found = set(), everybody_held(context, context.today, timedelta())
        before = {record: one.prison for one in found.values() for record in one.records}
    codes = before | dict(_held(context, members(same_as, again), context.today))
    names.held = Held(codes, context.today, sameness, names.written)
    return codes


def _held(
    context: Context, people: dict[int, list[int]], on: date
) -> Iterable[tuple[int, str | None]]:
    for person, place in places(context.session, people, on).items():
        if place.where.is_held:
            yield from ((record, place.where.prison) for record in people[person])


def _first(people: Sequence[int], names: Directory) -> list[int]:
    """Return *people*, and everybody else by name."""
    told = set(people)
    return [*people, *(person for person in names.in_order() if person not in told)]


_ORDERS: dict[Order, Callable[[Sorting, Collection[int]], Iterable[int]]] = {
    Order.URGENCY: Sorting.by_urgency,
    Order.NAME: lambda sorting, _: sorting.names.in_order(),
    Order.NUMBER: lambda _, left: sorted(left),
    Order.NEXT_DAY: Sorting.by_next_day,
    Order.LEAD: Sorting.by_lead,
}
_ONLY: dict[Only, Callable[[Sorting], set[int]]] = {
    Only.MINE: Sorting.mine,
    Only.MANAGED: lambda sorting: caseload.managed(sorting.context, sorting.everybody),
    Only.NO_LEAD: Sorting.without_lead,
    Only.RELEASE: Sorting.due_for_release,
    Only.CUSTODY: Sorting.in_custody,
    Only.UNCHECKED: lambda sorting: caseload.unchecked(sorting.context, sorting.everybody),
}
