"""One order as it stands: its clauses, what each asked for so far, and what changed it."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from casework.views.life import ClauseLine, FlagMark, OrderLine
from casework.views.people import Named
from rules.owed import OwedKind, OwedState
from rules.vocabulary import Court, Nation, ServiceMethod


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class OwedLine(_Frozen):
    """One thing a clause asked for; `first` and `last` are its days, both inclusive.

    `due_on` is None where it cannot be worked out, and `due_by` the later day by which it
    may still be in time, where the law is arguable. `came_on` is None where nothing came.
    `why` says why a person must judge; `fact` is what came, `by` what set it off.
    """

    kind: OwedKind
    number: int | None
    what: str
    first: date
    last: date
    due_on: date | None
    due_by: date | None
    how: str
    came_on: date | None
    came_at: datetime | None
    state: OwedState
    why: str | None
    fact: str | None
    by: str | None


class UncheckedWhy(_Frozen):
    """Why something of a clause cannot be checked, and what would help."""

    why: str
    remedy: str


class ClauseRecord(_Frozen):
    """One clause: as it stands, and all that was owed under it by today, oldest first.

    `timed` is false of a duty that has no days to keep. `brought_in` and `taken_out` are
    the days of the variations that did so.
    """

    line: ClauseLine
    starts: str
    timed: bool
    by_period: bool
    owed: tuple[OwedLine, ...]
    unchecked: tuple[UncheckedWhy, ...]
    brought_in: date | None
    taken_out: date | None


class ServiceLine(_Frozen):
    """Notice of the order, or of a variation where its day is given; whether it binds."""

    served_on: date
    method: ServiceMethod
    of_variation: date | None
    binds: bool
    fact: str


class VariationLine(_Frozen):
    """A variation and what it did; `effect_from` None means that it binds nobody yet."""

    made_on: date
    represented: bool | None
    effect_from: date | None
    brought_in: tuple[str, ...]
    taken_out: tuple[str, ...]
    new_end: date | None
    end_before: date | None
    moved_end: bool
    fact: str


class ChangeLine(_Frozen):
    """A suspension, an ending or a certified copy, in a sentence."""

    on: date
    says: str
    fact: str


class OrderRecord(_Frozen):
    """One order whole, as it stands at the end of `today`.

    `ends_on` None means that no last day is known; `end_says` is how it is reached.
    """

    person: str
    name: str
    today: date
    line: OrderLine
    nation: Nation
    court: Court
    represented: bool | None
    begins: str
    ends_on: date | None
    end_says: str
    binding: str
    flags: tuple[FlagMark, ...]
    clauses: tuple[ClauseRecord, ...]
    unchecked: tuple[UncheckedWhy, ...]
    services: tuple[ServiceLine, ...]
    variations: tuple[VariationLine, ...]
    suspensions: tuple[ChangeLine, ...]
    endings: tuple[ChangeLine, ...]
    copies: tuple[ChangeLine, ...]
    key: str


class EntryReview(_Frozen):
    """What is to be looked at before an order or a clause is recorded; none of it blocks.

    `warnings` are what the rules say of it, `on_record` what the record has like it.
    """

    who: Named
    warnings: tuple[str, ...]
    on_record: tuple[str, ...]
