"""What a caseload is narrowed and put in order by, as it is typed, kept and said."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from casework.forms.plain_text import plain

LONGEST_NAME = 40
"""Characters in the name of a list that is kept."""

_IS = "is:"


class Order(StrEnum):
    """What a caseload is put in order by."""

    URGENCY = "urgency"
    NAME = "name"
    NUMBER = "number"
    NEXT_DAY = "next-day"
    LEAD = "lead"


class Only(StrEnum):
    """Which people a caseload is narrowed to; typed as "is:mine"."""

    MINE = "mine"
    MANAGED = "managed"
    NO_LEAD = "no-lead"
    RELEASE = "release"
    CUSTODY = "custody"
    UNCHECKED = "unchecked"


ORDER_WORDS = {
    Order.URGENCY: "by urgency",
    Order.NAME: "by name",
    Order.NUMBER: "by number",
    Order.NEXT_DAY: "by the next day",
    Order.LEAD: "by lead officer",
}
ONLY_WORDS = {
    Only.MINE: "mine",
    Only.MANAGED: "under management",
    Only.NO_LEAD: "no lead officer",
    Only.RELEASE: "released in 28 days",
    Only.CUSTODY: "in custody",
    Only.UNCHECKED: "cannot be checked",
}


class Narrowing(NamedTuple):
    """What a caseload is narrowed by: kinds of people, and words each must hold."""

    only: tuple[Only, ...] = ()
    words: str = ""

    def written(self) -> str:
        """Return it as it is typed and kept."""
        return " ".join([*(f"{_IS}{one.value}" for one in self.only), self.words]).strip()

    def toggled(self, one: Only) -> "Narrowing":
        """Return it with a kind of people put in, or taken out where it was in."""
        kept = {*self.only} ^ {one}
        return Narrowing(_in_order(kept), self.words)

    def said(self) -> str:
        """Return it in words, for a title."""
        said = [ONLY_WORDS[one] for one in self.only] or ["everybody"]
        if self.words.strip():
            said.append(f"holding “{self.words.strip()}”")
        return "; ".join(said)


def read_narrowing(text: str) -> Narrowing:
    """Read what a caseload is narrowed by. What is no kind of people is a word like any other."""
    only: set[Only] = set()
    words = []
    for word in text.split():
        kind = word.casefold().removeprefix(_IS)
        if word.casefold().startswith(_IS) and kind in set(Only):
            only.add(Only(kind))
        else:
            words.append(word)
    return Narrowing(_in_order(only), " ".join(words))


def read_order(text: str) -> Order:
    """Return what a kept list is put in order by; what is not known any more is urgency."""
    return Order(text) if text in set(Order) else Order.URGENCY


def next_order(order: Order) -> Order:
    """Return the order after this one, the first after the last."""
    orders = list(Order)
    return orders[(orders.index(order) + 1) % len(orders)]


def list_name(typed: str) -> str:
    """Return the name of a list to be kept.

    Raises:
        ValueError: there is none, it is too long, or cannot be read; the words tell.
    """
    name = plain(typed, most=LONGEST_NAME)
    if name is None:
        raise ValueError("needs a name, such as “Leeds, in custody”")
    return name


def _in_order(only: Collection[Only]) -> tuple[Only, ...]:
    return tuple(one for one in Only if one in only)
