"""Reads of people's orders and clauses, by what a file can say of them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from casework.models import CourtOrder, Provision
from casework.queries.known import known_at
from rules.vocabulary import OrderKind


class Clause(NamedTuple):
    """A clause of an order; `provision_id` and `number` None where the order has none."""

    order_id: int
    kind: OrderKind
    reference: str | None
    made_on: date
    provision_id: int | None
    number: str | None


def of_people(session: Session, people: Collection[int]) -> dict[int, list[Clause]]:
    """Return the orders of *people* with their clauses as known now, by person."""
    rows = session.execute(
        select(
            CourtOrder.person_id,
            CourtOrder.fact_id,
            CourtOrder.kind,
            CourtOrder.reference,
            CourtOrder.made_on,
            Provision.fact_id,
            Provision.number,
        )
        .outerjoin(
            Provision,
            and_(
                Provision.person_id == CourtOrder.person_id,
                Provision.order_id == CourtOrder.fact_id,
                known_at(Provision, None),
            ),
        )
        .where(CourtOrder.person_id.in_(sorted(people)), known_at(CourtOrder, None))
        .order_by(CourtOrder.person_id, CourtOrder.made_on, CourtOrder.fact_id, Provision.fact_id)
    )
    found: dict[int, list[Clause]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(Clause(*row[1:]))
    return found
