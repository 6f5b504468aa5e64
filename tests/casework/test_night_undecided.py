"""R64 night by night: what it keeps is what a check of the same day finds."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.models import Flag, FlagState
from casework.services.check_case import check_case
from rules.days import Length
from rules.duties import NotifyChange
from rules.vocabulary import Counting, Court, FlagKind, Notifiable, Unit
from tests.builders import a_person, a_phone, a_provision, an_order, complete, given
from tests.casework.conftest import Clock
from tests.casework.nights import BOOK, night

MADE = date(2025, 10, 1)
GOT = date(2025, 10, 31)
"""A phone to be notified by Wed 5 Nov 2025: a suspicion from the day after."""

REMINDED = date(2025, 11, 4)
"""The day the night raises the flag, as a reminder."""

UNDECIDED = "flag.undecided"


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


@pytest.fixture
def person(desk: Desk) -> str:
    """Somebody who has a phone and has not notified it."""
    person = a_person(desk)
    [order] = given(desk, person, an_order(made_on=MADE, court=Court.HIGH_COURT))
    within = Length(count=3, unit=Unit.DAYS, counting=Counting.CIVIL_PROCEDURE)
    duty = NotifyChange(of=(Notifiable.PHONE,), within=within)
    given(desk, person, a_provision(order, duty, starts_on=MADE))
    given(desk, person, a_phone(desk, "07700900001", GOT))
    complete(desk, date(2026, 3, 15))
    return person


def _late(engine: Engine) -> Flag:
    with Session(engine) as session:
        return session.scalars(select(Flag).where(Flag.rule == "notification.late")).one()


def _open_reminders(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return list(
            session.scalars(
                select(Flag.occurrence).where(Flag.rule == UNDECIDED, Flag.state == FlagState.OPEN)
            )
        )


def _reminders(desk: Desk, person: str, on: date) -> list[str]:
    found = desk.run(check_case, person, on=on, rulebook=BOOK).findings
    return [line.occurrence for line in found if line.rule == UNDECIDED]


def test_a_reminder_that_turns_into_a_suspicion_has_stood_since_it_was_raised(
    desk: Desk, nightly_desk: Desk, engine: Engine, person: str
) -> None:
    kinds, reminded = [], []
    for days in range(16):
        on = REMINDED + timedelta(days=days)
        night(nightly_desk, on)
        assert _open_reminders(engine) == _reminders(desk, person, on)
        kinds.append(_late(engine).kind)
        reminded.append(_open_reminders(engine))

    flag = _late(engine)
    assert kinds == [FlagKind.REMINDER] * 2 + [FlagKind.SUSPECTED_NON_COMPLIANCE] * 14
    assert flag.open_since == REMINDED
    week, fortnight = [f"flag {flag.id}, 7 days"], [f"flag {flag.id}, 14 days"]
    assert reminded == [[]] * 7 + [week] * 7 + [fortnight] * 2


def test_a_replay_takes_a_flag_for_the_kind_it_was_of_then(
    desk: Desk, nightly_desk: Desk, engine: Engine, clock: Clock, person: str
) -> None:
    night(nightly_desk, REMINDED)
    known = clock.move_on(hours=1)
    clock.move_on(hours=1)
    on = date(2025, 11, 11)

    [line] = [
        line
        for line in desk.run(check_case, person, on=on, rulebook=BOOK, known_at=known).findings
        if line.rule == UNDECIDED
    ]

    assert line.occurrence == f"flag {_late(engine).id}, 7 days"
