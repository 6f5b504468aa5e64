"""Rows to how a case is managed, and what others have against the person."""

from collections import defaultdict
from collections.abc import Iterable

from casework.models import FlagState
from casework.queries.case_rows import Row
from casework.row_facts.shared import DAYS, LONDON_DAYS, Grouped
from rules.facts import Allocation, Inclusion, Marker, Membership, Ref, Review, StandingFlag
from rules.vocabulary import AllocationKind, FlagKind, Register

_DECIDED = FlagState.DECIDED.value
_FLAG_KINDS = {kind.value: kind for kind in FlagKind}
_ALLOCATIONS = {kind.value: kind for kind in AllocationKind}


def standing_flags(rows: Iterable[Row]) -> Grouped[StandingFlag]:
    """Return the flags that stand on each person, of every kind, open or decided."""
    found: Grouped[StandingFlag] = defaultdict(list)
    for person, flag, rule, kind, subject, occurrence, open_since, state in rows:
        found[person].append(
            StandingFlag(
                flag,
                rule,
                _FLAG_KINDS[kind],
                subject,
                occurrence,
                DAYS[open_since],
                state == _DECIDED,
            )
        )
    return found


def inclusions(rows: Iterable[Row]) -> Grouped[Inclusion]:
    """Return the inclusions of each person: that their case was opened."""
    found: Grouped[Inclusion] = defaultdict(list)
    for person, fact_id, version, opened_on in rows:
        found[person].append(Inclusion(Ref("inclusion", fact_id, version), DAYS[opened_on]))
    return found


def allocations(rows: Iterable[Row]) -> Grouped[Allocation]:
    """Return who has been responsible for each person."""
    found: Grouped[Allocation] = defaultdict(list)
    for person, fact_id, version, kind, since, until, closed_at in rows:
        found[person].append(
            Allocation(
                Ref("allocation", fact_id, version),
                _ALLOCATIONS[kind],
                DAYS[since],
                None if until is None else DAYS[until],
                None if closed_at is None else LONDON_DAYS[closed_at],
            )
        )
    return found


def reviews(rows: Iterable[Row]) -> Grouped[Review]:
    """Return the reviews of each person's case."""
    found: Grouped[Review] = defaultdict(list)
    for person, fact_id, version, reviewed_on, next_due_on in rows:
        ref = Ref("review", fact_id, version)
        next_due = None if next_due_on is None else DAYS[next_due_on]
        found[person].append(Review(ref, DAYS[reviewed_on], next_due))
    return found


def alerts(rows: Iterable[Row]) -> Grouped[Marker]:
    """Return the alerts on each person's prison record."""
    found: Grouped[Marker] = defaultdict(list)
    for person, fact_id, version, code, active, observed_on in rows:
        ref = Ref("prison_alert", fact_id, version)
        found[person].append(
            Marker(ref, Register.PRISON_ALERTS, code, bool(active), DAYS[observed_on])
        )
    return found


def registrations(rows: Iterable[Row]) -> Grouped[Marker]:
    """Return the entries of probation registers about each person."""
    found: Grouped[Marker] = defaultdict(list)
    for person, fact_id, version, code, ended_on, observed_on in rows:
        ref = Ref("probation_registration", fact_id, version)
        found[person].append(
            Marker(ref, Register.PROBATION_REGISTERS, code, ended_on is None, DAYS[observed_on])
        )
    return found


def memberships(rows: Iterable[Row]) -> Grouped[Membership]:
    """Return each person's places in crime groups."""
    found: Grouped[Membership] = defaultdict(list)
    for person, fact_id, version, group, since, until in rows:
        ref = Ref("group_membership", fact_id, version)
        last = None if until is None else DAYS[until]
        found[person].append(Membership(ref, group, DAYS[since], last))
    return found
