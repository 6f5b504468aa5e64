"""Read one flag whole: its facts, all that happened to it, and all that was decided."""

from collections.abc import Iterator, Mapping, Sequence

from casework.context import Context
from casework.desk import declares
from casework.duty_json import finding_from_json
from casework.models import (
    Decision,
    Flag,
    FlagChange,
    FlagProgress,
    FlagState,
    FlagVersion,
    Verb,
)
from casework.permissions import Action
from casework.queries import flags, identity, officers, people, sources
from casework.sameness import members
from casework.services.check_case import facts_told
from casework.views.finding import finding_line, flag_line
from casework.views.flag import DecisionLine, FlagInFull, HistoryLine

_WORDED_ANEW = frozenset({FlagChange.RAISED, FlagChange.REWORDED, FlagChange.REOPENED})


@declares(Action.READ_FLAG, Verb.CONSULT)
def read_flag(context: Context, flag_id: int) -> FlagInFull:
    """Return a flag in whatever state, with its history, oldest first.

    Raises:
        FlagNotFoundError: there is no such flag the officer may see.
    """
    flag = flags.require(context, flag_id)
    [records] = members(identity.same_as(context.session), [flag.person_id]).values()
    context.touch(Verb.CONSULT, records)
    history = flags.history(context.session, flag.id)
    decisions = flags.decisions(context.session, flag.id)
    called = officers.names(context.session, _officers(flag, history, decisions))
    finding = finding_from_json(flag.finding)
    complete_to = sources.complete_to(context.session)
    facts = facts_told(context.session, records, finding.evidence)
    shown = tuple(facts[ref] for ref in finding.evidence if ref in facts)
    pending = _pending(context, flag)
    stands = _standing(flag, decisions)
    return FlagInFull(
        flag=flag_line(
            flag,
            finding_line(finding, complete_to, shown),
            person=people.reference(flag.person_id),
            name=people.names(context, [flag.person_id]).get(flag.person_id, "name not recorded"),
            officers=called,
            proposal=pending,
        ),
        state=flag.state,
        history=tuple(_step(step, called) for step in history),
        decisions=tuple(
            _decision(one, called, waits=one is pending, stands=one is stands) for one in decisions
        ),
    )


def _pending(context: Context, flag: Flag) -> Decision | None:
    waits = flag.progress is FlagProgress.DECISION_PROPOSED and flag.state is FlagState.OPEN
    return flags.proposals(context.session, [flag.id]).get(flag.id) if waits else None


def _standing(flag: Flag, decisions: Sequence[Decision]) -> Decision | None:
    """Return the decision that stands: the last one settled, while nothing contradicts it."""
    if flag.state is not FlagState.DECIDED:
        return None
    return next((one for one in reversed(decisions) if one.settled_at is not None), None)


def _officers(
    flag: Flag, history: Sequence[FlagVersion], decisions: Sequence[Decision]
) -> Iterator[int]:
    yield from (step.changed_by for step in history)
    for one in decisions:
        yield one.decided_by
        if one.second_officer_id is not None:
            yield one.second_officer_id
    if flag.handled_by is not None:
        yield flag.handled_by


def _step(step: FlagVersion, called: Mapping[int, str]) -> HistoryLine:
    worded = step.change in _WORDED_ANEW
    return HistoryLine(
        at=step.changed_at,
        judged_on=step.judged_on,
        change=step.change,
        by=called[step.changed_by],
        reason=step.reason,
        words=finding_from_json(step.finding).in_words() if worded else None,
    )


def _decision(
    one: Decision, called: Mapping[int, str], *, waits: bool, stands: bool
) -> DecisionLine:
    second = one.second_officer_id
    return DecisionLine(
        decision=one.id,
        kind=one.kind,
        reason=one.reason,
        decided_on=one.decided_on,
        by=called[one.decided_by],
        second=None if second is None else called[second],
        settled_at=one.settled_at,
        waits=waits,
        stands=stands,
    )
