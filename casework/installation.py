"""The first day of a new case database: its agency, its first officers, its sources."""

from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework import audit
from casework.leases import NIGHTLY_CHECK
from casework.models import Agency, Lease, Officer, OfficerRole, Outcome, Role, Source, Verb
from rules.vocabulary import Feed

NIGHTLY_LOGIN = "nightly-check"
"""The login under which the unattended check comes through the gate."""

FIRST_SOURCES = {
    Feed.POST_LOG: "Post log",
    Feed.NOTIFICATION_LOG: "Notification log",
    Feed.SERVICE_LOG: "Log of service",
    Feed.PRISON_MOVEMENTS: "Prison movements",
    Feed.PRISON_RECORDS: "Prison records",
    Feed.COURT_RESULTS: "Court results",
    Feed.BORDER: "Border and travel",
    Feed.COMPANIES: "Companies register",
    Feed.PROBATION_REGISTERS: "Probation registers",
    Feed.CRIME_GROUPS: "Map of crime groups",
    Feed.OFFICERS: "Officers",
}
"""One source for each feed; an agency with more adds its own."""

_FIRST_ROLES = (Role.OFFENDER_MANAGER, Role.SUPERVISOR, Role.ADMINISTRATOR)


def install(engine: Engine, *, agency: str, login: str, at: datetime, today: date) -> None:
    """Set up an empty, migrated database: one agency, *login* to work it, and the check.

    The first officer may manage, supervise and administer, for somebody has to begin;
    later ones are given what they need.
    """
    with Session(engine) as session, session.begin():
        owner = Agency(code="HOME", name=agency)
        session.add(owner)
        session.flush()
        _add_officer(session, owner, login, "First officer", roles=_FIRST_ROLES, since=today)
        check = (Role.NIGHTLY_CHECK,)
        _add_officer(session, owner, NIGHTLY_LOGIN, "Nightly check", roles=check, since=today)
        session.add_all(
            Source(code=feed.value, name=name, feed=feed, agency_id=owner.id, opened_at=at)
            for feed, name in FIRST_SOURCES.items()
        )
        session.add(Lease(job=NIGHTLY_CHECK, token=0))
        audit.append(
            session,
            audit.Entry(
                at=at,
                officer_id=None,
                login=login,
                verb=Verb.ADMINISTER,
                action="install",
                outcome=Outcome.PERMITTED,
                decided_by="an empty database",
                interface="cli",
                correlation=uuid4().hex,
            ),
        )


def _add_officer(
    session: Session, agency: Agency, login: str, name: str, *, roles: tuple[Role, ...], since: date
) -> None:
    officer = Officer(login=login, name=name, agency_id=agency.id)
    session.add(officer)
    session.flush()
    session.add_all(OfficerRole(officer_id=officer.id, role=role, since=since) for role in roles)
