"""Take in prisoners' records, or try what taking them in would do."""

from collections.abc import Sequence

from casework.context import Context
from casework.desk import declares
from casework.forms.prisoner_record import PrisonerRecord
from casework.importing import prisoners
from casework.importing.keeping import undone
from casework.importing.manner import Extract
from casework.importing.matches import telling_numbers
from casework.importing.rows import Row, batches
from casework.models import Verb
from casework.permissions import Action
from casework.queries.matching import Number
from casework.queries.people import reference
from casework.views.imports import RowOutcome

BATCH = 200
"""Records in one transaction: few enough that an officer's write never waits long."""


@declares(Action.IMPORT, Verb.COLLECT, Verb.ALTER, Verb.CONSULT)
def import_prisoners(
    context: Context, rows: Sequence[Row[PrisonerRecord]], extract: Extract
) -> list[RowOutcome]:
    """Take in one batch of records and say what became of each, in their order.

    Raises:
        SourceUnknownError: there is no such source.
    """
    return prisoners.take_in(context, rows, extract)


@declares(Action.IMPORT, Verb.CONSULT)
def try_prisoners(
    context: Context, rows: Sequence[Row[PrisonerRecord]], extract: Extract
) -> list[RowOutcome]:
    """Say what would become of records; nothing is kept but the log of what was read.

    Raises:
        SourceUnknownError: there is no such source.
    """
    outcomes: list[RowOutcome] = []
    with undone(context):
        for batch in batches(rows, size=BATCH, keys=keys):
            outcomes += prisoners.take_in(context, batch, extract)
            context.stamps.clear()
    return [each.model_copy(update={"person": _lasting(context, each)}) for each in outcomes]


def _lasting(context: Context, outcome: RowOutcome) -> str | None:
    """Return the person's number, but for one who would be new and has none."""
    there = {reference(person) for person in context.touched.get(Verb.CONSULT, ())}
    return outcome.person if outcome.person in there else None


def keys(row: Row[PrisonerRecord]) -> list[Number]:
    """Return what no two records of a batch may share: who they say they are about."""
    return telling_numbers(row.content) if row.content is not None else []
