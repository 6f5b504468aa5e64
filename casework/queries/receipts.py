"""Reads of the receipts of imports."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.models import ImportMapping, ImportReceipt, Officer


class KeptReceipt(NamedTuple):
    """A receipt, the officer who brought the file, and the mapping it was read by, if any."""

    receipt: ImportReceipt
    officer: str
    mapping: str | None


def latest(session: Session, *, limit: int) -> Sequence[KeptReceipt]:
    """Return the latest receipts, the newest first."""
    rows = session.execute(
        select(ImportReceipt, Officer.name, ImportMapping.name, ImportMapping.version)
        .join(Officer, Officer.id == ImportReceipt.imported_by)
        .outerjoin(ImportMapping, ImportMapping.id == ImportReceipt.mapping_id)
        .order_by(ImportReceipt.imported_at.desc(), ImportReceipt.id.desc())
        .limit(limit)
    )
    return [
        KeptReceipt(receipt, officer, f"{name}@{version}" if receipt.mapping_id else None)
        for receipt, officer, name, version in rows
    ]


def first(session: Session, *, kind: str, digest: str) -> ImportReceipt | None:
    """Return the receipt of the first time a file was taken in, or None."""
    return session.scalars(
        select(ImportReceipt)
        .where(ImportReceipt.kind == kind, ImportReceipt.digest == digest)
        .order_by(ImportReceipt.imported_at, ImportReceipt.id)
        .limit(1)
    ).one_or_none()
