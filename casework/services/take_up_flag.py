"""Take up a flag: an officer has seen it, or looks into it now."""

from collections.abc import Iterator

from casework.context import Context
from casework.desk import declares
from casework.errors import DecisionPendingError
from casework.flag_steps import counted, flag_as_seen, keep_step, told
from casework.forms.reason import reason_if_given
from casework.models import Flag, FlagChange, FlagProgress, FlagVersion, Verb
from casework.permissions import Action
from casework.queries import flags, officers
from casework.views.flag import FlagStep

_WORDED_ANEW = frozenset({FlagChange.RAISED, FlagChange.REWORDED, FlagChange.REOPENED})


@declares(Action.TAKE_UP_FLAG, Verb.CONSULT, Verb.ALTER)
def acknowledge_flag(
    context: Context, flag_id: int, *, seen: str, reason: str | None = None
) -> FlagStep:
    """Keep that the officer has seen a flag as it is worded by the fingerprint *seen*.

    The first to do so handles it. Doing so twice changes nothing, and says so.

    Raises:
        FlagNotFoundError: there is no such flag the officer may see.
        FlagNotOpenError: it is not open.
        FlagChangedError: it was reworded since it was seen.
        ReasonRefusedError: the reason holds what is not for reading.
    """
    flag = flag_as_seen(context, flag_id, seen)
    context.touch(Verb.CONSULT, [flag.person_id])
    mine = (step.changed_by == context.officer.id for step in _since_worded(context, flag))
    if any(mine):
        return told(flag, f"You have acknowledged flag {flag.id} already.")
    step = keep_step(context, flag, FlagChange.ACKNOWLEDGED, reason=reason_if_given(reason))
    context.session.flush()
    if flag.progress is not FlagProgress.NEW:
        handler = _name(context, flag.handled_by)
        says = f"Flag {flag.id} is acknowledged by you too; {handler} handles it."
        return told(flag, says, step=step.id)
    flag.progress = FlagProgress.ACKNOWLEDGED
    flag.handled_by = context.officer.id
    return told(flag, f"Flag {flag.id} is acknowledged; it is yours to handle.", step=step.id)


@declares(Action.TAKE_UP_FLAG, Verb.CONSULT, Verb.ALTER)
def look_into_flag(
    context: Context, flag_id: int, *, seen: str, reason: str | None = None
) -> FlagStep:
    """Keep that the officer looks into a flag, and handles it from now on.

    Raises:
        FlagNotFoundError: there is no such flag the officer may see.
        FlagNotOpenError: it is not open.
        FlagChangedError: it was reworded since it was seen.
        ReasonRefusedError: the reason holds what is not for reading.
        DecisionPendingError: a decision on it waits for a second officer.
    """
    flag = flag_as_seen(context, flag_id, seen)
    context.touch(Verb.CONSULT, [flag.person_id])
    if flag.progress is FlagProgress.DECISION_PROPOSED:
        raise DecisionPendingError(flag.id, _name(context, flag.handled_by))
    before = flag.handled_by
    if flag.progress is FlagProgress.LOOKED_INTO and before == context.officer.id:
        return told(flag, f"You are looking into flag {flag.id} already.")
    step = keep_step(context, flag, FlagChange.LOOKED_INTO, reason=reason_if_given(reason))
    context.session.flush()
    flag.progress = FlagProgress.LOOKED_INTO
    flag.handled_by = context.officer.id
    if before in {None, context.officer.id}:
        return told(flag, f"You are looking into flag {flag.id} now.", step=step.id)
    taken = f"You are looking into flag {flag.id} now, in place of {_name(context, before)}."
    return told(flag, taken, step=step.id)


def _since_worded(context: Context, flag: Flag) -> Iterator[FlagVersion]:
    """Yield each time the flag was acknowledged as it is worded now, where that still counts."""
    for step in reversed(counted(flags.history(context.session, flag.id))):
        if step.change in _WORDED_ANEW:
            return
        if step.change is FlagChange.ACKNOWLEDGED:
            yield step


def _name(context: Context, officer_id: int | None) -> str:
    if officer_id is None:
        return "nobody"
    return officers.names(context.session, [officer_id])[officer_id]
