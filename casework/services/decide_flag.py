"""Decide a flag: a named officer, a reason, a day; for what matters most, two officers."""

from casework.context import Context
from casework.decision_policy import needs_second
from casework.desk import declares
from casework.errors import DecisionPendingError
from casework.flag_steps import flag_as_seen, keep_step, stand, told, waits_for_second
from casework.forms.reason import reason_given
from casework.models import (
    Decision,
    DecisionKind,
    Flag,
    FlagChange,
    FlagProgress,
    Verb,
)
from casework.permissions import Action
from casework.queries import officers
from casework.views.flag import FlagStep


@declares(Action.DECIDE_FLAG, Verb.CONSULT, Verb.ALTER)
def decide_flag(
    context: Context, flag_id: int, kind: DecisionKind, *, reason: str, seen: str
) -> FlagStep:
    """Decide an open flag as the officer saw it worded: *seen* is that wording's fingerprint.

    The decision stands until a new fact contradicts it. What needs a second officer is
    proposed only, and the flag stays open until another officer settles it. The case is
    taken and its revision raised, so that the night looks at it again.

    Raises:
        ReasonMissingError: no reason is given.
        FlagNotFoundError: there is no such flag the officer may see.
        FlagNotOpenError: it is not open.
        FlagChangedError: it was reworded since it was seen.
        DecisionPendingError: a decision proposed by somebody else waits for a second officer.
    """
    why = reason_given(reason)
    flag = flag_as_seen(context, flag_id, seen)
    context.touch(Verb.CONSULT, [flag.person_id])
    _refuse_over_anothers(context, flag)
    decision = Decision(
        flag_id=flag.id,
        kind=kind,
        reason=why,
        decided_on=context.today,
        decided_at=context.now,
        decided_by=context.officer.id,
        fingerprint=flag.fingerprint,
    )
    context.session.add(decision)
    context.session.flush()
    context.touch(Verb.ALTER, [flag.person_id], ["decision"])
    grave = needs_second(flag.kind, flag.severity, kind)
    words = kind.value.replace("_", " ")
    if grave is not None:
        keep_step(context, flag, FlagChange.DECISION_PROPOSED, reason=f"{words}: {why}")
        flag.progress = FlagProgress.DECISION_PROPOSED
        flag.handled_by = context.officer.id
        flag.snoozed_until = None
        waits = waits_for_second(context, context.officer.id, context.officer.agency_id)
        says = f"Flag {flag.id}: {words} is proposed, for {grave}. {waits}"
        return told(flag, says, decision=decision.id)
    stand(context, flag, decision, reason=f"{words}: {why}")
    return told(flag, f"Flag {flag.id} is decided: {words}.", decision=decision.id)


def _refuse_over_anothers(context: Context, flag: Flag) -> None:
    """Refuse to decide over a proposal of somebody else; one's own may be replaced."""
    if flag.progress is not FlagProgress.DECISION_PROPOSED or flag.handled_by is None:
        return
    if flag.handled_by != context.officer.id:
        names = officers.names(context.session, [flag.handled_by])
        raise DecisionPendingError(flag.id, names[flag.handled_by])
