"""Read every flag a person ever had, in whatever state, with what was decided."""

from casework.context import Context
from casework.desk import declares
from casework.duty_json import finding_from_json
from casework.models import Decision, Flag, FlagState, Verb
from casework.permissions import Action
from casework.queries import officers, person
from casework.views.flag import DecisionLine
from casework.views.person import FlagRecord
from rules.urgency import urgency

_STATES = (FlagState.OPEN, FlagState.DECIDED, FlagState.WITHDRAWN, FlagState.LAPSED)


@declares(Action.READ_PERSON, Verb.CONSULT)
def read_flags_of(context: Context, typed: str) -> tuple[FlagRecord, ...]:
    """Return a person's flags: the open ones first, the gravest of them first, then the newest.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by *typed*.
        PersonAmbiguousError: more than one person is.
    """
    whose = person.require(context, typed)
    context.touch(Verb.CONSULT, whose.records)
    found = person.every_flag(context.session, whose.records)
    decided = person.decisions(context.session, (flag.id for flag in found))
    every = [decision for decisions in decided.values() for decision in decisions]
    named = {one.decided_by for one in every} | {one.second_officer_id for one in every}
    called = officers.names(context.session, {number for number in named if number is not None})
    return tuple(
        FlagRecord(
            flag=flag.id,
            state=flag.state,
            progress=flag.progress,
            kind=flag.kind,
            severity=flag.severity,
            says=finding_from_json(flag.finding).says,
            raised_on=flag.raised_on,
            open_since=flag.open_since,
            snoozed_until=flag.snoozed_until,
            decisions=tuple(_decision(one, flag, called) for one in decided.get(flag.id, ())),
        )
        for flag in sorted(found, key=_order)
    )


def _order(flag: Flag) -> tuple[int, int, int, int]:
    grave = urgency(flag.severity, flag.kind) if flag.state is FlagState.OPEN else (0, 0)
    return _STATES.index(flag.state), *grave, -flag.open_since.toordinal()


def _decision(one: Decision, flag: Flag, called: dict[int, str]) -> DecisionLine:
    second = one.second_officer_id
    settled = one.settled_at is not None
    return DecisionLine(
        decision=one.id,
        kind=one.kind,
        reason=one.reason,
        decided_on=one.decided_on,
        by=called[one.decided_by],
        second=None if second is None else called[second],
        settled_at=one.settled_at,
        waits=not settled and second is None and flag.state is FlagState.OPEN,
        stands=settled and flag.state is FlagState.DECIDED,
    )
