"""Decide a flag: a named officer, a reason, a day."""

from sqlalchemy import update

from casework.context import Context
from casework.desk import declares
from casework.errors import FlagChangedError, ReasonMissingError
from casework.models import (
    Decision,
    DecisionKind,
    Flag,
    FlagChange,
    FlagState,
    FlagVersion,
    Verb,
)
from casework.permissions import Action
from casework.queries import flags, nights, recorded


@declares(Action.DECIDE_FLAG, Verb.ALTER)
def decide_flag(
    context: Context, flag_id: int, kind: DecisionKind, *, reason: str, seen: str
) -> None:
    """Decide an open flag as the officer saw it worded: *seen* is that wording's fingerprint.

    The decision stands until a new fact contradicts it. The case is taken, so that no
    night judges it in the same moment.

    Raises:
        FlagNotFoundError: there is no such flag the officer may see.
        FlagChangedError: it is not open any more, or was reworded since it was seen.
        ReasonMissingError: no reason is given.
    """
    if not reason.strip():
        raise ReasonMissingError
    recorded.take(context.session, [flags.require(context, flag_id).person_id])
    context.session.expire_all()
    flag = flags.require(context, flag_id)
    if flag.state is not FlagState.OPEN or flag.fingerprint != seen:
        raise FlagChangedError(flag_id)
    context.touch(Verb.ALTER, [flag.person_id], ["flag.state"])
    context.session.add(
        Decision(
            flag_id=flag.id,
            kind=kind,
            reason=reason,
            decided_on=context.today,
            decided_at=context.now,
            decided_by=context.officer.id,
            fingerprint=flag.fingerprint,
        )
    )
    last = nights.last_finished(context.session)
    context.session.add(
        FlagVersion(
            flag_id=flag.id,
            change=FlagChange.DECIDED,
            judged_on=context.today,
            changed_at=context.now,
            changed_by=context.officer.id,
            reason=reason,
            finding=flag.finding,
            rulebook=last.rulebook if last else "",
        )
    )
    context.session.execute(
        update(Flag)
        .where(Flag.id == flag.id)
        .values(state=FlagState.DECIDED, revised_at=context.now)
    )
