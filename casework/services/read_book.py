"""Read what the rulebook is given: the rates, and the calendar that the last night kept."""

import json
from decimal import Decimal

from casework.context import Context
from casework.desk import declares
from casework.models import ExchangeRate, Verb
from casework.permissions import Action
from casework.queries import nights, rates
from casework.services.begin_night import MADE_FROM
from rules.calendar import Calendar
from rules.rates import Rate, Rates


@declares(Action.READ_RATES, Verb.ADMINISTER)
def read_book(context: Context, made_from: str | None) -> tuple[Calendar | None, Rates]:
    """Return the calendar the last night kept, and every rate known now.

    The calendar is None where no night kept one made from *made_from*, or None is asked for.
    """
    kept = nights.rulebook_at(context.session, context.now) if made_from else None
    calendar = None
    if kept is not None:
        contents = json.loads(kept.contents)
        if contents.get(MADE_FROM) == made_from:
            calendar = Calendar.from_data(contents["calendar"])
    return calendar, read_rates(context)


@declares(Action.READ_RATES, Verb.ADMINISTER)
def read_rates(context: Context) -> Rates:
    """Return every rate known now, in a fixed order: what the rulebook counts cash by."""
    return Rates(tuple(rate_of(row) for row in rates.rates(context.session)))


def rate_of(row: ExchangeRate) -> Rate:
    """Return a row as the rate that rules know."""
    return Rate(row.currency, row.since, row.until, Decimal(row.per_pound), row.published_by)
