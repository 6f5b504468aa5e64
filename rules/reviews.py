"""R67: a review of the case that is due and not recorded."""

from collections.abc import Mapping
from datetime import date

from rules.days import NEVER, add_months, counted, later, say
from rules.facts import CaseFile, Movement, Ref, Review
from rules.look import Look
from rules.rule import Rule
from rules.stages import next_turn, stage_on
from rules.vocabulary import EventKind, FlagKind, Recipient, Severity, Stage


def review_overdue(case: CaseFile, look: Look) -> None:
    """The review of a managed person's case that is due has not been recorded.

    Lifetime management practice. It is due on the day the last review set, or else months
    after it by the stage the person is at on the day judged, or after the case was opened
    where there was none. On licence the reviews of the first months are monthly, counted
    from the last review or the release, whichever is later. Months are counted to the same
    day number or the last day of the month. It is a reminder from the day after, which
    lapses with the next review. Nothing is due after death.
    """
    if not case.inclusions or look.custody.died_on is not None:
        return
    last = case.reviews[-1] if case.reviews else None
    base, ref = _base(case, last)
    if last is not None and last.next_due_on is not None:
        _judge(case, last.next_due_on, "the day that review set", look)
        return
    months = look.figures.review_months.on(base)
    early = _early(base, look)
    least = min(add_months(base, min(months.values())), early)
    if look.on <= least:
        look.wake(later(least))
        look.in_order(ref.id, "no review is due before {}", least)
        return
    _judge_by_stage(case, months, early, look)


def _base(case: CaseFile, last: Review | None) -> tuple[date, Ref]:
    """Return the day the next review is counted from, and the fact that gives it."""
    if last is not None:
        return last.reviewed_on, last.ref
    inclusion = case.inclusions[-1]
    return inclusion.opened_on, inclusion.ref


def _released(look: Look) -> Movement | None:
    """Return the last release that is no repeat of an exit before it."""
    real = [movement for movement, out_since in look.custody.releases if out_since is None]
    return real[-1] if real else None


def _early(base: date, look: Look) -> date:
    """Return the day a monthly review is due early on licence, NEVER if none is left to come."""
    release = _released(look)
    if release is None:
        return NEVER
    last_early = add_months(
        release.happened_on, look.figures.early_licence_months.on(release.happened_on)
    )
    due = add_months(max(base, release.happened_on), 1)
    return due if due <= last_early else NEVER


def _judge_by_stage(case: CaseFile, months: Mapping[Stage, int], early: date, look: Look) -> None:
    base, ref = _base(case, case.reviews[-1] if case.reviews else None)
    look.wake(next_turn(case, look.on))
    by_stage = _due_by_stage(base, stage_on(case, look.on), months, early)
    if by_stage is None:
        look.in_order(ref.id, "no review is due at this stage")
    else:
        _judge(case, *by_stage, look)


def _due_by_stage(
    base: date, stage: Stage, months: Mapping[Stage, int], early: date
) -> tuple[date, str] | None:
    """Return the day a review is due at a stage and why, None where none is."""
    if stage not in months:
        return None
    due = add_months(base, months[stage])
    named = stage.value.replace("_", " ")
    if stage is Stage.LICENCE and early < due:
        return early, "monthly in the first months on licence"
    every = "month" if months[stage] == 1 else counted(months[stage], "month")
    return due, f"every {every}; stage: {named}"


def review_due(case: CaseFile, look: Look) -> tuple[date, str, Ref] | None:
    """Return the day the next review is due, why then, and the fact it is counted from.

    It is as the stage of the day looked at has it; None where no review is due.
    """
    if not case.inclusions or look.custody.died_on is not None:
        return None
    last = case.reviews[-1] if case.reviews else None
    base, ref = _base(case, last)
    if last is not None and last.next_due_on is not None:
        return last.next_due_on, "the day the last review set", ref
    months = look.figures.review_months.on(base)
    due = _due_by_stage(base, stage_on(case, look.on), months, _early(base, look))
    return None if due is None else (*due, ref)


def _judge(case: CaseFile, due: date, why: str, look: Look) -> None:
    last = case.reviews[-1] if case.reviews else None
    base, ref = _base(case, last)
    if look.on <= due:
        look.wake(later(due))
        look.in_order(ref.id, "the next review is due by {}", due)
        return
    what = "The last review of the case was" if last else "The case was opened"
    look.find(
        subject=ref.id,
        occurrence=f"after fact {ref.id}",
        says=f"{what} on {say(base)}; a review was due by {say(due)} ({why}).",
        missing="No review since is recorded",
        due_on=due,
        evidence=(ref,),
        clears="a review of the case",
    )


REVIEW_OVERDUE = Rule(
    id="R67",
    name="case.review_overdue",
    version=1,
    kind=FlagKind.REMINDER,
    severity=Severity.MEDIUM,
    told=(Recipient.OFFENDER_MANAGER, Recipient.SUPERVISOR),
    source="Crime and Courts Act 2013 s.1(4); lifetime management practice",
    look=review_overdue,
    of_case=True,
    reads=frozenset({EventKind.JOURNEY_OUT, EventKind.JOURNEY_BACK}),
)
