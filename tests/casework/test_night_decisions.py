"""The night and people's decisions: what stands, what is reopened, what is withdrawn."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.errors import (
    FlagChangedError,
    FlagNotOpenError,
)
from casework.models import (
    DecisionKind,
    FlagChange,
    FlagState,
)
from casework.services.decide_flag import decide_flag
from tests.builders import (
    a_report,
    given,
)
from tests.casework.conftest import Clock
from tests.casework.nights import changes, flags, night, reporting


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


def test_a_decision_stands_until_a_new_fact_contradicts_it(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person, clause = reporting(desk)
    night(nightly_desk, date(2014, 8, 11))
    [flag] = flags(engine)
    desk.run(
        decide_flag,
        flag.id,
        DecisionKind.WARNING_GIVEN,
        reason="he was told what comes next",
        seen=flag.fingerprint,
    )

    night(nightly_desk, date(2014, 8, 12), full=True)
    assert [f.state for f in flags(engine)] == [FlagState.DECIDED]

    given(desk, person, a_report(clause, date(2014, 8, 12), date(2014, 1, 14)))
    night(nightly_desk, date(2014, 8, 13))
    assert [f.state for f in flags(engine)] == [FlagState.OPEN]


def test_a_decision_on_a_fact_corrected_since_is_withdrawn_with_the_reason(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    """A recall asked for on a wrong record must not stand unsaid."""
    person, clause = reporting(desk)
    night(nightly_desk, date(2014, 8, 11))
    [flag] = flags(engine)
    desk.run(decide_flag, flag.id, DecisionKind.RECALL_ASKED, reason="again", seen=flag.fingerprint)
    [report] = given(desk, person, a_report(clause, date(2014, 8, 5), date(2014, 1, 14)))

    night(nightly_desk, date(2014, 8, 12))

    assert [f.state for f in flags(engine)] == [FlagState.WITHDRAWN]
    assert changes(engine, flag.id)[-1] == (
        FlagChange.WITHDRAWN,
        f"event {report} recorded; flag {flag.id} decided (recall asked)",
    )


def test_a_flag_is_decided_only_as_it_was_seen_and_only_while_open(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    reporting(desk)
    night(nightly_desk, date(2014, 8, 11))
    [flag] = flags(engine)
    referred = DecisionKind.REFERRED

    with pytest.raises(FlagChangedError, match="has changed since you saw it"):
        desk.run(decide_flag, flag.id, referred, reason="old wording", seen="another")
    desk.run(decide_flag, flag.id, referred, reason="seen", seen=flag.fingerprint)
    with pytest.raises(FlagNotOpenError):
        desk.run(decide_flag, flag.id, referred, reason="twice", seen=flag.fingerprint)
