"""One step of an officer's work on a flag: the case is taken, the step is kept for good."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from casework.context import Context
from casework.duty_json import finding_from_json
from casework.errors import FlagChangedError, FlagNotOpenError
from casework.flagging import grounds
from casework.models import (
    Decision,
    Flag,
    FlagChange,
    FlagProgress,
    FlagState,
    FlagVersion,
    Verb,
)
from casework.permissions import PERMITTED, Action
from casework.queries import flags, nights, officers, recorded
from casework.queries.people import reference
from casework.recording import take_cases
from casework.views.flag import FlagStep

_ENDED = {
    FlagState.DECIDED: "was decided",
    FlagState.WITHDRAWN: "was withdrawn",
    FlagState.LAPSED: "has lapsed",
}
"""How a flag that is not open is told."""


_BY_STEP: Mapping[FlagChange, FlagProgress] = {
    FlagChange.LOOKED_INTO: FlagProgress.LOOKED_INTO,
    FlagChange.DECISION_PROPOSED: FlagProgress.DECISION_PROPOSED,
}
"""The steps by which an officer handles a flag from then on, whoever did before."""


class Handling(NamedTuple):
    """How far officers have come with a flag, and who handles it: None for nobody."""

    progress: FlagProgress
    handled_by: int | None


_UNTOUCHED = Handling(FlagProgress.NEW, None)


def counted(history: Sequence[FlagVersion]) -> list[FlagVersion]:
    """Return of all that happened to a flag, oldest first, what was not taken back."""
    counts: list[FlagVersion] = []
    for step in history:
        if step.change is FlagChange.TAKEN_BACK:
            counts.pop()
        else:
            counts.append(step)
    return counts


def handling(history: Sequence[FlagVersion]) -> Handling:
    """Work out how a flag is handled from all that happened to it, oldest first."""
    now, before = _UNTOUCHED, None
    for step in counted(history):
        now, before = _after(now, step, before), step
    return now


def _after(now: Handling, step: FlagVersion, before: FlagVersion | None) -> Handling:
    """Return how a flag is handled after a step; *before* is the one before it."""
    if step.change is FlagChange.ACKNOWLEDGED and now.progress is FlagProgress.NEW:
        return Handling(FlagProgress.ACKNOWLEDGED, step.changed_by)
    if step.change in _BY_STEP:
        return Handling(_BY_STEP[step.change], step.changed_by)
    if step.change is FlagChange.REOPENED:
        own = before is not None and _is_decision_taken_back(before, step)
        return Handling(FlagProgress.LOOKED_INTO, step.changed_by) if own else _UNTOUCHED
    lapsed = before is not None and _is_on_other_grounds(before, step)
    refused = step.change is FlagChange.DECISION_REFUSED
    if now.progress is FlagProgress.DECISION_PROPOSED and (refused or lapsed):
        return now._replace(progress=FlagProgress.LOOKED_INTO)
    return now


def _is_decision_taken_back(before: FlagVersion, step: FlagVersion) -> bool:
    """Whether an officer re-opened what they decided: a night never does so in the same words."""
    return before.change is FlagChange.DECIDED and before.finding == step.finding


def _is_on_other_grounds(before: FlagVersion, step: FlagVersion) -> bool:
    """Whether a flag was worded anew on other grounds, by which what was proposed lapses."""
    was, now = (grounds(finding_from_json(one.finding)) for one in (before, step))
    return step.change is FlagChange.REWORDED and was != now


def flag_as_seen(context: Context, flag_id: int, seen: str) -> Flag:
    """Take a flag's case, and return the flag if it is open and worded as it was seen.

    *seen* is the fingerprint of the wording the officer had before them. With the case
    taken, no night judges it in the same moment.

    Raises:
        FlagNotFoundError: there is no such flag the officer may see.
        FlagNotOpenError: it was decided, withdrawn, or has lapsed.
        FlagChangedError: it was reworded since it was seen.
    """
    recorded.take(context.session, [flags.require(context, flag_id).person_id])
    context.session.expire_all()
    flag = flags.require(context, flag_id)
    if flag.state is not FlagState.OPEN:
        raise FlagNotOpenError(flag_id, _ENDED[flag.state])
    if flag.fingerprint != seen:
        raise FlagChangedError(flag_id)
    return flag


def keep_step(
    context: Context,
    flag: Flag,
    change: FlagChange,
    *,
    reason: str | None,
    at: datetime | None = None,
    judged_on: date | None = None,
) -> FlagVersion:
    """Keep one step with who took it, when and why, and return it. *at* None means now.

    *judged_on* None means today; a flag re-opened by its own officer is as of the day it
    was opened, for that is how a night run again as it stood will read it.
    """
    last = nights.last_finished(context.session)
    moment = at or context.now
    flag.revised_at = moment
    step = FlagVersion(
        flag_id=flag.id,
        change=change,
        judged_on=judged_on or context.today,
        changed_at=moment,
        changed_by=context.officer.id,
        reason=(reason or "").strip() or None,
        finding=flag.finding,
        rulebook=last.rulebook if last else "",
    )
    context.session.add(step)
    context.touch(Verb.ALTER, [flag.person_id], ["flag"])
    return step


def stand(context: Context, flag: Flag, decision: Decision, *, reason: str) -> None:
    """Let a decision stand from now on; *reason* is what the flag's history says of it."""
    stamp = take_cases(context, {flag.person_id})[flag.person_id]
    decision.settled_at = stamp
    keep_step(context, flag, FlagChange.DECIDED, reason=reason, at=stamp)
    flag.state = FlagState.DECIDED
    flag.snoozed_until = None


def told(
    flag: Flag, says: str, *, decision: int | None = None, step: int | None = None
) -> FlagStep:
    """Tell how a flag stands after a step, the decision it made, and what may be taken back."""
    return FlagStep(
        flag=flag.id,
        person=reference(flag.person_id),
        state=flag.state,
        progress=flag.progress,
        snoozed_until=flag.snoozed_until,
        says=says,
        decision=decision,
        step=step,
    )


def waits_for_second(context: Context, proposed_by: int, agency_id: int) -> str:
    """Say who else may settle a decision, or plainly that there is nobody who may."""
    roles = [role for role, may in PERMITTED.items() if Action.APPROVE_DECISION in may]
    found = officers.holders(context.session, roles, agency_id=agency_id, on=context.today)
    others = [officer.name for officer in found if officer.id != proposed_by]
    if others:
        return f"It waits for a second officer who may approve it: {', '.join(others)}."
    return (
        "Nobody else here may approve it: a second account with the role of supervisor is "
        "needed. Ask an administrator to open one; until then the flag stays open."
    )
