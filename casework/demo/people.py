"""The people of the region: their names and numbers, and one life each."""

import random
from datetime import date, timedelta

from mimesis import Gender, Locale
from mimesis import Person as Named

from casework.demo.answers import live_under
from casework.demo.characters import ASSOCIATE, BOUND, UNBOUND, Character
from casework.demo.custody import go_through
from casework.demo.days_gone_by import be_seen, go_by
from casework.demo.management import join, know, manage
from casework.demo.orders import make_orders
from casework.demo.region import GROUP_SIZE, Registers
from casework.demo.story import PersonMark, Story
from casework.identifiers import check_letter
from casework.models import (
    Birth,
    Description,
    Identifier,
    IdentifierScheme,
    NameKind,
    PersonName,
)
from casework.names import search_key
from rules.vocabulary import Feed

_NICKNAMES = ("Smiler", "Dutch", "Tall Paul", "The Baker", "Mouse", "Captain", "Sparks", "Doc")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXY"
_WOMEN = 0.1
"""The share of women among the people of the region, 0 to 1."""

_ROUND = 20
_BOUND_IN_A_ROUND = (0, 7, 13)
_MANAGED_IN_A_ROUND = (1, 4, 8, 14, 17)


class Population:
    """Tells the people of the region one after another: the same seed, the same people."""

    def __init__(self, *, seed: int, as_of: date, registers: Registers) -> None:
        self._seed = seed
        self._as_of = as_of
        self._registers = registers

    def stories(self, first: int, end: int) -> list[Story]:
        """Tell of the people numbered from *first* up to, not including, *end*."""
        names = [self._name(number) for number in range(first, end)]
        return [self._story(number, first, names) for number in range(first, end)]

    def _name(self, number: int) -> tuple[str, str, str]:
        """Return the surname, forenames and gender of one person."""
        named = Named(Locale.EN_GB, seed=f"{self._seed} name {number}")
        chance = random.Random(f"{self._seed} {number} gender")  # noqa: S311  # invented people
        gender = Gender.FEMALE if chance.random() < _WOMEN else Gender.MALE
        return named.last_name(gender=gender), named.first_name(gender=gender), gender.value

    def _story(self, number: int, first: int, names: list[tuple[str, str, str]]) -> Story:
        chance = random.Random(f"{self._seed} {number}")  # noqa: S311  # invented people, not secrets
        story = Story(as_of=self._as_of, chance=chance)
        surname, forenames, gender = names[number - first]
        _introduce(story, surname, forenames, gender)
        group, place = divmod(number, GROUP_SIZE)
        others = [
            PersonMark(other - first)
            for other in range(group * GROUP_SIZE, (group + 1) * GROUP_SIZE)
            if other != number and 0 <= other - first < len(names)
        ]
        group_id = self._registers.groups[group]
        character = _character(number)
        if character is ASSOCIATE:
            self._on_the_edge(story, group_id, others)
        else:
            self._managed(story, character, group_id, others, names)
        if others and place:
            other = others[0]
            know(story, other, " ".join(reversed(names[other][:2])))
        return story

    def _on_the_edge(self, story: Story, group: int, others: list[PersonMark]) -> None:
        served = go_through(story, ASSOCIATE.whereabouts, self._registers, years=4)
        go_by(story, served, others, often=4)
        if story.happens(0.3):
            join(story, group, since=story.ago(100, 1_500))

    def _managed(
        self,
        story: Story,
        character: Character,
        group: int,
        others: list[PersonMark],
        names: list[tuple[str, str, str]],
    ) -> None:
        years = story.chance.randint(6, 16)
        served = go_through(story, character.whereabouts, self._registers, years=years)
        banned = tuple(" ".join(reversed(names[other][:2])) for other in others[:2])
        live = make_orders(story, character.papers, character.whereabouts, served, banned)
        live_under(story, live, character.behaviour)
        go_by(story, served, others, often=30)
        lead, opened_on = manage(story, self._registers, group)
        if served.sentenced_on is None or served.released_on is not None:
            be_seen(story, lead, max(opened_on, served.released_on or opened_on))


def _character(number: int) -> Character:
    """Return whose life it is: three bound by orders in every twenty, and five managed."""
    turn, place = divmod(number, _ROUND)
    if place in _BOUND_IN_A_ROUND:
        bound = turn * len(_BOUND_IN_A_ROUND) + _BOUND_IN_A_ROUND.index(place)
        return BOUND[bound % len(BOUND)]
    if place in _MANAGED_IN_A_ROUND:
        return UNBOUND[_MANAGED_IN_A_ROUND.index(place)]
    return ASSOCIATE


def _introduce(story: Story, surname: str, forenames: str, gender: str) -> None:
    _called(story, NameKind.LEGAL, surname, forenames)
    if story.happens(0.15):
        _called(story, NameKind.NICKNAME, "", story.one_of(_NICKNAMES))
    if story.happens(0.1):
        _called(story, NameKind.ALIAS, surname, forenames[:1])
    born = story.as_of - timedelta(days=365 * 20) - story.days(0, 365 * 45)
    known = story.chance.choices(("day", "month", "year", "nothing"), (88, 4, 5, 3))[0]
    birth = story.add(
        Birth,
        year=born.year if known != "nothing" else 1900,
        month=born.month if known in ("day", "month") else 1 if known == "nothing" else None,
        day=born.day if known == "day" else 1 if known == "nothing" else None,
        placeholder=known == "nothing",
    )
    if known == "year" and story.happens(0.5):
        reason = "birth certificate seen"
        story.put_right(birth, reason, month=born.month, day=born.day)
    story.add(Description, gender=gender, ethnicity=None, nationality="British")
    _number(story, born)


def _called(story: Story, kind: NameKind, surname: str, forenames: str) -> None:
    story.add(
        PersonName,
        kind=kind,
        surname=surname,
        forenames=forenames,
        search_key=search_key(surname, forenames),
        since=None,
        until=None,
    )


def _number(story: Story, born: date) -> None:
    """Give the person numbers: valid in form, and of no register."""
    chance = story.chance
    letters = "".join(chance.choices(_LETTERS, k=2))
    prison = f"Z{chance.randint(0, 9_999):04}{letters}"
    _identified(story, IdentifierScheme.PRISON_NUMBER, prison, prison, Feed.PRISON_RECORDS)
    year, serial = born.year + 18, chance.randint(1, 999_999)
    letter = check_letter(int(f"{year % 100:02}{serial:07}"))
    _identified(
        story,
        IdentifierScheme.PNC,
        f"{year % 100:02}/{serial}{letter}",
        f"{year}/{serial:07}{letter}",
    )
    if story.happens(0.4):
        crn = f"Z{chance.randint(0, 999_999):06}"
        _identified(story, IdentifierScheme.CRN, crn, crn)


def _identified(
    story: Story,
    scheme: IdentifierScheme,
    raw: str,
    canonical: str,
    feed: Feed = Feed.OFFICERS,
) -> None:
    story.add(Identifier, feed, scheme=scheme, raw=raw, canonical=canonical, since=None, until=None)
