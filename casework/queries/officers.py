"""Reads of officers and their roles."""

from collections.abc import Collection, Iterable, Sequence
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


def by_login(session: Session, wanted: Collection[str]) -> dict[str, int]:
    """Return the ids of officers by their logins, of closed accounts too."""
    rows = session.execute(
        select(Officer.login, Officer.id).where(Officer.login.in_(sorted(wanted)))
    )
    return {row.login: row.id for row in rows}


def names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Return officers' names by id, of closed accounts too."""
    rows = session.execute(select(Officer.id, Officer.name).where(Officer.id.in_(set(ids))))
    return {row.id: row.name for row in rows}


def holders(
    session: Session, roles: Collection[Role], *, agency_id: int, on: date
) -> Sequence[Officer]:
    """Return an agency's officers with an open account who hold one of *roles* on a day."""
    return session.scalars(
        select(Officer)
        .where(
            Officer.agency_id == agency_id,
            Officer.closed_at.is_(None),
            Officer.id.in_(
                select(OfficerRole.officer_id).where(
                    OfficerRole.role.in_(list(roles)),
                    OfficerRole.since <= on,
                    or_(OfficerRole.until.is_(None), OfficerRole.until >= on),
                )
            ),
        )
        .order_by(Officer.id)
    ).all()
