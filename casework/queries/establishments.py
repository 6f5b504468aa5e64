"""Reads of the register of prisons."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.models import Establishment


def by_code(session: Session, codes: Iterable[str]) -> dict[str, Establishment]:
    """Return the establishments that have one of *codes*, taken for this transaction."""
    found = session.scalars(
        select(Establishment)
        .where(Establishment.code.in_(sorted(codes)))
        .order_by(Establishment.id)
        .with_for_update()
    )
    return {establishment.code: establishment for establishment in found}
