"""Read whether the nightly check is keeping up, for monitoring and the opening screen."""

from casework.context import Context
from casework.desk import declares
from casework.models import Verb
from casework.permissions import Action
from casework.queries import counts, nights, sources
from casework.views.health import Health
from casework.views.night import summary


@declares(Action.READ_HEALTH, Verb.JOB)
def read_health(context: Context) -> Health:
    """Return the last finished night, and how far each feed is complete; no case is read."""
    night = nights.last_finished(context.session)
    return Health(
        people=counts.count_people(context.session),
        last_night=summary(night, failed=counts.count_failures(context.session, night.id))
        if night
        else None,
        complete_to=sources.complete_to(context.session),
    )
