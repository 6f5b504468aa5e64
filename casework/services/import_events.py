"""Take in what happened, or try what taking it in would do."""

from collections.abc import Hashable, Iterator, Sequence

from casework.context import Context
from casework.desk import declares
from casework.forms.event_row import EventRow, Said
from casework.importing import events
from casework.importing.events import EventFile
from casework.importing.keeping import undone
from casework.importing.rows import Row, batches
from casework.models import Verb
from casework.permissions import Action
from casework.queries.things import named
from casework.views.imports import RowOutcome

BATCH = 200
"""Rows in one transaction."""


@declares(Action.IMPORT, Verb.COLLECT, Verb.ALTER, Verb.CONSULT)
def import_events(
    context: Context, rows: Sequence[Row[EventRow]], file: EventFile
) -> list[RowOutcome]:
    """Take in one batch of what happened and say what became of each row.

    Raises:
        SourceUnknownError: there is no such source.
    """
    return events.take_in(context, rows, file)


@declares(Action.IMPORT, Verb.CONSULT)
def try_events(
    context: Context, rows: Sequence[Row[EventRow]], file: EventFile
) -> list[RowOutcome]:
    """Say what would become of rows; nothing is kept but the log of what was read.

    Raises:
        SourceUnknownError: there is no such source.
    """
    outcomes: list[RowOutcome] = []
    with undone(context):
        for batch in batches(rows, size=BATCH, keys=keys):
            outcomes += events.take_in(context, batch, file)
            context.stamps.clear()
    return outcomes


def keys(row: Row[EventRow]) -> set[Hashable]:
    """Return what no two rows of a batch may share: whom they are about, and what they say.

    Rows of one thing stand apart, for one may tell that it was got and another that it went.
    """
    if row.content is None:
        return set()
    return {key for said in row.content.said for key in _keys(row.content, said)}


def _keys(row: EventRow, said: Said) -> Iterator[Hashable]:
    whose = (row.person.casefold(), said.part)
    if said.item is not None:
        yield (*whose, named(said.values["kind"], said.item))
    if said.values.get("reference"):
        yield (*whose, said.values["reference"])
    elif said.item is None:
        yield (*whose, said.order, tuple(sorted(said.values.items())))
