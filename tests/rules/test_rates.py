"""Rates of exchange: dated, told with their source, never guessed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import money
from rules.rates import NoRateError, Rate, Rates
from tests.rules.book import BOOK

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
A_DAY = date(2026, 10, 15)
PER_POUND = st.decimals("0.0001", "100000", places=4)
CURRENCIES = st.sampled_from(["GBP", "EUR", "JPY", "KWD"])


def rates(**per_pound: Decimal | str) -> Rates:
    return Rates(
        tuple(Rate(name, *OCTOBER, Decimal(rate), "invented") for name, rate in per_pound.items())
    )


SOME_RATES = st.builds(rates, EUR=PER_POUND, JPY=PER_POUND, KWD=PER_POUND)


@given(SOME_RATES, CURRENCIES, CURRENCIES, st.integers(0, 10**12), st.integers(0, 10**12))
def test_more_is_never_worth_less(
    known: Rates, currency: str, into: str, less: int, more: int
) -> None:
    less, more = sorted((less, more))

    assert known.convert(less, currency, into, A_DAY) <= known.convert(more, currency, into, A_DAY)


@given(SOME_RATES, CURRENCIES, st.integers(0, 10**15))
def test_a_currency_into_itself_is_exact(known: Rates, currency: str, amount: int) -> None:
    assert known.convert(amount, currency, currency, A_DAY) == amount
    assert Rates().convert(amount, currency, currency, A_DAY) == amount


@given(SOME_RATES, CURRENCIES, CURRENCIES, st.integers(0, 10**12))
def test_there_and_back_never_gains(known: Rates, currency: str, into: str, amount: int) -> None:
    there = known.convert(amount, currency, into, A_DAY)

    assert known.convert(there, into, currency, A_DAY) <= amount


@given(SOME_RATES, PER_POUND)
def test_another_rate_is_another_rulebook(known: Rates, per_pound: Decimal) -> None:
    other = Rates((*known.rates, Rate("USD", *OCTOBER, per_pound, "invented")))

    assert replace(BOOK, rates=other).digest != replace(BOOK, rates=known).digest


@given(SOME_RATES)
def test_rates_survive_being_kept(known: Rates) -> None:
    assert Rates.from_data(known.to_data()) == Rates(tuple(sorted(known.rates)))


@pytest.mark.parametrize(
    ("amount", "currency", "into", "comes_to"),
    [
        (50_000, "EUR", "GBP", 42_918),  # 429.1845...
        (100_000, "GBP", "EUR", 116_500),
        (20_000, "JPY", "GBP", 10_000),  # no minor unit
        (1, "GBP", "JPY", 2),
        (1_000, "KWD", "GBP", 250),  # a thousand fils are a dinar
        (1_000, "KWD", "EUR", 291),
    ],
)
def test_money_is_converted_by_the_pound_and_rounded_down(
    amount: int, currency: str, into: str, comes_to: int
) -> None:
    known = rates(EUR="1.1650", JPY="200", KWD="0.4")

    assert known.convert(amount, currency, into, A_DAY) == comes_to


@pytest.mark.parametrize("day", [date(2026, 9, 30), date(2026, 11, 1)])
def test_a_rate_holds_on_its_first_and_last_day_and_no_other(day: date) -> None:
    known = rates(EUR="1.1650")

    assert {known.convert(116_500, "EUR", "GBP", each) for each in OCTOBER} == {100_000}
    with pytest.raises(NoRateError):
        known.convert(116_500, "EUR", "GBP", day)
    with pytest.raises(NoRateError):
        known.convert(100_000, "GBP", "EUR", day)


def test_of_two_rates_of_one_day_the_one_that_begins_later_counts() -> None:
    year = Rate("EUR", date(2026, 1, 1), date(2026, 12, 31), Decimal(1), "invented")
    known = Rates((*rates(EUR="2").rates, year))

    assert known.on("EUR", A_DAY).per_pound == 2
    assert known.on("EUR", date(2026, 11, 1)).per_pound == 1


def test_sums_are_worded_with_as_many_decimals_as_the_currency_has() -> None:
    worded = [money.in_words(123_456, currency) for currency in ("GBP", "JPY", "KWD")]

    assert worded == ["GBP 1,234.56", "JPY 123,456", "KWD 123.456"]
    assert money.in_words(5, "EUR") == "EUR 0.05"
