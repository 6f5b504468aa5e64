"""Take in orders of a spreadsheet, or try what taking them in would do."""

from collections.abc import Sequence

from casework.context import Context
from casework.desk import declares
from casework.importing import orders
from casework.importing.keeping import undone
from casework.importing.order_groups import OrderGroup
from casework.importing.orders import OrderFile
from casework.importing.rows import batches
from casework.models import Verb
from casework.permissions import Action
from casework.views.imports import RowOutcome

BATCH = 100
"""Orders in one transaction; each may have many clauses."""


@declares(Action.IMPORT, Verb.COLLECT, Verb.ALTER, Verb.CONSULT)
def import_orders(
    context: Context, groups: Sequence[OrderGroup], file: OrderFile
) -> list[RowOutcome]:
    """Take in one batch of orders and say what became of each row.

    Raises:
        SourceUnknownError: there is no such source.
    """
    return orders.take_in(context, groups, file)


@declares(Action.IMPORT, Verb.CONSULT)
def try_orders(context: Context, groups: Sequence[OrderGroup], file: OrderFile) -> list[RowOutcome]:
    """Say what would become of orders; nothing is kept but the log of what was read.

    Raises:
        SourceUnknownError: there is no such source.
    """
    outcomes: list[RowOutcome] = []
    with undone(context):
        for batch in batches(groups, size=BATCH, keys=keys):
            outcomes += orders.take_in(context, batch, file)
            context.stamps.clear()
    return sorted(outcomes, key=lambda outcome: outcome.number)


def keys(group: OrderGroup) -> set[tuple[str, ...]]:
    """Return what no two orders of a batch may share: kind, and reference or day made.

    The person is left out, who may be written in two ways in one file.
    """
    days = {
        (row.order["kind"].casefold(), "made on", row.order["made_on"].isoformat())
        for row in group.rows.values()
    }
    return {group.key[1:], *days}
