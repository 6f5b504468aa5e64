"""What a rule may know of a case. No rule sees a row, and no rule changes a fact.

Facts are named tuples: immutable, and quick to make by the hundred thousand. Every
fact carries the id and version of what it was read from, so that evidence can be shown.
"""

from rules.facts.case import CaseFile, as_of
from rules.facts.happenings import (
    NO_DETAIL,
    Detail,
    Event,
    Holding,
    Movement,
    Observation,
    ReleaseDate,
    Sentence,
)
from rules.facts.management import Allocation, Inclusion, Marker, Membership, Review, StandingFlag
from rules.facts.orders import (
    CertifiedCopy,
    Ending,
    Order,
    Provision,
    Service,
    Suspension,
    Variation,
)
from rules.facts.refs import Ref

__all__ = [
    "NO_DETAIL",
    "Allocation",
    "CaseFile",
    "CertifiedCopy",
    "Detail",
    "Ending",
    "Event",
    "Holding",
    "Inclusion",
    "Marker",
    "Membership",
    "Movement",
    "Observation",
    "Order",
    "Provision",
    "Ref",
    "ReleaseDate",
    "Review",
    "Sentence",
    "Service",
    "StandingFlag",
    "Suspension",
    "Variation",
    "as_of",
]
