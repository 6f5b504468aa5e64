"""Reads of who may sign in, when they last looked, and what they keep at their desks."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.models import Agency, AuditEvent, Draft, Officer, SavedView
from casework.permissions import Action


def holds_demo(session: Session) -> bool:
    """Whether the demo region was loaded: its officers are invented, and anyone may be them."""
    loaded = select(AuditEvent.id).where(AuditEvent.action == Action.LOAD_DEMO).limit(1)
    return session.scalar(loaded) is not None


def open_officers(session: Session, agency_id: int) -> Sequence[Officer]:
    """Return an agency's officers with an open account, by login."""
    return session.scalars(
        select(Officer)
        .where(Officer.agency_id == agency_id, Officer.closed_at.is_(None))
        .order_by(Officer.login)
    ).all()


def agency_name(session: Session, agency_id: int) -> str:
    """Return what an agency is called."""
    return session.scalars(select(Agency.name).where(Agency.id == agency_id)).one()


def last_seen(session: Session, officer_id: int, interface: str) -> datetime | None:
    """Return when an officer last used a face, None where they never have.

    Signing in is no use of it: the visit that begins would else be the last.
    """
    return session.scalar(
        select(func.max(AuditEvent.happened_at)).where(
            AuditEvent.officer_id == officer_id,
            AuditEvent.interface == interface,
            AuditEvent.action != Action.SIGN_IN,
        )
    )


def drafts(session: Session, officer_id: int) -> Sequence[Draft]:
    """Return an officer's drafts, the one typed last first."""
    return session.scalars(
        select(Draft).where(Draft.officer_id == officer_id).order_by(Draft.saved_at.desc())
    ).all()


def draft(session: Session, officer_id: int, about: str) -> Draft | None:
    """Return an officer's draft of one thing, or None."""
    return session.scalars(
        select(Draft).where(Draft.officer_id == officer_id, Draft.about == about)
    ).one_or_none()


def saved_views(session: Session, officer_id: int) -> Sequence[SavedView]:
    """Return the lists an officer keeps, by name."""
    return session.scalars(
        select(SavedView).where(SavedView.officer_id == officer_id).order_by(SavedView.name)
    ).all()
