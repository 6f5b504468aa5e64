"""Reads of rates of exchange."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.models import ExchangeRate
from casework.queries.known import known_at


def rates(session: Session, known: datetime | None = None) -> Sequence[ExchangeRate]:
    """Return the rates as known at a moment, by currency and day; *known* None means now."""
    return session.scalars(
        select(ExchangeRate)
        .where(known_at(ExchangeRate, known))
        .order_by(ExchangeRate.currency, ExchangeRate.since, ExchangeRate.until, ExchangeRate.id)
    ).all()


def of_currencies(session: Session, currencies: Collection[str]) -> Sequence[ExchangeRate]:
    """Return the rates of *currencies* as known now, taken for this transaction."""
    return session.scalars(
        select(ExchangeRate)
        .where(known_at(ExchangeRate, None), ExchangeRate.currency.in_(sorted(currencies)))
        .order_by(ExchangeRate.id)
        .with_for_update()
    ).all()
