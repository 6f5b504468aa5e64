"""Rates of exchange, dated: what a pound bought of a currency on a day, by a source.

They reach the rules as data and count into the rulebook's digest, as holidays do: money
counted on a past night comes to the same when that night is judged again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal, InvalidOperation
from functools import cached_property
from typing import Any, NamedTuple

POUND = "GBP"
_EXPONENTS = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND",
         "VUV", "XAF", "XOF", "XPF"),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}  # fmt: skip
_USUAL_EXPONENT = 2


class NoRateError(LookupError):
    """No source gives a rate for a currency on a day."""

    def __init__(self, currency: str, day: date) -> None:
        super().__init__(f"There is no rate of {currency} on {day.isoformat()}.")
        self.currency = currency
        self.day = day


class Rate(NamedTuple):
    """What a pound bought of `currency`, from `since` to `until`, both inclusive."""

    currency: str
    since: date
    until: date
    per_pound: Decimal
    published_by: str


@dataclass(frozen=True)
class Rates:
    """All rates known. Where two cover one day, the one that begins later counts.

    Raises:
        ValueError: a rate is not above 0, or ends before it begins.
    """

    rates: tuple[Rate, ...] = field(default=())

    def __post_init__(self) -> None:
        for rate in self.rates:
            if rate.per_pound <= 0 or rate.until < rate.since:
                raise ValueError(f"{rate.currency} from {rate.since.isoformat()} is not a rate.")

    def convert(self, amount: int, currency: str, into: str, on: date) -> int:
        """Return *amount*, in minor units of a currency, in minor units of another.

        It is rounded down, in the person's favour. One currency into itself is no
        conversion and needs no rate.

        Raises:
            NoRateError: there is no rate of one of them on that day.
        """
        if currency == into:
            return amount
        units = Decimal(amount).scaleb(-exponent_of(currency)) / self._per_pound(currency, on)
        made = (units * self._per_pound(into, on)).scaleb(exponent_of(into))
        return int(made.to_integral_value(rounding=ROUND_DOWN))

    def on(self, currency: str, day: date) -> Rate:
        """Return the rate of a currency on a day.

        Raises:
            NoRateError: there is none.
        """
        for rate in reversed(self._by_currency.get(currency, ())):
            if rate.since <= day <= rate.until:
                return rate
        raise NoRateError(currency, day)

    def to_data(self) -> list[list[str]]:
        """Return the rates as plain data, in a fixed order."""
        return [
            [r.currency, r.since.isoformat(), r.until.isoformat(), str(r.per_pound), r.published_by]
            for r in sorted(self.rates)
        ]

    @classmethod
    def from_data(cls, data: Iterable[Any]) -> "Rates":
        """Return the rates that `to_data` gave.

        Raises:
            ValueError: a day or a number is not one, or a rate is not a rate.
        """
        try:
            return cls(
                tuple(
                    Rate(
                        currency,
                        date.fromisoformat(since),
                        date.fromisoformat(until),
                        Decimal(per_pound),
                        published_by,
                    )
                    for currency, since, until, per_pound, published_by in data
                )
            )
        except InvalidOperation as malformed:
            raise ValueError("A rate is not a decimal number.") from malformed

    @cached_property
    def _by_currency(self) -> Mapping[str, tuple[Rate, ...]]:
        found: dict[str, tuple[Rate, ...]] = {}
        for rate in sorted(self.rates):
            found[rate.currency] = (*found.get(rate.currency, ()), rate)
        return found

    def _per_pound(self, currency: str, day: date) -> Decimal:
        return Decimal(1) if currency == POUND else self.on(currency, day).per_pound


NO_RATES = Rates()


def exponent_of(currency: str) -> int:
    """Return how many decimal places a currency's minor unit has, by ISO 4217."""
    return _EXPONENTS.get(currency, _USUAL_EXPONENT)
