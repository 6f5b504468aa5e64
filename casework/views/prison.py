"""Prisons, and who is held in one: here, arriving, leaving, and who is there together."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from casework.views.flags_open import FlagsOpen
from rules.vocabulary import MovementKind, Severity, Stage


class PrisonLine(BaseModel):
    """One prison in the list of them: how many are there, coming and going.

    `code` empty is for those held in a prison that nothing names. `leaving` are those whose
    release is expected within 28 days, `arriving` those who came within 14.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    here: int
    managed: int
    arriving: int
    leaving: int
    flags: int
    gravest: Severity | None


class PrisonList(BaseModel):
    """The prisons where somebody on record is held, the most people first."""

    model_config = ConfigDict(frozen=True)

    on: date
    prisons: tuple[PrisonLine, ...]


class Leaving(BaseModel):
    """A release that is expected: by which date, in how many days, what starts then, who to tell.

    `told` are offices in words; `starts` are orders and clauses that wait for the release.
    """

    model_config = ConfigDict(frozen=True)

    on: date
    by: str
    days: int
    starts: tuple[str, ...]
    told: tuple[str, ...]


class PersonInPrison(BaseModel):
    """Somebody in a prison, with what a prison intelligence officer needs at a glance.

    `since` None: not known since when; `by_record`: it is when a prison record first said so, and
    no movement does. `cell` and `category` are of the last prison record,
    None where it has none. `differs` is a sentence where movements and the prison record
    disagree, empty where not. `lead` None: nobody leads. `leaving` None: no release date
    still to come is recorded.
    """

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    managed: bool
    stage: Stage
    at_court: bool
    since: date | None
    by_record: bool
    cell: str | None
    category: str | None
    groups: tuple[str, ...]
    orders: tuple[str, ...]
    flags: FlagsOpen | None
    alerts: tuple[str, ...]
    lead: str | None
    differs: str
    leaving: Leaving | None


class Doubtful(BaseModel):
    """Somebody of whom movements or a prison record say that they are here, and are not gone by."""

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    says: str


class Coming(BaseModel):
    """Somebody with a movement to the prison recorded for a day still to come."""

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    kind: MovementKind
    on: date


class Pair(BaseModel):
    """Two people in one prison who matter to each other, and why, strongest first."""

    model_config = ConfigDict(frozen=True)

    first: str
    first_name: str
    first_cell: str | None
    second: str
    second_name: str
    second_cell: str | None
    why: tuple[str, ...]


class GroupHere(BaseModel):
    """A crime group of which several members are in one prison: each with their role."""

    model_config = ConfigDict(frozen=True)

    reference: str
    band: str | None
    members: tuple[tuple[str, str, str], ...]
    """Our number, the name, and the role in the group; empty where none is recorded."""


class PrisonView(BaseModel):
    """One prison on a day. `complete_to` None: the feed has never said how far it is complete.

    `code` empty is for those held in a prison that nothing names.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    on: date
    movements_to: date | None
    records_to: date | None
    here: tuple[PersonInPrison, ...]
    arriving: tuple[PersonInPrison, ...]
    coming: tuple[Coming, ...]
    leaving: tuple[PersonInPrison, ...]
    pairs: tuple[Pair, ...]
    groups: tuple[GroupHere, ...]
    doubtful: tuple[Doubtful, ...]
