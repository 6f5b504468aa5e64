"""Reads of the receipts of imports."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.models import ImportReceipt


def first(session: Session, *, kind: str, digest: str) -> ImportReceipt | None:
    """Return the receipt of the first time a file was taken in, or None."""
    return session.scalars(
        select(ImportReceipt)
        .where(ImportReceipt.kind == kind, ImportReceipt.digest == digest)
        .order_by(ImportReceipt.imported_at, ImportReceipt.id)
        .limit(1)
    ).one_or_none()
