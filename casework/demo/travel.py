"""Journeys abroad, as carriers and the border tell of them, and what the person told of them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from casework.demo.answers import answer
from casework.demo.characters import Behaviour
from casework.demo.orders import LiveClause
from casework.demo.story import FactMark, Story
from casework.models import Event
from rules.duties import NotifyBeforehand, ReportReturn
from rules.vocabulary import EventKind, Feed, Notifiable

_DESTINATIONS = ("Spain", "Netherlands", "Ireland", "Portugal", "Turkey", "United Arab Emirates")


class Journey(NamedTuple):
    """A journey by its booking and its return."""

    booking: FactMark
    back: FactMark
    left_on: date
    back_on: date


def travel(story: Story, live: list[LiveClause], since: date | None, behaviour: Behaviour) -> None:
    """Tell of a journey or two since a day, None for ever, and of what was told of them."""
    for _ in range(story.chance.choice((0, 0, 0, 0, 1, 2))):
        left_on = story.ago(35, 300)
        begun = [since or date.min, *(clause.since for clause in live)]
        if left_on > max(begun) + timedelta(days=30):
            tell_of(story, live, go(story, left_on), behaviour)


def go(story: Story, left_on: date) -> Journey:
    """Tell of a journey: booked some weeks before, out, and back within three weeks."""
    place, back_on = story.one_of(_DESTINATIONS), left_on + story.days(4, 20)
    booking = book(story, left_on - story.days(15, 25), left_on, place)
    out = _cross(story, EventKind.JOURNEY_OUT, left_on, place, booking)
    back = _cross(story, EventKind.JOURNEY_BACK, back_on, place, out)
    return Journey(booking, back, left_on, back_on)


def book(story: Story, on: date, departs_on: date, place: str) -> FactMark:
    """Tell of a booking."""
    return story.add(
        Event,
        Feed.BORDER,
        kind=EventKind.JOURNEY_BOOKED,
        happened_on=on,
        expected_on=departs_on,
        place=place,
        reference=f"ZZ{story.chance.randint(100_000, 999_999)}",
    )


def tell_of(story: Story, live: list[LiveClause], journey: Journey, behaviour: Behaviour) -> None:
    """Tell of the notices the person gave of a journey, as the clauses ask."""
    for clause in live:
        duty = clause.duty
        if story.happens(behaviour.missing):
            continue
        late = story.happens(behaviour.late)
        if isinstance(duty, NotifyBeforehand) and Notifiable.FOREIGN_TRAVEL in duty.of:
            ahead = story.days(1, 4) if late else story.days(duty.notice.days + 1, 14)
            answer(story, journey.booking, journey.left_on - ahead, clause.provision)
        elif isinstance(duty, ReportReturn):
            allowed = duty.within.days
            after = story.days(allowed + 1, 10) if late else story.days(0, allowed)
            answer(story, journey.back, journey.back_on + after, clause.provision)


def _cross(story: Story, kind: EventKind, on: date, place: str, about: FactMark) -> FactMark:
    return story.add(
        Event,
        Feed.BORDER,
        kind=kind,
        happened_on=on,
        happened_at=datetime.combine(on, time(story.chance.randint(6, 21), 25), UTC),
        place=place,
        about_id=about,
    )
