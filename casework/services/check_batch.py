"""Check one batch of cases: load, judge, compare with the standing flags, write."""

from collections import Counter
from collections.abc import Sequence
from functools import cache, partial

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
from casework.queries import flags, nights
from casework.queries.changes import changed_since
from casework.services.begin_night import JOB, NightPlan
from rules.book import evaluate
from rules.days import say
from rules.facts import CaseFile


@declares(Action.RUN_NIGHT, Verb.JOB, Verb.CONSULT, Verb.ALTER)
def check_batch(context: Context, plan: NightPlan, people: Sequence[int]) -> Counter[str]:
    """Check *people* and keep the outcome, in one transaction under the night's lease.

    Returns the tally by name of what was counted. A case that fails is counted and named
    with its error, and does not stop the rest; it is looked at again the next night.

    Raises:
        LeaseLostError: another run has taken the night over.
    """
    renew(context, JOB, plan.token)
    revisions = nights.taken_revisions(context.session, people)
    checked_at = context.clock()
    checks = nights.checks(context.session, people)
    standing = flags.standing(context.session, people)
    looked: list[Looked] = []
    failed: dict[int, str] = {}
    for case in _load(context, plan, revisions, failed):
        before = standing.get(case.person, [])
        try:
            looked.append(_look(context, plan, case, checks.get(case.person), before))
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001  # one case must not stop the rest
            failed[case.person] = told(error)
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


def _load(
    context: Context, plan: NightPlan, revisions: dict[int, int], failed: dict[int, str]
) -> list[CaseFile]:
    """Load the batch; where a row cannot be read, case by case, to name the one at fault."""
    kinds = sorted(plan.rulebook.reads)
    try:
        return list(case_files(context.session, revisions, kinds=kinds, only_ordered=True))
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
    case: CaseFile,
    check: CaseCheck | None,
    before: Sequence[Flag],
) -> Looked:
    evaluation = evaluate(case, plan.at, plan.rulebook)
    cause = cache(partial(_cause, context, plan, case, check))
    changes = compare(before, evaluation.findings, cause=cause)
    return Looked(case=case, evaluation=evaluation, changes=changes)


def _cause(
    context: Context, plan: NightPlan, case: CaseFile, check: CaseCheck | None
) -> str | None:
    """Word what has changed since the last look at a case, None where only the day has."""
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
