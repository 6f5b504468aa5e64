"""List the prisons where people on record are held: how many are there, coming and going."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from casework.context import Context
from casework.desk import declares
from casework.models import Verb
from casework.permissions import Action
from casework.queries import identity, prisons
from casework.row_facts import release_dates
from casework.row_facts.places import Place, places
from casework.sameness import everybody, members
from casework.views.prison import PrisonLine, PrisonList
from rules.expected_release import expected_release
from rules.facts import ReleaseDate
from rules.vocabulary import Severity

LATELY = timedelta(days=14)
"""How long somebody who came counts as arriving, the day they came not counted."""

SOON = timedelta(days=28)
"""How long ahead an expected release is counted in the list."""

_SEVEREST_FIRST = tuple(Severity)


@declares(Action.READ_PRISON, Verb.CONSULT)
def read_prisons(context: Context) -> PrisonList:
    """Return the prisons where somebody the officer may see is held today, the fullest first.

    Only numbers are told, of nobody by name.
    """
    session, today = context.session, context.today
    same_as = identity.same_as(session)
    records = prisons.visible(context, everybody(same_as, prisons.may_be_held(context, today)))
    people = members(same_as, records)
    found = places(session, people, today)
    held = {person: place for person, place in found.items() if place.where.is_held}
    of_record = {record: person for person in held for record in people[person]}
    managed = {of_record[one] for one in prisons.managed(session, of_record, today)}
    leaving = _leaving(context, of_record)
    flags: dict[int, list[Severity]] = defaultdict(list)
    for flag in prisons.open_flags(session, of_record):
        flags[of_record[flag.person]].append(flag.severity)
    names = prisons.establishments(session)
    lines = [
        PrisonLine(
            code=code,
            name=names.get(code, code),
            here=len(here),
            managed=len(managed & here.keys()),
            arriving=sum(came_lately(place, today) for place in here.values()),
            leaving=len(leaving & here.keys()),
            flags=sum(len(flags.get(person, ())) for person in here),
            gravest=_gravest(one for person in here for one in flags.get(person, ())),
        )
        for code, here in _by_prison(held).items()
    ]
    lines.sort(key=lambda line: (-line.here, line.name))
    return PrisonList(on=today, prisons=tuple(lines))


def _gravest(severities: Iterable[Severity]) -> Severity | None:
    return min(severities, key=_SEVEREST_FIRST.index, default=None)


def _by_prison(held: Mapping[int, Place]) -> dict[str, dict[int, Place]]:
    found: dict[str, dict[int, Place]] = defaultdict(dict)
    for person, place in held.items():
        found[place.where.prison or ""][person] = place
    return found


def came_lately(place: Place, today: date) -> bool:
    """Whether a movement brought somebody to where they are within 14 days."""
    came_on = place.where.came_on
    return came_on is not None and today - came_on <= LATELY


def _leaving(context: Context, of_record: Mapping[int, int]) -> set[int]:
    today = context.today
    dates: dict[int, list[ReleaseDate]] = defaultdict(list)
    rows = prisons.release_dates(context.session, of_record, today)
    for record, found in release_dates(rows).items():
        dates[of_record[record]] += found
    expected = {person: expected_release(each, since=today) for person, each in dates.items()}
    return {person for person, date in expected.items() if date and date.falls_on - today <= SOON}
