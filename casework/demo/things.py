"""Phones, vehicles, accounts and addresses, with numbers that nobody has."""

from casework.demo.region import TOWNS
from casework.demo.story import Story, ThingMark
from rules.vocabulary import HoldingKind

_STREETS = ("Larch Row", "Foundry Lane", "Weir Street", "Tanner's Close", "Beacon Road")
_LETTERS = "ABCDEFGHJKLMNOPRSTUVWXY"


def new_thing(story: Story, kind: HoldingKind) -> ThingMark:
    """Tell of a new thing of a kind.

    Telephone numbers are of the range kept for drama (07700 900000 to 900999), and
    registration marks begin with Q, which no ordinary vehicle has.
    """
    chance = story.chance
    if kind in (HoldingKind.PHONE, HoldingKind.SIM):
        number = f"07700900{chance.randint(0, 999):03}"
        return story.add_thing(kind, f"{number[:5]} {number[5:]}", number)
    if kind is HoldingKind.VEHICLE:
        letters = "".join(chance.choices(_LETTERS, k=3))
        mark = f"Q{chance.randint(100, 999)}{letters}"
        return story.add_thing(kind, f"{mark[:4]} {mark[4:]}", mark)
    if kind is HoldingKind.ACCOUNT:
        account = f"00-00-00 {chance.randint(10_000_000, 99_999_999)}"
        return story.add_thing(kind, account, account.replace("-", "").replace(" ", "/"))
    if kind is HoldingKind.EMAIL:
        address = f"user{chance.randint(1_000, 99_999)}@example.org"
        return story.add_thing(kind, address, address)
    place = f"{chance.randint(1, 140)} {story.one_of(_STREETS)}, {story.one_of(TOWNS)}"
    return story.add_thing(kind, place)
