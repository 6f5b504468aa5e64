"""Reads of the register of officers: agencies, units, accounts and the roles they hold."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.models import Agency, Officer, OfficerRole, Role, Unit


def agency(session: Session, code: str) -> Agency | None:
    """Return the agency with a code, or None."""
    return session.scalars(select(Agency).where(Agency.code == code)).one_or_none()


def agency_codes(session: Session) -> Sequence[str]:
    """Return the codes of all agencies, in order."""
    return session.scalars(select(Agency.code).order_by(Agency.code)).all()


def unit(session: Session, agency_id: int, name: str) -> Unit | None:
    """Return an agency's unit by its name, the first where there are several, or None."""
    return session.scalars(
        select(Unit).where(Unit.agency_id == agency_id, Unit.name == name).order_by(Unit.id)
    ).first()


def officer(session: Session, login: str) -> Officer | None:
    """Return the officer with a login, taken for this transaction, or None."""
    return session.scalars(
        select(Officer).where(Officer.login == login).with_for_update()
    ).one_or_none()


def roles(session: Session, officer_id: int) -> Sequence[OfficerRole]:
    """Return every role an officer has been given, oldest first."""
    return session.scalars(
        select(OfficerRole)
        .where(OfficerRole.officer_id == officer_id)
        .order_by(OfficerRole.since, OfficerRole.id)
    ).all()


def lasting_administrators(session: Session, on: date) -> set[int]:
    """Return who is an administrator on a day and has no last day as one; accounts taken.

    The accounts are taken so that no two officers remove each other at once.
    """
    return set(
        session.scalars(
            select(Officer.id)
            .join(OfficerRole, OfficerRole.officer_id == Officer.id)
            .where(
                Officer.closed_at.is_(None),
                OfficerRole.role == Role.ADMINISTRATOR,
                OfficerRole.since <= on,
                OfficerRole.until.is_(None),
            )
            .order_by(Officer.id)
            .with_for_update(of=Officer)
        )
    )
