"""A reason is read by others: what is not for reading is refused wherever one is given."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.errors import ReasonRefusedError
from casework.forms.reason import LONGEST, reason_given
from casework.models import DecisionKind, Flag, PersonName
from casework.services.decide_flag import decide_flag
from casework.services.judge_identity import judge_not_same, judge_same
from casework.services.record_facts import correct_fact, withdraw_fact
from casework.services.snooze_flag import snooze_flag
from casework.services.take_up_flag import acknowledge_flag, look_into_flag
from tests.builders import TODAY, a_name, a_person, given
from tests.casework.importing import everything
from tests.casework.nights import flags, night, reporting

HOSTILE = "seen \x1b[31mred\x1b[0m"

Attempt = Callable[[Desk, Flag], object]
OF_A_FLAG: dict[str, Attempt] = {
    "acknowledge": lambda desk, flag: desk.run(
        acknowledge_flag, flag.id, seen=flag.fingerprint, reason=HOSTILE
    ),
    "look into": lambda desk, flag: desk.run(
        look_into_flag, flag.id, seen=flag.fingerprint, reason=HOSTILE
    ),
    "decide": lambda desk, flag: desk.run(
        decide_flag, flag.id, DecisionKind.REFERRED, reason=HOSTILE, seen=flag.fingerprint
    ),
    "snooze": lambda desk, flag: desk.run(
        snooze_flag,
        flag.id,
        until=TODAY + timedelta(days=2),
        reason=HOSTILE,
        seen=flag.fingerprint,
    ),
}


@pytest.mark.parametrize("attempt", OF_A_FLAG.values(), ids=OF_A_FLAG)
def test_a_step_on_a_flag_with_a_hostile_reason_keeps_nothing(
    desk: Desk, nightly_desk: Desk, engine: Engine, attempt: Attempt
) -> None:
    reporting(desk)
    night(nightly_desk, date(2014, 8, 11))
    [flag] = flags(engine)
    before = everything(engine)

    with pytest.raises(ReasonRefusedError, match=r"The reason holds the hidden character U\+001B"):
        attempt(desk, flag)

    assert everything(engine) == before


def test_facts_and_identity_take_no_hostile_reason_either(desk: Desk, engine: Engine) -> None:
    one, other = a_person(desk), a_person(desk, "Instance")
    [name] = given(desk, one, a_name("Exemplar"))
    before = everything(engine)

    for judge in (judge_same, judge_not_same):
        with pytest.raises(ReasonRefusedError):
            desk.run(judge, one, other, reason=HOSTILE)
    with pytest.raises(ReasonRefusedError):
        desk.run(correct_fact, one, PersonName, name, {"forenames": "Lee"}, reason=HOSTILE)
    with pytest.raises(ReasonRefusedError):
        desk.run(withdraw_fact, one, PersonName, name, reason=HOSTILE)

    assert everything(engine) == before


def test_a_reason_may_have_lines_and_ends() -> None:
    assert reason_given("  first\r\nsecond ") == "first\nsecond"
    with pytest.raises(ReasonRefusedError, match=f"at most {LONGEST} are taken"):
        reason_given("x" * (LONGEST + 1))
