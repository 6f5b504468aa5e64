"""What the rules say of an order the moment it is taken in. They warn and never refuse."""

from collections.abc import Collection, Mapping

from casework.context import Context
from casework.facts import case_files
from casework.queries import sources
from rules.book import AsAt, Rulebook
from rules.entry import entry_warnings


def order_warnings(
    context: Context, orders: Mapping[int, Collection[int]], book: Rulebook
) -> dict[int, list[str]]:
    """Judge orders as they stand in this transaction; return what is said of each, by its id.

    *orders* gives by person the ids of the orders that were just kept.
    """
    at = AsAt(on=context.today, complete_to=sources.complete_to(context.session))
    found: dict[int, list[str]] = {}
    for case in case_files(context.session, dict.fromkeys(sorted(orders), 0)):
        of_clause = {
            clause.ref.id: order.ref.id for order in case.orders for clause in order.provisions
        }
        for finding in entry_warnings(case, at, book):
            order = of_clause.get(finding.subject, finding.subject)
            if order in orders[case.person]:
                found.setdefault(order, []).append(finding.in_words(at.complete_to))
    return found
