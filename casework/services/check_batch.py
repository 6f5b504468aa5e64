"""Check one batch of cases: load, judge, compare with the standing flags, write."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from sqlalchemy.exc import SQLAlchemyError

from casework.context import Context
from casework.desk import declares
from casework.facts import case_files
from casework.failures import told
from casework.flagging import compare
from casework.leases import renew
from casework.models import CaseCheck, Flag, Verb
from casework.night_books import Looked, NightBooks
from casework.permissions import Action
from casework.queries import flags, identity, nights
from casework.queries.changes import changed_since
from casework.queries.people import reference
from casework.same_person import apart, together
from casework.sameness import members
from casework.services.begin_night import JOB, NightPlan
from rules.book import evaluate
from rules.days import say
from rules.facts import CaseFile


class Before(NamedTuple):
    """How a batch stood before: which records stand together, the last looks, and the flags."""

    same_as: Mapping[int, int]
    checks: Mapping[int, CaseCheck]
    flags: Mapping[int, Sequence[Flag]]


_ANOTHER_FAILED = "another record of the same person could not be read"


@declares(Action.RUN_NIGHT, Verb.JOB, Verb.CONSULT, Verb.ALTER)
def check_batch(context: Context, plan: NightPlan, people: Sequence[int]) -> Counter[str]:
    """Check *people* and keep the outcome, in one transaction under the night's lease.

    Returns the tally by name of what was counted. A case that fails is counted and named
    with its error, and does not stop the rest; it is looked at again the next night.

    Raises:
        LeaseLostError: another run has taken the night over.
    """
    renew(context, JOB, plan.token)
    same_as = identity.same_as(context.session)
    records = members(same_as, _looked_at_here(plan, people, same_as))
    revisions = nights.taken_revisions(
        context.session, sorted(record for found in records.values() for record in found)
    )
    checked_at = context.clock()
    before = Before(
        same_as=same_as,
        checks=nights.checks(context.session, list(revisions)),
        flags=flags.standing(context.session, list(revisions)),
    )
    looked: list[Looked] = []
    failed: dict[int, str] = {}
    loaded = {case.person: case for case in _load(context, plan, revisions, failed)}
    for found in records.values():
        cases = [loaded[record] for record in found if record in loaded]
        if len(cases) < len(found):
            failed |= dict.fromkeys(set(found) - failed.keys(), _ANOTHER_FAILED)
            continue
        try:
            looked += _look(context, plan, cases, before)
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001  # one case must not stop the rest
            failed |= dict.fromkeys(found, told(error))
    context.touch(Verb.CONSULT, revisions)
    context.touch(Verb.ALTER, (look.case.person for look in looked if look.changes))
    books = NightBooks(
        context=context,
        checked_at=checked_at,
        night_id=plan.night_id,
        judged_on=plan.at.on,
        rulebook=plan.rulebook.digest,
    )
    return books.write(looked, failed)


def _looked_at_here(
    plan: NightPlan, people: Sequence[int], same_as: Mapping[int, int]
) -> Iterable[int]:
    """Leave out who is looked at with another record of theirs, in another batch."""
    here = set(people)
    return (
        person
        for person in people
        if (stands := same_as.get(person, person)) in here or stands not in plan.people_set
    )


def _load(
    context: Context, plan: NightPlan, revisions: dict[int, int], failed: dict[int, str]
) -> list[CaseFile]:
    """Load the batch; where a row cannot be read, case by case, to name the one at fault."""
    kinds = sorted(plan.rulebook.reads)
    try:
        return list(case_files(context.session, revisions, kinds=kinds, only_judged=True))
    except SQLAlchemyError:
        raise
    except Exception as error:  # noqa: BLE001  # one case must not stop the rest
        if len(revisions) == 1:
            failed[next(iter(revisions))] = told(error)
            return []
    return [
        case
        for person, revision in revisions.items()
        for case in _load(context, plan, {person: revision}, failed)
    ]


def _look(
    context: Context,
    plan: NightPlan,
    cases: Sequence[CaseFile],
    before: Before,
) -> list[Looked]:
    """Judge one person by all of their records, and compare each record's flags."""
    evaluation = evaluate(together(cases, before.same_as), plan.at, plan.rulebook)
    cause = cache(partial(_cause, context, plan, cases, before.checks))
    return [
        Looked(
            case=case,
            evaluation=own,
            changes=compare(before.flags.get(case.person, []), own.findings, cause=cause),
        )
        for case, own in zip(cases, apart(evaluation, cases), strict=True)
    ]


def _cause(
    context: Context,
    plan: NightPlan,
    cases: Sequence[CaseFile],
    checks: Mapping[int, CaseCheck],
) -> str | None:
    """Word what has changed since the last look at a person, None where only the day has."""
    causes = [_cause_on(context, plan, case, checks.get(case.person)) for case in cases]
    if len(cases) > 1:
        causes = [
            f"{reference(case.person)}: {cause}"
            for case, cause in zip(cases, causes, strict=True)
            if cause
        ]
    return "; ".join(cause for cause in causes if cause) or None


def _cause_on(
    context: Context, plan: NightPlan, case: CaseFile, check: CaseCheck | None
) -> str | None:
    """Word what has changed since the last look at one record."""
    if check is None:
        return "first look at this case"
    causes = []
    if check.revision != case.revision:
        causes.append(changed_since(context.session, case.person, check.checked_at))
    if check.owed_since is not None:
        causes.append(f"what had changed by {say(check.owed_since)}, when a look at it failed")
    if check.rulebook != plan.rulebook.digest:
        causes.append("the rulebook has changed")
    if plan.feeds_went_back:
        causes.append("a source says now that it is complete less far than it said before")
    return "; ".join(causes) or None
