"""Take back a case just opened, where nothing else was recorded of the person since."""

from casework.context import Context
from casework.desk import declares
from casework.models import Verb
from casework.permissions import Action
from casework.queries import identity, people, recorded, relied_on
from casework.services.undo_facts import UndoRefusedError, undo_facts
from casework.views.happening import Recorded


@declares(Action.OPEN_CASE, Verb.ALTER)
def undo_case(context: Context, opened: Recorded) -> str:
    """Withdraw all that was recorded as the officer opened a case; return what is said then.

    The person's number stays, and so does all of it to be read as it was known.

    Raises:
        PersonNotFoundError: there is no such person the officer may see.
        UndoRefusedError: something else was recorded since, another record names the person,
            or somebody has relied on it.
    """
    person = people.require(context, opened.who.person)
    [case] = recorded.take(context.session, [person.id])
    if case.revision != opened.revision:
        raise UndoRefusedError(f"more was recorded of {opened.who.person} since")
    named = relied_on.names_person(context.session, person.id)
    if named or identity.naming(context.session, [person.id]):
        raise UndoRefusedError(f"another record names {opened.who.person}")
    undo_facts(context, opened.who.person, opened.facts, revision=opened.revision)
    return (
        f"Taken back: no case of {opened.who.name} is open. {opened.who.person} has nothing on "
        "record now."
    )
