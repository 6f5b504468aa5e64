"""Killed at any moment and started again, the night ends as if nothing had happened."""

import multiprocessing
import random
import signal
from datetime import UTC, date, datetime, timedelta
from multiprocessing.process import BaseProcess

import pytest
from sqlalchemy.orm import Session

from casework.calendars import build_calendar
from casework.desk import Desk
from casework.installation import NIGHTLY_LOGIN, install
from casework.nightly import run_nights
from casework.queries import flags
from casework.settings import Settings
from casework.store import open_store
from rules.book import Rulebook
from tests.builders import (
    PHONE_IN_THREE_DAYS,
    SIX_MONTHLY,
    TODAY,
    a_person,
    a_phone,
    a_provision,
    an_fro,
    an_order,
    complete,
    given,
)

BOOK = Rulebook(build_calendar())
FIRST, LAST = date(2025, 6, 1), date(2025, 6, 5)
PEOPLE = 30
LONGEST = 1.5
"""Seconds within which a night of so few people is well over, on the slowest machine met."""


def the_night(settings: Settings, book: Rulebook) -> None:
    """Run in a process of its own, to be killed."""
    engine = open_store(settings)
    desk = Desk(engine=engine, login=NIGHTLY_LOGIN, interface="test")
    run_nights(desk, on=LAST, last_ended=LAST, rulebook=book, batch=4)
    engine.dispose()


def population(settings: Settings) -> None:
    engine = open_store(settings)
    at = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
    install(engine, agency="Example Regional Unit", login="officer", at=at, today=TODAY)
    moments = (at + timedelta(milliseconds=n) for n in range(1_000_000))
    desk = Desk(engine=engine, login="officer", interface="test", now=lambda: next(moments))
    for number in range(PEOPLE):
        person = a_person(desk, f"Example{number}")
        [fro] = given(desk, person, an_fro())
        [scpo] = given(desk, person, an_order())
        given(
            desk,
            person,
            a_provision(fro, SIX_MONTHLY, starts_on=date(2014, 1, 14)),
            a_provision(scpo, PHONE_IN_THREE_DAYS),
            a_phone(desk, "07700 900123", FIRST - timedelta(days=number % 5)),
        )
    complete(desk, LAST)
    nightly = Desk(engine=engine, login=NIGHTLY_LOGIN, interface="test")
    run_nights(nightly, on=FIRST, last_ended=LAST, rulebook=BOOK)
    engine.dispose()


def digest(settings: Settings) -> str:
    engine = open_store(settings)
    with Session(engine) as session:
        found = flags.digest(session)
    engine.dispose()
    return found


def killed_and_started_again(settings: Settings, kills: int, seed: int) -> int:
    """Kill the night *kills* times at random moments, then let it end; return how many struck."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["casework.nightly", "casework.store"])
    moments = random.Random(seed)  # noqa: S311  # chance, not secrecy
    struck = 0
    for _ in range(kills):
        night: BaseProcess = context.Process(target=the_night, args=(settings, BOOK))
        night.start()
        night.join(moments.uniform(0, LONGEST))
        night.kill()
        night.join()
        struck += night.exitcode == -signal.SIGKILL
    the_night(settings, BOOK)
    return struck


@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=pytest.mark.prove)])
def test_a_killed_night_ends_as_an_undisturbed_one(
    kills: int, database: str, sqlite_settings: Settings, postgres_settings: Settings
) -> None:
    """The undisturbed nights run on the other kind of database: the flags are the same there."""
    pair = (sqlite_settings, postgres_settings)
    disturbed, undisturbed = pair if database == "sqlite" else pair[::-1]
    population(disturbed)
    population(undisturbed)
    the_night(undisturbed, BOOK)

    struck = killed_and_started_again(disturbed, kills, seed=kills)

    assert struck > 0
    assert digest(disturbed) == digest(undisturbed)
