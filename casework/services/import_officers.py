"""Take in the register of officers, or try what taking it in would do."""

from collections.abc import Sequence

from casework.context import Context
from casework.desk import declares
from casework.forms.officer_row import OfficerRow
from casework.importing import officers
from casework.importing.keeping import undone
from casework.importing.rows import Row
from casework.models import Verb
from casework.permissions import Action
from casework.views.imports import RowOutcome

BATCH = 200
"""Officers in one transaction."""


@declares(Action.KEEP_REGISTERS, Verb.ADMINISTER, Verb.ALTER)
def import_officers(context: Context, rows: Sequence[Row[OfficerRow]]) -> list[RowOutcome]:
    """Take in one batch of officers and say what became of each, in their order.

    Closing or reopening an account ends no responsibility; it raises the revision of the
    cases the officer has to do with, so that the night looks at them again.
    """
    return [officers.take_row(context, row) for row in rows]


@declares(Action.KEEP_REGISTERS, Verb.ADMINISTER)
def try_officers(context: Context, rows: Sequence[Row[OfficerRow]]) -> list[RowOutcome]:
    """Say what would become of officers; nothing is kept but the log."""
    with undone(context):
        return [officers.take_row(context, row) for row in rows]
