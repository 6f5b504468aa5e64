"""What a new look does to flags where nothing was done since but to decide."""

import pytest

from casework.flagging import Cause, EndedByTimeError, compare
from casework.models import Flag, FlagChange, FlagState
from rules.vocabulary import FlagKind

DECIDED_SINCE = Cause("flag 7 decided (warning given)", of_facts=False)
RECORDED_SINCE = Cause("event 9 recorded", of_facts=True)


def gone(
    state: FlagState, kind: FlagKind, cause: Cause | None
) -> list[tuple[FlagChange, str | None]]:
    """Compare one flag whose finding is gone, and say what becomes of it and why."""
    flag = Flag(rule="some.rule", subject_id=1, occurrence="1", state=state, kind=kind)
    changes = compare([flag], [], cause=lambda: cause, settled=lambda _: None)
    return [(change.change, change.reason) for change in changes]


def test_a_decision_lets_a_reminder_lapse_and_is_its_reason() -> None:
    lapsed = gone(FlagState.OPEN, FlagKind.REMINDER, DECIDED_SINCE)

    assert lapsed == [(FlagChange.LAPSED, "flag 7 decided (warning given)")]


@pytest.mark.parametrize("kind", list(FlagKind))
def test_a_decision_withdraws_no_other_decision(kind: FlagKind) -> None:
    assert gone(FlagState.DECIDED, kind, DECIDED_SINCE) == []
    assert gone(FlagState.DECIDED, kind, None) == []


def test_a_decision_ends_no_suspicion() -> None:
    with pytest.raises(EndedByTimeError):
        gone(FlagState.OPEN, FlagKind.SUSPECTED_NON_COMPLIANCE, DECIDED_SINCE)


def test_a_fact_recorded_ends_what_a_decision_does_not() -> None:
    suspected = FlagKind.SUSPECTED_NON_COMPLIANCE

    for state in (FlagState.OPEN, FlagState.DECIDED):
        assert gone(state, suspected, RECORDED_SINCE) == [
            (FlagChange.WITHDRAWN, "event 9 recorded")
        ]
