"""Our fields of what happened, which a mapping gives an agency's columns to.

A row may tell of several parts at once, such as a notice and the telephone it is about.
"""

from collections.abc import Mapping
from enum import StrEnum

from rules.vocabulary import EventKind, HoldingKind, HoldingRole, ItemKind, OrderKind

_CLAUSE = ("order", "order_kind", "order_made_on", "clause")
_CAME_WITH = ("grade", "handling")

EVENT_FIELDS: Mapping[str, frozenset[str]] = {
    "event": frozenset(
        {
            *("person", "kind", "happened_on", "happened_at", "reference", "about", *_CLAUSE),
            *("period_from", "contents", "expected_on", "expected_at", "place", "details"),
            *("other_person", "other_name", "item_kind", "item", "held_by", "held_by_name"),
            *("amount", "currency", *_CAME_WITH),
        }
    ),
    "holding": frozenset(
        {
            *("person", "kind", "item", "role", "since", "until", "reference", "share"),
            *("value", "currency", "held_by", "held_by_name", "trade", *_CAME_WITH),
        }
    ),
    "payment": frozenset(
        {"person", "paid_on", "amount", "currency", *_CLAUSE[:-1], *_CAME_WITH},
    ),
    "contact": frozenset({"person", "contacted_on", "officer", "method", "outcome", *_CAME_WITH}),
    "review": frozenset({"person", "reviewed_on", "next_due_on", "outcome", *_CAME_WITH}),
}
"""Our fields, by the kind of thing that happened."""

EVENT_NEEDS: Mapping[str, tuple[str, ...]] = {
    "event": ("person", "kind", "happened_on"),
    "holding": ("person", "kind", "item", "role"),
    "payment": ("person", "paid_on", "amount", "currency"),
    "contact": ("person", "contacted_on", "officer", "method"),
    "review": ("person", "reviewed_on", "outcome"),
}
"""What a mapping has to give of each part it speaks of."""

INSTEAD: Mapping[tuple[str, str], str] = {("event", "happened_on"): "happened_at"}
"""A field that will do in place of one that is needed."""

EVENT_CODES: Mapping[tuple[str, str], type[StrEnum]] = {
    ("event", "kind"): EventKind,
    ("event", "item_kind"): ItemKind,
    ("event", "order_kind"): OrderKind,
    ("holding", "kind"): HoldingKind,
    ("holding", "role"): HoldingRole,
    ("payment", "order_kind"): OrderKind,
}
"""The fields that hold a code of ours."""
