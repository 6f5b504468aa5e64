"""R81: a release that the prison's own records put in doubt."""

from collections.abc import Iterator

from rules.custody import EXITS, in_order
from rules.days import later, say
from rules.facts import CaseFile, Movement, Order
from rules.look import Look
from rules.rule import Rule
from rules.standing import order_standing
from rules.vocabulary import FlagKind, MovementKind, Recipient, Severity
from rules.words import the_order

SWITCH_OF_BOOKING = "READMISSION_SWITCH_BOOKING"
"""The reason a prison gives for a reception that only moves a person to another booking."""


def release_in_doubt(case: CaseFile, look: Look) -> None:
    """A release may have been recorded in error: the person came straight back to another booking.

    Serious Crime Act 2007 s.16(3); Data Protection Act 2018 s.38. Orders that wait for
    release start with one. Where the next movement into custody is a reception that only
    switches the booking, on the same day or the next, the person may never have left. It is
    for a person to say, and the orders so started are named. It is for a managed person and
    for anyone under an order.
    """
    if not (case.inclusions or case.orders):
        return
    for release, reception in _doubtful(case.movements):
        _find(release, reception, case, look)


def _doubtful(movements: tuple[Movement, ...]) -> Iterator[tuple[Movement, Movement]]:
    """Give each release that a switch of booking puts in doubt, with the reception."""
    if not any(move.reason == SWITCH_OF_BOOKING for move in movements):
        return
    release: Movement | None = None
    for move in in_order(movements):
        if move.kind in EXITS:
            if move.kind is MovementKind.RELEASE:
                release = release or move
            continue
        if release is not None and _switches(move, release):
            yield release, move
        release = None


def _switches(move: Movement, release: Movement) -> bool:
    return (
        move.kind is MovementKind.RECEPTION
        and move.reason == SWITCH_OF_BOOKING
        and move.happened_on <= later(release.happened_on)
    )


def _find(release: Movement, reception: Movement, case: CaseFile, look: Look) -> None:
    started = sorted(
        (order for order in case.orders if _started_by(order, release, look)),
        key=lambda order: (order.made_on, order.ref),
    )
    says = (
        f"A release on {say(release.happened_on)} is followed by a reception on "
        f"{say(reception.happened_on)} that only switches the booking; the release may have "
        "been recorded in error."
    )
    if started:
        says += f" It started {' and '.join(the_order(order) for order in started)}."
    look.find(
        subject=release.ref.id,
        occurrence=f"reception {reception.ref.id}",
        says=says,
        evidence=(release.ref, reception.ref, *(order.ref for order in started)),
        clears="the release withdrawn where it was recorded, or a decision that it was real",
    )


def _started_by(order: Order, release: Movement, look: Look) -> bool:
    """Whether an order, or a clause of it, took its start from *release*."""
    standing = order_standing(order, look.custody)
    return release == standing.release or any(
        clause.release == release for clause in standing.provisions
    )


RELEASE_IN_DOUBT = Rule(
    id="R81",
    name="custody.release_in_doubt",
    version=1,
    kind=FlagKind.DEFECT,
    severity=Severity.HIGH,
    told=(Recipient.OFFENDER_MANAGER, Recipient.PRISON_INTELLIGENCE),
    source="Serious Crime Act 2007 s.16(3); Data Protection Act 2018 s.38",
    look=release_in_doubt,
    of_case=True,
)
