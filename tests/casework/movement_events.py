"""Events of the prison service for tests, and what taking them in comes to."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.forms.movement_event import BOOKING_MOVED, MERGED, RECEIVED, RELEASED
from casework.imports import import_movements
from casework.models import Establishment, Identifier, IdentifierScheme, Movement
from casework.recording import NewFact
from casework.views.imports import ImportSummary
from tests.builders import a_person, given
from tests.casework.importing import Told

NUMBER = "A1234BC"
OTHER = "B1234CD"


def event(event_type: str, at: str, **details: Any) -> dict[str, Any]:
    return {
        "eventType": event_type,
        "version": 1,
        "occurredAt": at,
        "publishedAt": at,
        "description": "something happened",
        "additionalInformation": details,
    }


def received(at: str, reason: str | None = "NEW_ADMISSION", **details: Any) -> dict[str, Any]:
    said = {"nomsNumber": NUMBER, "reason": reason, "prisonId": "EXH"} | details
    return event(RECEIVED, at, **said)


def released(at: str, reason: str | None = "RELEASED", **details: Any) -> dict[str, Any]:
    said = {"nomsNumber": NUMBER, "reason": reason, "prisonId": "EXH"} | details
    return event(RELEASED, at, **said)


def merged(at: str, kept: str = NUMBER, removed: str = OTHER) -> dict[str, Any]:
    return event(MERGED, at, nomsNumber=kept, removedNomsNumber=removed, reason="MERGE")


def moved(at: str, booking: str, moved_from: str, moved_to: str) -> dict[str, Any]:
    return event(
        BOOKING_MOVED,
        at,
        bookingId=booking,
        movedFromNomsNumber=moved_from,
        movedToNomsNumber=moved_to,
    )


def a_prisoner_known_as(desk: Desk, number: str = NUMBER, surname: str = "Example") -> str:
    """Put a person on record with a prison number, and return our number for them."""
    person = a_person(desk, surname)
    given(desk, person, a_number(number))
    return person


def a_number(number: str, scheme: IdentifierScheme = IdentifierScheme.PRISON_NUMBER) -> NewFact:
    return NewFact(Identifier, {"scheme": scheme, "raw": number, "canonical": number})


def take(
    desk: Desk, path: Path, *events: Any, name: str = "events.jsonl", **options: Any
) -> tuple[ImportSummary, Told]:
    """Import events as one file, one a line or a list, its good rows kept whatever others are."""
    told = Told()
    file = path / name
    lines = [json.dumps(each) for each in events]
    text = "\n".join(lines) if all(isinstance(each, dict) for each in events) else None
    file.write_text(text or f"[{', '.join(lines)}]", encoding="utf-8")
    asked: Any = {"keep_good": True, "tell": told} | options
    return import_movements(desk, [file], **asked), told


def known(engine: Engine) -> set[tuple[Any, ...]]:
    """Return the movements known now: whose, what, why, when and in which prison."""
    with Session(engine) as session:
        prisons: dict[int | None, str] = {
            prison.id: prison.code for prison in session.scalars(select(Establishment))
        }
        found = session.scalars(select(Movement).where(Movement.known_to.is_(None)))
        return {
            (
                m.person_id,
                m.kind.value,
                m.reason_code,
                m.happened_on,
                m.happened_at,
                prisons.get(m.establishment_id),
            )
            for m in found
        }
