"""A caseload: the numbers of people in order, the lines of those shown, and lists kept."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from casework.forms.caseload_words import Order
from rules.vocabulary import FlagKind, OrderKind, Severity, Stage


class FlagsLine(BaseModel):
    """How many flags of a kind are open on somebody."""

    model_config = ConfigDict(frozen=True)

    kind: FlagKind
    count: int


class CaseloadLine(BaseModel):
    """Somebody in a caseload.

    `prison` None: not held, or nothing names a prison. `gravest` None: no flag is open.
    `next_day` None: nothing changes by itself, or no night has looked yet. `same_as` numbers
    the other records of the same person.
    """

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    stage: Stage
    prison: str | None
    orders: tuple[OrderKind, ...]
    flags: tuple[FlagsLine, ...]
    gravest: Severity | None
    next_day: date | None
    lead: str | None
    cover: str | None
    same_as: tuple[str, ...] = ()


class Caseload(BaseModel):
    """The people of a caseload, by number and in order; `of` counts all the officer may see.

    `first` is where the lines begin that came with it.
    """

    model_config = ConfigDict(frozen=True)

    ids: tuple[int, ...]
    of: int
    narrowed_by: str
    order: Order
    first: int
    lines: tuple[CaseloadLine, ...]


class KeptList(BaseModel):
    """A list kept under a name, or one that is always there."""

    model_config = ConfigDict(frozen=True)

    name: str
    narrowed_by: str
    order: Order
    own: bool
