"""R64: a suspected non-compliance on which no officer has decided."""

from datetime import timedelta

from rules.days import counted, later, say
from rules.facts import CaseFile, StandingFlag
from rules.finding import Finding
from rules.look import Look
from rules.rule import Rule
from rules.vocabulary import FlagKind, Recipient, Severity

_SUSPECTED = FlagKind.SUSPECTED_NON_COMPLIANCE


def flag_undecided(case: CaseFile, look: Look) -> None:
    """A suspected non-compliance has stood open for days without an officer's decision.

    Data Protection Act 2018 ss.49-50: a decision that matters to a person is a person's to
    make. The days are policy's, counted from the day judged on which the flag was raised, or
    re-opened last; that day is day 0. A flag raised as a reminder or a line of enquiry has
    stood since then too: the days of one that turns into a suspicion may have passed at once.
    A later threshold takes the place of the one before.
    A flag that is about to be withdrawn, for nothing is found any more that it rests on, is
    not reminded of, nor one that is decided; if a new fact re-opens it, the days begin anew.
    It is for every case, managed or not.
    """
    suspected = {
        (found.rule, found.subject, found.occurrence): found
        for found in look.findings
        if found.kind is _SUSPECTED
    }
    if not suspected:
        return
    for flag in case.flags:
        found = suspected.pop((flag.rule, flag.subject, flag.occurrence), None)
        if found is not None and not flag.decided:
            _remind(flag, found, look)
    if suspected:
        first = look.figures.undecided_days.on(look.on)[0]
        look.wake(later(look.on, timedelta(days=first)))


def _remind(flag: StandingFlag, found: Finding, look: Look) -> None:
    reached = None
    for days in look.figures.undecided_days.on(flag.open_since):
        threshold = later(flag.open_since, timedelta(days=days))
        if threshold > look.on:
            look.wake(threshold)
            break
        reached = days
    if reached is None:
        look.in_order(flag.subject, "open since {}, not yet to be reminded of", flag.open_since)
        return
    look.find(
        subject=flag.subject,
        occurrence=f"flag {flag.id}, {reached} days",
        says=(
            f"The flag {flag.rule} has been open since {say(flag.open_since)}, and "
            f"{counted(reached, 'day')} have passed without a decision on it."
        ),
        missing="No officer's decision on it is recorded",
        clause=found.clause,
        wording=found.wording,
        evidence=found.evidence,
        clears="a named officer's decision on the flag, or a corrected fact that withdraws it",
    )


FLAG_UNDECIDED = Rule(
    id="R64",
    name="flag.undecided",
    version=1,
    kind=FlagKind.REMINDER,
    severity=Severity.MEDIUM,
    told=(Recipient.SUPERVISOR,),
    source="Data Protection Act 2018 ss.49-50",
    look=flag_undecided,
    of_case=True,
)
