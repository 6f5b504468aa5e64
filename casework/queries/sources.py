"""Reads of sources, and of the day each feed is complete to."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.errors import SourceUnknownError
from casework.models import Source, SourceCompleteness
from casework.queries.known import known_at
from rules.vocabulary import Feed


def find(session: Session, code: str) -> Source | None:
    """Return the source with *code*, or None."""
    return session.scalars(select(Source).where(Source.code == code)).one_or_none()


def complete_to(session: Session, known: datetime | None = None) -> dict[Feed, date]:
    """Return the last day, inclusive, each feed is complete for, as known at a moment.

    A feed of several sources is complete only as far as the least of them. A feed none
    of whose sources has ever said is left out.
    """
    statement = (
        select(Source.feed, SourceCompleteness.complete_to)
        .join(SourceCompleteness, SourceCompleteness.source_id == Source.id)
        .where(known_at(SourceCompleteness, known))
    )
    days: dict[Feed, date] = {}
    for feed, day in session.execute(statement):
        days[feed] = min(day, days.get(feed, day))
    return days


def current_completeness(session: Session, source_id: int) -> SourceCompleteness | None:
    """Return how far a source says now that it is complete, or None if it never said."""
    return session.scalars(
        select(SourceCompleteness).where(
            SourceCompleteness.source_id == source_id, known_at(SourceCompleteness, None)
        )
    ).one_or_none()


def take(session: Session, code: str) -> Source:
    """Return the source with *code*, taken so that one import of it runs at a time.

    Facts of the source can be recorded meanwhile; another import or declaration waits.

    Raises:
        SourceUnknownError: there is no such source.
    """
    statement = select(Source).where(Source.code == code).with_for_update(key_share=True)
    source = session.scalars(statement).one_or_none()
    if source is None:
        known = session.scalars(select(Source.code).order_by(Source.code)).all()
        raise SourceUnknownError(code, list(known))
    return source
