"""Take in the map's crime groups and their bands, or try what taking them in would do."""

from collections.abc import Sequence

from casework.context import Context
from casework.desk import declares
from casework.forms.group_row import GroupRow
from casework.importing import group_bands
from casework.importing.keeping import undone
from casework.importing.manner import Extract
from casework.importing.rows import Row
from casework.models import Verb
from casework.permissions import Action
from casework.views.imports import RowOutcome

BATCH = 200
"""Groups in one transaction."""


@declares(Action.IMPORT, Verb.ADMINISTER)
def import_groups(
    context: Context, rows: Sequence[Row[GroupRow]], taken: Extract
) -> list[RowOutcome]:
    """Take in one batch of groups and say what became of each, in their order.

    Raises:
        SourceUnknownError: there is no such source.
    """
    return group_bands.take_in(context, rows, taken)


@declares(Action.IMPORT, Verb.ADMINISTER)
def try_groups(context: Context, rows: Sequence[Row[GroupRow]], taken: Extract) -> list[RowOutcome]:
    """Say what would become of groups; nothing is kept but the log.

    Raises:
        SourceUnknownError: there is no such source.
    """
    with undone(context):
        return group_bands.take_in(context, rows, taken)
