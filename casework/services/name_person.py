"""Say who somebody is, by any of their numbers: what a form shows beside what is typed."""

from casework.context import Context
from casework.desk import declares
from casework.models import Verb
from casework.permissions import Action
from casework.queries import people
from casework.views.people import Named


@declares(Action.SEARCH, Verb.CONSULT)
def name_person(context: Context, typed: str) -> Named:
    """Return our number and the name of the person known by *typed*.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by it.
        PersonAmbiguousError: more than one person is.
    """
    person = people.require(context, typed)
    context.touch(Verb.CONSULT, [person.id])
    names = people.names(context, [person.id])
    return Named(person=people.reference(person.id), name=names.get(person.id, "name not recorded"))
