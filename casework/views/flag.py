"""What became of a flag: each step of it, each decision, and how it stands."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from casework.models import DecisionKind, FlagChange, FlagProgress, FlagState
from casework.views.finding import FlagLine
from rules.vocabulary import FlagKind


class FlagStep(BaseModel):
    """How a flag stands after one step of an officer, and that step in a sentence.

    `decision` is the number of the decision that was made or proposed, None for other steps.
    `step` is by which number it may be taken back; None where it is not such a step, or where
    nothing was done.
    """

    model_config = ConfigDict(frozen=True)

    flag: int
    person: str
    state: FlagState
    progress: FlagProgress
    snoozed_until: date | None
    says: str
    decision: int | None = None
    step: int | None = None


class HistoryLine(BaseModel):
    """One thing that happened to a flag. `words` is the finding where it was worded anew.

    `fingerprint` is of the wording it left the flag with.
    """

    model_config = ConfigDict(frozen=True)

    at: datetime
    judged_on: date
    change: FlagChange
    by: str
    reason: str | None
    words: str | None
    fingerprint: str


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
    """A flag with its facts, all that happened to it, and all that was decided.

    `order` is the fact id of the order it is about, None where it is about none, and `duty`
    is the clause's typed duty as a sentence. `alike` are the other open flags of the same
    person and rule on the same grounds. `seconds` names the officers who may settle what the
    officer at the desk proposes. `snooze_to` is the last day, inclusive, it may be put aside
    to; None where it may not be.
    """

    model_config = ConfigDict(frozen=True)

    flag: FlagLine
    state: FlagState
    history: tuple[HistoryLine, ...]
    decisions: tuple[DecisionLine, ...]
    order: int | None = None
    duty: str | None = None
    alike: tuple[FlagLine, ...] = ()
    seconds: tuple[str, ...] = ()
    snooze_to: date | None = None


class FlagList(BaseModel):
    """Open flags, the most urgent first; `snoozed` counts those left out for now."""

    model_config = ConfigDict(frozen=True)

    flags: tuple[FlagLine, ...]
    snoozed: int


class FlagOrder(BaseModel):
    """Open flags by their numbers alone, the most urgent first.

    `kinds` counts them by kind before they were narrowed to one kind, `snoozed` those left
    out because they are put aside.
    """

    model_config = ConfigDict(frozen=True)

    ids: tuple[int, ...]
    kinds: dict[FlagKind, int]
    snoozed: int
