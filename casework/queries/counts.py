"""Counts for summaries: how many flags are open, and how many duties nobody can check."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.models import CaseCheck, Flag, FlagState, NightFailure, Person


def count_open_flags(session: Session) -> int:
    """Return how many flags are open, reminders and defects counted too."""
    return session.scalar(select(func.count()).where(Flag.state == FlagState.OPEN)) or 0


def count_unchecked(session: Session) -> int:
    """Return how many duties could not be checked when their cases were last looked at."""
    return int(session.scalar(select(func.coalesce(func.sum(CaseCheck.unchecked), 0))) or 0)


def count_failures(session: Session, night_id: int) -> int:
    """Return how many cases a night could not judge."""
    failed = select(func.count()).where(NightFailure.night_id == night_id)
    return session.scalar(failed) or 0


def count_people(session: Session) -> int:
    """Return how many people have a record."""
    return session.scalar(select(func.count()).select_from(Person)) or 0
