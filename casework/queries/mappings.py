"""Reads of saved mappings."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.models import ImportMapping


def newest(session: Session, name: str, *, version: int | None = None) -> ImportMapping | None:
    """Return a mapping in a version, or in its newest for None; None where there is none."""
    statement = select(ImportMapping).where(ImportMapping.name == name)
    if version is not None:
        statement = statement.where(ImportMapping.version == version)
    newest_first = statement.order_by(ImportMapping.version.desc()).limit(1)
    return session.scalars(newest_first).one_or_none()


def every_version(session: Session) -> Sequence[ImportMapping]:
    """Return all saved mappings, by name and version."""
    return session.scalars(
        select(ImportMapping).order_by(ImportMapping.name, ImportMapping.version)
    ).all()
