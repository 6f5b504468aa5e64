"""Typed duties: the machine-readable part of a provision, with the limits the court set.

Serious Crime Act 2007 s.5(3) names six families: money, work, association, premises,
items and travel. Nothing here has a default limit: every figure is the order's own.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal, TypeAlias

from rules.days import Length
from rules.vocabulary import Counting, DutyKind, HoldingKind, Notifiable, TransactionKind, Unit

_BACK = frozenset({Counting.CLEAR_BEFORE, Counting.NOT_LESS_BEFORE})


def _require_counted_on(length: Length, what: str) -> None:
    if length.counting in _BACK:
        raise ValueError(f"{what} is counted on from a day, not back by code {length.counting}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodicReport:
    """Report for each period, within a time of its end. Periods chain from their anchor.

    `every` is in months or years. `first_period_from` is the first day of the first
    period; None means the day the provision's order fixes (for an FRO the day it was made).

    Raises:
        ValueError: `every` is not in months or years, or `due_within` is counted back.
    """

    kind: Literal[DutyKind.PERIODIC_REPORT] = DutyKind.PERIODIC_REPORT
    every: Length
    due_within: Length
    first_period_from: date | None = None
    particulars: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.every.unit not in (Unit.MONTHS, Unit.YEARS):
            raise ValueError(f"Reporting periods are in months or years, not in {self.every.unit}.")
        _require_counted_on(self.due_within, "The time for a report")


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstNotification:
    """Notify the things named within a time of the first day the provision is in force.

    Raises:
        ValueError: the time is counted back from an event.
    """

    kind: Literal[DutyKind.FIRST_NOTIFICATION] = DutyKind.FIRST_NOTIFICATION
    of: tuple[Notifiable, ...]
    within: Length

    def __post_init__(self) -> None:
        _require_counted_on(self.within, "The time for a first notification")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyChange:
    """Notify a new thing, and where `on_disposal` its loss, within a time of the change.

    Raises:
        ValueError: the time is counted back from an event.
    """

    kind: Literal[DutyKind.NOTIFY_CHANGE] = DutyKind.NOTIFY_CHANGE
    of: tuple[Notifiable, ...]
    within: Length
    on_disposal: bool = False

    def __post_init__(self) -> None:
        _require_counted_on(self.within, "The time to notify a change")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyBeforehand:
    """Give notice of a thing or an undertaking before it begins.

    Raises:
        ValueError: the notice is not counted back from the event, nor in hours.
    """

    kind: Literal[DutyKind.NOTIFY_BEFOREHAND] = DutyKind.NOTIFY_BEFOREHAND
    of: tuple[Notifiable, ...]
    notice: Length

    def __post_init__(self) -> None:
        if self.notice.counting not in _BACK and self.notice.unit is not Unit.HOURS:
            raise ValueError(
                "Notice beforehand is counted back from the event, by code C, N or H, "
                f"not by {self.notice.counting}."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReturn:
    """Report a return to the United Kingdom within a time of it.

    Raises:
        ValueError: the time is counted back from an event.
    """

    kind: Literal[DutyKind.REPORT_RETURN] = DutyKind.REPORT_RETURN
    within: Length

    def __post_init__(self) -> None:
        _require_counted_on(self.within, "The time to report a return")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLimit:
    """Hold or use at most so many things of a kind at once."""

    kind: Literal[DutyKind.COUNT_LIMIT] = DutyKind.COUNT_LIMIT
    of: HoldingKind
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CashLimit:
    """Hold at most so much cash, in every currency together. The amount is in minor units."""

    kind: Literal[DutyKind.CASH_LIMIT] = DutyKind.CASH_LIMIT
    most: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionLimit:
    """Do no dealing of these kinds above an amount, in minor units; 0 forbids them."""

    kind: Literal[DutyKind.TRANSACTION_LIMIT] = DutyKind.TRANSACTION_LIMIT
    of: tuple[TransactionKind, ...]
    most: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProhibitedItem:
    """Do not possess the things described."""

    kind: Literal[DutyKind.PROHIBITED_ITEM] = DutyKind.PROHIBITED_ITEM
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProhibitedAssociation:
    """Do not associate with the people named, but for the exceptions in the order's words.

    `records` are our record numbers of the people named, of those that have one.
    """

    kind: Literal[DutyKind.PROHIBITED_ASSOCIATION] = DutyKind.PROHIBITED_ASSOCIATION
    people: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    records: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Keep out of the places named, or where `permitted`, keep to them."""

    kind: Literal[DutyKind.PLACE] = DutyKind.PLACE
    places: tuple[str, ...]
    permitted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Curfew:
    """Be at an address between two times of day, Europe/London."""

    kind: Literal[DutyKind.CURFEW] = DutyKind.CURFEW
    address: str
    begins: time
    ends: time


@dataclass(frozen=True, slots=True, kw_only=True)
class ProhibitedWork:
    """Do no work, trade or directorship of the kinds described."""

    kind: Literal[DutyKind.PROHIBITED_WORK] = DutyKind.PROHIBITED_WORK
    work: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelBan:
    """Do not leave the United Kingdom, or do not go to the destinations named."""

    kind: Literal[DutyKind.TRAVEL_BAN] = DutyKind.TRAVEL_BAN
    destinations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SurrenderDocument:
    """Hand over a document within a time of the provision's first day."""

    kind: Literal[DutyKind.SURRENDER_DOCUMENT] = DutyKind.SURRENDER_DOCUMENT
    document: str
    within: Length


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerNotice:
    """Answer an officer's notice; the notice sets its own time (SCA 2007 s.5(5))."""

    kind: Literal[DutyKind.ANSWER_NOTICE] = DutyKind.ANSWER_NOTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectronicMonitoring:
    """Submit to electronic monitoring (SCA 2007 s.5B, where it is in force)."""

    kind: Literal[DutyKind.ELECTRONIC_MONITORING] = DutyKind.ELECTRONIC_MONITORING
    responsible_person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """Pay an amount, in minor units, by a day inclusive."""

    kind: Literal[DutyKind.PAY] = DutyKind.PAY
    amount: int
    currency: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ResideAt:
    """Live at an address."""

    kind: Literal[DutyKind.RESIDE_AT] = DutyKind.RESIDE_AT
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeWording:
    """A duty no machine can check: a person must monitor it, and the machine says so."""

    kind: Literal[DutyKind.FREE_WORDING] = DutyKind.FREE_WORDING


Duty: TypeAlias = (
    PeriodicReport
    | FirstNotification
    | NotifyChange
    | NotifyBeforehand
    | ReportReturn
    | CountLimit
    | CashLimit
    | TransactionLimit
    | ProhibitedItem
    | ProhibitedAssociation
    | Place
    | Curfew
    | ProhibitedWork
    | TravelBan
    | SurrenderDocument
    | AnswerNotice
    | ElectronicMonitoring
    | Pay
    | ResideAt
    | FreeWording
)
"""Any typed duty, told apart by `kind`."""
