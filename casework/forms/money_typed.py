"""Money as people type it: £4,200.50, 4200, 100 EUR."""

import re
from decimal import Decimal
from typing import NamedTuple

from rules.money import in_words
from rules.rates import exponent_of

_HOME = "GBP"
_SIGNS = {"£": "GBP", "€": "EUR"}
_LARGEST = 10**15
_MONEY = re.compile(
    r"(?P<before>[£€$]|[A-Z]{3})? ?(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
    r"(?:\.(?P<part>[0-9]+))?"
    r" ?(?P<after>[£€$]|[A-Z]{3})?"
)


class Money(NamedTuple):
    """A sum in minor units of a currency by ISO 4217."""

    amount: int
    currency: str

    def in_words(self) -> str:
        """Return the sum with its currency, as in "GBP 4,200.50"."""
        return in_words(self.amount, self.currency)


def read_money(typed: str) -> Money:
    """Return the sum typed; without a currency it is in pounds.

    Raises:
        ValueError: it is no sum of money; the words tell.
    """
    found = _MONEY.fullmatch(" ".join(typed.upper().split()))
    if found is None:
        raise ValueError(f"“{typed}” is no sum of money, such as £4,200.50 or 100 EUR.")
    before, after = found["before"], found["after"]
    if before and after:
        raise ValueError("it names two currencies; leave one out.")
    currency = _currency(before or after)
    places = exponent_of(currency)
    part = found["part"]
    if part is not None and len(part) != places:
        least = f"{places} figures after the point" if places else "nothing after the point"
        raise ValueError(f"a sum in {currency} has {least}.")
    written = found["whole"].replace(",", "") + (f".{part}" if part else "")
    amount = int(Decimal(written).scaleb(places))
    if amount >= _LARGEST:
        raise ValueError("that is more than can be recorded.")
    return Money(amount, currency)


def _currency(said: str | None) -> str:
    if said is None:
        return _HOME
    if said == "$":
        raise ValueError("say whose dollars they are, as in USD 100.")
    return _SIGNS.get(said, said)
