"""What recording of several kinds shares: whose it is, looking it over, and keeping it.

Orders with their clauses, what changes them, and whatever else an officer records.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from casework.context import Context
from casework.facts import case_files
from casework.queries import identity, orders, people, relied_on, sources
from casework.queries.orders import FoundOrder
from casework.recording import NewFact, own_word, record_all, take_cases
from casework.same_person import together
from casework.sameness import members
from casework.views.happening import Recorded
from casework.views.order import EntryReview
from casework.views.people import Named
from rules.book import AsAt, Rulebook
from rules.entry import entry_warnings
from rules.facts import CaseFile, Order

NEW = 0
"""The number of a fact that is looked over before it is recorded: no fact has it."""


def case_of(context: Context, person: int) -> CaseFile:
    """Return the case file of a person, with every record judged to be of them."""
    same_as = identity.same_as(context.session)
    [records] = members(same_as, [person]).values()
    return together(list(case_files(context.session, dict.fromkeys(records, 0))), same_as)


def entry_review(
    context: Context,
    person: int,
    looked_at: tuple[CaseFile, Order],
    book: Rulebook,
    *,
    on_record: Sequence[str] = (),
) -> EntryReview:
    """Return what the rules say of an order as if it were in the case, and what is like it."""
    return EntryReview(
        who=named(context, person),
        warnings=tuple(_warnings(context, *looked_at, book)),
        on_record=tuple(on_record),
    )


def _warnings(context: Context, case: CaseFile, order: Order, book: Rulebook) -> Iterator[str]:
    """Word what the rules asked at entry say of an order, as if it were on record."""
    others = [known for known in case.orders if known.ref.id != order.ref.id]
    listed = sorted([*others, order], key=lambda one: (one.made_on, one.ref))
    at = AsAt(on=context.today, complete_to=sources.complete_to(context.session))
    about = {order.ref.id, *(clause.ref.id for clause in order.provisions)}
    for finding in entry_warnings(replace(case, orders=tuple(listed)), at, book):
        if finding.subject in about:
            yield finding.in_words(at.complete_to)


def order_taken(context: Context, key: str) -> FoundOrder:
    """Return the order of a key with its case taken: nobody takes the order back meanwhile.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by the person of *key*.
        OrderNotFoundError: the person has no such order.
    """
    take_cases(context, {orders.require(context, key).record})
    return orders.require(context, key)


def recorded_for(context: Context, person: int, facts: Sequence[tuple[int, NewFact]]) -> Recorded:
    """Record facts of a person as an officer's own word, and say what was recorded."""
    record_all(context, [(person, *fact) for fact in facts], own_word(context))
    context.session.flush()
    return recorded(context, person, [fact_id for fact_id, _ in facts])


def recorded(context: Context, person: int, facts: Sequence[int]) -> Recorded:
    """Say what was recorded of a person, with the revision of the case by now."""
    [records] = members(identity.same_as(context.session), [person]).values()
    return Recorded(
        who=named(context, person),
        facts=tuple(facts),
        revision=relied_on.revision_of(context.session, records),
    )


def named(context: Context, person: int) -> Named:
    """Return a person as they are named."""
    name = people.names(context, [person]).get(person, "name not recorded")
    return Named(person=people.reference(person), name=name)
