"""The clauses of the benchmark's orders: typed duties, and how people answer them."""

from typing import NamedTuple

from casework.duty_json import duty_to_json
from rules.days import Length
from rules.duties import (
    CashLimit,
    CountLimit,
    Duty,
    FirstNotification,
    FreeWording,
    NotifyBeforehand,
    NotifyChange,
    PeriodicReport,
    ProhibitedItem,
    TravelBan,
)
from rules.vocabulary import Counting, HoldingKind, Notifiable, Unit


class Clause(NamedTuple):
    """A clause as it is stored, how often it is found, and what answers it.

    `report_days` and `notice_days` are how long its answer may take, 0 where none is due.
    `holds` are the kinds of thing got under it.
    """

    weight: int
    kind: str
    wording: str
    duty: str
    report_days: int = 0
    notice_days: int = 0
    holds: tuple[str, ...] = ()


def _days(days: int, counting: Counting = Counting.AFTER) -> Length:
    return Length(count=days, unit=Unit.DAYS, counting=counting)


def _clause(weight: int, wording: str, duty: Duty, **answers: int | tuple[str, ...]) -> Clause:
    written = duty_to_json(duty)
    return Clause(weight, duty.kind.value, wording, written, **answers)  # type: ignore[arg-type]  # each by its own name


_HALF_YEARLY = Length(count=6, unit=Unit.MONTHS, counting=Counting.MONTHS_BEGINNING)

DUTIES: tuple[Clause, ...] = (
    _clause(
        31,
        "The defendant must report every six months on income, assets and debts.",
        PeriodicReport(every=_HALF_YEARLY, due_within=_days(28, Counting.AFTER_PERIOD)),
        report_days=28,
    ),
    _clause(
        20,
        "The defendant must tell the officer of any new telephone or vehicle within 7 days.",
        NotifyChange(of=(Notifiable.PHONE, Notifiable.VEHICLE), within=_days(7)),
        notice_days=7,
        holds=("phone", "vehicle"),
    ),
    _clause(
        4,
        "The defendant must tell the officer of every account within 3 days.",
        FirstNotification(of=(Notifiable.ACCOUNT,), within=_days(3)),
        notice_days=3,
        holds=("account",),
    ),
    _clause(
        4,
        "The defendant must give 7 clear days' notice of any new address.",
        NotifyBeforehand(of=(Notifiable.ADDRESS,), notice=_days(7, Counting.CLEAR_BEFORE)),
        notice_days=1,
        holds=("address",),
    ),
    _clause(
        12,
        "The defendant must have no more than two mobile telephones.",
        CountLimit(of=HoldingKind.PHONE, most=2),
        holds=("phone",),
        notice_days=3,
    ),
    _clause(
        10,
        "The defendant must not hold more than GBP 1,000 in cash.",
        CashLimit(most=100_000, currency="GBP"),
    ),
    _clause(
        4,
        "The defendant must give 7 clear days' notice of any journey abroad.",
        NotifyBeforehand(of=(Notifiable.FOREIGN_TRAVEL,), notice=_days(7, Counting.CLEAR_BEFORE)),
    ),
    _clause(
        4,
        "The defendant must not possess an encrypted telephone or a signal blocker.",
        ProhibitedItem(items=("encrypted device", "signal blocker")),
    ),
    _clause(5, "The defendant must not leave the United Kingdom.", TravelBan()),
    _clause(6, "The defendant must co-operate with the officer.", FreeWording()),
)
"""Every clause, with its weight in the draw."""
