"""Journeys across the border, as claims."""

from collections.abc import Hashable, Sequence
from datetime import date, datetime
from typing import Any

from casework.context import Context
from casework.forms.journey_row import JourneyRow
from casework.importing.claims import Claim, Sort
from casework.importing.manner import Asked, Claims, Manner
from casework.models import Event
from casework.queries.fact_versions import FactRow
from rules.vocabulary import EventKind


def _prepare(_: Context, __: Sequence[Asked[JourneyRow]]) -> Claims[JourneyRow]:
    def claims(asked: Asked[JourneyRow]) -> list[Claim]:
        values = _values(asked.content)
        return [Claim(sort=_journey(values), values=values)]

    return claims


def _values(row: JourneyRow) -> dict[str, Any]:
    """Return what a row says; what it leaves empty says nothing."""
    if row.kind is EventKind.JOURNEY_BOOKED:
        days = {"happened_on": row.booked_on, "expected_on": row.day, "expected_at": row.at}
    else:
        days = {"happened_on": row.day, "happened_at": row.at}
    said = {"place": row.place, "details": row.details, "reference": row.reference}
    stated = {name: value for name, value in (days | said).items() if value is not None}
    return {"kind": row.kind, **stated}


def _journey(said: FactRow) -> Sort:
    """Return how this journey is known again: by its reference, else by its moment."""

    def key(row: FactRow) -> Hashable:
        ours, theirs = said.get("reference"), row.get("reference")
        if row["kind"] is not said["kind"]:
            return False
        return ours == theirs if ours and theirs else _when(row) == _when(said)

    return Sort(table=Event, key=key)


def _when(row: FactRow) -> Hashable:
    """Return the moment of the crossing or of the departure booked, else its day."""
    is_booked = row["kind"] is EventKind.JOURNEY_BOOKED
    at, on = ("expected_at", "expected_on") if is_booked else ("happened_at", "happened_on")
    moment: datetime | date | None = row.get(at) or row.get(on)
    return moment


TRAVEL: Manner[JourneyRow] = Manner(tables=(Event,), prepare=_prepare)
