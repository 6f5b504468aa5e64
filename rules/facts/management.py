"""Facts of how a case is managed, and of what others have against the person."""

from datetime import date
from typing import NamedTuple

from rules.facts.refs import Ref
from rules.vocabulary import AllocationKind, FlagKind, Register


class Inclusion(NamedTuple):
    """That a case was opened: from then on the person is under lifetime management."""

    ref: Ref
    opened_on: date


class Allocation(NamedTuple):
    """An officer's responsibility, both days inclusive; `until` None is open.

    `closed_on` is the London day the officer's account was closed, None while it is open.
    """

    ref: Ref
    kind: AllocationKind
    since: date
    until: date | None
    closed_on: date | None


class Review(NamedTuple):
    """A review of the case. `next_due_on` is the day it set for the next, if it did."""

    ref: Ref
    reviewed_on: date
    next_due_on: date | None


class Marker(NamedTuple):
    """A code that another service's register has against the person.

    `observed_on` is the day of the extract that last said so; `active` is false once the
    register says that it has ended.
    """

    ref: Ref
    register: Register
    code: str
    active: bool
    observed_on: date


class Membership(NamedTuple):
    """A place in a crime group, both days inclusive; `until` None is open."""

    ref: Ref
    group: int
    since: date
    until: date | None


class StandingFlag(NamedTuple):
    """A flag that stands: raised before, or re-opened, and not withdrawn since.

    `open_since` is the day judged when it was raised, or re-opened last; `decided` is true
    once an officer's decision on it stands.
    """

    id: int
    rule: str
    kind: FlagKind
    subject: int
    occurrence: str
    open_since: date
    decided: bool = False
