"""Who the people of the region are: their names, births and numbers."""

from datetime import date, timedelta

from casework.demo.story import Story
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


def introduce(story: Story, surname: str, forenames: str, gender: str) -> None:
    """Tell who a person is."""
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


def introduce_again(story: Story, known: Story) -> None:
    """Tell who a person is whom another story has introduced: the same, as another saw them.

    The police number is the same; the forenames and the birth are told in part, and the
    number in prison is another.
    """
    facts = {told.table: told.values for told in reversed(known.facts)}
    name, birth = facts[PersonName], facts[Birth]
    _called(story, NameKind.LEGAL, name["surname"], name["forenames"][:1])
    story.add(Birth, **{**birth, "day": None})
    story.add(Description, **facts[Description])
    for told in known.facts:
        if told.table is Identifier and told.values["scheme"] is IdentifierScheme.PNC:
            story.add(Identifier, told.feed, **told.values)
    _numbered_in_prison(story)


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
    _numbered_in_prison(story)
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


def _numbered_in_prison(story: Story) -> None:
    letters = "".join(story.chance.choices(_LETTERS, k=2))
    number = f"Z{story.chance.randint(0, 9_999):04}{letters}"
    _identified(story, IdentifierScheme.PRISON_NUMBER, number, number, Feed.PRISON_RECORDS)


def _identified(
    story: Story,
    scheme: IdentifierScheme,
    raw: str,
    canonical: str,
    feed: Feed = Feed.OFFICERS,
) -> None:
    story.add(Identifier, feed, scheme=scheme, raw=raw, canonical=canonical, since=None, until=None)
