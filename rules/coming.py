"""What falls due for a person on days to come, worked out as the rules will judge it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rules.calendar import Calendar
from rules.compliance import TIMED, look_at, owed_under
from rules.days import NEVER
from rules.facts import CaseFile, Ref
from rules.figures import FIGURES, Figures
from rules.finding import REASON_WORDS
from rules.look import Look
from rules.owed import Owed, still_owed
from rules.release_approaching import HELD, release_to_come
from rules.reviews import review_due
from rules.stages import licence_ends
from rules.standing import OrderStanding, ProvisionStanding, order_standing
from rules.whereabouts import whereabouts
from rules.words import opening, the_order


class Coming(NamedTuple):
    """One thing that falls on a day, inclusive where it is a time to act by.

    `subject` is the clause, the order or the fact it is about. `kind` is one of `KINDS`;
    `how` the arithmetic in words, empty where the day was simply given.
    """

    falls_on: date
    says: str
    subject: Ref
    kind: str
    how: str = ""


KINDS = (
    "report",
    "first notification",
    "notice",
    "report of a return",
    "answer to a notice",
    "document to hand over",
    "payment",
    "clause starts",
    "clause ends",
    "suspension ends",
    "order ends",
    "licence ends",
    "release",
    "review",
)
"""Every kind of thing that can be coming."""


def coming(
    case: CaseFile, first: date, last: date, calendar: Calendar, *, figures: Figures = FIGURES
) -> tuple[Coming, ...]:
    """Return what falls on the days *first* to *last*, both inclusive, in order of day.

    It goes by what had happened by the end of *first*, and by what the record then said of
    the days to come. What was received is not listed; nor is what a person who has died
    would have owed. Reports, notices and answers fall on the last day on which they are
    surely in time. A review falls on the day that the stage on *first* has it.
    """
    look = look_at(case, first, calendar, figures=figures)
    if first > last or look.custody.died_on is not None:
        return ()
    found = (*_of_orders(look, last), *_of_person(look))
    return tuple(
        sorted(
            (one for one in found if first <= one.falls_on <= last),
            key=lambda one: (one.falls_on, KINDS.index(one.kind), one.subject, one.says),
        )
    )


def _of_orders(look: Look, last: date) -> Iterator[Coming]:
    for order in look.case.orders:
        standing = order_standing(order, look.custody)
        yield from _of_order(standing)
        for clause in standing.provisions:
            if not clause.spans:
                continue
            yield from _start_and_end(clause, standing)
            if clause.provision.duty.kind in TIMED:
                for owed in still_owed(owed_under(clause, look, last), look.on, last):
                    yield _owed(owed, clause)


def _of_order(standing: OrderStanding) -> Iterator[Coming]:
    order, named = standing.order, opening(the_order(standing.order))
    if standing.ends_on is not None:
        says = f"{named} ends; this is its last day"
        yield Coming(standing.ends_on, says, order.ref, "order ends")
    for suspension in order.suspensions:
        if suspension.until is not None and suspension.until < (standing.ends_on or NEVER):
            says = f"The suspension of {the_order(order)} ends; this is its last day"
            yield Coming(suspension.until, says, suspension.ref, "suspension ends")


def _start_and_end(clause: ProvisionStanding, standing: OrderStanding) -> Iterator[Coming]:
    named = opening(_clause(clause))
    provision, starts_on, ends_on = clause.provision, clause.spans[0][0], clause.spans[-1][1]
    yield Coming(starts_on, f"{named} comes into force", provision.ref, "clause starts")
    if NEVER != ends_on != standing.ends_on:
        says = f"{named} ends; this is its last day"
        yield Coming(ends_on, says, provision.ref, "clause ends")


def _owed(owed: Owed, clause: ProvisionStanding) -> Coming:
    if owed.due_on is None:
        raise ValueError(f"{owed.what}: it has no day.")
    doubt = "" if owed.doubt is None else f" ({REASON_WORDS[owed.doubt]})"
    says = f"{owed.what}: {_clause(clause)}{doubt}"
    return Coming(owed.due_on, says, clause.provision.ref, owed.kind.value, owed.how)


def _clause(clause: ProvisionStanding) -> str:
    return f"clause {clause.provision.number} of {the_order(clause.order)}"


def _of_person(look: Look) -> Iterator[Coming]:
    case = look.case
    ends = licence_ends(case)
    if ends is not None:
        says = f"Licence ends by the {_words(ends.kind)} date; this is its last day"
        yield Coming(ends.falls_on, says, ends.ref, "licence ends")
    held = bool(case.release_dates) and whereabouts(case).place in HELD
    release = release_to_come(case, look) if held else None
    if release is not None:
        says = f"Release is expected: {_words(release.kind)} date"
        yield Coming(release.falls_on, says, release.ref, "release")
    review = review_due(case, look)
    if review is not None:
        due, why, ref = review
        yield Coming(due, f"A review of the case is due: {why}", ref, "review")


def _words(code: str) -> str:
    return str(code).replace("_", " ")
