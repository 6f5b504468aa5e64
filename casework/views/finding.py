"""Findings and flags, as they are told."""

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from casework.models import Flag
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
    """One finding: in words, with its clause, its facts, its law and who is to be told."""

    model_config = ConfigDict(frozen=True)

    rule: str
    rule_version: int
    kind: FlagKind
    severity: Severity
    subject: int
    occurrence: str
    words: str
    clause: str | None
    wording: str | None
    due_on: date | None
    default_on: date | None
    clears: str
    told: tuple[str, ...]
    source: str
    facts: tuple[FactLine, ...] = ()


class FlagLine(BaseModel):
    """One standing flag and the finding it was last worded by.

    `fingerprint` is of that wording: a decision says which wording was decided on.
    """

    model_config = ConfigDict(frozen=True)

    flag: int
    fingerprint: str
    person: str
    name: str
    raised_on: date
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
        clause=finding.clause,
        wording=finding.wording,
        due_on=finding.due_on,
        default_on=finding.default_on,
        clears=finding.clears,
        told=tuple(finding.told),
        source=finding.source,
        facts=facts,
    )


def flag_line(flag: Flag, finding: FindingLine, *, person: str, name: str) -> FlagLine:
    """Tell a flag."""
    return FlagLine(
        flag=flag.id,
        fingerprint=flag.fingerprint,
        person=person,
        name=name,
        raised_on=flag.raised_on,
        finding=finding,
    )
