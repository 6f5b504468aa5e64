"""Put a flag aside for some days, with a reason; it comes back by itself."""

from datetime import date

from casework.context import Context
from casework.decision_policy import SNOOZE, latest_snooze
from casework.desk import declares
from casework.errors import DecisionPendingError, SnoozeRefusedError
from casework.flag_steps import flag_as_seen, keep_step, told
from casework.forms.reason import reason_given
from casework.models import Flag, FlagChange, FlagProgress, Verb
from casework.permissions import Action
from casework.queries import flags, officers
from casework.views.flag import FlagStep
from rules.days import say


@declares(Action.SNOOZE_FLAG, Verb.CONSULT, Verb.ALTER)
def snooze_flag(context: Context, flag_id: int, *, until: date, reason: str, seen: str) -> FlagStep:
    """Put a flag aside up to and including *until*; the day after, it is listed again.

    It stays open, and its days without a decision are counted. Rewording brings it back.

    Raises:
        ReasonMissingError: no reason is given.
        FlagNotFoundError: there is no such flag the officer may see.
        FlagNotOpenError: it is not open.
        FlagChangedError: it was reworded since it was seen.
        DecisionPendingError: a decision on it waits for a second officer.
        SnoozeRefusedError: such a flag may not be put aside, or not for so long.
    """
    why = reason_given(reason)
    flag = flag_as_seen(context, flag_id, seen)
    context.touch(Verb.CONSULT, [flag.person_id])
    if flag.progress is FlagProgress.DECISION_PROPOSED and flag.handled_by is not None:
        names = officers.names(context.session, [flag.handled_by])
        raise DecisionPendingError(flag.id, names[flag.handled_by])
    _refuse_too_long(context, flag, until)
    flag.snoozed_until = until
    keep_step(context, flag, FlagChange.SNOOZED, reason=f"to {say(until)}: {why}")
    return told(flag, f"Flag {flag.id} is put aside to {say(until)}, that day included.")


@declares(Action.SNOOZE_FLAG, Verb.CONSULT, Verb.ALTER)
def end_snooze(context: Context, flag_id: int, *, seen: str, reason: str | None = None) -> FlagStep:
    """Bring a flag back that was put aside.

    Raises:
        FlagNotFoundError: there is no such flag the officer may see.
        FlagNotOpenError: it is not open.
        FlagChangedError: it was reworded since it was seen.
    """
    flag = flag_as_seen(context, flag_id, seen)
    context.touch(Verb.CONSULT, [flag.person_id])
    if not flags.is_snoozed(flag, context.today):
        return told(flag, f"Flag {flag.id} is not put aside.")
    flag.snoozed_until = None
    keep_step(context, flag, FlagChange.SNOOZE_ENDED, reason=reason)
    return told(flag, f"Flag {flag.id} is back among the open flags.")


def _refuse_too_long(context: Context, flag: Flag, until: date) -> None:
    if flag.severity not in SNOOZE:
        raise SnoozeRefusedError(
            f"Flag {flag.id} is of {flag.severity} severity, and may not be put aside. Decide it, "
            "or hand it to somebody who can."
        )
    cap = SNOOZE[flag.severity].on(context.today)
    latest = latest_snooze(flag.severity, flag.open_since, context.today)
    if latest is None:
        raise SnoozeRefusedError(
            f"Flag {flag.id} has been open since {say(flag.open_since)}, and may not be put "
            f"aside past {cap.in_all} days from then. Look into it and decide it."
        )
    if not context.today < until <= latest:
        raise SnoozeRefusedError(
            f"Flag {flag.id} may be put aside to a day from tomorrow to {say(latest)}: at most "
            f"{cap.ahead} days ahead, and {cap.in_all} days from the day it was opened."
        )
