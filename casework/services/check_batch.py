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
from casework.flagging import Cause, compare
from casework.leases import renew
from casework.models import CaseCheck, Flag, Verb
from casework.night_books import Looked, NightBooks
from casework.night_cases import load, one_by_one
from casework.permissions import Action
from casework.queries import flags, identity, nights
from casework.queries.changes import changed_since
from casework.queries.people import reference
from casework.same_person import Parted, apart, ends_by_others, stands_again, together
from casework.sameness import members
from casework.services.begin_night import JOB, NightPlan
from rules.book import evaluate
from rules.days import say
from rules.facts import CaseFile
from rules.finding import Finding


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
    same_as, records, revisions = _take(context, plan, people)
    checked_at = context.clock()
    before = Before(
        same_as=same_as,
        checks=nights.checks(context.session, list(revisions)),
        flags=flags.standing(context.session, list(revisions)),
    )
    looked: list[Looked] = []
    failed: dict[int, str] = {}
    loaded = _load(context, plan, records, revisions, failed)
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


def _take(
    context: Context, plan: NightPlan, people: Sequence[int]
) -> tuple[Mapping[int, int], Mapping[int, list[int]], dict[int, int]]:
    """Take the cases, and say which records stand together and the revision of each.

    Whoever judges identity takes the cases too. So what is read once they are taken holds
    to the end, and where that is not what they were taken by, they are taken anew.
    """
    same_as = identity.same_as(context.session)
    while True:
        records = members(same_as, _looked_at_here(plan, people, same_as))
        revisions = nights.taken_revisions(
            context.session, sorted(record for found in records.values() for record in found)
        )
        found = identity.same_as(context.session)
        if found == same_as:
            return same_as, records, revisions
        same_as = found


def _of_several(
    records: Mapping[int, list[int]], revisions: Mapping[int, int], several: bool
) -> dict[int, int]:
    """Narrow to the people who have several records, or to those who have one."""
    return {
        record: revisions[record]
        for found in records.values()
        if (len(found) > 1) is several
        for record in found
        if record in revisions
    }


def _load(
    context: Context,
    plan: NightPlan,
    records: Mapping[int, list[int]],
    revisions: Mapping[int, int],
    failed: dict[int, str],
) -> dict[int, CaseFile]:
    """Load the batch. Of people with several records nothing is left out, and nothing kept.

    Whether a record is judged, and what of it rules read, is told by all records of the same
    person and not by it alone.
    """
    session = context.session

    def whole(some: dict[int, int]) -> list[CaseFile]:
        return list(case_files(session, some))

    of_one, of_several = (_of_several(records, revisions, several) for several in (False, True))
    cases = load(session, of_one, plan.rulebook.reads, on=plan.at.on, failed=failed)
    cases += one_by_one(whole, of_several, failed)
    return {case.person: case for case in cases}


def _look(
    context: Context,
    plan: NightPlan,
    cases: Sequence[CaseFile],
    before: Before,
) -> list[Looked]:
    """Judge one person by all of their records, and compare each record's flags."""
    evaluation = evaluate(together(cases, before.same_as), plan.at, plan.rulebook)
    cause = cache(partial(_cause, context, plan, cases, before.checks))
    looked = []
    for case, own in zip(cases, apart(evaluation, cases), strict=True):
        changes = compare(
            before.flags.get(case.person, []),
            own.findings,
            cause=cause,
            settled=partial(flags.settled, context.session),
        )
        if len(cases) > 1:
            alone = partial(_alone, plan, case, before.same_as)
            changes = [change for change in changes if not ends_by_others(change, alone)]
        check = before.checks.get(case.person)
        if check is not None:
            parted = Parted(context.session, case.person, check.checked_at, before.same_as)
            changes = [stands_again(change, parted) for change in changes]
        looked.append(Looked(case=case, evaluation=own, changes=changes))
    return looked


def _alone(plan: NightPlan, case: CaseFile, same_as: Mapping[int, int]) -> Sequence[Finding]:
    """Judge one record by itself, as if nobody had judged it the same as another."""
    return evaluate(together([case], same_as), plan.at, plan.rulebook).findings


def _cause(
    context: Context,
    plan: NightPlan,
    cases: Sequence[CaseFile],
    checks: Mapping[int, CaseCheck],
) -> Cause | None:
    """Word what has changed since the last look at a person, None where only the day has."""
    causes = [
        (case.person, cause)
        for case in cases
        if (cause := _cause_on(context, plan, case, checks.get(case.person))) is not None
    ]
    if not causes:
        return None
    said = [
        f"{reference(person)}: {cause.words}" if len(cases) > 1 else cause.words
        for person, cause in causes
    ]
    return Cause("; ".join(said), of_facts=any(cause.of_facts for _, cause in causes))


def _cause_on(
    context: Context, plan: NightPlan, case: CaseFile, check: CaseCheck | None
) -> Cause | None:
    """Word what has changed since the last look at one record."""
    if check is None:
        return Cause("first look at this case", of_facts=True)
    causes = []
    if check.owed_since is not None:
        causes.append(f"what had changed by {say(check.owed_since)}, when a look at it failed")
    if check.rulebook != plan.rulebook.digest:
        causes.append("the rulebook has changed")
    if plan.feeds_went_back:
        causes.append("a source says now that it is complete less far than it said before")
    of_facts = bool(causes)
    if check.revision != case.revision:
        changed = changed_since(
            context.session,
            case.person,
            check.checked_at,
            raised=case.revision - check.revision,
        )
        causes.insert(0, changed.words)
        of_facts = of_facts or changed.of_facts
    return Cause("; ".join(causes), of_facts=of_facts) if causes else None
