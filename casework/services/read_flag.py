"""Read one flag whole: its facts, all that happened to it, and all that was decided."""

from collections.abc import Iterator, Mapping, Sequence

from casework.context import Context
from casework.decision_policy import latest_snooze
from casework.desk import declares
from casework.duty_json import duty_from_json, finding_from_json
from casework.flagging import fingerprint_of
from casework.models import (
    Decision,
    Flag,
    FlagChange,
    FlagProgress,
    FlagState,
    FlagVersion,
    Verb,
)
from casework.pages.duty_words import duty_in_words
from casework.permissions import PERMITTED, Action
from casework.queries import flags, identity, officers, people, sources
from casework.sameness import members
from casework.services.check_case import facts_told
from casework.services.list_flags import alike_flags
from casework.views.finding import FindingLine, FlagLine, finding_line, flag_line
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
    alike = _alike(context, flag, records)
    called = officers.names(context.session, _officers([flag, *alike], history, decisions))
    finding = finding_from_json(flag.finding)
    complete_to = sources.complete_to(context.session)
    facts = facts_told(context.session, records, finding.evidence)
    shown = tuple(facts[ref] for ref in finding.evidence if ref in facts)
    pending = _pending(context, flag)
    stands = _standing(flag, decisions)
    subject = flags.subject(context.session, records, flag.subject_id)
    names = people.names(context, records)

    def line(one: Flag, finding: FindingLine, proposal: Decision | None = None) -> FlagLine:
        return flag_line(
            one,
            finding,
            person=people.reference(one.person_id),
            name=names.get(one.person_id, "name not recorded"),
            officers=called,
            proposal=proposal,
            alike=tuple(other.id for other in alike) if one is flag else (),
            at_desk=context.officer.id,
        )

    return FlagInFull(
        flag=line(flag, finding_line(finding, complete_to, shown), pending),
        state=flag.state,
        history=tuple(_step(step, called) for step in history),
        decisions=tuple(
            _decision(one, called, waits=one is pending, stands=one is stands) for one in decisions
        ),
        order=subject.order_id if subject else None,
        duty=duty_in_words(duty_from_json(subject.duty)) if subject and subject.duty else None,
        alike=tuple(
            line(one, finding_line(finding_from_json(one.finding), complete_to)) for one in alike
        ),
        seconds=_seconds(context),
        snooze_to=latest_snooze(flag.severity, flag.open_since, context.today),
    )


def _alike(context: Context, flag: Flag, records: Sequence[int]) -> list[Flag]:
    """Return the other open flags of the same person and rule on the same grounds."""
    if flag.state is not FlagState.OPEN:
        return []
    standing = {one.id: one for one in flags.open_flags(context, people=records)}
    findings = {one.id: finding_from_json(one.finding) for one in standing.values()}
    same_as = dict.fromkeys(records, flag.person_id)
    alike = alike_flags(standing.values(), findings, same_as)
    return [standing[other] for other in alike.get(flag.id, ())]


def _seconds(context: Context) -> tuple[str, ...]:
    """Name the others of the officer's agency who may settle a decision."""
    roles = [role for role, may in PERMITTED.items() if Action.APPROVE_DECISION in may]
    found = officers.holders(
        context.session, roles, agency_id=context.officer.agency_id, on=context.today
    )
    return tuple(one.name for one in found if one.id != context.officer.id)


def _pending(context: Context, flag: Flag) -> Decision | None:
    waits = flag.progress is FlagProgress.DECISION_PROPOSED and flag.state is FlagState.OPEN
    return flags.proposals(context.session, [flag.id]).get(flag.id) if waits else None


def _standing(flag: Flag, decisions: Sequence[Decision]) -> Decision | None:
    """Return the decision that stands: the last one settled, while nothing contradicts it."""
    if flag.state is not FlagState.DECIDED:
        return None
    return next((one for one in reversed(decisions) if one.settled_at is not None), None)


def _officers(
    told: Sequence[Flag], history: Sequence[FlagVersion], decisions: Sequence[Decision]
) -> Iterator[int]:
    yield from (step.changed_by for step in history)
    for one in decisions:
        yield one.decided_by
        if one.second_officer_id is not None:
            yield one.second_officer_id
    yield from (flag.handled_by for flag in told if flag.handled_by is not None)


def _step(step: FlagVersion, called: Mapping[int, str]) -> HistoryLine:
    worded = step.change in _WORDED_ANEW
    return HistoryLine(
        at=step.changed_at,
        judged_on=step.judged_on,
        change=step.change,
        by=called[step.changed_by],
        reason=step.reason,
        words=finding_from_json(step.finding).in_words() if worded else None,
        fingerprint=fingerprint_of(step.finding),
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
