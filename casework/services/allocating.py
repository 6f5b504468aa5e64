"""What allocating shares, of one person or of many: the cases, who may lead, and the writing."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from casework.context import Context
from casework.errors import AllocationChangedError, AllocationRefusedError, OfficerNotFoundError
from casework.models import Allocation, Note, Officer
from casework.queries import allocation_lists as lists
from casework.queries import identity, relied_on, sources
from casework.recording import NewFact, Origin, correct, fact_ids, record_all, take_cases, withdraw
from casework.sameness import members
from casework.services.read_allocations import why_not
from rules.days import say
from rules.one_lead import Allocated, CannotAllocateError, Steps, Wanted, day_before, steps_to
from rules.vocabulary import AllocationKind, Feed


class Case(NamedTuple):
    """One person's allocations on all of their records, and the record a new one is put on."""

    person: int
    held: tuple[Allocation, ...]

    def allocated(self) -> list[Allocated]:
        """Return them as the rule of one lead sees them."""
        return [
            Allocated(one.fact_id, one.officer_id, one.kind, one.since, one.until)
            for one in self.held
        ]


def seen_of(cases: Iterable[Case]) -> str:
    """Return what stands for the allocations of cases as they are now."""
    told = ";".join(
        f"P{case.person}:" + ",".join(f"{one.fact_id}.{one.version}" for one in case.held)
        for case in cases
    )
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Allocating:
    """One use: reads and writes allocations at the desk of a context."""

    context: Context

    def cases(self, wanted: Iterable[int], *, taken: bool = False) -> list[Case]:
        """Read allocations on all records of people, with their cases taken where asked."""
        session = self.context.session
        by_stand: dict[int, int] = {}
        same_as = identity.same_as(session)
        for person in sorted(wanted):
            by_stand.setdefault(same_as.get(person, person), person)
        records = members(same_as, by_stand)
        everyone = {record for found in records.values() for record in found}
        if taken:
            take_cases(self.context, everyone)
        held: dict[int, list[Allocation]] = defaultdict(list)
        for one in lists.of_people(session, everyone):
            held[same_as.get(one.person_id, one.person_id)].append(one)
        return [Case(person, tuple(held[stands])) for stands, person in sorted(by_stand.items())]

    def records(self, person: int) -> list[int]:
        """Return all records judged to be of a person."""
        [records] = members(identity.same_as(self.context.session), [person]).values()
        return list(records)

    def revision(self, person: int) -> int:
        """Return the revision of a person's case."""
        return relied_on.revision_of(self.context.session, self.records(person))

    def leads_today(self, cases: Iterable[Case]) -> list[str]:
        """Name the officers who lead today or later."""
        today = self.context.today
        leads = {
            one.officer_id
            for case in cases
            for one in case.held
            if one.kind is AllocationKind.LEAD and (one.until is None or one.until >= today)
        }
        return sorted(one.name for one in lists.officers(self.context, leads) if one.id in leads)

    def refuse_changed(self, cases: Sequence[Case], seen: str, whose: str) -> None:
        """Refuse where allocations are not as they were seen.

        Raises:
            AllocationChangedError: somebody changed them; the sentence says who leads now.
        """
        if seen_of(cases) == seen:
            return
        names = self.leads_today(cases)
        raise AllocationChangedError(
            whose, f"the lead is {' or '.join(names)} now." if names else "nobody leads now."
        )

    def called(self, held: Iterable[Allocation]) -> dict[int, str]:
        """Return the names of the officers of the agency, and of those who hold *held*."""
        found = lists.officers(self.context, {one.officer_id for one in held})
        return {officer.id: officer.name for officer in found}

    def allocatable(self, login: str) -> Officer:
        """Return an officer who can lead or cover today.

        Raises:
            OfficerNotFoundError: there is no such officer here.
            AllocationRefusedError: nobody can be allocated to them; the sentence says why.
        """
        own = self.context.officer.agency_id
        found = (one for one in lists.officers(self.context, ()) if one.agency_id == own)
        officer = next((one for one in found if one.login == login), None)
        if officer is None:
            raise OfficerNotFoundError(login)
        roles = lists.roles(self.context.session, self.context.today).get(officer.id, set())
        why = why_not(officer, roles, self.context.today)
        if why:
            raise AllocationRefusedError(
                f"Nobody can be allocated to {officer.name}: {why}. Choose another officer."
            )
        return officer

    def record(
        self,
        cases: Collection[tuple[Case, Steps]],
        wanted: Wanted,
        officer: Officer,
        *,
        reason: str,
    ) -> list[int]:
        """End what ends, withdraw what has no day left, and record the new allocations.

        The reason stands with what was ended; where nothing was, a note holds it. The new
        facts' ids are returned.
        """
        facts: list[tuple[int, NewFact]] = []
        new = {
            "officer_id": officer.id,
            "kind": wanted.kind,
            "since": wanted.since,
            "until": wanted.until,
        }
        for case, steps in cases:
            self._make_room(case, steps, wanted, reason)
            facts.append((case.person, NewFact(Allocation, new)))
            if not (steps.ends or steps.withdrawn):
                facts.append((case.person, self._note(wanted, officer, reason)))
        source = sources.find(self.context.session, Feed.OFFICERS)
        if source is None:
            raise LookupError("officers are no source")
        ids = fact_ids(self.context, len(facts))
        origin = Origin(source.id, self.context.officer.agency_id)
        new_facts = [(person, next(ids), fact) for person, fact in facts]
        record_all(self.context, new_facts, origin)
        return [fact_id for _, fact_id, _ in new_facts]

    def _make_room(self, case: Case, steps: Steps, wanted: Wanted, reason: str) -> None:
        owners = {one.fact_id: one.person_id for one in case.held}
        last = {"until": day_before(wanted)}
        for one in steps.ends:
            correct(self.context, Allocation, owners[one.fact], one.fact, last, reason=reason)
        for one in steps.withdrawn:
            withdraw(self.context, Allocation, owners[one.fact], one.fact, reason=reason)

    def _note(self, wanted: Wanted, officer: Officer, reason: str) -> NewFact:
        body = f"{wanted.kind.capitalize()} from {say(wanted.since)}: {officer.name}. Why: {reason}"
        today = self.context.today
        return NewFact(Note, {"written_on": today, "body": body, "is_assessment": False})


def steps_of(case: Case, wanted: Wanted, officers: Mapping[int, str]) -> Steps:
    """Return what a new allocation does to a person's others; *officers* names those who hold them.

    Raises:
        AllocationRefusedError: it cannot be made; the sentence says why.
    """
    try:
        return steps_to(case.allocated(), wanted, officers.__getitem__)
    except CannotAllocateError as refused:
        raise AllocationRefusedError(str(refused)) from None
