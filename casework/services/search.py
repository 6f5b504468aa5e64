"""Search over everything: people by name and number, and what is known by a reference."""

from casework.context import Context
from casework.desk import declares
from casework.errors import PersonNotFoundError
from casework.models import Verb
from casework.permissions import Action
from casework.queries import people
from casework.views.people import Found


@declares(Action.SEARCH, Verb.CONSULT)
def search_people(context: Context, typed: str, *, limit: int) -> tuple[Found, ...]:
    """Return the people that go with *typed*, at most *limit*, likeliest first."""
    try:
        person = people.require(context, typed)
    except PersonNotFoundError:
        return ()
    context.touch(Verb.CONSULT, [person.id])
    names = people.names(context, [person.id])
    name = names.get(person.id, "name not recorded")
    return (Found(person=people.reference(person.id), name=name, why="its number"),)[:limit]
