"""Invented monthly rates of exchange, close to what such currencies have been worth."""

import random
from datetime import date
from typing import NamedTuple

from rules.days import ONE_DAY, add_months

PUBLISHED_BY = "invented monthly rates"

_MONTHS = 24
_NEAR = {"EUR": 1.16, "USD": 1.29, "AED": 4.74, "TRY": 44.0}
"""Units for one pound, about which the months vary."""

_VARIES = 0.03
"""The share by which a month may differ from that, 0 to 1."""


class NewRate(NamedTuple):
    """What a pound bought in one month, `since` to `until` inclusive; `per_pound` is decimal."""

    currency: str
    since: date
    until: date
    per_pound: str


def invented_rates(*, seed: int, as_of: date) -> list[NewRate]:
    """Invent rates for the month of *as_of* and the two years before it."""
    chance = random.Random(f"{seed} rates")  # noqa: S311  # invented rates, not secrets
    this_month = as_of.replace(day=1)
    return [
        NewRate(currency, first, add_months(first, 1) - ONE_DAY, _varied(chance, near))
        for currency, near in _NEAR.items()
        for first in (add_months(this_month, -back) for back in range(_MONTHS, -1, -1))
    ]


def _varied(chance: random.Random, near: float) -> str:
    return f"{near * (1 + chance.uniform(-_VARIES, _VARIES)):.4f}"
