"""Settle or refuse a decision that another officer proposed."""

from casework.context import Context
from casework.desk import declares
from casework.errors import DecisionNotPendingError, FlagChangedError, SecondOfficerNeededError
from casework.flag_steps import (
    flag_as_seen,
    keep_step,
    stand,
    told,
    waits_for_second,
)
from casework.forms.reason import reason_given
from casework.models import Decision, Flag, FlagChange, FlagProgress, Verb
from casework.permissions import Action
from casework.queries import flags
from casework.views.flag import FlagStep


@declares(Action.APPROVE_DECISION, Verb.CONSULT, Verb.ALTER)
def confirm_decision(
    context: Context, flag_id: int, *, decision: int, reason: str, seen: str
) -> FlagStep:
    """Let a proposed decision stand, as its second officer.

    *decision* is the number of the one the officer saw proposed; no other is settled.

    Raises:
        ReasonMissingError: no reason is given.
        FlagNotFoundError: there is no such flag the officer may see.
        FlagNotOpenError: it is not open.
        FlagChangedError: it was reworded since it was seen, or another decision is proposed.
        DecisionNotPendingError: no decision on it waits for a second officer.
        SecondOfficerNeededError: the officer proposed it themselves.
    """
    why = reason_given(reason)
    flag, proposed = _proposed(context, flag_id, decision, seen)
    proposed.second_officer_id = context.officer.id
    words = proposed.kind.value.replace("_", " ")
    stand(context, flag, proposed, reason=f"{words}, confirmed: {why}")
    return told(flag, f"Flag {flag.id} is decided by two officers: {words} (decision {decision}).")


@declares(Action.APPROVE_DECISION, Verb.CONSULT, Verb.ALTER)
def refuse_decision(
    context: Context, flag_id: int, *, decision: int, reason: str, seen: str
) -> FlagStep:
    """Refuse a proposed decision, as its second officer: the flag is looked into again.

    *decision* is the number of the one the officer saw proposed; no other is settled.

    Raises:
        ReasonMissingError: no reason is given.
        FlagNotFoundError: there is no such flag the officer may see.
        FlagNotOpenError: it is not open.
        FlagChangedError: it was reworded since it was seen, or another decision is proposed.
        DecisionNotPendingError: no decision on it waits for a second officer.
        SecondOfficerNeededError: the officer proposed it themselves.
    """
    why = reason_given(reason)
    flag, proposed = _proposed(context, flag_id, decision, seen)
    proposed.second_officer_id = context.officer.id
    words = proposed.kind.value.replace("_", " ")
    keep_step(context, flag, FlagChange.DECISION_REFUSED, reason=f"{words}, refused: {why}")
    flag.progress = FlagProgress.LOOKED_INTO
    return told(flag, f"Flag {flag.id} stays open: {words} (decision {decision}) is refused.")


def _proposed(context: Context, flag_id: int, decision_id: int, seen: str) -> tuple[Flag, Decision]:
    flag = flag_as_seen(context, flag_id, seen)
    context.touch(Verb.CONSULT, [flag.person_id])
    decision = flags.proposals(context.session, [flag_id]).get(flag_id)
    if flag.progress is not FlagProgress.DECISION_PROPOSED or decision is None:
        raise DecisionNotPendingError(flag_id)
    if decision.id != decision_id:
        raise FlagChangedError(flag_id)
    if decision.decided_by == context.officer.id:
        waits = waits_for_second(context, decision.decided_by, context.officer.agency_id)
        raise SecondOfficerNeededError(flag_id, waits)
    context.touch(Verb.ALTER, [flag.person_id], ["decision"])
    return flag, decision
