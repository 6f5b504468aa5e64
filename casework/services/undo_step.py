"""Take back that a flag was acknowledged or looked into, while nobody has relied on it."""

from collections.abc import Mapping, Sequence

from casework.context import Context
from casework.desk import declares
from casework.errors import CaseworkError
from casework.flag_steps import Handling, counted, handling, keep_step, told
from casework.models import Flag, FlagChange, FlagProgress, FlagState, FlagVersion, Verb
from casework.permissions import Action
from casework.queries import flags, officers, recorded
from casework.views.flag import FlagStep

_DONE: Mapping[FlagChange, str] = {
    FlagChange.ACKNOWLEDGED: "acknowledged",
    FlagChange.LOOKED_INTO: "looked into",
}
"""What may be taken back, as it is said."""


class StepKeptError(CaseworkError):
    """A step on a flag cannot be taken back: it is not the officer's, or somebody relies on it."""

    def __init__(self, flag_id: int, why: str) -> None:
        super().__init__(
            f"This step on flag {flag_id} cannot be taken back: {why}. It stays on record; "
            "tell whoever handles the flag if it was a mistake."
        )
        self.flag_id = flag_id


@declares(Action.TAKE_UP_FLAG, Verb.CONSULT, Verb.ALTER)
def undo_step(context: Context, flag_id: int, *, step: int) -> FlagStep:
    """Take back the officer's own last step on a flag; it is handled as it was before that.

    The step stays in the flag's history, followed by its being taken back, and counts no
    more. *step* is by which number it was told.

    Raises:
        FlagNotFoundError: there is no such flag the officer may see.
        StepKeptError: it is not the officer's, or somebody has relied on it since.
    """
    recorded.take(context.session, [flags.require(context, flag_id).person_id])
    context.session.expire_all()
    flag = flags.require(context, flag_id)
    context.touch(Verb.CONSULT, [flag.person_id])
    history = flags.history(context.session, flag.id)
    mine = _own(context, flag, history, step)
    counts = counted(history)
    _refuse_relied_on(context, flag, counts, mine)
    before = handling(counts[:-1])
    _refuse_taking_back(flag, before, mine)
    said = _DONE[mine.change]
    reason = f"{said}, by the officer who did so, before anybody relied on it"
    keep_step(context, flag, FlagChange.TAKEN_BACK, reason=reason)
    again = before != (flag.progress, flag.handled_by)
    flag.progress, flag.handled_by = before
    return told(flag, f"Taken back: flag {flag.id} {_stands(context, before, again=again)}.")


def _own(context: Context, flag: Flag, history: Sequence[FlagVersion], step: int) -> FlagVersion:
    """Return the step if it is one that may be taken back, and the officer's own."""
    mine = next((one for one in history if one.id == step), None)
    if mine is None or mine.change not in _DONE or mine.changed_by != context.officer.id:
        raise StepKeptError(flag.id, "only the officer who took it may take it back")
    return mine


def _refuse_relied_on(
    context: Context, flag: Flag, counts: Sequence[FlagVersion], mine: FlagVersion
) -> None:
    if mine not in counts:
        raise StepKeptError(flag.id, "it was taken back already")
    if flag.state is not FlagState.OPEN:
        raise StepKeptError(flag.id, "the flag is not open any more")
    if mine.finding != flag.finding:
        raise StepKeptError(flag.id, "the flag was reworded since")
    if mine is not counts[-1]:
        raise StepKeptError(flag.id, "another step was taken on the flag since")
    if flags.is_told(context.session, flag.id, mine.changed_at):
        raise StepKeptError(flag.id, "somebody has been told of it")


def _refuse_taking_back(flag: Flag, before: Handling, mine: FlagVersion) -> None:
    """Refuse where the step itself took a decision back: nothing is proposed by an undo."""
    proposed = before.progress is FlagProgress.DECISION_PROPOSED
    if proposed and mine.change is FlagChange.LOOKED_INTO:
        raise StepKeptError(flag.id, "by it a decision that was proposed was taken back")


def _stands(context: Context, before: Handling, *, again: bool) -> str:
    """Say how a flag is handled, after its number; not *again* where the step changed nothing."""
    if before.handled_by is None:
        return "is new again; nobody handles it"
    name = officers.names(context.session, [before.handled_by])[before.handled_by]
    if not again:
        return f"is not acknowledged by you any more; {name} handles it as before"
    return f"is {before.progress.replace('_', ' ')} again, by {name}"
