"""Reads of the flags that are open, as facts a rule may know: the watch on the undecided."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.models import Flag, FlagChange, FlagState, FlagVersion
from rules.facts import StandingFlag
from rules.vocabulary import FlagKind

_PAGE = 500
_OPENS = (FlagChange.RAISED, FlagChange.REOPENED)
_ENDS = (FlagChange.DECIDED, FlagChange.WITHDRAWN, FlagChange.LAPSED)
_ASKED_OF_OFFICERS = (FlagKind.SUSPECTED_NON_COMPLIANCE,)


def standing_flags(
    session: Session, people: Sequence[int], *, known: datetime | None = None
) -> dict[int, list[StandingFlag]]:
    """Return the open flags of suspected non-compliance of *people*, by person.

    *known* is the moment to read as known at; None means now.
    """
    found: dict[int, list[StandingFlag]] = defaultdict(list)
    for start in range(0, len(people), _PAGE):
        page = people[start : start + _PAGE]
        if known is None:
            _as_now(session, page, found)
        else:
            _as_known(session, page, known, found)
    return found


def _as_now(session: Session, people: Sequence[int], found: dict[int, list[StandingFlag]]) -> None:
    rows = session.execute(
        select(
            Flag.person_id,
            Flag.id,
            Flag.rule,
            Flag.kind,
            Flag.subject_id,
            Flag.occurrence,
            Flag.open_since,
        )
        .where(
            Flag.person_id.in_(people),
            Flag.state == FlagState.OPEN,
            Flag.kind.in_(_ASKED_OF_OFFICERS),
        )
        .order_by(Flag.person_id, Flag.id)
    )
    for row in rows:
        found[row.person_id].append(
            StandingFlag(row.id, row.rule, row.kind, row.subject_id, row.occurrence, row.open_since)
        )


def _as_known(
    session: Session,
    people: Sequence[int],
    known: datetime,
    found: dict[int, list[StandingFlag]],
) -> None:
    """Tell which flags stood open at a moment, and since when, from what became of each."""
    rows = session.execute(
        select(Flag, FlagVersion.change, FlagVersion.judged_on)
        .join(FlagVersion, FlagVersion.flag_id == Flag.id)
        .where(
            Flag.person_id.in_(people),
            Flag.kind.in_(_ASKED_OF_OFFICERS),
            FlagVersion.changed_at <= known,
        )
        .order_by(Flag.person_id, Flag.id, FlagVersion.id)
    )
    flags: dict[int, Flag] = {}
    open_since: dict[int, date | None] = {}
    for flag, change, judged_on in rows:
        flags[flag.id] = flag
        if change in _OPENS:
            open_since[flag.id] = judged_on
        elif change in _ENDS:
            open_since[flag.id] = None
    for flag_id, since in open_since.items():
        if since is not None:
            flag = flags[flag_id]
            found[flag.person_id].append(
                StandingFlag(flag.id, flag.rule, flag.kind, flag.subject_id, flag.occurrence, since)
            )
