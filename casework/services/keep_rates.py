"""Keep the rates of exchange that cash is counted by."""

from collections.abc import Sequence
from datetime import date, timedelta

from casework.context import Context
from casework.desk import declares
from casework.importing.keeping import undone
from casework.importing.rate_rows import days_of
from casework.importing.rows import Row, rejected
from casework.models import ExchangeRate, Verb
from casework.permissions import Action
from casework.queries import rates as kept_rates
from casework.queries import sources
from casework.services.read_book import rate_of
from casework.views.imports import RowOutcome, Taken
from rules.days import say
from rules.rates import Rate
from rules.vocabulary import Feed

BATCH = 500
"""Rows in one transaction."""

_TICK = timedelta(microseconds=1)
_Known = dict[tuple[str, date, date], ExchangeRate]


@declares(Action.KEEP_REGISTERS, Verb.ADMINISTER)
def keep_rates(context: Context, rows: Sequence[Row[Rate]]) -> list[RowOutcome]:
    """Keep rates. Another rate for the same currency and days supersedes the one known.

    What was known before stays to be read as it was known.
    """
    sources.take(context.session, Feed.OFFICERS)  # so that one import of rates runs at a time
    currencies = {row.content.currency for row in rows if row.content is not None}
    known: _Known = {
        days_of(rate_of(row)): row for row in kept_rates.of_currencies(context.session, currencies)
    }
    return [_keep(context, row, known) for row in rows]


@declares(Action.KEEP_REGISTERS, Verb.ADMINISTER)
def try_rates(context: Context, rows: Sequence[Row[Rate]]) -> list[RowOutcome]:
    """Say what would become of rates; nothing is kept but the log."""
    with undone(context):
        return keep_rates(context, rows)


def _keep(context: Context, row: Row[Rate], known: _Known) -> RowOutcome:
    rate = row.content
    if rate is None:
        return rejected(row.number, row.why_not or "The row is empty.")
    before = known.get(days_of(rate))
    if before is not None and rate_of(before) == rate:
        return RowOutcome(number=row.number, outcome=Taken.UNCHANGED)
    since, words = context.clock(), f"{rate.currency} from {say(rate.since)} is new."
    if before is not None:
        since = max(since, before.known_from + _TICK)
        before.known_to = since
        words = f"{rate.currency} from {say(rate.since)} was {before.per_pound}, and is superseded."
    known[days_of(rate)] = made = ExchangeRate(
        currency=rate.currency,
        since=rate.since,
        until=rate.until,
        per_pound=f"{rate.per_pound:f}",
        published_by=rate.published_by,
        known_from=since,
        recorded_by=context.officer.id,
    )
    context.session.add(made)
    return RowOutcome(number=row.number, outcome=Taken.ACCEPTED, message=words)
