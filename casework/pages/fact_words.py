"""What happened, in a few words each: movements, events, payments, names and numbers."""

from collections.abc import Mapping

from casework.models import Event
from rules import money
from rules.days import say
from rules.vocabulary import CustodyBasis, EventKind, MovementKind
from rules.words import opening

_HELD_FOR = {
    CustodyBasis.REMAND: "on remand",
    CustodyBasis.SENTENCE: "to serve a sentence",
    CustodyBasis.RECALL: "on recall",
    CustodyBasis.IMMIGRATION: "in immigration detention",
    CustodyBasis.CIVIL: "as a civil prisoner",
}
_MOVES = {
    MovementKind.RECEPTION: "received into",
    MovementKind.TRANSFER: "transferred to",
    MovementKind.COURT: "taken to court from",
    MovementKind.TEMPORARY_RELEASE: "released for a time from",
    MovementKind.RETURN: "returned to",
    MovementKind.RELEASE: "released from",
    MovementKind.RELEASE_ON_BAIL: "released on bail from",
    MovementKind.RELEASE_TO_HOSPITAL: "moved to hospital from",
    MovementKind.RECALL: "returned on recall to",
    MovementKind.ESCAPE: "escaped from",
    MovementKind.UNLAWFULLY_AT_LARGE: "unlawfully at large from",
    MovementKind.DEATH: "died at",
}
_NOWHERE = {
    MovementKind.UNLAWFULLY_AT_LARGE: "unlawfully at large",
    MovementKind.DEATH: "died",
}
_ABROAD = {
    EventKind.JOURNEY_BOOKED: "a journey to {place} booked",
    EventKind.JOURNEY_OUT: "left the United Kingdom for {place}",
    EventKind.JOURNEY_BACK: "came back from {place}",
}
_MET = {
    EventKind.VISIT: "a visit",
    EventKind.CONTACT: "a contact",
    EventKind.SIGHTING: "a sighting",
    EventKind.CALL: "a call",
}
_ANSWERED = {
    EventKind.REPORT_RECEIVED: "report received",
    EventKind.NOTICE_GIVEN: "notice given",
    EventKind.OFFICER_NOTICE_SERVED: "officer's notice served",
}
_FOUND = {EventKind.FIND: "found", EventKind.SEIZURE: "seized"}


def words(code: str) -> str:
    """Return a code in words."""
    return str(code).replace("_", " ")


def movement_says(kind: MovementKind, prison: str | None, basis: CustodyBasis | None) -> str:
    """Say a movement, as in "Received into Leeds (HMP), on remand"."""
    if prison is None and kind in _NOWHERE:
        return opening(_NOWHERE[kind])
    why = f", {_HELD_FOR[basis]}" if basis in _HELD_FOR else ""
    return opening(f"{_MOVES[kind]} {prison or 'custody'}{why}")


def event_says(event: Event, people: Mapping[int, str], clauses: Mapping[int, str]) -> str:
    """Say an event with all that is recorded of it, in one sentence without its day.

    *people* names those the officer may see, *clauses* numbers the clauses, by their ids.
    """
    said = _said(event, people)
    clause = clauses.get(event.provision_id) if event.provision_id is not None else None
    if clause is not None:
        said += f", clause {clause}"
    if event.amount is not None and event.currency is not None:
        said += f", {money.in_words(event.amount, event.currency)}"
    ends = "" if said.endswith(".") else "."
    return opening(f"{said}{ends}" + (f" {event.details}" if event.details else ""))


def _said(event: Event, people: Mapping[int, str]) -> str:
    if event.kind in _ABROAD:
        return _ABROAD[event.kind].format(place=event.place or "a place not recorded")
    if event.kind in _FOUND:
        thing = event.item or _item(event)
        return f"{_FOUND[event.kind]}: {thing}{_at(event)}{_holder(event, people)}"
    if event.kind in _ANSWERED:
        return f"{_ANSWERED[event.kind]}{_for_period(event)}{_by(event)}"
    return f"{_MET.get(event.kind, words(event.kind))}{_with(event, people)}{_at(event)}"


def _item(event: Event) -> str:
    return words(event.item_kind) if event.item_kind else "something not described"


def _with(event: Event, people: Mapping[int, str]) -> str:
    name = other_name(event.other_person_id, event.other_name, people)
    return f" with {name}" if name else ""


def _holder(event: Event, people: Mapping[int, str]) -> str:
    name = other_name(event.held_by_person_id, event.held_by_name, people)
    return f", held by {name}" if name else ""


def other_name(number: int | None, written: str | None, people: Mapping[int, str]) -> str | None:
    """Return how somebody else is called: by our record where it may be seen, else as written."""
    if number is not None and number in people:
        return f"P{number} {people[number]}"
    return written or ("somebody whose record you may not see" if number is not None else None)


def _at(event: Event) -> str:
    return f", {event.place}" if event.place else ""


def _for_period(event: Event) -> str:
    return f" for the period from {say(event.period_from)}" if event.period_from else ""


def _by(event: Event) -> str:
    if event.expected_on is None:
        return ""
    answer = event.kind is EventKind.OFFICER_NOTICE_SERVED
    day = say(event.expected_on)
    return f", answer asked for by {day}" if answer else f", for {day}"
