"""One case as it was judged, for a day and a moment of knowledge."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from casework.views.finding import FindingLine
from rules.finding import Reason


class UncheckedLine(BaseModel):
    """A duty that could not be checked, and what would make it checkable."""

    model_config = ConfigDict(frozen=True)

    rule: str | None
    subject: int
    subject_says: str
    reason: Reason
    why: str
    remedy: str


class CheckLine(BaseModel):
    """One thing a rule looked at, and what it saw."""

    model_config = ConfigDict(frozen=True)

    rule: str
    subject: int
    subject_says: str
    answer: str
    words: str


class CheckedCase(BaseModel):
    """What the rules say of one person. Nothing was written but the log of the look.

    `known_at` None means with all that is known now. `next_change` None means that
    nothing will change by itself. `checks` is empty unless it was asked why.
    """

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    stage: str
    judged_on: date
    known_at: datetime | None
    rulebook: str
    findings: tuple[FindingLine, ...]
    unchecked: tuple[UncheckedLine, ...]
    next_change: date | None
    checks: tuple[CheckLine, ...] = ()
