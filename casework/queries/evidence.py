"""Reads of the facts a finding rests on: what each says, its source, and since when known."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.models import (
    CourtOrder,
    Event,
    Holding,
    Movement,
    OrderEnding,
    OrderService,
    OrderSuspension,
    OrderVariation,
    PersonFact,
    PrisonRecord,
    Provision,
    ReleaseDate,
    Source,
)
from rules.days import say
from rules.facts import Ref
from rules.words import ORDER_NAMES


class FactTold(NamedTuple):
    """One version of one fact, as it is told beside a finding."""

    ref: Ref
    says: str
    source: str
    known_from: datetime
    known_to: datetime | None


def _words(code: str) -> str:
    return code.replace("_", " ")


def _order(row: Any) -> str:
    return f"{ORDER_NAMES[row.kind]} made on {say(row.made_on)}"


def _provision(row: Any) -> str:
    return f"clause {row.number}: {row.wording}"


def _service(row: Any) -> str:
    return f"notice served on {say(row.served_on)} ({_words(row.method)})"


def _variation(row: Any) -> str:
    return f"variation made on {say(row.made_on)}"


def _suspension(row: Any) -> str:
    until: date | None = row.until
    end = f" to {say(until)}" if until else ""
    return f"suspended from {say(row.since)}{end}"


def _ending(row: Any) -> str:
    return f"{_words(row.kind)} on {say(row.ended_on)}"


def _observed(row: Any) -> str:
    return f"prison record of {say(row.observed_on)}"


def _happened(row: Any) -> str:
    return f"{_words(row.kind)} on {say(row.happened_on)}"


def _release_date(row: Any) -> str:
    return f"{_words(row.kind)} date {say(row.falls_on)}"


def _holding(row: Any) -> str:
    until: date | None = row.until
    end = f" to {say(until)}" if until else ""
    return f"{_words(row.kind)} held from {say(row.since)}{end}"


_TOLD: dict[str, tuple[type[PersonFact], Callable[[Any], str]]] = {
    "court_order": (CourtOrder, _order),
    "provision": (Provision, _provision),
    "order_service": (OrderService, _service),
    "order_variation": (OrderVariation, _variation),
    "order_suspension": (OrderSuspension, _suspension),
    "order_ending": (OrderEnding, _ending),
    "prison_record": (PrisonRecord, _observed),
    "movement": (Movement, _happened),
    "release_date": (ReleaseDate, _release_date),
    "holding": (Holding, _holding),
    "event": (Event, _happened),
}
"""How each kind of fact that a rule can give as evidence is told: each kind of `rules.facts`."""


def tell(session: Session, person_id: int, refs: Iterable[Ref]) -> dict[Ref, FactTold]:
    """Tell the facts a person's findings rest on, each in the very version judged."""
    wanted: dict[str, set[Ref]] = {}
    for ref in refs:
        wanted.setdefault(ref.kind, set()).add(ref)
    told: dict[Ref, FactTold] = {}
    for kind, found in wanted.items():
        table, says = _TOLD[kind]
        rows = session.execute(
            select(table, Source.name)
            .join(Source, Source.id == table.source_id)
            .where(table.person_id == person_id, table.fact_id.in_({ref.id for ref in found}))
        )
        for fact, source in rows:
            ref = Ref(kind, fact.fact_id, fact.version)
            if ref in found:
                told[ref] = FactTold(ref, says(fact), source, fact.known_from, fact.known_to)
    return told
