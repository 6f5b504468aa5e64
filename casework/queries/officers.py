"""Reads of officers and their roles."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casework.models import Officer, OfficerRole, Role


def find_open(session: Session, login: str) -> Officer | None:
    """Return the officer with an open account under *login*, or None."""
    return session.scalars(
        select(Officer).where(Officer.login == login, Officer.closed_at.is_(None))
    ).one_or_none()


def roles_on(session: Session, officer_id: int, on: date) -> Sequence[Role]:
    """Return the roles an officer holds on a day, first and last day included."""
    return session.scalars(
        select(OfficerRole.role).where(
            OfficerRole.officer_id == officer_id,
            OfficerRole.since <= on,
            or_(OfficerRole.until.is_(None), OfficerRole.until >= on),
        )
    ).all()


def logins(session: Session) -> set[str]:
    """Return every login there is, open or closed."""
    return set(session.scalars(select(Officer.login)))
