"""Rows to orders' parts: clauses, services, variations, suspensions, endings, copies."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from casework.duty_json import duty_from_json
from casework.queries.case_rows import Row
from casework.row_facts.shared import DAYS, LONDON_DAYS, Grouped, new
from rules.facts import (
    CertifiedCopy,
    Ending,
    Provision,
    Ref,
    Service,
    Suspension,
    Variation,
)
from rules.vocabulary import ServiceMethod, StartCondition

_METHODS = {method.value: method for method in ServiceMethod}
_STARTS: dict[Any, StartCondition | None] = {None: None} | {s.value: s for s in StartCondition}


def provisions(rows: Iterable[Row]) -> Grouped[Provision]:
    """Return the clauses of each order."""
    found: Grouped[Provision] = defaultdict(list)
    for (
        _, fact_id, version, order_id, number, wording, duty,
        starts_on, condition, ends_on, introduced_by, ended_by,
    ) in rows:  # fmt: skip
        found[order_id].append(
            new(
                Provision,
                (
                    new(Ref, ("provision", fact_id, version)),
                    number,
                    wording,
                    duty_from_json(duty),
                    None if starts_on is None else DAYS[starts_on],
                    _STARTS[condition],
                    None if ends_on is None else DAYS[ends_on],
                    introduced_by,
                    ended_by,
                ),
            )
        )
    return found


def services(rows: Iterable[Row]) -> Grouped[Service]:
    """Return the services of each order and of its variations."""
    found: Grouped[Service] = defaultdict(list)
    for _, fact_id, version, order_id, variation_id, served_on, method in rows:
        ref = Ref("order_service", fact_id, version)
        found[order_id].append(Service(ref, variation_id, DAYS[served_on], _METHODS[method]))
    return found


def variations(rows: Iterable[Row]) -> Grouped[Variation]:
    """Return the variations of each order."""
    found: Grouped[Variation] = defaultdict(list)
    for _, fact_id, version, order_id, made_on, represented, ends_on, pending in rows:
        found[order_id].append(
            Variation(
                Ref("order_variation", fact_id, version),
                DAYS[made_on],
                None if represented is None else bool(represented),
                None if ends_on is None else DAYS[ends_on],
                None if pending is None else bool(pending),
            )
        )
    return found


def suspensions(rows: Iterable[Row]) -> Grouped[Suspension]:
    """Return the suspensions of each order."""
    found: Grouped[Suspension] = defaultdict(list)
    for _, fact_id, version, order_id, since, until in rows:
        ref = Ref("order_suspension", fact_id, version)
        last = None if until is None else DAYS[until]
        found[order_id].append(Suspension(ref, DAYS[since], last))
    return found


def endings(rows: Iterable[Row]) -> Grouped[Ending]:
    """Return the endings of each order."""
    found: Grouped[Ending] = defaultdict(list)
    for _, fact_id, version, order_id, kind, ended_on in rows:
        ref = Ref("order_ending", fact_id, version)
        found[order_id].append(Ending(ref, kind, DAYS[ended_on]))
    return found


def certified_copies(rows: Iterable[Row]) -> Grouped[CertifiedCopy]:
    """Return the certified copies of each order."""
    found: Grouped[CertifiedCopy] = defaultdict(list)
    for _, fact_id, version, order_id, kept_at in rows:
        ref = Ref("attachment", fact_id, version)
        found[order_id].append(CertifiedCopy(ref, LONDON_DAYS[kept_at]))
    return found
