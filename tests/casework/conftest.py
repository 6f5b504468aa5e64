"""A desk at a fixed moment, on each database in turn, with one agency and its officers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.cli import main
from casework.desk import Desk
from casework.installation import NIGHTLY_LOGIN, install
from casework.models import Agency, Officer, OfficerRole, Role
from tests.builders import NOW, TODAY

Run = Callable[..., Result]
Colleague = Callable[..., Desk]


@dataclass
class Clock:
    """A clock that stands still until it is moved on, or ticks at each look at it."""

    at: datetime = NOW
    ticks: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        self.at += self.ticks
        return self.at

    def move_on(self, **by: float) -> datetime:
        """Move the clock on, and return the moment it shows then."""
        self.at += timedelta(**by)
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(engine: Engine, clock: Clock) -> Desk:
    """The desk of the first officer: offender manager, supervisor and administrator."""
    install(engine, agency="Example Regional Unit", login="officer", at=NOW, today=TODAY)
    return Desk(engine=engine, login="officer", interface="test", now=clock)


@pytest.fixture
def nightly_desk(desk: Desk, engine: Engine, clock: Clock) -> Desk:
    """The desk of the unattended check."""
    return Desk(engine=engine, login=NIGHTLY_LOGIN, interface="nightly", now=clock)


@pytest.fixture
def colleague(engine: Engine, desk: Desk) -> Colleague:
    """Give somebody else a desk: a login that is their name too, roles, and an agency."""

    def hired(login: str, *roles: Role, agency: str = "HOME") -> Desk:
        with Session(engine) as session, session.begin():
            works_for = session.scalars(select(Agency).where(Agency.code == agency)).one_or_none()
            if works_for is None:
                works_for = Agency(code=agency, name=agency)
                session.add(works_for)
                session.flush()
            officer = Officer(login=login, name=login.title(), agency_id=works_for.id)
            session.add(officer)
            session.flush()
            session.add_all(
                OfficerRole(officer_id=officer.id, role=role, since=TODAY) for role in roles
            )
        return Desk(engine=engine, login=login, interface="test", now=desk.now)

    return hired


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    """Run a command on the test's database, and return what came of it."""
    assert environment

    def command(*words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(main, words, input=typed, catch_exceptions=False)

    return command
