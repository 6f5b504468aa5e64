"""List the duties that cannot be checked, with what would make each checkable."""

from collections import defaultdict
from datetime import date

from casework.context import Context
from casework.desk import declares
from casework.models import Verb
from casework.permissions import Action
from casework.queries import counts, nights, people
from casework.services.check_case import check_case
from casework.views.unchecked import (
    UncheckedCaseload,
    UncheckedOfPerson,
    UncheckedPerson,
    UncheckedReason,
)
from rules.book import Rulebook
from rules.finding import Reason, reason_words, remedy_words


@declares(Action.LIST_UNCHECKED, Verb.CONSULT)
def list_unchecked_of(
    context: Context, typed: str, *, on: date, rulebook: Rulebook, reason: Reason | None = None
) -> UncheckedOfPerson:
    """Return each duty of one person that cannot be checked at the end of *on*, by reason.

    It is judged at this moment, by the same function as at night. *reason* narrows it.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by *typed*.
        PersonAmbiguousError: more than one person is.
    """
    case = check_case(context, typed, on=on, rulebook=rulebook)
    duties = [line for line in case.unchecked if reason is None or line.reason is reason]
    order = list(Reason)
    return UncheckedOfPerson(
        person=case.person,
        name=case.name,
        judged_on=on,
        duties=tuple(sorted(duties, key=lambda line: order.index(line.reason))),
    )


@declares(Action.LIST_UNCHECKED, Verb.CONSULT)
def list_unchecked(
    context: Context, *, reason: Reason | None = None, limit: int | None = None
) -> UncheckedCaseload:
    """Return by reason what could not be checked of everyone the officer may see.

    It is what the night kept when it last looked at each case: nobody is judged for it.
    *reason* narrows it; *limit* is how many people are named for a reason, None all.
    """
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for person, by_reason in counts.unchecked_people(context):
        for why, duties in by_reason.items():
            if reason is None or why == reason:
                found[why].append((person, duties))
    named = {why: sorted(those, key=_most_first)[:limit] for why, those in found.items()}
    shown = {person for those in named.values() for person, _ in those}
    context.touch(Verb.CONSULT, shown)
    names = people.names(context, shown)
    reasons = [
        UncheckedReason(
            reason=why,
            why=reason_words(why),
            remedy=remedy_words(why),
            duties=sum(duties for _, duties in those),
            people=len(those),
            named=tuple(
                UncheckedPerson(
                    person=people.reference(person),
                    name=names.get(person, "name not recorded"),
                    duties=duties,
                )
                for person, duties in named[why]
            ),
        )
        for why, those in found.items()
    ]
    night = nights.last_finished(context.session)
    return UncheckedCaseload(
        judged_on=night.judged_on if night else None,
        duties=sum(line.duties for line in reasons),
        reasons=tuple(sorted(reasons, key=lambda line: (-line.duties, line.reason))),
    )


def _most_first(line: tuple[int, int]) -> tuple[int, int]:
    person, duties = line
    return -duties, person
