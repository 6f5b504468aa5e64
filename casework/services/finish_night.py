"""Finish a night: close its books and tell how it went."""

import json

from casework.context import Context
from casework.desk import declares
from casework.leases import renew
from casework.models import Verb
from casework.permissions import Action
from casework.queries import nights
from casework.queries.counts import count_open_flags, count_unchecked, count_unchecked_by
from casework.services.begin_night import JOB, NightPlan
from casework.views.night import Failure, NightSummary, summary


@declares(Action.RUN_NIGHT, Verb.JOB)
def finish_night(context: Context, plan: NightPlan) -> NightSummary:
    """Close the night's one summary row and return it, with the cases that failed.

    Raises:
        LeaseLostError: another run has taken the night over.
    """
    renew(context, JOB, plan.token)
    night = nights.require(context.session, plan.night_id)
    night.finished_at = context.now
    night.standing = count_open_flags(context.session)
    night.unchecked = count_unchecked(context.session)
    night.unchecked_by = json.dumps(count_unchecked_by(context.session))
    failures = nights.failures(context.session, night.id)
    named = [Failure(person_id=f.person_id, error=f.error) for f in failures]
    return summary(night, failed=len(named), failures=named)
