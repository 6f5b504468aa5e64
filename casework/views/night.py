"""One night of the check, as it is told."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from casework.models import Night


class Failure(BaseModel):
    """A case that could not be judged, and the error that stopped it."""

    model_config = ConfigDict(frozen=True)

    person_id: int
    error: str


class NightSummary(BaseModel):
    """What one night did. Counts are of cases, flags, or duties, as their names say.

    `finished_at` None means that it was interrupted. `cases_failed` is how many could not
    be judged; they are looked at again the next night, and named in `failures` where the
    reader may know whose they are. `duties_unchecked_by` counts by `rules.finding.Reason`;
    it is empty for a night older than the count.
    """

    model_config = ConfigDict(frozen=True)

    judged_on: date
    started_at: datetime
    finished_at: datetime | None
    rulebook: str
    cases_due: int
    cases_checked: int
    cases_failed: int
    flags_raised: int
    flags_reworded: int
    flags_withdrawn: int
    flags_lapsed: int
    flags_reopened: int
    flags_open: int
    duties_unchecked: int
    duties_unchecked_by: dict[str, int]
    failures: tuple[Failure, ...] = ()


def summary(night: Night, *, failed: int, failures: Sequence[Failure] = ()) -> NightSummary:
    """Tell a night as its row stands; only the check itself is told whom it could not judge."""
    return NightSummary(
        judged_on=night.judged_on,
        started_at=night.started_at,
        finished_at=night.finished_at,
        rulebook=night.rulebook,
        cases_due=night.due,
        cases_checked=night.checked,
        cases_failed=failed,
        flags_raised=night.raised,
        flags_reworded=night.reworded,
        flags_withdrawn=night.withdrawn,
        flags_lapsed=night.lapsed,
        flags_reopened=night.reopened,
        flags_open=night.standing,
        duties_unchecked=night.unchecked,
        duties_unchecked_by=json.loads(night.unchecked_by or "{}"),
        failures=tuple(failures),
    )
