"""Put one batch of invented people on record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import insert

from casework.context import Context
from casework.demo.region import Registers
from casework.demo.story import (
    FactMark,
    ForbiddenPeople,
    Mistake,
    PersonMark,
    Story,
    ThingMark,
)
from casework.desk import declares
from casework.duty_json import duty_to_json
from casework.models import (
    Candidate,
    CandidateState,
    IdentityJudgement,
    Sameness,
    Thing,
    Verb,
)
from casework.permissions import Action
from casework.recording import NewFact, Origin, fact_ids, new_people, record_all
from rules.vocabulary import Feed

_IN_TURN = (
    Feed.COURT_RESULTS,
    Feed.SERVICE_LOG,
    Feed.PRISON_MOVEMENTS,
    Feed.PRISON_RECORDS,
    Feed.BORDER,
    Feed.COMPANIES,
    Feed.PROBATION_REGISTERS,
    Feed.CRIME_GROUPS,
    Feed.OFFICERS,
    Feed.POST_LOG,
    Feed.NOTIFICATION_LOG,
)
"""Feeds in such an order that a fact comes after those it refers to."""

_PRISON_FEEDS = (Feed.PRISON_MOVEMENTS, Feed.PRISON_RECORDS)


class Correction(NamedTuple):
    """A mistake on record, with the ids it has there."""

    person_id: int
    fact_id: int
    mistake: Mistake


@declares(Action.LOAD_DEMO, Verb.COLLECT)
def load_demo_batch(
    context: Context, stories: Sequence[Story], registers: Registers
) -> list[Correction]:
    """Record the people of *stories*; return the mistakes to be corrected later."""
    people = new_people(context, len(stories), agency_id=context.officer.agency_id)
    things = iter(_things(context, stories))
    ids = fact_ids(context, sum(len(story.facts) for story in stories))
    rows: dict[Feed, list[tuple[int, int, NewFact]]] = {feed: [] for feed in _IN_TURN}
    corrections: list[Correction] = []
    for person, story in zip(people, stories, strict=True):
        marks = _Marks(
            people, [next(ids) for _ in story.facts], [next(things) for _ in story.things]
        )
        for fact_id, told in zip(marks.facts, story.facts, strict=True):
            values = marks.resolve(told.values)
            rows[told.feed].append((person, fact_id, NewFact(told.table, values)))
        corrections += [Correction(person, marks.facts[m.fact], m) for m in story.mistakes]
    for feed, found in rows.items():
        record_all(context, found, _origin(context, registers, feed))
    for person, story in zip(people, stories, strict=True):
        context.session.add_all(_judgements(context, registers, people, (person, story)))
        context.session.add_all(_candidates(registers, person, story))
    return corrections


class _Marks(NamedTuple):
    """The ids that stand behind the marks of one story."""

    people: Sequence[int]
    facts: Sequence[int]
    things: Sequence[int]

    def resolve(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Put ids in the place of marks."""
        return {name: self._resolved(value) for name, value in values.items()}

    def _resolved(self, value: Any) -> Any:
        if isinstance(value, FactMark):
            return self.facts[value]
        if isinstance(value, ThingMark):
            return self.things[value]
        if isinstance(value, ForbiddenPeople):
            records = tuple(self.people[mark] for mark in value.people)
            return duty_to_json(replace(value.duty, records=records))
        return self.people[value] if isinstance(value, PersonMark) else value


def _judgements(
    context: Context, registers: Registers, people: Sequence[int], told: tuple[int, Story]
) -> Iterator[IdentityJudgement]:
    person, story = told
    for judged in story.judgements:
        first, second = sorted((person, people[judged.other]))
        yield IdentityJudgement(
            first_id=first,
            second_id=second,
            sameness=Sameness.SAME,
            reason=judged.reason,
            known_from=context.now,
            recorded_by=context.officer.id,
            source_id=registers.sources[Feed.OFFICERS],
        )


def _candidates(registers: Registers, person: int, story: Story) -> Iterator[Candidate]:
    for alike in story.lookalikes:
        yield Candidate(
            source_id=registers.sources[alike.feed],
            file_key=alike.file_key,
            person_id=person,
            name=alike.name,
            born=alike.born,
            why=alike.why,
            seen_on=alike.seen_on,
            state=CandidateState.OPEN,
        )


def _things(context: Context, stories: Sequence[Story]) -> Iterator[int]:
    rows = [thing._asdict() for story in stories for thing in story.things]
    if not rows:
        return iter(())
    statement = insert(Thing).returning(Thing.id, sort_by_parameter_order=True)
    return iter(context.session.scalars(statement, rows).all())


def _origin(context: Context, registers: Registers, feed: Feed) -> Origin:
    owner = registers.prison_service if feed in _PRISON_FEEDS else context.officer.agency_id
    return Origin(registers.sources[feed], owner)
