"""Sums of money as a finding words them."""

from decimal import Decimal

from rules.rates import exponent_of


def in_words(amount: int, currency: str) -> str:
    """Return a sum in minor units as in "GBP 1,000.00" or "JPY 50,000"."""
    places = exponent_of(currency)
    return f"{currency} {Decimal(amount).scaleb(-places):,.{places}f}"
