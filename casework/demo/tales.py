"""What befell a few people beside the common run of things."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from casework.demo.answers import answer, ask, hold
from casework.demo.characters import PUNCTUAL, Tale
from casework.demo.days_gone_by import happen
from casework.demo.orders import LiveClause
from casework.demo.region import complete_to
from casework.demo.story import Acquaintance, Lookalike, Story
from casework.demo.travel import book, go, tell_of
from casework.models import Holding
from rules.duties import AnswerNotice
from rules.vocabulary import EventKind, Feed, HoldingKind, HoldingRole, ItemKind

_COMPANIES = ("Halyard", "Larch Row", "Weir Street", "Beacon")
"""No such company exists: no register begins a number with ZZ."""


class Setting(NamedTuple):
    """The person a tale is of: their name, what they live under, and whom the order names."""

    name: str
    live: list[LiveClause]
    banned: tuple[Acquaintance, ...]
    others: list[Acquaintance]


def befall(story: Story, tale: Tale | None, setting: Setting) -> None:
    """Tell a tale, if there is one and it is told here."""
    told = _TALES.get(tale) if tale is not None else None
    if told is not None:
        told(story, setting)


def _cash_abroad(story: Story, setting: Setting) -> None:
    """Tell of cash in two currencies, and of pounds that a cousin kept."""
    on = story.ago(10, 60)
    found = {"item_kind": ItemKind.CASH, "place": "the person's car"}
    euros, dirhams = story.chance.randint(8, 14) * 5_000, story.chance.randint(2, 4) * 100_000
    happen(story, EventKind.SEIZURE, on, amount=euros, currency="EUR", item="notes", **found)
    happen(story, EventKind.SEIZURE, on, amount=dirhams, currency="AED", item="notes", **found)
    cousin = setting.others[0] if setting.others else None
    happen(
        story,
        EventKind.SEIZURE,
        on,
        amount=story.chance.randint(5, 9) * 10_000,
        currency="GBP",
        item_kind=ItemKind.CASH,
        item="notes in an envelope",
        place="a cousin's kitchen",
        held_by_person_id=cousin.person if cousin else None,
        held_by_name=f"{cousin.name} (cousin)" if cousin else "a cousin",
    )


def _director(story: Story, _: Setting) -> None:
    number = f"ZZ{story.chance.randint(0, 999_999):06}"
    company = f"{story.one_of(_COMPANIES)} Exchange Ltd {number}"
    story.add(
        Holding,
        Feed.COMPANIES,
        thing_id=story.add_thing(HoldingKind.COMPANY, company, number),
        kind=HoldingKind.COMPANY,
        role=HoldingRole.DIRECTOR,
        trade="money service business",
        since=story.ago(20, 80),
        until=None,
        reference=number,
    )


def _met_associate(story: Story, setting: Setting) -> None:
    if setting.banned:
        other = setting.banned[0]
        happen(
            story,
            EventKind.CONTACT,
            story.ago(10, 70),
            other_person_id=other.person,
            other_name=other.name,
            place="the Beacon Road market",
            details="Seen together at a table for some time",
        )


def _met_namesake(story: Story, setting: Setting) -> None:
    if setting.banned:
        name = setting.banned[0].name
        happen(
            story,
            EventKind.CONTACT,
            story.ago(10, 70),
            other_name=name,
            place="a licensed premises in Wexcombe",
            details="He gave his name when asked; no date of birth was taken",
        )


def _notice_late(story: Story, setting: Setting) -> None:
    for clause in setting.live:
        if isinstance(clause.duty, AnswerNotice):
            served_on = story.ago(40, 60)
            notice = ask(story, clause.provision, served_on, 14)
            if notice is not None:
                answer(story, notice, served_on + story.days(16, 30))


def _notice_ignored(story: Story, setting: Setting) -> None:
    for clause in setting.live:
        if isinstance(clause.duty, AnswerNotice):
            ask(story, clause.provision, story.ago(30, 60), 14)


def _trip_untold(story: Story, _: Setting) -> None:
    """Tell of a journey nobody was told of, and of the next one, booked already."""
    go(story, story.ago(30, 60))
    booked_on = complete_to(Feed.BORDER, story.as_of) - story.days(0, 8)
    book(story, booked_on, story.as_of + story.days(2, 5), "Cyprus")


def _trip_told(story: Story, setting: Setting) -> None:
    """Tell of a journey told of as it should be, and of a namesake among the directors."""
    tell_of(story, setting.live, go(story, story.ago(35, 60)), PUNCTUAL)
    story.lookalikes.append(
        Lookalike(
            Feed.COMPANIES,
            file_key=f"ZZ{story.chance.randint(0, 999_999):06}-1",
            name=setting.name.upper(),
            born=f"{story.as_of.year - 41}-03",
            why="The same name. The file has no number of ours, and only a month of birth.",
            seen_on=complete_to(Feed.COMPANIES, story.as_of),
        )
    )


def _trip_under_ban(story: Story, _: Setting) -> None:
    go(story, story.ago(30, 60))


def _phone_in_cell(story: Story, _: Setting) -> None:
    on, place = story.ago(8, 50), f"cell B-2-{story.chance.randint(1, 40):03}"
    found = happen(
        story,
        EventKind.FIND,
        on,
        item_kind=ItemKind.PHONE,
        item="mobile telephone behind a pipe",
        place=place,
    )
    happen(
        story,
        EventKind.SEIZURE,
        on + timedelta(days=1),
        item_kind=ItemKind.PHONE,
        item="mobile telephone, exhibited",
        about_id=found,
    )


def _blocker_found(story: Story, _: Setting) -> None:
    happen(
        story,
        EventKind.SEIZURE,
        story.ago(10, 70),
        item_kind=ItemKind.SIGNAL_BLOCKER,
        item="signal blocker",
        place="the boot of a car",
    )


def _new_phone(story: Story, _: Setting) -> None:
    hold(story, HoldingKind.PHONE, story.ago(25, 60))


_TALES: dict[Tale, Callable[[Story, Setting], None]] = {
    Tale.CASH_ABROAD: _cash_abroad,
    Tale.DIRECTOR: _director,
    Tale.MET_ASSOCIATE: _met_associate,
    Tale.MET_NAMESAKE: _met_namesake,
    Tale.NOTICE_LATE: _notice_late,
    Tale.NOTICE_IGNORED: _notice_ignored,
    Tale.TRIP_UNTOLD: _trip_untold,
    Tale.TRIP_TOLD: _trip_told,
    Tale.TRIP_UNDER_BAN: _trip_under_ban,
    Tale.PHONE_IN_CELL: _phone_in_cell,
    Tale.BLOCKER_FOUND: _blocker_found,
    Tale.PHONE_UNTOLD_TWICE: _new_phone,
    Tale.RECORDED_TWICE: _new_phone,
}
"""The tales told here; the others are of how a case is managed, and of codes."""
