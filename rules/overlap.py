"""The first day on which something held and a clause in force meet."""

from datetime import date

from rules.days import NEVER
from rules.standing import ProvisionStanding


def first_day_together(standing: ProvisionStanding, since: date, until: date | None) -> date | None:
    """Return the first day from *since* to *until* on which the clause is in force and binds.

    Both days are inclusive; *until* None is held still. None means that there is no such
    day. It may be to come.
    """
    last_held = NEVER if until is None else until
    for first, last in standing.spans:
        day = max(first, since)
        if day <= min(last, last_held):
            return day
    return None
