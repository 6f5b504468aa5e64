"""What findings are about, in words: an order, a clause, or a fact of the case."""

from collections.abc import Iterator

from rules.days import say
from rules.facts import CaseFile
from rules.words import the_order


def subjects_in_words(case: CaseFile) -> dict[int, str]:
    """Word everything a finding can be about, by its fact id."""
    return {**dict(_of_orders(case)), **dict(_of_management(case)), **dict(_of_happenings(case))}


def _of_orders(case: CaseFile) -> Iterator[tuple[int, str]]:
    for order in case.orders:
        yield order.ref.id, the_order(order)
        for provision in order.provisions:
            yield provision.ref.id, f"clause {provision.number} of {the_order(order)}"


def _of_management(case: CaseFile) -> Iterator[tuple[int, str]]:
    for inclusion in case.inclusions:
        yield inclusion.ref.id, f"the case opened on {say(inclusion.opened_on)}"
    for review in case.reviews:
        yield review.ref.id, f"the review of {say(review.reviewed_on)}"
    for marker in case.markers:
        yield marker.ref.id, f"the code {marker.code} on {_words(marker.register)}"


def _of_happenings(case: CaseFile) -> Iterator[tuple[int, str]]:
    for released in case.release_dates:
        yield released.ref.id, f"the {_words(released.kind)} date"
    for move in case.movements:
        yield move.ref.id, f"the {_words(move.kind)} on {say(move.happened_on)}"
    for events in case.events.values():
        for event in events:
            yield event.ref.id, f"the {_words(event.kind)} on {say(event.happened_on)}"


def _words(code: str) -> str:
    return str(code).replace("_", " ")
