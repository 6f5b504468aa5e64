"""List the receipts of imports: which files came in, who brought them, how their rows fared."""

from casework.context import Context
from casework.desk import declares
from casework.models import Verb
from casework.permissions import Action
from casework.queries import receipts
from casework.views.imports import Receipt


@declares(Action.IMPORT, Verb.ADMINISTER)
def list_receipts(context: Context, *, limit: int) -> tuple[Receipt, ...]:
    """Return the latest receipts, the newest first; no case is read."""
    return tuple(
        Receipt(
            kind=kept.receipt.kind,
            file_name=kept.receipt.file_name,
            digest=kept.receipt.digest,
            imported_at=kept.receipt.imported_at,
            imported_by=kept.officer,
            accepted=kept.receipt.accepted,
            unchanged=kept.receipt.unchanged,
            rejected=kept.receipt.rejected,
            passed_over=kept.receipt.passed_over or 0,
            mapping=kept.mapping,
            complete_to=kept.receipt.complete_to,
        )
        for kept in receipts.latest(context.session, limit=limit)
    )
