"""R66: a managed person for whom no officer is responsible."""

from collections.abc import Sequence
from datetime import date

from rules.days import NEVER, ONE_DAY, later, say
from rules.facts import Allocation, CaseFile, Inclusion
from rules.look import Look
from rules.rule import Rule
from rules.vocabulary import AllocationKind, FlagKind, Recipient, Severity


def no_lead_officer(case: CaseFile, look: Look) -> None:
    """A managed person has no lead officer, or only one whose account is closed.

    Lifetime management practice: there is always one officer responsible now. An allocation
    counts through its last day, and not from the day the officer's account was closed. An
    officer who covers is not a lead; the reminder says that cover is recorded. It lapses
    when a lead is allocated.
    """
    if not case.inclusions:
        return
    inclusion = case.inclusions[-1]
    leads = [held for held in case.allocations if held.kind is AllocationKind.LEAD]
    last = max(leads, key=lambda held: (_ends_before(held), held.ref), default=None)
    if last is not None and (over_from := _ends_before(last)) > look.on:
        look.wake(over_from)
        look.in_order(inclusion.ref.id, "it has a lead officer")
        return
    since = inclusion.opened_on
    if last is not None:
        since = max(since, _ends_before(last))
    covers = [
        held
        for held in case.allocations
        if held.kind is AllocationKind.COVER and _ends_before(held) > max(since, held.since)
    ]
    look.find(
        subject=inclusion.ref.id,
        occurrence="never" if last is None else f"after fact {last.ref.id}",
        says=_says(inclusion, last, covers),
        missing="No lead officer is recorded" if last is None else "No lead since is recorded",
        due_on=since,
        evidence=(
            inclusion.ref,
            *(() if last is None else (last.ref,)),
            *(cover.ref for cover in covers),
        ),
        clears="the allocation of a lead officer whose account is open",
    )


def _ends_before(held: Allocation) -> date:
    """Return the first day on which an allocation has no effect any more, or NEVER."""
    over = NEVER if held.until is None else later(held.until)
    return over if held.closed_on is None else min(over, held.closed_on)


def _says(inclusion: Inclusion, last: Allocation | None, covers: Sequence[Allocation]) -> str:
    if last is None:
        words = f"The case was opened on {say(inclusion.opened_on)} without a lead officer."
    elif last.closed_on is not None and last.closed_on == _ends_before(last):
        words = f"The account of the last lead officer was closed on {say(last.closed_on)}."
    else:
        words = f"The last lead officer's allocation ended with {say(last.until or NEVER)}."
    return words + "".join(f" Cover is recorded {_span(cover)}." for cover in covers)


def _span(cover: Allocation) -> str:
    over = _ends_before(cover)
    until = "" if over == NEVER else f" to {say(over - ONE_DAY)}"
    return f"from {say(cover.since)}{until}, and cover is not a lead"


NO_LEAD_OFFICER = Rule(
    id="R66",
    name="case.no_lead",
    version=1,
    kind=FlagKind.REMINDER,
    severity=Severity.MEDIUM,
    told=(Recipient.SUPERVISOR,),
    source="Crime and Courts Act 2013 s.1(4); lifetime management practice",
    look=no_lead_officer,
    of_case=True,
)
