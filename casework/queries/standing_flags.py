"""Reads of the flags that stood at a moment, for judging a case as it was known then."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.duty_json import finding_from_json
from casework.models import Flag, FlagChange, FlagVersion
from rules.facts import StandingFlag

_PAGE = 500
_OPENS = (FlagChange.RAISED, FlagChange.REOPENED)
_ENDS = (FlagChange.WITHDRAWN, FlagChange.LAPSED)


class _Stood(NamedTuple):
    """A flag as it stood after a change, and its wording then.

    `open_since` is None where it had ended.
    """

    person: int
    flag: int
    open_since: date | None
    decided: bool
    finding: str


def flags_standing_at(
    session: Session, people: Sequence[int], known: datetime
) -> dict[int, list[StandingFlag]]:
    """Return the flags that stood at a moment, by person.

    Which stood, since when, of what kind, and whether decided, is told from what became of
    each by then.
    """
    found: dict[int, list[StandingFlag]] = defaultdict(list)
    for start in range(0, len(people), _PAGE):
        for stood in _stood(session, people[start : start + _PAGE], known).values():
            if stood.open_since is None:
                continue
            finding = finding_from_json(stood.finding)
            found[stood.person].append(
                StandingFlag(
                    stood.flag,
                    finding.rule,
                    finding.kind,
                    finding.subject,
                    finding.occurrence,
                    stood.open_since,
                    stood.decided,
                )
            )
    return found


def _stood(session: Session, people: Sequence[int], known: datetime) -> dict[int, _Stood]:
    """Go through the changes of people's flags up to a moment; return how each stood then."""
    rows = session.execute(
        select(
            Flag.person_id,
            Flag.id,
            FlagVersion.change,
            FlagVersion.judged_on,
            FlagVersion.finding,
        )
        .join(FlagVersion, FlagVersion.flag_id == Flag.id)
        .where(Flag.person_id.in_(people), FlagVersion.changed_at <= known)
        .order_by(Flag.person_id, Flag.id, FlagVersion.id)
    )
    stood: dict[int, _Stood] = {}
    for row in rows:
        before = stood.get(row.id)
        open_since = before.open_since if before else None
        decided = before.decided if before else False
        if row.change in _OPENS:
            open_since, decided = row.judged_on, False
        elif row.change in _ENDS:
            open_since = None
        elif row.change is FlagChange.DECIDED:
            decided = True
        stood[row.id] = _Stood(row.person_id, row.id, open_since, decided, row.finding)
    return stood
