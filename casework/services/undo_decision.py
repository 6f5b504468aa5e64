"""Take a decision back: by the officer who made it, and only while nobody has relied on it."""

from datetime import datetime, timedelta

from casework.context import Context
from casework.desk import declares
from casework.errors import CaseworkError
from casework.flag_steps import keep_step, told
from casework.models import (
    Decision,
    Flag,
    FlagChange,
    FlagProgress,
    FlagState,
    Verb,
)
from casework.permissions import Action
from casework.queries import flags, nights, recorded
from casework.views.flag import FlagStep
from rules.days import say

_TICK = timedelta(microseconds=1)


class DecisionKeptError(CaseworkError):
    """A decision cannot be taken back: it is not the officer's, or somebody relies on it."""

    def __init__(self, flag_id: int, why: str) -> None:
        super().__init__(
            f"The decision on flag {flag_id} cannot be taken back: {why}. It stays on record; "
            "tell a supervisor if it was wrong."
        )
        self.flag_id = flag_id


@declares(Action.DECIDE_FLAG, Verb.CONSULT, Verb.ALTER)
def undo_decision(context: Context, flag_id: int, *, decision: int) -> FlagStep:
    """Take back the officer's own decision, proposed or standing; the flag is open again.

    The decision stays on record and stands no longer, and the flag has been open all the
    time since it was opened. The case's revision is not raised anew: deciding raised it, and
    no night has judged the case since, so the next one looks at it all the same.

    Raises:
        FlagNotFoundError: there is no such flag the officer may see.
        DecisionKeptError: it is not the officer's, or somebody has relied on it since.
    """
    [case] = recorded.take(context.session, [flags.require(context, flag_id).person_id])
    context.session.expire_all()
    flag = flags.require(context, flag_id)
    context.touch(Verb.CONSULT, [flag.person_id])
    mine = _last_and_own(context, flag, decision)
    _refuse_changed(context, flag, mine)
    words = mine.kind.value.replace("_", " ")
    if mine.settled_at is None:
        reason = f"the decision proposed, {words}, is taken back by the officer who proposed it"
        keep_step(context, flag, FlagChange.LOOKED_INTO, reason=reason)
    else:
        _refuse_judged(context, flag, case.revision, mine.settled_at)
        _reopen(context, flag, mine.settled_at, words)
    flag.progress = FlagProgress.LOOKED_INTO
    flag.handled_by = context.officer.id
    context.touch(Verb.ALTER, [flag.person_id], ["decision"])
    return told(
        flag,
        f"Flag {flag.id} is open again: {words} of {say(mine.decided_on)} is taken back. It "
        "stays on record, and stands no longer.",
    )


def _last_and_own(context: Context, flag: Flag, decision_id: int) -> Decision:
    """Return the decision if it is the last on the flag and the officer's own."""
    decisions = flags.decisions(context.session, flag.id)
    mine = next((one for one in decisions if one.id == decision_id), None)
    if mine is None or mine.decided_by != context.officer.id:
        raise DecisionKeptError(flag.id, "only the officer who made it may take it back")
    if mine is not decisions[-1]:
        raise DecisionKeptError(flag.id, "another decision was made on the flag since")
    return mine


def _refuse_changed(context: Context, flag: Flag, mine: Decision) -> None:
    if mine.second_officer_id is not None:
        raise DecisionKeptError(flag.id, "a second officer has answered it")
    stands = flag.state is FlagState.DECIDED and mine.settled_at is not None
    waits = flag.progress is FlagProgress.DECISION_PROPOSED and flag.state is FlagState.OPEN
    if not stands and not (waits and mine.settled_at is None):
        raise DecisionKeptError(flag.id, "it does not stand any more, for the flag has changed")
    if flag.fingerprint != mine.fingerprint:
        raise DecisionKeptError(flag.id, "the flag was reworded since")
    if flags.is_told(context.session, flag.id, mine.decided_at):
        raise DecisionKeptError(flag.id, "somebody has been told of it")


def _refuse_judged(context: Context, flag: Flag, revision: int, settled_at: datetime) -> None:
    """Refuse where a night has judged the case with the decision on it.

    A night that judged the case as it stands now has, and so has one that took it later.
    """
    check = nights.checks(context.session, [flag.person_id]).get(flag.person_id)
    if check is not None and (check.revision == revision or check.checked_at >= settled_at):
        raise DecisionKeptError(flag.id, "the nightly check has judged the case with it")


def _reopen(context: Context, flag: Flag, settled_at: datetime, words: str) -> None:
    """Open the flag again as of the day it was opened: its days undecided go on counting."""
    keep_step(
        context,
        flag,
        FlagChange.REOPENED,
        reason=f"taken back by the officer who decided it: {words}",
        at=max(context.now, settled_at + _TICK),
        judged_on=flag.open_since,
    )
    flag.state = FlagState.OPEN
