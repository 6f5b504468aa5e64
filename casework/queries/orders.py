"""Reads of one order, found by the person and its number, as the officer may see them."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy.orm import Session

from casework.context import Context
from casework.errors import OrderNotFoundError
from casework.models import CourtOrder, OrderVariation
from casework.queries import fact_versions, person
from casework.queries.fact_versions import FactRow


class FoundOrder(NamedTuple):
    """An order as it is known: whose it is, the record it is on, and its row."""

    whose: person.Whose
    record: int
    row: FactRow

    @property
    def id(self) -> int:
        """The order's number, of all facts."""
        return int(self.row["fact_id"])


def require(context: Context, key: str) -> FoundOrder:
    """Return the order named as in "P12/45".

    Raises:
        PersonNotFoundError: nobody the officer may see is known by what is before the stroke.
        PersonAmbiguousError: more than one person is.
        OrderNotFoundError: the person has no such order.
    """
    typed, _, number = key.partition("/")
    whose = person.require(context, typed)
    found = fact_versions.current(context.session, CourtOrder, whose.records)
    for record, rows in found.items():
        for row in rows:
            if str(row["fact_id"]) == number:
                return FoundOrder(whose, record, row)
    raise OrderNotFoundError(key)


def variations(session: Session, records: Collection[int], order_id: int) -> list[FactRow]:
    """Return the variations of an order as known now, oldest fact first."""
    found = fact_versions.current(session, OrderVariation, records)
    return [row for rows in found.values() for row in rows if row["order_id"] == order_id]
