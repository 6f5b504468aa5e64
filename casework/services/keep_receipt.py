"""Keep the receipt of a file that was taken in, and ask for the first one of a file."""

from datetime import date

from casework.context import Context
from casework.desk import declares
from casework.models import ImportReceipt, Verb
from casework.permissions import Action
from casework.queries import receipts
from casework.views.imports import FileSummary
from rules.days import london_day


@declares(Action.IMPORT, Verb.ADMINISTER)
def keep_receipt(
    context: Context,
    kind: str,
    file: FileSummary,
    *,
    mapping: int | None = None,
    complete_to: date | None = None,
) -> None:
    """Keep a receipt: what the file was, who brought it, when, and how its rows fared.

    *mapping* is the id of the saved mapping it was read by, *complete_to* the day its
    source is declared complete to with it; None where there is none.

    A file that was taken in before and changed nothing this time has its receipt already;
    that it was brought again stands in the log.
    """
    known = receipts.first(context.session, kind=kind, digest=file.digest)
    if known is not None and not file.accepted:
        return
    context.session.add(
        ImportReceipt(
            kind=kind,
            file_name=file.file_name,
            digest=file.digest,
            imported_at=context.now,
            imported_by=context.officer.id,
            accepted=file.accepted,
            unchanged=file.unchanged,
            rejected=file.rejected,
            passed_over=file.passed_over,
            mapping_id=mapping,
            complete_to=complete_to,
        )
    )


@declares(Action.IMPORT, Verb.ADMINISTER)
def first_taken_in(context: Context, kind: str, digest: str) -> date | None:
    """Return the London day a file was first taken in, or None; no case is read."""
    receipt = receipts.first(context.session, kind=kind, digest=digest)
    return None if receipt is None else london_day(receipt.imported_at)
