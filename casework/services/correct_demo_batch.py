"""Correct the mistakes of one batch of invented people, some time after they were recorded."""

from collections.abc import Sequence

from casework.context import Context
from casework.desk import declares
from casework.models import Verb
from casework.permissions import Action
from casework.recording import correct
from casework.services.load_demo_batch import Correction


@declares(Action.LOAD_DEMO, Verb.ALTER)
def correct_demo_batch(context: Context, corrections: Sequence[Correction]) -> None:
    """Supersede each mistaken fact, with its reason."""
    for person_id, fact_id, mistake in corrections:
        correct(
            context,
            mistake.table,
            person_id,
            fact_id,
            mistake.changes,
            reason=mistake.reason,
        )
