"""The composition root: from settings to a database, a rulebook and desks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from sqlalchemy import Engine

from casework import clock, keys, schema
from casework.calendars import build_calendar, made_from
from casework.desk import Desk
from casework.installation import NIGHTLY_LOGIN, install
from casework.services.read_book import read_book
from casework.settings import Settings
from casework.store import create_store, open_store
from rules.book import Rulebook
from rules.days import london_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An open case database and the settings it was opened with; leaving it closes it."""

    settings: Settings
    engine: Engine
    now: Callable[[], datetime] = clock.now

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    def desk(self, interface: str = "cli", *, login: str | None = None) -> Desk:
        """Return the desk of *login*, None for the officer the settings name."""
        login = self.settings.officer if login is None else login
        return Desk(engine=self.engine, login=login, interface=interface, now=self.now)

    def nightly_desk(self) -> Desk:
        """Return the desk of the unattended check."""
        return Desk(engine=self.engine, login=NIGHTLY_LOGIN, interface="nightly", now=self.now)

    def rulebook(self, *, anew: bool = False) -> Rulebook:
        """Return the rulebook of this release, with the holidays and rates as known today.

        Building the calendar takes a third of a second. The one that the last night kept is
        taken in its place where it was made from the same release of the holidays package in
        the same way: then it is equal, and so is the digest. *anew* builds it all the same;
        the night does, and never judges by what another night kept.

        The unattended check reads both, whoever asks: they are the same for everybody.
        """
        kept, rates = self.nightly_desk().run(read_book, None if anew else made_from())
        return Rulebook(kept or build_calendar(), rates=rates)

    def last_ended_day(self) -> date:
        """Return the last day that has ended: what a night run now would judge."""
        return clock.last_ended_day(self.now(), turns_at=self.settings.day_turns_at)


def open_office(settings: Settings) -> Office:
    """Open the case database the settings name.

    Raises:
        CaseworkError: there is none, it cannot be opened safely, or its schema is another's.
    """
    engine = open_store(settings)
    schema.require_current(engine)
    return Office(settings=settings, engine=engine)


def found_office(settings: Settings, *, agency: str) -> str | None:
    """Make a new case database and its key; return the recovery key, to be shown once.

    None where there is no key to recover: PostgreSQL keeps its own. A failure leaves
    neither a database nor a key behind.

    Raises:
        CaseworkError: there is a key or a database already, or none can be made.
    """
    recovery = _new_key(settings)
    try:
        engine = create_store(settings)
        schema.upgrade(engine)
        now = clock.now()
        install(
            engine,
            agency=agency,
            login=settings.officer,
            at=now,
            today=london_day(now),
        )
        engine.dispose()
    except BaseException:
        if recovery is not None:
            settings.key_file.unlink(missing_ok=True)
        raise
    return recovery


def _new_key(settings: Settings) -> str | None:
    if settings.database_url is not None:
        return None
    key = keys.new_key()
    keys.write_key(settings.key_file, key)
    return keys.recovery_key(key)
