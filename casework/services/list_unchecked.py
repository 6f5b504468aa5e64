"""List the duties that cannot be checked, with what would make each checkable."""

from collections import defaultdict
from datetime import date

from casework.context import Context
from casework.desk import declares
from casework.models import Night, Verb
from casework.permissions import Action
from casework.queries import counts, nights, people
from casework.services.check_case import check_case
from casework.views.unchecked import (
    CaseNotJudged,
    UncheckedCaseload,
    UncheckedOfPerson,
    UncheckedPerson,
    UncheckedReason,
)
from rules.book import Rulebook
from rules.finding import Reason, reason_words, remedy_words

_NAMELESS = "name not recorded"


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
    *reason* narrows it; *limit* is how many people are named for a reason, None all. Without
    a reason come the cases too that the last night could not judge at all.
    """
    night = nights.last_finished(context.session)
    failed, not_judged = _not_judged(context, night, limit) if reason is None else (0, ())
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
                    name=names.get(person, _NAMELESS),
                    duties=duties,
                )
                for person, duties in named[why]
            ),
        )
        for why, those in found.items()
    ]
    return UncheckedCaseload(
        judged_on=night.judged_on if night else None,
        failed=failed,
        not_judged=not_judged,
        duties=sum(line.duties for line in reasons),
        reasons=tuple(sorted(reasons, key=lambda line: (-line.duties, line.reason))),
    )


@declares(Action.LIST_UNCHECKED, Verb.CONSULT)
def list_not_judged(context: Context, *, limit: int | None = None) -> UncheckedCaseload:
    """Return the cases the last night could not judge at all, and nothing else.

    *limit* is how many of them are named, None all.
    """
    night = nights.last_finished(context.session)
    failed, not_judged = _not_judged(context, night, limit)
    return UncheckedCaseload(
        judged_on=night.judged_on if night else None,
        failed=failed,
        not_judged=not_judged,
        duties=0,
        reasons=(),
    )


def _not_judged(
    context: Context, night: Night | None, limit: int | None
) -> tuple[int, tuple[CaseNotJudged, ...]]:
    """Return how many cases, of those the officer may see, a night could not judge; and name them.

    Until a night can, what is shown of them is as they were judged last.
    """
    failed = counts.count_failures(context, night.id) if night else 0
    if night is None or not failed:
        return 0, ()
    found = counts.failures(context, night.id, most=limit)
    shown = [one.person_id for one in found]
    context.touch(Verb.CONSULT, shown)
    names = people.names(context, shown)
    return failed, tuple(
        CaseNotJudged(
            person=people.reference(one.person_id),
            name=names.get(one.person_id, _NAMELESS),
            last_judged=one.last_judged,
            error=one.error,
        )
        for one in found
    )


def _most_first(line: tuple[int, int]) -> tuple[int, int]:
    person, duties = line
    return -duties, person
