"""Take in an extract of another service about people, or try what taking it in would do."""

from collections.abc import Sequence
from typing import TypeVar

from casework.context import Context
from casework.desk import declares
from casework.importing import extract
from casework.importing.keeping import undone
from casework.importing.manner import Extract, Manner, Personal
from casework.importing.rows import Row, batches
from casework.models import Verb
from casework.permissions import Action
from casework.views.imports import RowOutcome

BATCH = 200
"""Rows in one transaction: few enough that an officer's write never waits long."""

T = TypeVar("T", bound=Personal)


@declares(Action.IMPORT, Verb.COLLECT, Verb.ALTER, Verb.CONSULT)
def import_extract(
    context: Context, rows: Sequence[Row[T]], taken: Extract, manner: Manner[T]
) -> list[RowOutcome]:
    """Take in one batch of rows and say what became of each, in their order.

    Raises:
        SourceUnknownError: there is no such source.
    """
    return extract.take_in(context, rows, taken, manner)


@declares(Action.IMPORT, Verb.CONSULT)
def try_extract(
    context: Context, rows: Sequence[Row[T]], taken: Extract, manner: Manner[T]
) -> list[RowOutcome]:
    """Say what would become of rows; nothing is kept but the log of what was read.

    Raises:
        SourceUnknownError: there is no such source.
    """
    outcomes: list[RowOutcome] = []
    with undone(context):
        for batch in batches(rows, size=BATCH, keys=lambda _: ()):
            outcomes += extract.take_in(context, batch, taken, manner)
    return outcomes
