"""Facts of what happened to a person, and of what they hold."""

from datetime import date, datetime
from typing import NamedTuple

from rules.facts.refs import Ref
from rules.vocabulary import (
    CustodyBasis,
    EventKind,
    HoldingKind,
    HoldingRole,
    ItemKind,
    MovementKind,
    ReleaseDateKind,
)


class Movement(NamedTuple):
    """An entry to, exit from or move within custody."""

    ref: Ref
    kind: MovementKind
    happened_on: date
    happened_at: datetime | None
    basis: CustodyBasis | None
    reason: str | None = None
    """The feed's own code for it, such as READMISSION_SWITCH_BOOKING."""


class Observation(NamedTuple):
    """What a prison record said of a person on the day of the extract."""

    ref: Ref
    observed_on: date
    in_custody: bool
    basis: CustodyBasis | None


class ReleaseDate(NamedTuple):
    """A date of a sentence, as a source computed it."""

    ref: Ref
    kind: ReleaseDateKind
    falls_on: date


class Sentence(NamedTuple):
    """A sentence as pronounced. `life` is true of imprisonment for life."""

    ref: Ref
    sentenced_on: date
    life: bool


class Holding(NamedTuple):
    """A thing held or used. `since` and `until` are inclusive; `until` None is held still.

    `thing` is the same for two links to one thing, None where each is a thing of its own.
    `held_by` names who holds it on the person's behalf, where someone does; `trade` is the
    work of a company or employment in the source's words. `grade` as graded, None for a
    fact that is not intelligence.
    """

    ref: Ref
    kind: HoldingKind
    name: str
    since: date
    until: date | None
    thing: int | None = None
    role: HoldingRole = HoldingRole.USER
    held_by: str | None = None
    trade: str | None = None
    grade: str | None = None


class Detail(NamedTuple):
    """What else is recorded of an event; None is not recorded, or not of its kind.

    `expected_on` and `expected_at` are what it sets: a booked departure, the time an
    officer's notice gives for an answer. `other_person` is our record of whom it was with,
    `other_name` their name as the source has it. `amount` is in minor units of `currency`.
    `held_by` names who held a thing on the person's behalf. `contents` are the particulars
    and documents a report had, None where nobody has looked. `grade` as graded.
    """

    expected_on: date | None = None
    expected_at: datetime | None = None
    other_person: int | None = None
    other_name: str | None = None
    place: str | None = None
    item_kind: ItemKind | None = None
    item: str | None = None
    held_by: str | None = None
    amount: int | None = None
    currency: str | None = None
    contents: tuple[str, ...] | None = None
    grade: str | None = None


NO_DETAIL = Detail()


class Event(NamedTuple):
    """Something that happened; for what was received, the day it arrived.

    `provision_id` is the clause it answers and `about_id` the fact it is about, where
    the record says. `period_from` is the first day a report covers.
    """

    ref: Ref
    kind: EventKind
    happened_on: date
    happened_at: datetime | None
    provision_id: int | None
    about_id: int | None
    period_from: date | None
    detail: Detail = NO_DETAIL
