"""One invented person's facts, told before any of them has an id."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

from casework.models import PersonFact
from rules.calendar import Calendar
from rules.days import ONE_DAY
from rules.duties import ProhibitedAssociation
from rules.vocabulary import Feed, HoldingKind, Nation

T = TypeVar("T")


class FactMark(int):
    """Stands for the id of a fact of the same story: its place in it."""


class ThingMark(int):
    """Stands for the id of a thing of the same story: its place among them."""


class PersonMark(int):
    """Stands for the id of someone in the same batch: their place in it."""


class Acquaintance(NamedTuple):
    """Somebody else of the same batch, and their name."""

    person: PersonMark
    name: str


class ForbiddenPeople(NamedTuple):
    """Stands for a duty as it is stored, with the record numbers of the people it names."""

    duty: ProhibitedAssociation
    people: tuple[PersonMark, ...]


class JudgedSame(NamedTuple):
    """That the story's person is the same as another of the batch, and why."""

    other: PersonMark
    reason: str


class Lookalike(NamedTuple):
    """Somebody in a feed's file who may be the story's person, for an officer to say."""

    feed: Feed
    file_key: str
    name: str
    born: str
    why: str
    seen_on: date


class Told(NamedTuple):
    """A fact to be, and the feed it comes through. Marks stand for ids among its values."""

    feed: Feed
    table: type[PersonFact]
    values: Mapping[str, Any]


class NewThing(NamedTuple):
    """A thing to be; `canonical` is None where it has no number."""

    kind: HoldingKind
    raw: str
    canonical: str | None


class Mistake(NamedTuple):
    """A fact recorded wrongly at first: what it should say, and why it was corrected."""

    fact: FactMark
    table: type[PersonFact]
    reason: str
    changes: Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Story:
    """What is known of one person at the end of `as_of`, in the order it is recorded.

    `chance` is the person's own: what one story draws never moves another.
    """

    as_of: date
    chance: random.Random
    calendar: Calendar
    facts: list[Told] = field(default_factory=list)
    things: list[NewThing] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    judgements: list[JudgedSame] = field(default_factory=list)
    lookalikes: list[Lookalike] = field(default_factory=list)

    def add(self, table: type[PersonFact], feed: Feed = Feed.OFFICERS, **values: Any) -> FactMark:
        """Tell one fact and return its mark."""
        self.facts.append(Told(feed, table, values))
        return FactMark(len(self.facts) - 1)

    def add_thing(self, kind: HoldingKind, raw: str, canonical: str | None = None) -> ThingMark:
        """Tell of a thing and return its mark."""
        self.things.append(NewThing(kind, raw, canonical))
        return ThingMark(len(self.things) - 1)

    def put_right(self, fact: FactMark, reason: str, **changes: Any) -> None:
        """Say that a fact told was wrong, and is corrected later."""
        self.mistakes.append(Mistake(fact, self.facts[fact].table, reason, changes))

    def happens(self, likelihood: float) -> bool:
        """Whether something of this likelihood, 0 to 1, comes about."""
        return self.chance.random() < likelihood

    def one_of(self, choices: Sequence[T]) -> T:
        """Choose one."""
        return self.chance.choice(choices)

    def days(self, least: int, most: int) -> timedelta:
        """Draw a number of days, both ends included."""
        return timedelta(days=self.chance.randint(least, most))

    def ago(self, least: int, most: int) -> date:
        """Draw a day that many days before the last day of the story, both ends included."""
        return self.as_of - self.days(least, most)

    def day_between(self, first: date, last: date) -> date:
        """Draw a day, both ends included; *first* where they are the wrong way round."""
        return first + timedelta(days=self.chance.randint(0, max((last - first).days, 0)))

    def is_past(self, day: date) -> bool:
        """Whether *day* has ended by the end of the story."""
        return day <= self.as_of

    def court_day(self, day: date) -> date:
        """Return *day*, or the next on which courts sit where they do not on it."""
        while not self.calendar.is_working(day, Nation.ENGLAND_AND_WALES):
            day += ONE_DAY
        return day

    def release_day(self, day: date) -> date:
        """Return *day*, or the last working day before it: nobody is released on others."""
        while not self.calendar.is_working(day, Nation.ENGLAND_AND_WALES):
            day -= ONE_DAY
        return day
