"""Reads of crime groups, of their bands, and of the most serious a person belongs to."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from casework.models import CrimeGroup, GroupBand, GroupMembership
from casework.queries.known import known_at

LEAST_SERIOUS = "5c"
"""The band a group without one is shown with, and said to be assumed."""


class Band(NamedTuple):
    """A group's band, `1a` the most serious. `assumed`: the map gives none for that day."""

    band: str
    assumed: bool


def ids(session: Session, references: Collection[str]) -> dict[str, int]:
    """Return by reference the groups there are."""
    rows = session.execute(
        select(CrimeGroup.reference, CrimeGroup.id).where(
            CrimeGroup.reference.in_(sorted(references))
        )
    )
    return {row.reference: row.id for row in rows}


def band_of(session: Session, group_id: int, on: date, known: datetime | None = None) -> Band:
    """Return a group's band on a day, as known at a moment; None means now.

    Where the map gives none it is assumed to be the least serious, and never recorded so.
    """
    found = session.scalars(
        select(GroupBand.band)
        .where(GroupBand.group_id == group_id, known_at(GroupBand, known), _on(GroupBand, on))
        .order_by(GroupBand.band)
        .limit(1)
    ).one_or_none()
    return Band(LEAST_SERIOUS, assumed=True) if found is None else Band(found, assumed=False)


def most_serious_band(
    session: Session, person_id: int, on: date, known: datetime | None = None
) -> Band | None:
    """Return the most serious band of the groups a person is in on a day; None if in none.

    A band the map gives counts before one that is assumed.
    """
    groups = session.scalars(
        select(GroupMembership.group_id).where(
            GroupMembership.person_id == person_id,
            known_at(GroupMembership, known),
            _on(GroupMembership, on),
        )
    ).all()
    return min((band_of(session, group, on, known) for group in groups), default=None)


def every_band(session: Session, group_ids: Collection[int]) -> Sequence[GroupBand]:
    """Return every version of the bands of groups, by group, fact and version."""
    return session.scalars(
        select(GroupBand)
        .where(GroupBand.group_id.in_(sorted(group_ids)))
        .order_by(GroupBand.group_id, GroupBand.fact_id, GroupBand.version)
    ).all()


def _on(table: type[GroupBand | GroupMembership], on: date) -> ColumnElement[bool]:
    return and_(table.since <= on, or_(table.until.is_(None), table.until >= on))
