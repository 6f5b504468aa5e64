"""Give a person a lead officer, or cover.

What was looked at is what is done: the allocations a plan was worked out on are compared,
once the case is taken, with those there are, so that of two who allocate at once one wins.
"""

from collections.abc import Iterable, Mapping

from casework.context import Context
from casework.desk import declares
from casework.forms.allocation import NewAllocation
from casework.forms.reason import reason_given
from casework.models import Officer, Verb
from casework.permissions import Action
from casework.queries import people
from casework.services.allocating import Allocating, seen_of, steps_of
from casework.views.allocation import AllocationMade, AllocationPlan
from rules.days import say
from rules.one_lead import Steps, Wanted, day_before
from rules.vocabulary import AllocationKind


@declares(Action.ALLOCATE, Verb.CONSULT)
def plan_allocation(context: Context, typed: str, new: NewAllocation) -> AllocationPlan:
    """Say in full what an allocation would do, and record nothing.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by *typed*.
        AllocationRefusedError: it cannot be made; the sentence says why.
    """
    person = people.require(context, typed).id
    use = Allocating(context)
    [case] = use.cases([person])
    officers = use.called(case.held)
    officer = use.allocatable(new.login)
    steps = steps_of(case, _wanted(new, officer), officers)
    context.touch(Verb.CONSULT, [person])
    names = people.names(context, [person])
    return AllocationPlan(
        person=people.reference(person),
        name=names.get(person, "name not recorded"),
        officer=officer.name,
        changes=tuple(_changes(steps, _wanted(new, officer), officers)),
        seen=seen_of([case]),
    )


@declares(Action.ALLOCATE, Verb.COLLECT, Verb.ALTER)
def allocate(context: Context, typed: str, new: NewAllocation, *, seen: str) -> AllocationMade:
    """Record an allocation and end what it ends; return what was done, and how to undo it.

    *seen* is of the plan that was looked at.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by *typed*.
        AllocationChangedError: who leads or covers is not as it was seen.
        AllocationRefusedError: it cannot be made; the sentence says why.
        ReasonMissingError: no reason is given.
    """
    person = people.require(context, typed).id
    reason = reason_given(new.reason)
    use = Allocating(context)
    [case] = use.cases([person], taken=True)
    reference = people.reference(person)
    use.refuse_changed([case], seen, reference)
    officer = use.allocatable(new.login)
    wanted = _wanted(new, officer)
    steps = steps_of(case, wanted, use.called(case.held))
    facts = use.record([(case, steps)], wanted, officer, reason=reason)
    versions = {one.fact_id: one.version for one in case.held}
    until = f" to {say(new.until)}" if new.until else ""
    verb = "leads" if new.kind is AllocationKind.LEAD else "covers"
    return AllocationMade(
        person=reference,
        says=f"{officer.name} {verb} {reference} from {say(new.since)}{until}.",
        facts=tuple(facts),
        ended=tuple((one.fact, versions[one.fact] + 1) for one in steps.ends),
        withdrawn=tuple(one.fact for one in steps.withdrawn),
        stands=seen_of(use.cases([person])),
        revision=use.revision(person),
    )


def _wanted(new: NewAllocation, officer: Officer) -> Wanted:
    return Wanted(officer.id, new.kind, new.since, new.until)


def _changes(steps: Steps, wanted: Wanted, officers: Mapping[int, str]) -> Iterable[str]:
    for one in steps.ends:
        what = "lead" if one.kind is AllocationKind.LEAD else "cover"
        yield (
            f"The {what} of {officers[one.officer]}, from {say(one.since)}, ends with "
            f"{say(day_before(wanted))}."
        )
    for one in steps.withdrawn:
        yield (
            f"The allocation of {officers[one.officer]} from {say(one.since)} is withdrawn, for no "
            "day would be left of it. It stays to be read as it was known."
        )
