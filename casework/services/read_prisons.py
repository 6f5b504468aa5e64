"""List the prisons where people on record are held: how many are there, coming and going."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from casework.context import Context
from casework.desk import declares
from casework.models import Verb
from casework.permissions import Action
from casework.queries import held_last, inmates, prisons
from casework.row_facts import release_dates
from casework.row_facts.places import Held, Place, everybody_held
from casework.views.prison import PrisonLine, PrisonList
from rules.expected_release import expected_release
from rules.facts import ReleaseDate
from rules.urgency import SEVEREST_FIRST
from rules.vocabulary import Severity

LATELY = timedelta(days=14)
"""How long somebody who came counts as arriving, the day they came not counted."""

SOON = timedelta(days=28)
"""How long ahead an expected release is counted in the list."""


@declares(Action.READ_PRISON, Verb.CONSULT)
def read_prisons(context: Context) -> PrisonList:
    """Return the prisons where somebody the officer may see is held today, the fullest first.

    Only numbers are told, of nobody by name.
    """
    session, today = context.session, context.today
    held = everybody_held(context, today, LATELY)
    managed, flags = held_last.managed(context, today), _flags(context)
    leaving = _leaving(context, held)
    names = prisons.establishments(session)
    lines = []
    for code, here in _by_prison(held).items():
        open_flags = [flags[one] for held in here.values() for one in held.records if one in flags]
        lines.append(
            PrisonLine(
                code=code,
                name=names.get(code, code),
                here=len(here),
                managed=sum(not managed.isdisjoint(one.records) for one in here.values()),
                arriving=sum(one.lately for one in here.values()),
                leaving=len(leaving & here.keys()),
                flags=sum(sum(counted.values()) for counted in open_flags),
                gravest=_gravest(severity for counted in open_flags for severity in counted),
            )
        )
    lines.sort(key=lambda line: (-line.here, line.name))
    return PrisonList(on=today, prisons=tuple(lines))


def _gravest(severities: Iterable[Severity]) -> Severity | None:
    return min(severities, key=SEVEREST_FIRST.index, default=None)


def _flags(context: Context) -> dict[int, dict[Severity, int]]:
    """Return how many flags are open on each record, by severity."""
    found: dict[int, dict[Severity, int]] = defaultdict(dict)
    for record, severity, flags in held_last.open_flags(context):
        found[record][severity] = flags
    return found


def _by_prison(held: Mapping[int, Held]) -> dict[str, dict[int, Held]]:
    found: dict[str, dict[int, Held]] = defaultdict(dict)
    for person, one in held.items():
        found[one.prison or ""][person] = one
    return found


def came_lately(place: Place, today: date) -> bool:
    """Whether a movement brought somebody to where they are within 14 days."""
    came_on = place.where.came_on
    return came_on is not None and today - came_on <= LATELY


def _leaving(context: Context, held: Mapping[int, Held]) -> set[int]:
    """Return whose release is expected soon: of those with a date in these days, no others."""
    today = context.today
    soon = held_last.dated(context, today, today + SOON)
    of_record = {
        record: person
        for person, one in held.items()
        if not soon.isdisjoint(one.records)
        for record in one.records
    }
    dates: dict[int, list[ReleaseDate]] = defaultdict(list)
    rows = inmates.release_dates(context.session, of_record, today)
    for record, found in release_dates(rows).items():
        dates[of_record[record]] += found
    expected = {person: expected_release(each, since=today) for person, each in dates.items()}
    return {person for person, date in expected.items() if date and date.falls_on - today <= SOON}
