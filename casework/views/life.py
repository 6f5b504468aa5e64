"""A life as it is told: where somebody was, what bound them, what happened, what is flagged."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from rules.vocabulary import DutyKind, FlagKind, OrderKind, Severity, Stage


class Stretch(BaseModel):
    """Some days, both inclusive; `last` None means that no end is known."""

    model_config = ConfigDict(frozen=True)

    first: date
    last: date | None


class StageSpell(BaseModel):
    """A stage of the lifetime and its days, both inclusive; the last one lasts still.

    `fact` is what began it, as "movement/12", None where time alone did.
    """

    model_config = ConfigDict(frozen=True)

    stage: Stage
    first: date
    last: date
    fact: str | None = None


class Standing(StrEnum):
    """How an order or a clause of one stands on a day."""

    IN_FORCE = "in force"
    NOT_YET = "not yet in force"
    WAITS = "waits"
    NOT_BOUND = "does not bind yet"
    SUSPENDED = "suspended"
    ENDED = "ended"
    NEVER = "never came into force"


class ClauseLine(BaseModel):
    """One clause: the court's wording, the typed duty as a sentence, and how it stands.

    `why` says what it waits for. `flags` numbers the open flags raised on it.
    """

    model_config = ConfigDict(frozen=True)

    provision: int
    number: str
    wording: str
    duty: DutyKind
    duty_says: str
    standing: Standing
    why: str | None
    spans: tuple[Stretch, ...]
    flags: tuple[int, ...] = ()


class OrderLine(BaseModel):
    """One order and how it stands. `runs` is None where it has not begun, or never binds.

    `order` is the fact's id, `person` the record it is on. `why` says what it waits for.
    """

    model_config = ConfigDict(frozen=True)

    order: int
    person: str
    kind: OrderKind
    court: str | None
    reference: str | None
    made_on: date
    bound_from: date | None
    standing: Standing
    why: str | None
    runs: Stretch | None
    suspensions: tuple[Stretch, ...]
    clauses: tuple[ClauseLine, ...]
    flags: tuple[int, ...] = ()


class FlagMark(BaseModel):
    """An open flag on a life line: `on` is the first day of what it says, `letter` its mark."""

    model_config = ConfigDict(frozen=True)

    flag: int
    letter: str
    on: date
    kind: FlagKind
    severity: Severity
    says: str
    snoozed_until: date | None = None
    handled_by: str | None = None


class Turn(BaseModel):
    """Something that turned a life: `fact` is its kind and id, as "movement/12"."""

    model_config = ConfigDict(frozen=True)

    on: date
    at: datetime | None
    says: str
    fact: str


class Life(BaseModel):
    """All a life line shows, on what is known on `today`. Flags are in order of their day."""

    model_config = ConfigDict(frozen=True)

    today: date
    stages: tuple[StageSpell, ...]
    orders: tuple[OrderLine, ...]
    flags: tuple[FlagMark, ...]
    expected_release: date | None
    turns: tuple[Turn, ...]
