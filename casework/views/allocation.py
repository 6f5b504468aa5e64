"""Who leads and covers whom: officers with their people, and people without a lead."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from casework.views.flags_open import FlagsOpen
from rules.vocabulary import AllocationKind


class OfficerWork(BaseModel):
    """An officer and how many they lead and cover today.

    `why_not` says why nobody can be allocated to them, empty where somebody can: the account
    is closed, or no role of today lets them manage. `agency` is told of another's officer.
    """

    model_config = ConfigDict(frozen=True)

    login: str
    name: str
    agency: str | None
    roles: tuple[str, ...]
    why_not: str
    leads: int
    covers: int
    flags: FlagsOpen | None


class Unled(BaseModel):
    """A managed person with no lead officer: why, who covers, and the flag if there is one."""

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    why: str
    covered_by: tuple[str, ...]
    flag: int | None


class CoverEnding(BaseModel):
    """A cover whose last day is near; `lead` None: nobody leads."""

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    officer: str
    until: date
    lead: str | None


class Allocations(BaseModel):
    """Who leads and covers: what needs somebody first, then every officer.

    `unled` are at most so many of `unled_count`.
    """

    model_config = ConfigDict(frozen=True)

    on: date
    unled: tuple[Unled, ...]
    unled_count: int
    covers_ending: tuple[CoverEnding, ...]
    officers: tuple[OfficerWork, ...]


class Led(BaseModel):
    """Somebody an officer leads or covers. `others` leads where they cover, covers where they lead.

    Both days are inclusive; `until` None goes on.
    """

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    kind: AllocationKind
    since: date
    until: date | None
    others: tuple[str, ...]
    flags: FlagsOpen | None


class OfficerPeople(BaseModel):
    """One officer, and whom they lead and cover today: at most so many of all there are."""

    model_config = ConfigDict(frozen=True)

    on: date
    officer: OfficerWork
    people: tuple[Led, ...]
    count: int


class OfficerChoice(BaseModel):
    """An officer who can lead or cover."""

    model_config = ConfigDict(frozen=True)

    login: str
    name: str


class AllocationPlan(BaseModel):
    """What an allocation would do: the person, the new allocation, and what becomes of others.

    `changes` are sentences. `seen` stands for the allocations it was worked out on.
    """

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    officer: str
    changes: tuple[str, ...]
    seen: str


class HandOverPlan(BaseModel):
    """What handing over would do: to how many, and who is left and why.

    `seen` stands for the allocations it was worked out on; `covers` are not handed over.
    """

    model_config = ConfigDict(frozen=True)

    giver: str
    taker: str
    people: tuple[tuple[str, str], ...]
    """Our number and the name of each who is handed over."""
    left: tuple[tuple[str, str, str], ...]
    """Our number, the name, and why they cannot be."""
    covers: int
    seen: str


class AllocationMade(BaseModel):
    """An allocation that was recorded, in a sentence, and all by which it is taken back.

    `facts` are those recorded, `ended` those given a last day, each with its version since,
    and `withdrawn` those of which no day was left. `stands` stands for who led and covered
    then, `revision` is the case's by then.
    """

    model_config = ConfigDict(frozen=True)

    person: str
    says: str
    facts: tuple[int, ...]
    ended: tuple[tuple[int, int], ...]
    withdrawn: tuple[int, ...]
    stands: str
    revision: int
