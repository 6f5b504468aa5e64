"""What a new look at a case does to its standing flags: pure comparison, no database.

A person decides. The machine raises a flag, rewords it, and re-opens it; it withdraws one
only when a fact it rests on has changed, and lets reminders lapse. Passing time never ends
a suspected non-compliance.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casework.decision_policy import needs_second
from casework.duty_json import finding_from_json, finding_to_json
from casework.models.flags import Decision, Flag, FlagChange, FlagProgress, FlagState
from rules.facts import Ref
from rules.finding import Finding
from rules.vocabulary import FlagKind


class Key(NamedTuple):
    """What makes a flag one flag, within a person."""

    rule: str
    subject: int
    occurrence: str


class Worded(NamedTuple):
    """A finding as it is stored, and the fingerprint that tells whether it changed."""

    finding: Finding
    written: str
    fingerprint: str


class Cause(NamedTuple):
    """What has changed since the last look, in words.

    A decision is told here like a fact, but contradicts nothing: where only decisions were
    taken, `of_facts` is false and no flag ends by it.
    """

    words: str
    of_facts: bool


class Grounds(NamedTuple):
    """What a decision rests on; where it is another, the decision does not stand."""

    kind: FlagKind
    due_on: date | None
    default_on: date | None
    evidence: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change to one flag. `flag` is None for a new one, `worded` for one that ends.

    `grounds` is what a decision on it rested on, where the finding rests on something else.
    """

    key: Key
    change: FlagChange
    flag: Flag | None
    worded: Worded | None
    reason: str | None = None
    grounds: Grounds | None = None


class EndedByTimeError(AssertionError):
    """A flag that only a fact or a decision may end has vanished with the facts unchanged."""


STATE_AFTER: Mapping[FlagChange, FlagState] = {
    FlagChange.RAISED: FlagState.OPEN,
    FlagChange.REWORDED: FlagState.OPEN,
    FlagChange.REOPENED: FlagState.OPEN,
    FlagChange.WITHDRAWN: FlagState.WITHDRAWN,
    FlagChange.LAPSED: FlagState.LAPSED,
    FlagChange.DECIDED: FlagState.DECIDED,
}
"""The state each change leaves a flag in."""


def worded(finding: Finding) -> Worded:
    """Write a finding down, with its fingerprint."""
    written = finding_to_json(finding)
    return Worded(finding, written, fingerprint_of(written))


def fingerprint_of(written: str) -> str:
    """Return the fingerprint of a finding as it is stored."""
    return hashlib.blake2b(written.encode(), digest_size=16).hexdigest()


class _Ask(NamedTuple):
    """What is asked only where a flag changes, for it takes reading more of a record."""

    cause: Callable[[], Cause | None]
    settled: Callable[[int], Decision | None]


def compare(
    standing: Iterable[Flag],
    findings: Iterable[Finding],
    *,
    cause: Callable[[], Cause | None],
    settled: Callable[[int], Decision | None],
) -> list[Change]:
    """Say what becomes of a person's flags, given what is found now.

    *cause* words what has changed since the last look (facts, rulebook, sources), or gives
    None where nothing has but the day. *settled* gives the decision that stands on a flag by
    its number. Both are asked only where a flag changes, for that takes reading more.

    Raises:
        EndedByTimeError: a flag would end with nothing changed but the day.
    """
    flags = {Key(flag.rule, flag.subject_id, flag.occurrence): flag for flag in standing}
    found = {Key(f.rule, f.subject, f.occurrence): f for f in findings}
    changes = [
        change
        for key, finding in found.items()
        if (change := _found(key, finding, flags.get(key), _Ask(cause, settled))) is not None
    ]
    changes += [
        change
        for key, flag in flags.items()
        if key not in found and (change := _gone(key, flag, cause)) is not None
    ]
    return changes


def _found(key: Key, finding: Finding, flag: Flag | None, ask: _Ask) -> Change | None:
    now = worded(finding)
    if flag is None:
        return Change(key=key, change=FlagChange.RAISED, flag=None, worded=now)
    if flag.state in {FlagState.OPEN, FlagState.DECIDED} and flag.fingerprint == now.fingerprint:
        return None
    before = _other_grounds(flag, now) if _is_judged(flag) else None
    alone = None
    if flag.state is FlagState.DECIDED and before is None:
        alone = _takes_two(flag, now, ask)
        if alone is None:
            return None
    anew = FlagChange.REWORDED if flag.state is FlagState.OPEN else FlagChange.REOPENED
    told = ask.cause()
    reasons = [alone, told.words if told else None]
    return Change(
        key=key,
        change=anew,
        flag=flag,
        worded=now,
        reason="; ".join(reason for reason in reasons if reason) or None,
        grounds=before,
    )


def _takes_two(flag: Flag, now: Worded, ask: _Ask) -> str | None:
    """Say why one officer's decision is not enough any more; None where it still is.

    A finding on the same grounds may be graver than when it was decided upon.
    """
    kind, severity = now.finding.kind, now.finding.severity
    if flag.severity is severity:
        return None
    decision = ask.settled(flag.id)
    if decision is None or decision.second_officer_id is not None:
        return None
    why = needs_second(kind, severity, decision.kind)
    if why is None:
        return None
    words = decision.kind.value.replace("_", " ")
    return (
        f"its severity is {severity.value} now, and {words}, which one officer decided, takes "
        f"two, for {why}"
    )


def _is_judged(flag: Flag) -> bool:
    """Whether an officer's judgement rests on the flag: a decision, or one proposed."""
    return flag.state is FlagState.DECIDED or flag.progress is FlagProgress.DECISION_PROPOSED


def _other_grounds(flag: Flag, now: Worded) -> Grounds | None:
    """Return what a flag rested on if it is something else now: new words alone are not."""
    before = grounds(finding_from_json(flag.finding))
    return None if before == grounds(now.finding) else before


def grounds(finding: Finding) -> Grounds:
    """Return what a decision on a finding rests on."""
    return Grounds(finding.kind, finding.due_on, finding.default_on, finding.evidence)


def _gone(key: Key, flag: Flag, cause: Callable[[], Cause | None]) -> Change | None:
    """Say how a flag ends whose finding is gone. One decided ends only by a changed fact."""
    if flag.state not in {FlagState.OPEN, FlagState.DECIDED}:
        return None
    told = cause()
    reason, by_fact = (told.words, told.of_facts) if told else (None, False)
    if flag.state is FlagState.DECIDED:
        if not by_fact or flag.kind is FlagKind.REMINDER:
            return None
    elif flag.kind is FlagKind.REMINDER or (not by_fact and flag.kind is FlagKind.DEFECT):
        return Change(key=key, change=FlagChange.LAPSED, flag=flag, worded=None, reason=reason)
    elif not by_fact:
        raise EndedByTimeError(f"{key.rule} {key.occurrence} would end with nothing changed")
    return Change(key=key, change=FlagChange.WITHDRAWN, flag=flag, worded=None, reason=reason)
