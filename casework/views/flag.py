"""What became of a flag: each step of it, each decision, and how it stands."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from casework.models import DecisionKind, FlagChange, FlagProgress, FlagState
from casework.views.finding import FlagLine


class FlagStep(BaseModel):
    """How a flag stands after one step of an officer, and that step in a sentence."""

    model_config = ConfigDict(frozen=True)

    flag: int
    person: str
    state: FlagState
    progress: FlagProgress
    snoozed_until: date | None
    says: str


class HistoryLine(BaseModel):
    """One thing that happened to a flag. `words` is the finding where it was worded anew."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    judged_on: date
    change: FlagChange
    by: str
    reason: str | None
    words: str | None


class DecisionLine(BaseModel):
    """One decision. `settled_at` None means that it never came to stand, or waits still.

    `decision` is its number, `second` the other officer who settled it, or refused it.
    `stands` is false where the flag was re-opened or withdrawn since.
    """

    model_config = ConfigDict(frozen=True)

    decision: int
    kind: DecisionKind
    reason: str
    decided_on: date
    by: str
    second: str | None
    settled_at: datetime | None
    waits: bool
    stands: bool


class FlagInFull(BaseModel):
    """A flag with its facts, all that happened to it, and all that was decided."""

    model_config = ConfigDict(frozen=True)

    flag: FlagLine
    state: FlagState
    history: tuple[HistoryLine, ...]
    decisions: tuple[DecisionLine, ...]


class FlagList(BaseModel):
    """Open flags, the most urgent first; `snoozed` counts those left out for now."""

    model_config = ConfigDict(frozen=True)

    flags: tuple[FlagLine, ...]
    snoozed: int
