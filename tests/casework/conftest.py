"""A desk at a fixed moment, on each database in turn, with one agency and its officers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.installation import NIGHTLY_LOGIN, install
from tests.builders import NOW, TODAY


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
