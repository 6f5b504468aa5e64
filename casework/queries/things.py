"""Reads of things, by the number or the words they are known by."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.models import Thing
from casework.things import canonical_thing
from rules.vocabulary import HoldingKind


class ThingNamed(NamedTuple):
    """A thing by its kind and its number, or its words where it has none."""

    kind: HoldingKind
    name: str


def named(kind: HoldingKind, raw: str) -> ThingNamed:
    """Return what a thing is known by: its number in one form, else its words as written."""
    return ThingNamed(kind, canonical_thing(kind, raw) or raw)


def find(session: Session, wanted: Collection[tuple[HoldingKind, str]]) -> dict[ThingNamed, int]:
    """Return the things there are of *wanted*, each a kind and its words as written.

    Of several that are known by the same, the first is meant.
    """
    kinds = {kind for kind, _ in wanted}
    numbers = {canonical_thing(kind, raw) for kind, raw in wanted} - {None}
    words = {raw for _, raw in wanted}
    rows = session.execute(
        select(Thing.kind, Thing.raw, Thing.id)
        .where(
            Thing.kind.in_(sorted(kinds)),
            Thing.canonical.in_(sorted(filter(None, numbers)))
            | (Thing.canonical.is_(None) & Thing.raw.in_(sorted(words))),
        )
        .order_by(Thing.id.desc())
    )
    return {named(row.kind, row.raw): row.id for row in rows}
