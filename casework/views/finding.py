"""Findings and flags, as they are told."""

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from casework.models import Decision, DecisionKind, Flag, FlagProgress
from rules.finding import Finding
from rules.vocabulary import Feed, FlagKind, Severity


class FactLine(BaseModel):
    """A fact a finding rests on. `known_to` None means that it is known still."""

    model_config = ConfigDict(frozen=True)

    kind: str
    id: int
    version: int
    says: str
    source: str
    known_from: datetime
    known_to: datetime | None


class FindingLine(BaseModel):
    """One finding: in words, with its clause, its facts, its law and who is to be told.

    `words` are all of it in one text; `says` is its first part, the arithmetic included, and
    `missing` what is not recorded, with how complete its source is.
    """

    model_config = ConfigDict(frozen=True)

    rule: str
    rule_version: int
    kind: FlagKind
    severity: Severity
    subject: int
    occurrence: str
    words: str
    says: str
    missing: str | None
    clause: str | None
    order: str | None
    wording: str | None
    due_on: date | None
    default_on: date | None
    clears: str
    told: tuple[str, ...]
    source: str
    facts: tuple[FactLine, ...] = ()


class ProposedLine(BaseModel):
    """A decision that one officer proposed, and that waits for a second; its number with it.

    `own` is true where the officer at the desk proposed it, and so cannot settle it.
    """

    model_config = ConfigDict(frozen=True)

    decision: int
    kind: DecisionKind
    reason: str
    by: str
    on: date
    own: bool = False


class FlagLine(BaseModel):
    """One flag and the finding it was last worded by.

    `fingerprint` is of that wording: a decision says which wording was decided on.
    `handled_by` is an officer's name; None means nobody yet. `snoozed_until` is the last
    day it is put aside for, inclusive. `alike` numbers the other open flags of the same
    person and rule on the same grounds: each needs a decision of its own.
    """

    model_config = ConfigDict(frozen=True)

    flag: int
    fingerprint: str
    person: str
    name: str
    raised_on: date
    open_since: date
    progress: FlagProgress
    handled_by: str | None
    snoozed_until: date | None
    proposed: ProposedLine | None = None
    alike: tuple[int, ...] = ()
    finding: FindingLine


def finding_line(
    finding: Finding, complete_to: Mapping[Feed, date], facts: tuple[FactLine, ...] = ()
) -> FindingLine:
    """Tell a finding, with how complete its feed is as at the telling."""
    return FindingLine(
        rule=finding.rule,
        rule_version=finding.version,
        kind=finding.kind,
        severity=finding.severity,
        subject=finding.subject,
        occurrence=finding.occurrence,
        words=finding.in_words(complete_to),
        says=finding.says,
        missing=finding.not_recorded(complete_to),
        clause=finding.clause,
        order=finding.order,
        wording=finding.wording,
        due_on=finding.due_on,
        default_on=finding.default_on,
        clears=finding.clears,
        told=tuple(finding.told),
        source=finding.source,
        facts=facts,
    )


def flag_line(
    flag: Flag,
    finding: FindingLine,
    *,
    person: str,
    name: str,
    officers: Mapping[int, str],
    proposal: Decision | None = None,
    alike: tuple[int, ...] = (),
    at_desk: int | None = None,
) -> FlagLine:
    """Tell a flag; *officers* names those who have to do with it, *at_desk* is who reads it."""
    return FlagLine(
        flag=flag.id,
        fingerprint=flag.fingerprint,
        person=person,
        name=name,
        raised_on=flag.raised_on,
        open_since=flag.open_since,
        progress=flag.progress,
        handled_by=None if flag.handled_by is None else officers.get(flag.handled_by),
        snoozed_until=flag.snoozed_until,
        proposed=None
        if proposal is None
        else ProposedLine(
            decision=proposal.id,
            kind=proposal.kind,
            reason=proposal.reason,
            by=officers[proposal.decided_by],
            on=proposal.decided_on,
            own=proposal.decided_by == at_desk,
        ),
        alike=alike,
        finding=finding,
    )
