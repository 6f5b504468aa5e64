"""Reads of companies among the things people hold."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.models import Thing
from rules.vocabulary import HoldingKind


def ids(session: Session, numbers: Collection[str]) -> dict[str, int]:
    """Return by canonical number the companies there are; of several the first to be met."""
    rows = session.execute(
        select(Thing.canonical, func.min(Thing.id))
        .where(Thing.kind == HoldingKind.COMPANY, Thing.canonical.in_(sorted(numbers)))
        .group_by(Thing.canonical)
    )
    return {str(number): int(thing) for number, thing in rows}
