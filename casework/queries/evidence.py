"""Reads of the facts a finding rests on: what each says, its source, and since when known."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.models import (
    Allocation,
    Attachment,
    CourtOrder,
    Event,
    GroupMembership,
    Holding,
    Inclusion,
    Movement,
    OrderEnding,
    OrderService,
    OrderSuspension,
    OrderVariation,
    PersonFact,
    PrisonAlert,
    PrisonRecord,
    ProbationRegistration,
    Provision,
    ReleaseDate,
    Review,
    Sentence,
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


def _span(row: Any) -> str:
    until: date | None = row.until
    end = f" to {say(until)}" if until else ""
    return f"from {say(row.since)}{end}"


def _holding(row: Any) -> str:
    return f"{_words(row.kind)} held {_span(row)}"


def _copy(row: Any) -> str:
    return f"certified copy {row.file_name}" if row.certified_copy else row.file_name


def _sentence(row: Any) -> str:
    length = "life" if row.length_count is None else f"{row.length_count} {row.length_unit}"
    return f"sentence of {length} on {say(row.sentenced_on)}"


def _inclusion(row: Any) -> str:
    return f"case opened on {say(row.opened_on)}"


def _allocation(row: Any) -> str:
    return f"{_words(row.kind)} officer {_span(row)}"


def _review(row: Any) -> str:
    return f"review of {say(row.reviewed_on)}"


def _alert(row: Any) -> str:
    return f"prison alert {row.alert_code}, seen on {say(row.observed_on)}"


def _registration(row: Any) -> str:
    return f"probation register {row.code}, seen on {say(row.observed_on)}"


def _membership(row: Any) -> str:
    return f"member of a crime group {_span(row)}"


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
    "attachment": (Attachment, _copy),
    "sentence": (Sentence, _sentence),
    "inclusion": (Inclusion, _inclusion),
    "allocation": (Allocation, _allocation),
    "review": (Review, _review),
    "prison_alert": (PrisonAlert, _alert),
    "probation_registration": (ProbationRegistration, _registration),
    "group_membership": (GroupMembership, _membership),
}
"""How each kind of fact that a rule can give as evidence is told: each kind of `rules.facts`."""


def tell(session: Session, records: Sequence[int], refs: Iterable[Ref]) -> dict[Ref, FactTold]:
    """Tell the facts a person's findings rest on, each in the very version judged.

    *records* are all those judged to be of the person.
    """
    wanted: dict[str, set[Ref]] = {}
    for ref in refs:
        wanted.setdefault(ref.kind, set()).add(ref)
    told: dict[Ref, FactTold] = {}
    for kind, found in wanted.items():
        table, says = _TOLD[kind]
        rows = session.execute(
            select(table, Source.name)
            .join(Source, Source.id == table.source_id)
            .where(table.person_id.in_(records), table.fact_id.in_({ref.id for ref in found}))
        )
        for fact, source in rows:
            ref = Ref(kind, fact.fact_id, fact.version)
            if ref in found:
                told[ref] = FactTold(ref, says(fact), source, fact.known_from, fact.known_to)
    return told
