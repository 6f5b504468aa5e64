"""The people of the region: one life each, and for a few two records of it."""

import random
from datetime import date

from mimesis import Gender, Locale
from mimesis import Person as Named

from casework.demo.answers import hold, live_under
from casework.demo.characters import (
    ASSOCIATE,
    BOUND,
    BOUND_TALES,
    UNBOUND,
    UNBOUND_TALES,
    Character,
    Paper,
    Tale,
)
from casework.demo.codes import be_marked
from casework.demo.custody import go_through
from casework.demo.days_gone_by import be_seen, go_by
from casework.demo.introductions import introduce, introduce_again
from casework.demo.management import join, know, manage
from casework.demo.orders import make_orders
from casework.demo.region import GROUP_SIZE, Registers
from casework.demo.story import Acquaintance, JudgedSame, PersonMark, Story
from casework.demo.tales import Setting, befall
from casework.demo.travel import travel
from rules.calendar import Calendar
from rules.vocabulary import HoldingKind

_WOMEN = 0.1
"""The share of women among the people of the region, 0 to 1."""

_ROUND = 20
_BOUND_IN_A_ROUND = (0, 7)
_BOUND_WITH_A_TALE = 13
_MANAGED_IN_A_ROUND = (1, 4, 8, 14, 17)
_MANAGED_WITH_A_TALE = 14
_NO_TRAVEL = frozenset({Paper.LICENCE, Paper.TRO, Paper.TRO_MISTYPED})
_NAMED = 2
"""How many of a group an order names, if it names any."""


class Population:
    """Tells the people of the region one after another: the same seed, the same people."""

    def __init__(self, *, seed: int, as_of: date, registers: Registers, calendar: Calendar) -> None:
        self._seed = seed
        self._as_of = as_of
        self._registers = registers
        self._calendar = calendar
        self._named = Named(Locale.EN_GB)

    def stories(self, first: int, end: int) -> list[Story]:
        """Tell of the people numbered from *first* up to, not including, *end*."""
        names = [self._name(number) for number in range(first, end)]
        return [self._story(number, first, names) for number in range(first, end)]

    def _name(self, number: int) -> tuple[str, str, str]:
        """Return the surname, forenames and gender of one person."""
        named = self._named
        named.reseed(f"{self._seed} name {number}")
        chance = random.Random(f"{self._seed} {number} gender")  # noqa: S311  # invented people
        gender = Gender.FEMALE if chance.random() < _WOMEN else Gender.MALE
        return named.last_name(gender=gender), named.first_name(gender=gender), gender.value

    def _introduced(self, number: int, name: tuple[str, str, str]) -> Story:
        story = self._begun(number)
        introduce(story, *name)
        return story

    def _begun(self, number: int) -> Story:
        chance = random.Random(f"{self._seed} {number}")  # noqa: S311  # invented people, not secrets
        return Story(as_of=self._as_of, chance=chance, calendar=self._calendar)

    def _story(self, number: int, first: int, names: list[tuple[str, str, str]]) -> Story:
        following = number - first + 1
        if following < len(names) and _character(number + 1).tale is Tale.RECORDED_TWICE:
            known = self._introduced(number + 1, names[following])
            return self._second_record(number, known, PersonMark(following))
        story = self._introduced(number, names[number - first])
        group, place = divmod(number, GROUP_SIZE)
        others = [
            Acquaintance(PersonMark(other - first), _in_words(names[other - first]))
            for other in range(group * GROUP_SIZE, (group + 1) * GROUP_SIZE)
            if other != number and 0 <= other - first < len(names)
        ]
        group_id = self._registers.groups[group]
        character = _character(number)
        if character is ASSOCIATE:
            self._on_the_edge(story, group_id, others)
        else:
            name = _in_words(names[number - first])
            self._managed(story, character, (name, group_id), others)
        if others and place:
            know(story, others[0])
        return story

    def _second_record(self, number: int, known: Story, other: PersonMark) -> Story:
        """Tell of a second record of somebody, with a phone the first does not have."""
        story = self._begun(number)
        introduce_again(story, known)
        hold(story, HoldingKind.PHONE, story.ago(100, 400))
        reason = "The same police number, surname and month of birth; the photographs agree."
        story.judgements.append(JudgedSame(other, reason))
        return story

    def _on_the_edge(self, story: Story, group: int, others: list[Acquaintance]) -> None:
        served = go_through(story, ASSOCIATE.whereabouts, self._registers, years=4)
        go_by(story, served, others, often=4)
        travel(story, [], None, ASSOCIATE.behaviour)
        if story.happens(0.3):
            join(story, group, since=story.ago(100, 1_500))

    def _managed(
        self,
        story: Story,
        character: Character,
        who: tuple[str, int],
        others: list[Acquaintance],
    ) -> None:
        (name, group), years = who, story.chance.randint(6, 16)
        served = go_through(story, character.whereabouts, self._registers, years=years)
        banned, met = tuple(others[:_NAMED]), others[_NAMED:]
        live = make_orders(story, character, served, banned)
        live_under(story, live, character.behaviour)
        go_by(story, served, met, often=30)
        if served.free and _NO_TRAVEL.isdisjoint(character.papers):
            travel(story, live, served.released_on, character.behaviour)
        befall(story, character.tale, Setting(name, live, banned, met))
        be_marked(story, character)
        lead, opened_on = manage(story, self._registers, group, character.tale)
        if lead is not None and served.free:
            be_seen(story, lead, max(opened_on, served.released_on or opened_on))


def _in_words(name: tuple[str, str, str]) -> str:
    surname, forenames, _ = name
    return f"{forenames} {surname}"


def _character(number: int) -> Character:
    """Return whose life it is: three bound by orders in every twenty, and five managed."""
    turn, place = divmod(number, _ROUND)
    if place == _BOUND_WITH_A_TALE:
        return BOUND_TALES[turn % len(BOUND_TALES)]
    if place in _BOUND_IN_A_ROUND:
        bound = turn * len(_BOUND_IN_A_ROUND) + _BOUND_IN_A_ROUND.index(place)
        return BOUND[bound % len(BOUND)]
    if place == _MANAGED_WITH_A_TALE and turn % 2 == 0:
        return UNBOUND_TALES[turn // 2 % len(UNBOUND_TALES)]
    if place in _MANAGED_IN_A_ROUND:
        return UNBOUND[_MANAGED_IN_A_ROUND.index(place)]
    return ASSOCIATE
