"""Rows to what happened: movements, what prison records said, sentences, holdings, events."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from casework.queries.case_rows import Row
from casework.row_facts.shared import DAYS, Grouped, moment, new
from rules.facts import (
    NO_DETAIL,
    Detail,
    Event,
    Holding,
    Movement,
    Observation,
    Ref,
    ReleaseDate,
    Sentence,
)
from rules.vocabulary import (
    CustodyBasis,
    EventKind,
    HoldingKind,
    HoldingRole,
    ItemKind,
    MovementKind,
    ReleaseDateKind,
)

_BASES: dict[Any, CustodyBasis | None] = {None: None} | {b.value: b for b in CustodyBasis}
_EVENTS = {kind.value: kind for kind in EventKind}
_ITEMS: dict[Any, ItemKind | None] = {None: None} | {kind.value: kind for kind in ItemKind}
_HOLDINGS = {kind.value: kind for kind in HoldingKind}
_MOVEMENTS = {kind.value: kind for kind in MovementKind}
_RELEASE_DATES = {kind.value: kind for kind in ReleaseDateKind}
_ROLES = {role.value: role for role in HoldingRole}
_NOTHING_MORE: list[None] = [None] * (len(Detail._fields) + 1)
_LEGAL_BASES = {
    "RECALL": CustodyBasis.RECALL,
    "INDETERMINATE_SENTENCE": CustodyBasis.SENTENCE,
    "SENTENCED": CustodyBasis.SENTENCE,
    "CONVICTED_UNSENTENCED": CustodyBasis.REMAND,
    "REMAND": CustodyBasis.REMAND,
    "CIVIL_PRISONER": CustodyBasis.CIVIL,
    "IMMIGRATION_DETAINEE": CustodyBasis.IMMIGRATION,
}


def movements(rows: Iterable[Row]) -> Grouped[Movement]:
    """Return the movements of each person."""
    found: Grouped[Movement] = defaultdict(list)
    for person, fact_id, version, kind, happened_on, happened_at, basis, reason in rows:
        found[person].append(
            Movement(
                Ref("movement", fact_id, version),
                _MOVEMENTS[kind],
                DAYS[happened_on],
                None if happened_at is None else moment(happened_at),
                _BASES[basis],
                reason,
            )
        )
    return found


def observations(rows: Iterable[Row]) -> Grouped[Observation]:
    """Return what prison records said of each person."""
    found: Grouped[Observation] = defaultdict(list)
    for person, fact_id, version, observed_on, status, _, legal_status in rows:
        found[person].append(
            Observation(
                Ref("prison_record", fact_id, version),
                DAYS[observed_on],
                in_custody(status),
                _LEGAL_BASES.get(legal_status),
            )
        )
    return found


def in_custody(status: str | None) -> bool:
    """Whether a prison record of this status has the person in."""
    return (status or "").startswith("ACTIVE")


def release_dates(rows: Iterable[Row]) -> Grouped[ReleaseDate]:
    """Return the dates of each person's sentences."""
    found: Grouped[ReleaseDate] = defaultdict(list)
    for person, fact_id, version, kind, falls_on in rows:
        ref = Ref("release_date", fact_id, version)
        found[person].append(ReleaseDate(ref, _RELEASE_DATES[kind], DAYS[falls_on]))
    return found


def sentences(rows: Iterable[Row]) -> Grouped[Sentence]:
    """Return the sentences of each person; one without a length is for life."""
    found: Grouped[Sentence] = defaultdict(list)
    for person, fact_id, version, sentenced_on, count, indeterminate in rows:
        ref = Ref("sentence", fact_id, version)
        life = count is None and bool(indeterminate)
        found[person].append(Sentence(ref, DAYS[sentenced_on], life))
    return found


def holdings(rows: Iterable[Row]) -> Grouped[Holding]:
    """Return the holdings of each person."""
    found: Grouped[Holding] = defaultdict(list)
    for (
        person, fact_id, version, kind, name, since, until, thing, role, held_by, held_by_name,
        trade, grade,
    ) in rows:  # fmt: skip
        found[person].append(
            new(
                Holding,
                (
                    new(Ref, ("holding", fact_id, version)),
                    _HOLDINGS[kind],
                    name,
                    DAYS[since],
                    None if until is None else DAYS[until],
                    thing,
                    _ROLES[role],
                    held_by_name or (None if held_by is None else f"P{held_by}"),
                    trade,
                    grade,
                ),
            )
        )
    return found


def events(rows: Iterable[Row]) -> Grouped[Event]:
    """Return the events of each person."""
    found: Grouped[Event] = defaultdict(list)
    for (
        person, fact_id, version, kind, happened_on, happened_at, provision_id, about_id, period,
        *rest,
    ) in rows:  # fmt: skip
        found[person].append(
            new(
                Event,
                (
                    new(Ref, ("event", fact_id, version)),
                    _EVENTS[kind],
                    DAYS[happened_on],
                    None if happened_at is None else moment(happened_at),
                    provision_id,
                    about_id,
                    None if period is None else DAYS[period],
                    NO_DETAIL if rest == _NOTHING_MORE else _detail(rest),
                ),
            )
        )
    return found


def _detail(columns: Sequence[Any]) -> Detail:
    """Return what else a row of an event says."""
    (
        expected_on, expected_at, other_person, other_name, place, item_kind, item, held_by,
        held_by_name, amount, currency, contents, grade,
    ) = columns  # fmt: skip
    return Detail(
        expected_on=None if expected_on is None else DAYS[expected_on],
        expected_at=None if expected_at is None else moment(expected_at),
        other_person=other_person,
        other_name=other_name,
        place=place,
        item_kind=_ITEMS[item_kind],
        item=item,
        held_by=held_by_name or (None if held_by is None else f"P{held_by}"),
        amount=amount,
        currency=currency,
        contents=None if contents is None else tuple(json.loads(contents)),
        grade=grade,
    )
