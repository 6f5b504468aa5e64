"""The facts of a written case, as a lawyer would write them."""

from collections.abc import Iterator, Mapping
from datetime import date

from pydantic import AwareDatetime, Field

from casework.forms.rule_case_orders import Name, OrderForm, Written, WrittenFact
from rules.vocabulary import (
    AllocationKind,
    CustodyBasis,
    EventKind,
    Feed,
    FlagKind,
    HoldingKind,
    HoldingRole,
    ItemKind,
    MovementKind,
    Register,
    ReleaseDateKind,
)


class MovementForm(WrittenFact):
    """An entry to, exit from or move within custody."""

    kind: MovementKind
    happened_on: date
    happened_at: AwareDatetime | None = None
    basis: CustodyBasis | None = None
    reason: str | None = None


class ObservationForm(WrittenFact):
    """What a prison record said on the day of the extract."""

    observed_on: date
    in_custody: bool
    basis: CustodyBasis | None = None


class ReleaseDateForm(WrittenFact):
    """A date of a sentence, as a source gave it."""

    kind: ReleaseDateKind = ReleaseDateKind.CONFIRMED_RELEASE
    falls_on: date


class HoldingForm(WrittenFact):
    """A thing held or used, both days inclusive; without `until` it is held still."""

    kind: HoldingKind
    name: str = "described in the record"
    since: date
    until: date | None = None
    thing: int | None = None
    role: HoldingRole = HoldingRole.USER
    held_by: str | None = None
    trade: str | None = None
    grade: str | None = None


class EventForm(WrittenFact):
    """Something that happened. `provision` is the clause it answers, `about` the fact.

    `other_person` is the number of our record of whom it was with. `amount` is in minor
    units of `currency`.
    """

    kind: EventKind
    happened_on: date
    happened_at: AwareDatetime | None = None
    provision: Name | None = None
    about: Name | None = None
    period_from: date | None = None
    expected_on: date | None = None
    expected_at: AwareDatetime | None = None
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


class SentenceForm(WrittenFact):
    """A sentence as pronounced."""

    sentenced_on: date
    life: bool = False


class InclusionForm(WrittenFact):
    """That a case was opened: the person is under lifetime management from then."""

    opened_on: date


class AllocationForm(WrittenFact):
    """An officer's responsibility; `closed_on` is the day the officer's account was closed."""

    kind: AllocationKind = AllocationKind.LEAD
    since: date
    until: date | None = None
    closed_on: date | None = None


class ReviewForm(WrittenFact):
    """A review of the case, and the day it set for the next, if it did."""

    reviewed_on: date
    next_due_on: date | None = None


class MarkerForm(WrittenFact):
    """A code another service's register has against the person."""

    of_register: Register = Register.PRISON_ALERTS
    code: str
    active: bool = True
    observed_on: date


class MembershipForm(WrittenFact):
    """A place in a crime group, both days inclusive; without `until` it is open."""

    group: int = 1
    since: date
    until: date | None = None


class FlagForm(WrittenFact):
    """A flag that is open and that nobody has decided.

    In `occurrence`, a fact's name in braces stands for its number.
    """

    rule: str
    kind: FlagKind = FlagKind.SUSPECTED_NON_COMPLIANCE
    subject: Name
    occurrence: str
    open_since: date


class RateForm(Written):
    """What a pound bought of a currency, both days inclusive."""

    currency: str
    since: date
    until: date
    per_pound: str
    published_by: str = "invented"


class FactsForm(Written):
    """The facts of a case, and the last day each feed is complete for."""

    complete_to: Mapping[Feed, date] = Field(default_factory=dict)
    order: tuple[OrderForm, ...] = ()
    movement: tuple[MovementForm, ...] = ()
    observation: tuple[ObservationForm, ...] = ()
    release_date: tuple[ReleaseDateForm, ...] = ()
    holding: tuple[HoldingForm, ...] = ()
    event: tuple[EventForm, ...] = ()
    sentence: tuple[SentenceForm, ...] = ()
    inclusion: tuple[InclusionForm, ...] = ()
    allocation: tuple[AllocationForm, ...] = ()
    review: tuple[ReviewForm, ...] = ()
    marker: tuple[MarkerForm, ...] = ()
    membership: tuple[MembershipForm, ...] = ()
    flag: tuple[FlagForm, ...] = ()
    same_as: Mapping[int, int] = Field(
        default_factory=dict, description="records judged to be of the person of another"
    )
    rate: tuple[RateForm, ...] = ()

    def facts(self) -> Iterator[WrittenFact]:
        """Give every fact, in the order in which they are numbered from 1."""
        for order in self.order:
            yield order
            yield from order.provision
            yield from order.variation
            yield from order.service
            yield from order.suspension
            yield from order.ending
            yield from order.copy_kept
        yield from self.movement
        yield from self.observation
        yield from self.release_date
        yield from self.holding
        yield from self.event
        yield from self.sentence
        yield from self.inclusion
        yield from self.allocation
        yield from self.review
        yield from self.marker
        yield from self.membership
        yield from self.flag
