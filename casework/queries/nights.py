"""Reads of the nightly check's own books."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from casework.models import CaseCheck, CaseWait, Lease, Night, NightFailure, Person, Rulebook
from rules.vocabulary import Feed


def last_finished(session: Session) -> Night | None:
    """Return the finished night of the latest day judged, or None before the first."""
    return session.scalars(
        select(Night)
        .where(Night.finished_at.is_not(None))
        .order_by(Night.judged_on.desc(), Night.id.desc())
        .limit(1)
    ).one_or_none()


def last_begun(session: Session) -> Night | None:
    """Return the night begun last, finished or interrupted, or None before the first."""
    return session.scalars(select(Night).order_by(Night.id.desc()).limit(1)).one_or_none()


def unfinished(session: Session, judged_on: date) -> Night | None:
    """Return a night of that day which was interrupted, or None."""
    return session.scalars(
        select(Night)
        .where(Night.judged_on == judged_on, Night.finished_at.is_(None))
        .order_by(Night.id.desc())
        .limit(1)
    ).one_or_none()


def require(session: Session, night_id: int) -> Night:
    """Return a night by its id, taken for this transaction."""
    return session.scalars(select(Night).where(Night.id == night_id).with_for_update()).one()


def failures(session: Session, night_id: int) -> Sequence[NightFailure]:
    """Return the cases a night could not judge, in order of person."""
    return session.scalars(
        select(NightFailure)
        .where(NightFailure.night_id == night_id)
        .order_by(NightFailure.person_id)
    ).all()


def people_due(
    session: Session, *, on: date, rulebook: str, complete_to: Mapping[Feed, date]
) -> Sequence[int]:
    """Return whose findings can have changed by the end of *on*, in order of person.

    Those never checked; whose facts changed since; whose day has come; who wait for a
    feed that is now complete far enough; the last look at whom failed; and all whom another
    rulebook judged.
    """
    reached = [
        and_(CaseWait.feed == feed, CaseWait.complete_to <= day)
        for feed, day in complete_to.items()
    ]
    waited: list[ColumnElement[bool]] = (
        [exists().where(CaseWait.person_id == Person.id, or_(*reached))] if reached else []
    )
    return session.scalars(
        select(Person.id)
        .outerjoin(CaseCheck, CaseCheck.person_id == Person.id)
        .where(
            or_(
                CaseCheck.person_id.is_(None),
                CaseCheck.revision != Person.revision,
                CaseCheck.wake_on <= on,
                CaseCheck.rulebook != rulebook,
                CaseCheck.owed_since.is_not(None),
                *waited,
            )
        )
        .order_by(Person.id)
    ).all()


def everyone(session: Session) -> Sequence[int]:
    """Return every person there is, in order."""
    return session.scalars(select(Person.id).order_by(Person.id)).all()


def taken_revisions(session: Session, people: Sequence[int]) -> dict[int, int]:
    """Take the cases of *people* for this transaction and return their revisions.

    Whoever writes a fact takes the same row first, so that what is read after this is
    what the revision stands for.
    """
    rows = session.execute(
        select(Person.id, Person.revision)
        .where(Person.id.in_(people))
        .order_by(Person.id)
        .with_for_update()
    )
    return {row.id: row.revision for row in rows}


def checks(session: Session, people: Sequence[int]) -> dict[int, CaseCheck]:
    """Return how each of *people* was last checked; whoever never was is left out."""
    found = session.scalars(select(CaseCheck).where(CaseCheck.person_id.in_(people)))
    return {check.person_id: check for check in found}


def lease(session: Session, job: str) -> Lease | None:
    """Return the lease of a job, taken for this transaction; None before its first run."""
    return session.scalars(select(Lease).where(Lease.job == job).with_for_update()).one_or_none()


def rulebook(session: Session, digest: str) -> Rulebook | None:
    """Return a rulebook that has judged, by its digest."""
    return session.get(Rulebook, digest)


def rulebook_at(session: Session, known: datetime) -> Rulebook | None:
    """Return the rulebook of the last night begun by *known*, or None before the first."""
    return session.scalars(
        select(Rulebook)
        .join(Night, Night.rulebook == Rulebook.digest)
        .where(Night.started_at <= known)
        .order_by(Night.started_at.desc(), Night.id.desc())
        .limit(1)
    ).one_or_none()
