"""Read whether the nightly check is keeping up, for monitoring and the opening screen."""

from casework.context import Context
from casework.desk import declares
from casework.models import FlagChange, Night, Verb
from casework.permissions import Action
from casework.queries import counts, nights, sources
from casework.views.health import Health
from casework.views.night import NightSummary, summary


@declares(Action.READ_HEALTH, Verb.JOB)
def read_health(context: Context) -> Health:
    """Return the last finished night, and how far each feed is complete; no case is read.

    Who sees one agency is told what the night did to its cases and flags, and of no other's.
    """
    night = nights.last_finished(context.session)
    return Health(
        people=counts.count_people(context),
        last_night=_told(context, night) if night else None,
        complete_to=sources.complete_to(context.session),
    )


def _told(context: Context, night: Night) -> NightSummary:
    """Tell a night as its row says, or counted again where others' cases are in it."""
    failed = counts.count_failures(context, night.id)
    told = summary(night, failed=failed)
    if counts.sees_everybody(context):
        return told
    cases = counts.count_cases(context, night)
    changes = counts.count_changes(context, night)
    return told.model_copy(
        update={
            "cases_due": cases.checked + failed,
            "cases_checked": cases.checked,
            "flags_raised": changes.get(FlagChange.RAISED, 0),
            "flags_reworded": changes.get(FlagChange.REWORDED, 0),
            "flags_withdrawn": changes.get(FlagChange.WITHDRAWN, 0),
            "flags_lapsed": changes.get(FlagChange.LAPSED, 0),
            "flags_reopened": changes.get(FlagChange.REOPENED, 0),
            "flags_open": counts.count_standing(context),
            "duties_unchecked": sum(cases.unchecked_by.values()),
            "duties_unchecked_by": cases.unchecked_by,
        }
    )
