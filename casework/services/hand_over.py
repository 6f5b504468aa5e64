"""Give all the people one officer leads to another: all of those in the plan, or none."""

from collections.abc import Sequence

from casework.context import Context
from casework.desk import declares
from casework.errors import AllocationRefusedError, OfficerNotFoundError
from casework.forms.allocation import HandOver
from casework.forms.reason import reason_given
from casework.models import Officer, Verb
from casework.permissions import Action
from casework.queries import allocation_lists as lists
from casework.queries import people
from casework.services.allocating import Allocating, Case, seen_of, steps_of
from casework.views.allocation import HandOverPlan
from rules.days import say
from rules.one_lead import Steps, Wanted
from rules.vocabulary import AllocationKind


@declares(Action.ALLOCATE, Verb.CONSULT)
def plan_hand_over(context: Context, asked: HandOver) -> HandOverPlan:
    """Say in full whom handing over would concern, and record nothing.

    Raises:
        OfficerNotFoundError: there is no such officer here.
        AllocationRefusedError: nobody can be handed over so; the sentence says why.
    """
    giver, taker = _parties(context, asked)
    cases = _led_cases(context, giver, asked)
    possible, left = _sorted_out(context, cases, _taking(asked, taker))
    names = people.names(context, [case.person for case in cases])
    context.touch(Verb.CONSULT, names)
    covers = [
        one
        for one in lists.of_officer(context, giver.id, asked.since)
        if one.kind is AllocationKind.COVER
    ]
    return HandOverPlan(
        giver=giver.name,
        taker=taker.name,
        people=tuple(
            (people.reference(case.person), names.get(case.person, "name not recorded"))
            for case, _ in possible
        ),
        left=tuple(
            (people.reference(case.person), names.get(case.person, "name not recorded"), why)
            for case, why in left
        ),
        covers=len(covers),
        seen=seen_of(cases),
    )


@declares(Action.ALLOCATE, Verb.COLLECT, Verb.ALTER)
def hand_over(context: Context, asked: HandOver, *, seen: str) -> str:
    """Give all the people one officer leads to another, all or none of those in the plan.

    Raises:
        OfficerNotFoundError: there is no such officer here.
        AllocationChangedError: who leads or covers is not as it was seen.
        AllocationRefusedError: nobody can be handed over so.
        ReasonMissingError: no reason is given.
    """
    reason = reason_given(asked.reason)
    giver, taker = _parties(context, asked)
    cases = _led_cases(context, giver, asked, taken=True)
    Allocating(context).refuse_changed(cases, seen, f"the people of {giver.name}")
    wanted = _taking(asked, taker)
    possible, _ = _sorted_out(context, cases, wanted)
    if not possible:
        raise AllocationRefusedError(f"{giver.name} leads nobody who could be handed over.")
    Allocating(context).record(possible, wanted, taker, reason=reason)
    led = "1 person" if len(possible) == 1 else f"{len(possible):,} people"
    return f"{taker.name} leads {led} of {giver.name} from {say(asked.since)}."


def _parties(context: Context, asked: HandOver) -> tuple[Officer, Officer]:
    loads = {load.officer for load in lists.loads(context, context.today)}
    found = {one.login: one for one in lists.officers(context, loads)}
    if asked.giver not in found:
        raise OfficerNotFoundError(asked.giver)
    taker = Allocating(context).allocatable(asked.taker)
    if asked.taker == asked.giver:
        raise AllocationRefusedError(f"{taker.name} leads them already. Choose another officer.")
    return found[asked.giver], taker


def _led_cases(
    context: Context, giver: Officer, asked: HandOver, *, taken: bool = False
) -> list[Case]:
    held = lists.of_officer(context, giver.id, asked.since)
    led = [one.person_id for one in held if one.kind is AllocationKind.LEAD]
    return Allocating(context).cases(led, taken=taken) if led else []


def _taking(asked: HandOver, taker: Officer) -> Wanted:
    return Wanted(taker.id, AllocationKind.LEAD, asked.since, None)


def _sorted_out(
    context: Context, cases: Sequence[Case], wanted: Wanted
) -> tuple[list[tuple[Case, Steps]], list[tuple[Case, str]]]:
    """Part those who can be handed over from those who cannot, each with why not."""
    officers = Allocating(context).called(one for case in cases for one in case.held)
    possible: list[tuple[Case, Steps]] = []
    left: list[tuple[Case, str]] = []
    for case in cases:
        try:
            possible.append((case, steps_of(case, wanted, officers)))
        except AllocationRefusedError as refused:
            left.append((case, str(refused)))
    return possible, left
