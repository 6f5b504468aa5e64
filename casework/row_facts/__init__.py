"""Rows of each table to the facts rules know, grouped by whom or what they belong to.

Each function makes all of a batch in one loop: a call for every row would cost as much
as making the fact.
"""

from casework.row_facts.happenings import (
    events,
    holdings,
    movements,
    observations,
    release_dates,
    sentences,
)
from casework.row_facts.management import (
    alerts,
    allocations,
    inclusions,
    memberships,
    registrations,
    reviews,
    standing_flags,
)
from casework.row_facts.orders import (
    certified_copies,
    endings,
    provisions,
    services,
    suspensions,
    variations,
)
from casework.row_facts.shared import DAYS, LONDON_DAYS, TERMS, Grouped, moment

__all__ = [
    "DAYS",
    "LONDON_DAYS",
    "TERMS",
    "Grouped",
    "alerts",
    "allocations",
    "certified_copies",
    "endings",
    "events",
    "holdings",
    "inclusions",
    "memberships",
    "moment",
    "movements",
    "observations",
    "provisions",
    "registrations",
    "release_dates",
    "reviews",
    "sentences",
    "services",
    "standing_flags",
    "suspensions",
    "variations",
]
