"""R49: warning that a managed person is about to be released."""

from datetime import date

from rules.days import add_months, counted, later, say
from rules.expected_release import expected_release
from rules.facts import CaseFile, ReleaseDate
from rules.look import Look
from rules.rule import Rule
from rules.vocabulary import FlagKind, Recipient, Severity, Stage
from rules.whereabouts import whereabouts

HELD = frozenset({Stage.CUSTODY, Stage.TEMPORARY_RELEASE})
"""Stages at which a release is to come."""


def release_approaching(case: CaseFile, look: Look) -> None:
    """A release is warned of 12, 6, 3 and 1 months before the day it is expected.

    Lifetime management practice: plans, conditions and orders are to be ready by the day of
    release. It is for a managed person who is held, by movements or by a prison record. The
    day is the recorded date to go by since they came in, of those that have not passed: a
    confirmed release first, then a release, post-recall, conditional or automatic release
    date; it is never computed. Months are counted backwards from it, to the same day number
    or the last day of the month. Each threshold is an occurrence: a nearer one lapses the
    farther, and all lapse at release and on the day after the expected day, when an order
    that waits for release has its own rule, and the next date to go by is warned of.
    """
    if not (case.inclusions and case.release_dates) or whereabouts(case).place not in HELD:
        return
    expected = release_to_come(case, look)
    if expected is None:
        look.in_order(case.inclusions[0].ref.id, "no date of release still to come is recorded")
        return
    subject, falls_on = expected.ref.id, expected.falls_on
    look.wake(later(falls_on))
    reached = None
    for months in look.figures.release_warning_months.on(falls_on):
        threshold = add_months(falls_on, -months)
        if threshold > look.on:
            look.wake(threshold)
            break
        reached = months
    if reached is None:
        look.in_order(subject, "release is expected on {}, more than a warning away", falls_on)
        return
    look.find(
        subject=subject,
        occurrence=f"{reached} months",
        says=(
            f"Release is expected on {say(falls_on)} "
            f"({expected.kind.value.replace('_', ' ')} date); the warning at "
            f"{counted(reached, 'month')} has been reached."
        ),
        due_on=falls_on,
        evidence=(expected.ref,),
        clears="the release, a nearer warning, or a corrected release date",
    )


def release_to_come(case: CaseFile, look: Look) -> ReleaseDate | None:
    """Return the date of release of one who is held, the day looked at or later; None if none."""
    since = max(_held_since(case, look), look.on)
    return expected_release(case.release_dates, since=since)


def _held_since(case: CaseFile, look: Look) -> date:
    """Return a day since which the person has been in: dates before it are of earlier custody.

    Where only a prison record shows custody, it is the last day they are known to have been
    out; the first of all days where they never were.
    """
    spells = look.custody.spells
    if look.custody.held_on(look.on):
        return spells[-1].first
    out_on = [record.observed_on for record in case.observations if not record.in_custody]
    out_on += [spell.last for spell in spells if spell.last is not None]
    return max(out_on, default=date.min)


RELEASE_APPROACHING = Rule(
    id="R49",
    name="custody.release_approaching",
    version=1,
    kind=FlagKind.REMINDER,
    severity=Severity.MEDIUM,
    told=(
        Recipient.OFFENDER_MANAGER,
        Recipient.PRISON_INTELLIGENCE,
        Recipient.PROBATION,
        Recipient.SERIOUS_ORGANISED_CRIME_UNIT,
    ),
    source="Crime and Courts Act 2013 s.1(4); lifetime management practice",
    look=release_approaching,
    of_case=True,
)
