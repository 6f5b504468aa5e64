"""The rest of a life as officers and prisons see it: visits, calls, finds, sightings, contacts."""

from datetime import date, timedelta
from typing import Any

from casework.demo.answers import hold
from casework.demo.custody import Served
from casework.demo.story import Acquaintance, FactMark, Story
from casework.models import Event, OfficerContact
from rules.days import ONE_DAY
from rules.vocabulary import EventKind, HoldingKind, ItemKind

_INSIDE = (EventKind.VISIT, EventKind.CALL, EventKind.FIND)
_INSIDE_OFTEN = (10, 12, 1)
_OUTSIDE = (EventKind.CONTACT, EventKind.SIGHTING, EventKind.SEIZURE)
_OUTSIDE_OFTEN = (8, 8, 1)
_WORDS = {
    EventKind.VISIT: ("Domestic visit", "Visit, two adults", "Legal visit"),
    EventKind.CALL: ("Call to a number on the approved list", "Call of two minutes"),
    EventKind.CONTACT: ("Seen in company", "Telephone contact reported"),
    EventKind.SIGHTING: ("Seen on foot", "Seen as passenger", "Seen at a licensed premises"),
}
_FINDS = (
    (ItemKind.DRUGS, "white powder, sent for test"),
    (ItemKind.DRUGS, "paper soaked in a spice mixture"),
    (ItemKind.WEAPON, "sharpened toothbrush"),
    (ItemKind.OTHER, "fermenting liquid"),
    (ItemKind.OTHER, "tobacco in quantity"),
    (ItemKind.PHONE, "mobile telephone in a mattress"),
)
_SEIZURES = (
    (ItemKind.PHONE, "mobile telephone"),
    (ItemKind.DRUGS, "wraps of white powder"),
    (ItemKind.BANK_CARD, "bank card in another name"),
)
_DAYS_AN_EVENT = 12
"""No more than one event in so many days is on record."""

_STRANGERS = ("Jodie Fenwright", "Marlon Pettigar", "Rosa Tindalow", "Ivan Colebrand")
"""People without a record. Nobody is called so."""


def go_by(story: Story, served: Served, others: list[Acquaintance], *, often: int) -> None:
    """Tell of up to *often* events, fewer in a short time, and of things held before.

    They are of life outside since the last release, or of life inside since the sentence.
    """
    early = served.sentenced_on or story.as_of - timedelta(days=700)
    first, last = served.released_on or early, (served.back_on or story.as_of + ONE_DAY) - ONE_DAY
    inside = served.sentenced_on is not None and (served.released_on is None or first == last)
    if inside:
        first, last = early, story.as_of
    kinds, weights = (_INSIDE, _INSIDE_OFTEN) if inside else (_OUTSIDE, _OUTSIDE_OFTEN)
    most = min(often, (last - first).days // _DAYS_AN_EVENT)
    for kind in story.chance.choices(kinds, weights, k=story.chance.randint(0, most)):
        on = story.day_between(first, last)
        if kind in (EventKind.FIND, EventKind.SEIZURE):
            _find(story, kind, on)
        else:
            _meet(story, kind, on, others)
    for thing in (HoldingKind.ADDRESS, HoldingKind.PHONE):
        if story.happens(0.7):
            hold(story, thing, early - story.days(800, 2_500))


def be_seen(story: Story, lead: int, since: date) -> None:
    """Tell of the lead officer's own contacts, some weeks apart."""
    day = since + story.days(10, 40)
    while story.is_past(day):
        story.add(
            OfficerContact,
            contacted_on=day,
            officer_id=lead,
            method=story.one_of(("home visit", "telephone", "office", "prison visit")),
            outcome=story.one_of(("seen", "seen", "seen", "no answer")),
        )
        day += story.days(28, 90)


def happen(story: Story, kind: EventKind, on: date, **values: Any) -> FactMark:
    """Tell of one event that officers typed in."""
    return story.add(Event, kind=kind, happened_on=on, **values)


def _meet(story: Story, kind: EventKind, on: date, others: list[Acquaintance]) -> None:
    """Tell of a visit, call, contact or sighting; mostly the record says with whom."""
    met: dict[str, Any] = {}
    if kind is not EventKind.SIGHTING and story.happens(0.9):
        if others and story.happens(0.5):
            other = story.one_of(others)
            met = {"other_person_id": other.person, "other_name": other.name}
        else:
            met = {"other_name": story.one_of(_STRANGERS)}
    happen(story, kind, on, details=story.one_of(_WORDS[kind]), **met)


def _find(story: Story, kind: EventKind, on: date) -> None:
    if kind is EventKind.SEIZURE and story.happens(0.4):
        amount = story.chance.randint(3, 18) * 5_000
        cash = {"item_kind": ItemKind.CASH, "item": "bank notes"}
        happen(story, kind, on, amount=amount, currency="GBP", **cash)
        return
    item_kind, item = story.one_of(_FINDS if kind is EventKind.FIND else _SEIZURES)
    happen(story, kind, on, item_kind=item_kind, item=item)
