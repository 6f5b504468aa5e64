"""What differs between the kinds of extracts that other services send, and nothing else."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, Protocol, TypeVar

from casework.context import Context
from casework.forms.about import About
from casework.importing.claims import Claim
from casework.importing.whose import People
from casework.models import IdentifierScheme, PersonFact, Source
from casework.queries.fact_versions import FactRow

CHANGED = "changed in the extract of "
"""How the reason of a correction begins; the day of the extract follows, in ISO form."""

GONE = "no longer given in the extract of "
"""How the reason of a withdrawal begins; the day of the extract follows, in ISO form."""


class Personal(Protocol):
    """The content of a row: whatever else it says, it says whom it is about."""

    @property
    def about(self) -> About:
        """Whom the row is about."""


T = TypeVar("T", bound=Personal)


class Extract(NamedTuple):
    """What is being taken in: from which source, and as at which day."""

    source: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Generic[T]):
    """A row about somebody on record, with all their facts of the kinds it speaks of."""

    number: int
    content: T
    people: People
    facts: Mapping[type[PersonFact], Sequence[FactRow]]
    as_of: date


Claims = Callable[[Asked[T]], Sequence[Claim]]
"""What a row says; it raises RowRefusedError where nothing of the row may be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner(Generic[T]):
    """How one kind of extract is taken in.

    `prepare` looks up at once whatever the rows of a batch need of registers, and answers
    how to claim what one says. Rows about one person are taken in together only where
    `apart` tells them apart. `first_seen` names a column that keeps the earliest day given.
    Of somebody not on record a row is passed over, or where `must_be_known` refused. `own`
    is the register whose numbers are the file's own: what a decided candidate is known by.
    """

    tables: tuple[type[PersonFact], ...]
    prepare: Callable[[Context, Sequence[Asked[T]]], Claims[T]]
    apart: Callable[[T], Hashable] = lambda _: None
    first_seen: str | None = None
    must_be_known: bool = False
    own: IdentifierScheme = IdentifierScheme.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch(Generic[T]):
    """What a batch is taken in with. `through` is how far its source said it is complete."""

    context: Context
    manner: Manner[T]
    source: Source
    as_of: date
    through: date | None

    @property
    def reason(self) -> str:
        """Why a fact is corrected, in the words that tell the day of the extract."""
        return f"{CHANGED}{self.as_of.isoformat()}"


def may_return(reason: str | None, *, as_of: date) -> bool:
    """Whether an extract of a day may say again what was superseded for this reason.

    It may where an extract of an earlier day superseded it; never where an officer did.
    """
    day = day_of(reason)
    return day is not None and day < as_of


def day_of(reason: str | None) -> date | None:
    """Return the day of the extract that superseded a fact; None where an officer did.

    An officer's words may begin like an extract's; without its day they are an officer's.
    """
    for ours in (CHANGED, GONE):
        if reason is not None and reason.startswith(ours):
            try:
                return date.fromisoformat(reason.removeprefix(ours))
            except ValueError:
                return None
    return None
