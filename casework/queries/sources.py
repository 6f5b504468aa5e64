"""Reads of sources, and of the day each feed is complete to."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from casework.errors import SourceUnknownError
from casework.models import Source, SourceCompleteness
from casework.queries.known import known_at
from rules.vocabulary import Feed


def find(session: Session, code: str) -> Source | None:
    """Return the source with *code*, or None."""
    return session.scalars(select(Source).where(Source.code == code)).one_or_none()


def codes(session: Session) -> list[str]:
    """Return the codes of all sources, in order."""
    return list(session.scalars(select(Source.code).order_by(Source.code)))


def complete_to(session: Session, known: datetime | None = None) -> dict[Feed, date]:
    """Return the last day, inclusive, each feed is complete for, as known at a moment.

    A feed of several sources is complete only as far as the least of them, and one of
    whose open sources has never said is left out: nothing can be told from its silence.
    """
    rows = session.execute(
        select(Source.feed, SourceCompleteness.complete_to)
        .outerjoin(
            SourceCompleteness,
            and_(SourceCompleteness.source_id == Source.id, known_at(SourceCompleteness, known)),
        )
        .where(_open_at(known))
    ).all()
    told: dict[Feed, list[date | None]] = {}
    for feed, day in rows:
        told.setdefault(feed, []).append(day)
    return {
        feed: min(day for day in days if day is not None)
        for feed, days in told.items()
        if None not in days
    }


def _open_at(known: datetime | None) -> ColumnElement[bool]:
    if known is None:
        return Source.closed_at.is_(None)
    return and_(
        Source.opened_at <= known, or_(Source.closed_at.is_(None), Source.closed_at > known)
    )


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
        raise SourceUnknownError(code, codes(session))
    return source
