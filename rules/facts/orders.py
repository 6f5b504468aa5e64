"""Facts of orders: what a court imposed, and everything that changed it."""

from datetime import date
from typing import NamedTuple

from rules.days import Length
from rules.duties import Duty
from rules.facts.refs import Ref
from rules.vocabulary import Court, Nation, OrderKind, ServiceMethod, StartCondition


class Service(NamedTuple):
    """Notice of an order or, where `variation_id` is given, of one variation of it."""

    ref: Ref
    variation_id: int | None
    served_on: date
    method: ServiceMethod


class Variation(NamedTuple):
    """A variation. `ends_on` is the order's new last day, None where it is unchanged.

    `pending_charge` is true of one under s.22E of the Act of 2007, which may go beyond the
    longest term; None where the record does not say.
    """

    ref: Ref
    made_on: date
    represented: bool | None
    ends_on: date | None
    pending_charge: bool | None = None


class Suspension(NamedTuple):
    """A span without effect, both days inclusive; `until` None is open."""

    ref: Ref
    since: date
    until: date | None


class Ending(NamedTuple):
    """A discharge, revocation or quashing; the order has no effect from `ended_on`."""

    ref: Ref
    kind: str
    ended_on: date


class Provision(NamedTuple):
    """One clause. `starts_on` and `ends_on` are inclusive; None means not given."""

    ref: Ref
    number: str
    wording: str
    duty: Duty
    starts_on: date | None
    start_condition: StartCondition | None
    ends_on: date | None
    introduced_by: int | None
    ended_by: int | None


class CertifiedCopy(NamedTuple):
    """The court's certified copy of an order, and the London day it was put on record."""

    ref: Ref
    kept_on: date


class Order(NamedTuple):
    """An order as made, with what came after. `represented` None: the record is silent.

    `entered_on` is the London day its first version was put on record, None where the day
    does not matter (a written case).
    """

    ref: Ref
    kind: OrderKind
    nation: Nation
    court: Court
    made_on: date
    represented: bool | None
    ends_on: date | None
    term: Length | None
    provisions: tuple[Provision, ...]
    services: tuple[Service, ...]
    variations: tuple[Variation, ...]
    suspensions: tuple[Suspension, ...]
    endings: tuple[Ending, ...]
    entered_on: date | None = None
    copies: tuple[CertifiedCopy, ...] = ()

    def has_clause(self, provision_id: int) -> bool:
        """Whether a provision is one of this order's."""
        return provision_id in [provision.ref.id for provision in self.provisions]
