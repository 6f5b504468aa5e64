"""Why two people in one prison matter to each other: strongest first, each in words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from casework.models import AssociationKind
from rules.days import say
from rules.duties import ProhibitedAssociation
from rules.likeness import letters_of, same_name
from rules.standing import OrderStanding, ProvisionStanding
from rules.words import the_order


class Concern(IntEnum):
    """How strong a concern is, the strongest first."""

    FORBIDDEN = 0
    RIVALS = 1
    FORBIDDEN_LATER = 2
    CO_DEFENDANTS = 3
    PARTNERS = 4
    ASSOCIATES = 5
    RELATIVES = 6


_CONCERNS = {
    AssociationKind.RIVAL: Concern.RIVALS,
    AssociationKind.CO_DEFENDANT: Concern.CO_DEFENDANTS,
    AssociationKind.PARTNER: Concern.PARTNERS,
    AssociationKind.ASSOCIATE: Concern.ASSOCIATES,
    AssociationKind.RELATIVE: Concern.RELATIVES,
}
_WORDS = {
    Concern.RIVALS: "rivals",
    Concern.CO_DEFENDANTS: "co-defendants",
    Concern.PARTNERS: "partners",
    Concern.ASSOCIATES: "associates",
    Concern.RELATIVES: "relatives",
}


class Tie(NamedTuple):
    """One reason two people matter to each other; the lower number of the two is first."""

    first: int
    second: int
    concern: Concern
    words: str


class Linked(NamedTuple):
    """A connection on record between two people; `since` None is not known."""

    first: int
    second: int
    kind: AssociationKind
    since: date | None


class Held(NamedTuple):
    """Somebody in the prison: their name, every name they are known by, and their orders."""

    name: str
    names: tuple[str, ...]
    orders: tuple[OrderStanding, ...]


def ties_of_links(links: Iterable[Linked]) -> Iterator[Tie]:
    """Yield what connections on record say; each pair and kind once, however often recorded."""
    since: dict[tuple[int, int, Concern], date | None] = {}
    for link in links:
        if link.first == link.second:
            continue
        low, high = sorted((link.first, link.second))
        key = (low, high, _CONCERNS[link.kind])
        days = [day for day in (since.get(key), link.since) if day is not None]
        since[key] = min(days, default=None)
    for (low, high, concern), day in since.items():
        words = _WORDS[concern] + (f" since {say(day)}" if day else "")
        yield Tie(low, high, concern, words)


def ties_of_orders(held: Mapping[int, Held], same_as: Mapping[int, int], on: date) -> Iterator[Tie]:
    """Yield whom a clause in force on a day, or from release, forbids to associate with whom.

    By our record of the person named it is surely them. By the same name alone it may be,
    and a person must look.
    """
    by_letters: dict[str, set[int]] = defaultdict(set)
    for person, one in held.items():
        for name in one.names:
            by_letters[letters_of(name)].add(person)
    for person, one in held.items():
        for standing in (clause for order in one.orders for clause in order.provisions):
            duty = standing.provision.duty
            if not isinstance(duty, ProhibitedAssociation):
                continue
            concern = _concern(standing, on)
            if concern is None:
                continue
            clause = _clause(one.name, standing, later=concern is Concern.FORBIDDEN_LATER)
            sure = {same_as.get(record, record) for record in duty.records} & held.keys()
            named = {
                other
                for each in duty.people
                for other in by_letters.get(letters_of(each), ())
                if any(same_name(name, each) for name in held[other].names)
            }
            for other in sorted((sure | named) - {person}):
                doubt = "" if other in sure else _doubt(held[other].name)
                low, high = sorted((person, other))
                yield Tie(low, high, concern, clause + doubt)


def _concern(standing: ProvisionStanding, on: date) -> Concern | None:
    if standing.in_force_on(on):
        return Concern.FORBIDDEN
    ahead = any(first > on for first, _ in standing.spans)
    return Concern.FORBIDDEN_LATER if ahead or standing.waits_since is not None else None


def _clause(name: str, standing: ProvisionStanding, *, later: bool) -> str:
    when = "will forbid, once it is in force," if later else "forbids"
    return (
        f"clause {standing.provision.number} of {the_order(standing.order)} {when} {name} to "
        "associate with the other"
    )


def _doubt(name: str) -> str:
    return f" (it names somebody called {name}: the same name; whether it is them is for a person)"


def strongest_first(ties: Iterable[Tie]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return each pair once with all its reasons, the pair with the strongest concern first."""
    pairs: dict[tuple[int, int], list[Tie]] = defaultdict(list)
    for tie in ties:
        pairs[tie.first, tie.second].append(tie)
    listed = [(sorted(found, key=_strength), pair) for pair, found in pairs.items()]
    listed.sort(key=lambda one: (one[0][0].concern, -len(one[0]), one[1]))
    return [
        (first, second, tuple(dict.fromkeys(tie.words for tie in found)))
        for found, (first, second) in listed
    ]


def _strength(tie: Tie) -> tuple[Concern, str]:
    return tie.concern, tie.words
