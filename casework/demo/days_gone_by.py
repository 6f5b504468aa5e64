"""The rest of a life as officers and prisons see it: visits, calls, finds, sightings, contacts."""

from datetime import date, timedelta

from casework.demo.answers import hold
from casework.demo.custody import Served
from casework.demo.story import PersonMark, Story
from casework.models import Event, OfficerContact
from rules.vocabulary import EventKind, Feed, HoldingKind

_INSIDE = (EventKind.VISIT, EventKind.CALL, EventKind.FIND)
_INSIDE_OFTEN = (10, 12, 1)
_OUTSIDE = (EventKind.CONTACT, EventKind.SIGHTING, EventKind.SEIZURE)
_OUTSIDE_OFTEN = (8, 8, 1)
_WORDS = {
    EventKind.VISIT: ("Domestic visit", "Visit, two adults", "Legal visit"),
    EventKind.CALL: ("Call to a number on the approved list", "Call of two minutes, unanswered"),
    EventKind.FIND: ("Handset in cell furniture", "SIM in clothing", "White powder, sent for test"),
    EventKind.CONTACT: ("Seen in company", "Telephone contact reported"),
    EventKind.SIGHTING: ("Seen on foot", "Seen as passenger", "Seen at a licensed premises"),
    EventKind.SEIZURE: ("Cash seized", "Handset seized"),
    EventKind.JOURNEY_OUT: ("Flight, notified",),
    EventKind.JOURNEY_BACK: ("Flight",),
}


def go_by(story: Story, served: Served, others: list[PersonMark], *, often: int) -> None:
    """Tell of about *often* events, and of the things held before any order."""
    inside = served.sentenced_on is not None and served.released_on is None
    kinds, weights = (_INSIDE, _INSIDE_OFTEN) if inside else (_OUTSIDE, _OUTSIDE_OFTEN)
    first = served.sentenced_on or story.as_of - timedelta(days=700)
    for kind in story.chance.choices(kinds, weights, k=story.chance.randint(0, often)):
        _event(story, kind, story.day_between(first, story.as_of), others)
    if not inside and story.happens(0.15):
        out = story.ago(40, 300)
        _event(story, EventKind.JOURNEY_OUT, out, [])
        _event(story, EventKind.JOURNEY_BACK, out + story.days(4, 20), [])
    for thing in (HoldingKind.ADDRESS, HoldingKind.PHONE):
        if story.happens(0.7):
            hold(story, thing, first - story.days(800, 2_500))


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


def _event(story: Story, kind: EventKind, on: date, others: list[PersonMark]) -> None:
    known = others and kind in (EventKind.VISIT, EventKind.CONTACT, EventKind.CALL)
    story.add(
        Event,
        Feed.OFFICERS,
        kind=kind,
        happened_on=on,
        other_person_id=story.one_of(others) if known and story.happens(0.4) else None,
        amount=story.chance.randint(2, 90) * 10_000 if kind is EventKind.SEIZURE else None,
        currency="GBP" if kind is EventKind.SEIZURE else None,
        details=story.one_of(_WORDS[kind]),
    )
