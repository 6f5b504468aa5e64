"""What is said of somebody in prison: where sources differ, their orders, their release."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from casework.views.prison import Leaving
from rules.days import say
from rules.expected_release import expected_release
from rules.facts import ReleaseDate
from rules.held_where import HeldWhere, Saying
from rules.release import STARTED_ON_RELEASE
from rules.release_approaching import RELEASE_APPROACHING
from rules.standing import OrderStanding
from rules.vocabulary import OrderKind
from rules.words import clauses_in_words, the_order


def says_here(where: HeldWhere, code: str) -> bool:
    """Whether movements or the last prison record have the person in a prison."""
    return any(one is not None and one.prison == code for one in (where.movements, where.record))


def differs_in_words(where: HeldWhere, register: Mapping[str, str]) -> str:
    """Say what movements and the prison record have, and which is gone by."""
    if where.movements is None or where.record is None:
        return ""
    return (
        f"Movements, the last of {say(where.movements.day)}, have them "
        f"{_at(where.movements, register)}; the prison record of {say(where.record.day)} has them "
        f"{_at(where.record, register)}. The record is newer and is gone by; look which is right."
    )


def _at(said: Saying, register: Mapping[str, str]) -> str:
    if not said.held:
        return "out of custody"
    return "in custody" if said.prison is None else f"at {register.get(said.prison, said.prison)}"


def orders_in_words(standings: Sequence[OrderStanding], today: date) -> tuple[str, ...]:
    """Name the orders that are not over: in force, or waiting for release or for something else."""
    return tuple(
        f"{order_short(one.order.kind)} {_stands(one, today)}"
        for one in standings
        if one.over_from > today
    )


def order_short(kind: OrderKind) -> str:
    """Return what officers call a kind of order: "SCPO", "licence", "director disqualification"."""
    short = {OrderKind.SCPO, OrderKind.FRO, OrderKind.TRO}
    return kind.value.upper() if kind in short else kind.value.replace("_", " ")


def _stands(standing: OrderStanding, today: date) -> str:
    if standing.bound_from is None:
        return "not binding yet"
    begun = standing.starts_on is not None and standing.starts_on <= today
    if begun and standing.bound_from <= today:
        return "in force"
    return "waits for release" if any(True for _ in _waiting(standing)) else "not in force yet"


def leaving_of(
    dates: Sequence[ReleaseDate], standings: Sequence[OrderStanding], today: date
) -> Leaving | None:
    """Say when a release is expected, what starts then and who is told; None where no date is held.

    The date is the one every rule goes by, today or later.
    """
    expected = expected_release(dates, since=today)
    if expected is None:
        return None
    starts = tuple(words for one in standings for words in _waiting(one))
    told = [*RELEASE_APPROACHING.told, *(STARTED_ON_RELEASE.told if starts else ())]
    return Leaving(
        on=expected.falls_on,
        by=f"{expected.kind.value.replace('_', ' ')} date",
        days=(expected.falls_on - today).days,
        starts=starts,
        told=tuple(dict.fromkeys(recipient.value for recipient in told)),
    )


def _waiting(standing: OrderStanding) -> Iterator[str]:
    """Yield what of an order waits for a release: the order itself, or some of its clauses."""
    order = standing.order
    clauses = [one.provision.number for one in standing.provisions if one.waits_since is not None]
    if clauses:
        yield f"{clauses_in_words(clauses)} of {the_order(order)}"
    elif order.kind is OrderKind.TRO and standing.release is None:
        yield the_order(order)
