"""Read one prison: who is held there, comes, leaves, and is there together with whom."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from casework.context import Context
from casework.desk import declares
from casework.errors import PrisonNotFoundError
from casework.models import Verb
from casework.permissions import Action
from casework.queries import identity, people, prisons, sources
from casework.row_facts.places import Place, everybody_held, places
from casework.sameness import everybody, members
from casework.services.prison_look import look_at
from casework.services.read_prisons import LATELY, came_lately
from casework.views.prison import (
    Coming,
    Doubtful,
    PersonInPrison,
    PrisonView,
)
from casework.views.prison_words import differs_in_words, says_here
from rules.vocabulary import Feed

LEAVING_WITHIN = timedelta(days=56)
"""How long ahead an expected release is shown."""

NOWHERE = "-"
"""The key of the list of those who are held in a prison that nothing names."""


@declares(Action.READ_PRISON, Verb.CONSULT)
def read_prison(context: Context, code: str) -> PrisonView:
    """Return a prison as it stands today, by its code; "-" for those nothing places.

    Raises:
        PrisonNotFoundError: there is no such prison, and nobody the officer may see is there.
    """
    code = "" if code == NOWHERE else code.strip().upper()
    session, today = context.session, context.today
    same_as = identity.same_as(session)
    maybe = prisons.may_be_held(context, today, code) if code else _nowhere(context)
    seen = prisons.visible(context, everybody(same_as, maybe))
    found = places(session, members(same_as, seen), today)
    here = {
        person: place
        for person, place in found.items()
        if place.where.is_held and (place.where.prison or "") == code
    }
    register = prisons.establishments(session)
    if code and code not in register and not here:
        raise PrisonNotFoundError(code)
    look = look_at(here, context, same_as, register)
    inmates = tuple(sorted(map(look.person, here), key=lambda one: (one.name, one.person)))
    doubtful = _doubtful(context, found, here, code, register) if code else ()
    coming = _coming(context, code) if code else ()
    context.touch(Verb.CONSULT, look.of_record)
    complete_to = sources.complete_to(session)
    return PrisonView(
        code=code,
        name=register.get(code, code) if code else "prison not recorded",
        on=today,
        movements_to=complete_to.get(Feed.PRISON_MOVEMENTS),
        records_to=complete_to.get(Feed.PRISON_RECORDS),
        here=inmates,
        arriving=_newest_first(
            one for one in inmates if came_lately(here[int(one.person[1:])], today)
        ),
        coming=coming,
        leaving=_soonest_first(inmates, today),
        pairs=tuple(look.pairs()) if code else (),
        groups=tuple(look.groups()) if code else (),
        doubtful=doubtful,
    )


def _nowhere(context: Context) -> set[int]:
    """Return those who are held in a prison that nothing names."""
    held = everybody_held(context, context.today, LATELY)
    return {person for person, one in held.items() if not one.prison}


def _newest_first(arrived: Iterable[PersonInPrison]) -> tuple[PersonInPrison, ...]:
    return tuple(sorted(arrived, key=lambda one: one.since or date.min, reverse=True))


def _soonest_first(inmates: Iterable[PersonInPrison], today: date) -> tuple[PersonInPrison, ...]:
    listed = [
        (one.leaving.on, one)
        for one in inmates
        if one.leaving is not None and one.leaving.on - today <= LEAVING_WITHIN
    ]
    listed.sort(key=lambda dated: (dated[0], dated[1].name))
    return tuple(one for _, one in listed)


def _doubtful(
    context: Context,
    found: Mapping[int, Place],
    here: Mapping[int, Place],
    code: str,
    register: Mapping[str, str],
) -> tuple[Doubtful, ...]:
    """Tell of those whom one source has here, and who are gone by as elsewhere or out."""
    others = [
        person
        for person, place in found.items()
        if person not in here and place.where.differs and says_here(place.where, code)
    ]
    names = people.names(context, others)
    context.touch(Verb.CONSULT, others)
    return tuple(
        Doubtful(
            person=people.reference(person),
            name=names.get(person, "name not recorded"),
            says=differs_in_words(found[person].where, register),
        )
        for person in sorted(others, key=lambda one: (names.get(one, ""), one))
    )


def _coming(context: Context, code: str) -> tuple[Coming, ...]:
    found = prisons.ahead(context, code, context.today)
    names = people.names(context, {one.person for one in found})
    context.touch(Verb.CONSULT, (one.person for one in found))
    return tuple(
        Coming(
            person=people.reference(one.person),
            name=names.get(one.person, "name not recorded"),
            kind=one.kind,
            on=one.happens_on,
        )
        for one in found
    )
