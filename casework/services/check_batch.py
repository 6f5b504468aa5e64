"""Check one batch of cases: load, judge, compare with the standing flags, write."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, update

from casework.context import Context
from casework.desk import declares
from casework.facts import case_files
from casework.flagging import STATE_AFTER, Change, compare
from casework.models import CaseCheck, CaseWait, Flag, FlagChange, FlagVersion, NightFailure, Verb
from casework.permissions import Action
from casework.queries import flags, nights
from casework.queries.changes import changed_since
from casework.services.begin_night import JOB, NightPlan
from casework.services.take_lease import renew
from rules.book import Evaluation, evaluate
from rules.days import NEVER
from rules.facts import CaseFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What one look at one case came to."""

    case: CaseFile
    evaluation: Evaluation
    changes: list[Change]


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
    checks = nights.checks(context.session, people)
    standing = flags.standing(context.session, people)
    tally: Counter[str] = Counter()
    looked: list[Looked] = []
    failed: dict[int, str] = {}
    kinds = sorted(plan.rulebook.reads)
    for case in case_files(context.session, revisions, kinds=kinds):
        try:
            check = checks.get(case.person)
            evaluation = evaluate(case, plan.at, plan.rulebook)
            before = standing.get(case.person, [])
            cause = _cause(context, plan, case, check) if before else None
            changes = compare(before, evaluation.findings, cause=cause)
        except Exception as error:  # noqa: BLE001  # one case must not stop the rest
            failed[case.person] = f"{type(error).__name__}: {error}"
            continue
        looked.append(Looked(case=case, evaluation=evaluation, changes=changes))
        tally.update(change.change.value for change in changes)
    _write_flags(context, plan, looked)
    _write_checks(context, plan, looked)
    _write_failures(context, plan, failed)
    tally["checked"], tally["failed"] = len(looked), len(failed)
    _add_to_night(context, plan, tally)
    context.touch(Verb.CONSULT, revisions)
    context.touch(Verb.ALTER, (look.case.person for look in looked if look.changes))
    return tally


def _cause(
    context: Context, plan: NightPlan, case: CaseFile, check: CaseCheck | None
) -> str | None:
    """Word what has changed since the last look at a case, None where only the day has."""
    if check is None:
        return "first look at this case"
    causes = []
    if check.revision != case.revision:
        causes.append(changed_since(context.session, case.person, check.checked_at))
    if check.rulebook != plan.rulebook.digest:
        causes.append("the rulebook has changed")
    return "; ".join(causes) or None


def _write_flags(context: Context, plan: NightPlan, looked: Sequence[Looked]) -> None:
    raised = [
        (look.case.person, change)
        for look in looked
        for change in look.changes
        if change.flag is None
    ]
    changed = [c for look in looked for c in look.changes if c.flag is not None]
    ids = _insert_flags(context, plan, raised)
    if changed:
        context.session.execute(update(Flag), [_new_state(context, c) for c in changed])
    versions = [
        _version(context, plan, flag_id, change)
        for flag_id, change in (
            *zip(ids, (change for _, change in raised), strict=True),
            *((c.flag.id, c) for c in changed if c.flag is not None),
        )
    ]
    if versions:
        context.session.execute(insert(FlagVersion), versions)


def _insert_flags(
    context: Context, plan: NightPlan, raised: Sequence[tuple[int, Change]]
) -> Sequence[int]:
    rows = []
    for person, change in raised:
        if change.worded is None:
            raise ValueError("A flag is raised by a finding.")
        finding = change.worded.finding
        rows.append(
            {
                "person_id": person,
                "rule": finding.rule,
                "subject_id": finding.subject,
                "occurrence": finding.occurrence,
                "state": STATE_AFTER[change.change],
                "kind": finding.kind,
                "severity": finding.severity,
                "fingerprint": change.worded.fingerprint,
                "finding": change.worded.written,
                "raised_on": plan.at.on,
                "revised_at": context.now,
            }
        )
    if not rows:
        return []
    return context.session.scalars(
        insert(Flag).returning(Flag.id, sort_by_parameter_order=True), rows
    ).all()


def _new_state(context: Context, change: Change) -> dict[str, Any]:
    flag = change.flag
    if flag is None:
        raise ValueError("Only a standing flag changes state.")
    now = change.worded
    return {
        "id": flag.id,
        "state": STATE_AFTER[change.change],
        "kind": now.finding.kind if now else flag.kind,
        "severity": now.finding.severity if now else flag.severity,
        "fingerprint": now.fingerprint if now else flag.fingerprint,
        "finding": now.written if now else flag.finding,
        "revised_at": context.now,
    }


def _version(context: Context, plan: NightPlan, flag_id: int, change: Change) -> dict[str, Any]:
    written = change.worded.written if change.worded else ""
    if change.flag is not None and change.worded is None:
        written = change.flag.finding
    return {
        "flag_id": flag_id,
        "change": change.change,
        "judged_on": plan.at.on,
        "changed_at": context.now,
        "changed_by": context.officer.id,
        "reason": change.reason,
        "finding": written,
        "rulebook": plan.rulebook.digest,
    }


def _write_checks(context: Context, plan: NightPlan, looked: Sequence[Looked]) -> None:
    people = [look.case.person for look in looked]
    if not people:
        return
    session = context.session
    session.expunge_all()
    session.execute(delete(CaseWait).where(CaseWait.person_id.in_(people)))
    session.execute(delete(CaseCheck).where(CaseCheck.person_id.in_(people)))
    session.execute(
        insert(CaseCheck),
        [
            {
                "person_id": look.case.person,
                "revision": look.case.revision,
                "judged_on": plan.at.on,
                "checked_at": context.now,
                "wake_on": _or_none(look.evaluation.next_change),
                "rulebook": plan.rulebook.digest,
                "unchecked": len(look.evaluation.unchecked),
            }
            for look in looked
        ],
    )
    waits = [
        {"person_id": look.case.person, "feed": feed, "complete_to": day}
        for look in looked
        for feed, day in look.evaluation.waits.items()
    ]
    if waits:
        session.execute(insert(CaseWait), waits)


def _or_none(day: Any) -> Any:
    return None if day == NEVER else day


def _write_failures(context: Context, plan: NightPlan, failed: dict[int, str]) -> None:
    if not failed:
        return
    context.session.execute(
        delete(NightFailure).where(
            NightFailure.night_id == plan.night_id, NightFailure.person_id.in_(failed)
        )
    )
    context.session.execute(
        insert(NightFailure),
        [
            {"night_id": plan.night_id, "person_id": person, "error": error}
            for person, error in failed.items()
        ],
    )


def _add_to_night(context: Context, plan: NightPlan, tally: Counter[str]) -> None:
    night = nights.require(context.session, plan.night_id)
    night.checked += tally["checked"]
    night.failed += tally["failed"]
    night.raised += tally[FlagChange.RAISED]
    night.reworded += tally[FlagChange.REWORDED]
    night.withdrawn += tally[FlagChange.WITHDRAWN]
    night.lapsed += tally[FlagChange.LAPSED]
    night.reopened += tally[FlagChange.REOPENED]
