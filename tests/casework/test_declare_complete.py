"""Declaring how far a source is complete, on two clocks."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import DayRefusedError, NotPermittedError, SourceUnknownError
from casework.queries import sources
from casework.services.declare_complete import declare_complete
from rules.vocabulary import Feed
from tests.builders import YESTERDAY
from tests.casework.conftest import Clock
from tests.casework.importing import everything

EARLIER = date(2026, 3, 10)


def test_a_later_day_supersedes_and_the_earlier_is_read_as_it_was_known(
    desk: Desk, engine: Engine, clock: Clock
) -> None:
    assert desk.run(declare_complete, "prison_records", EARLIER)
    then = clock.at
    clock.move_on(hours=1)

    assert desk.run(declare_complete, "prison_records", YESTERDAY)

    with Session(engine) as session:
        assert sources.complete_to(session, then) == {Feed.PRISON_RECORDS: EARLIER}
        assert sources.complete_to(session) == {Feed.PRISON_RECORDS: YESTERDAY}


def test_two_declarations_in_one_moment_are_told_apart(desk: Desk, engine: Engine) -> None:
    desk.run(declare_complete, "prison_records", EARLIER)
    desk.run(declare_complete, "prison_records", YESTERDAY)

    assert everything(engine)["source_completeness"] == 2


def test_the_same_day_again_changes_nothing(desk: Desk, engine: Engine) -> None:
    desk.run(declare_complete, "prison_records", EARLIER)

    assert not desk.run(declare_complete, "prison_records", EARLIER)
    assert everything(engine)["source_completeness"] == 1


def test_a_day_that_has_not_ended_is_refused(desk: Desk) -> None:
    with pytest.raises(DayRefusedError, match="The last day that has is Sun 15 Mar 2026"):
        desk.run(declare_complete, "prison_records", date(2026, 3, 16))


def test_an_earlier_day_has_to_be_meant(desk: Desk, engine: Engine) -> None:
    desk.run(declare_complete, "prison_records", YESTERDAY)

    with pytest.raises(DayRefusedError, match="is complete to Sun 15 Mar 2026 already"):
        desk.run(declare_complete, "prison_records", EARLIER)

    assert desk.run(declare_complete, "prison_records", EARLIER, take_back=True)
    with Session(engine) as session:
        assert sources.complete_to(session) == {Feed.PRISON_RECORDS: EARLIER}


def test_an_unknown_source_is_refused_with_those_there_are(desk: Desk) -> None:
    with pytest.raises(SourceUnknownError, match="The sources are: border, "):
        desk.run(declare_complete, "gossip", EARLIER)


def test_the_unattended_check_may_not_declare(nightly_desk: Desk) -> None:
    with pytest.raises(NotPermittedError):
        nightly_desk.run(declare_complete, "prison_records", EARLIER)
