"""Take in the prison service's events, or try what taking them in would do."""

from collections.abc import Sequence

from casework.context import Context
from casework.desk import declares
from casework.forms.movement_event import BookingTold
from casework.importing import movements
from casework.importing.keeping import undone
from casework.importing.movements import EventRow
from casework.importing.rows import batches
from casework.models import Verb
from casework.permissions import Action
from casework.views.imports import RowOutcome

BATCH = 200
"""Events in one transaction: few enough that an officer's write never waits long."""


@declares(Action.IMPORT, Verb.COLLECT, Verb.ALTER, Verb.COMBINE, Verb.CONSULT)
def import_movements(context: Context, rows: Sequence[EventRow], source: str) -> list[RowOutcome]:
    """Take in one batch of events and say what became of each, in their order.

    Raises:
        SourceUnknownError: there is no such source.
    """
    return movements.take_in(context, rows, source)


@declares(Action.IMPORT, Verb.CONSULT)
def try_movements(context: Context, rows: Sequence[EventRow], source: str) -> list[RowOutcome]:
    """Say what would become of events; nothing is kept but the log of what was read.

    Raises:
        SourceUnknownError: there is no such source.
    """
    outcomes: list[RowOutcome] = []
    with undone(context):
        for batch in batches(rows, size=BATCH, keys=keys):
            outcomes += movements.take_in(context, batch, source)
            context.stamps.clear()
    return outcomes


def keys(row: EventRow) -> list[str]:
    """Return what no two events of a batch may share: a booking moves once at a time."""
    return [row.content.booking] if isinstance(row.content, BookingTold) else []
