"""The invented region: its prisons, officers and organised crime groups."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from mimesis import Locale, Person

from casework.demo.rates import NewRate, invented_rates
from casework.models import Role
from rules.vocabulary import Feed

UNIT = "Regional Organised Crime Unit, Northmarch"
PRISON_SERVICE = "Prison Service, Northmarch region"

PRISONS = (
    ("ZTM", "Thornmere (HMP)", "HMP", "B", "Thornmere"),
    ("ZCW", "Calderwick (HMP)", "HMP", "B", "Calderwick"),
    ("ZSM", "Saltmarsh Road (HMP)", "HMP", "A", "Wexcombe"),
    ("ZRM", "Ravenscombe (HMP/YOI)", "HMP|YOI", "C", "Ravenscombe"),
    ("ZNF", "Netherby Fen (HMP)", "HMP", "D", "Netherby Fen"),
)
"""Code, name, types, category and town of each prison; no such prison exists."""

TOWNS = ("Thornmere", "Calderwick", "Wexcombe", "Ravenscombe", "Netherby Fen", "Ostleford")

GROUP_SIZE = 10
"""People drawn together: members of one group, and those around them."""

DAYS_BEHIND: Mapping[Feed, int] = {
    Feed.POST_LOG: 0,
    Feed.NOTIFICATION_LOG: 0,
    Feed.SERVICE_LOG: 1,
    Feed.PRISON_MOVEMENTS: 0,
    Feed.PRISON_RECORDS: 2,
    Feed.COURT_RESULTS: 4,
    Feed.BORDER: 2,
    Feed.COMPANIES: 3,
    Feed.PROBATION_REGISTERS: 7,
    Feed.CRIME_GROUPS: 1,
}
"""How far behind the last day of the story each feed is complete."""

FORMER_LEAD = "lead-5"
"""The officer who left, and whose account was closed."""

_OFFICERS = (
    ("lead-1", Role.OFFENDER_MANAGER),
    ("lead-2", Role.OFFENDER_MANAGER),
    ("lead-3", Role.OFFENDER_MANAGER),
    ("lead-4", Role.OFFENDER_MANAGER),
    (FORMER_LEAD, Role.OFFENDER_MANAGER),
    ("supervisor-1", Role.SUPERVISOR),
    ("prison-intelligence-1", Role.PRISON_INTELLIGENCE_OFFICER),
    ("auditor-1", Role.AUDITOR),
)
_LEFT_DAYS_AGO = 40
_GROUP_WORDS = (
    *("Harrier", "Lantern", "Copperfield", "Juniper", "Anvil", "Marlin", "Foxglove", "Basalt"),
    *("Sable", "Thistle", "Quarry", "Drover", "Pelican", "Saffron", "Ember", "Halyard"),
)
_BANDS = tuple(f"{number}{letter}" for number in range(1, 6) for letter in "abc")


class NewOfficer(NamedTuple):
    """An officer to be; `closed_at` is when the account was closed, None while it is open."""

    login: str
    name: str
    role: Role
    closed_at: datetime | None


class NewGroup(NamedTuple):
    """An organised crime group to be, and its bands: the band, its first and its last day."""

    reference: str
    name: str
    bands: tuple[tuple[str, date, date | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPlan:
    """The region's registers, before they have ids."""

    officers: Sequence[NewOfficer]
    groups: Sequence[NewGroup]
    rates: Sequence[NewRate]
    officers_since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """The ids of what was registered. `leads` and `prisons` are in the order planned.

    `leads` are the officers who lead cases now; `former_lead` led some until they left.
    """

    leads: tuple[int, ...]
    former_lead: int
    prisons: tuple[int, ...]
    groups: tuple[int, ...]
    sources: Mapping[Feed, int]
    prison_service: int


def complete_to(feed: Feed, as_of: date) -> date:
    """Return the last day, inclusive, of which *feed* has told everything by *as_of*."""
    return as_of - timedelta(days=DAYS_BEHIND[feed])


def plan_region(*, people: int, seed: int, as_of: date) -> RegionPlan:
    """Invent the officers and groups for a region of so many people."""
    chance = random.Random(f"{seed} region")  # noqa: S311  # invented people, not secrets
    named = Person(Locale.EN_GB, seed=f"{seed} officers")
    left = datetime.combine(as_of - timedelta(days=_LEFT_DAYS_AGO), time(12), UTC)
    return RegionPlan(
        officers=[
            NewOfficer(login, named.full_name(), role, left if login == FORMER_LEAD else None)
            for login, role in _OFFICERS
        ],
        groups=[_group(chance, number, as_of) for number in range(-(-people // GROUP_SIZE))],
        rates=invented_rates(seed=seed, as_of=as_of),
        officers_since=as_of - timedelta(days=3_000),
    )


def _group(chance: random.Random, number: int, as_of: date) -> NewGroup:
    round_of_words, place = divmod(number, len(_GROUP_WORDS))
    name = _GROUP_WORDS[place] + (f" {round_of_words + 1}" if round_of_words else "")
    first = as_of - timedelta(days=chance.randint(900, 2_500))
    band = chance.choice(_BANDS)
    if chance.random() < 0.6:  # noqa: PLR2004  # most groups keep the band they began with
        return NewGroup(f"901/{number + 1:07}", name, ((band, first, None),))
    changed = as_of - timedelta(days=chance.randint(30, 800))
    later = chance.choice(_BANDS)
    bands = ((band, first, changed - timedelta(days=1)), (later, changed, None))
    return NewGroup(f"901/{number + 1:07}", name, bands)
